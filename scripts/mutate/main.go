// Command mutate breaks the library in one place at a time and expects a test to fail.
//
//	go run ./scripts/mutate [-check] [-match PATTERN] [-timeout DURATION] [-v]
//
// The mutations are listed in mutations.txt beside this file, with the package whose tests have to notice each. The
// working tree is not touched: the compiler is given the broken file in place of the real one (go build -overlay). Before
// the first mutation that a set of tests has to notice, the same tests run unbroken, and have to pass.
//
// The exit status is 1 if a mutation survived, if one does not build, or if a snippet no longer occurs once in its file.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"time"
)

func main() {
	match := flag.String("match", "", "take only mutations whose file and snippets match the regular expression")
	check := flag.Bool("check", false, "only see that every snippet still occurs in its file")
	timeout := flag.Duration("timeout", 2*time.Minute, "a test binary that runs longer has noticed")
	verbose := flag.Bool("v", false, "name the test that failed")
	flag.Parse()
	if err := run(*match, *check, *timeout, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(match string, check bool, timeout time.Duration, verbose bool) error {
	pattern, err := regexp.Compile(match)
	if err != nil {
		return err
	}
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	all, err := parse(list)
	if err != nil {
		return err
	}
	if check {
		return checkAll(root, all)
	}
	t, err := newTester(root, timeout)
	if err != nil {
		return err
	}
	defer t.close()
	count := map[verdict]int{}
	begin := time.Now()
	for _, m := range all {
		if !pattern.MatchString(m.file + "\n" + m.old + "\n" + m.new) {
			continue
		}
		result := t.try(m)
		count[result.verdict]++
		if verbose || result.verdict != killed {
			fmt.Printf("%-8s %s\n", result.verdict, m)
			if result.detail != "" {
				fmt.Printf("         %s\n", result.detail)
			}
		}
	}
	fmt.Printf("%d killed, %d survived, %d could not be tried, in %v\n",
		count[killed], count[survived], count[untried], time.Since(begin).Round(time.Second))
	if count[survived]+count[untried] > 0 {
		return fmt.Errorf("%d mutations were not noticed", count[survived]+count[untried])
	}
	return nil
}

// checkAll reports the mutations whose snippet does not occur as it should.
func checkAll(root string, all []mutation) error {
	failed := 0
	for _, m := range all {
		if _, err := m.apply(root); err != nil {
			failed++
			fmt.Printf("%s: %v\n", m, err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d mutations do not fit the code any more", failed, len(all))
	}
	fmt.Printf("%d mutations fit the code\n", len(all))
	return nil
}
