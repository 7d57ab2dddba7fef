// Gen writes what follows from the table in package series: the methods of every number type for the elementary
// functions, their lines in the constraint dual.Scalar, the lists of the tests, and the kinks of the two types Chunk,
// which differ in their package alone. It runs by
//
//	go generate ./internal/series
//
// With -check it writes nothing and fails if a file in the tree is not what it would write.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"example.com/sobolev/internal/series"
)

func main() {
	root := flag.String("root", "../..", "directory of the module")
	check := flag.Bool("check", false, "compare the files in the tree instead of writing them")
	flag.Parse()
	if err := run(*root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes or checks every target below root.
func run(root string, check bool) error {
	functions := series.Functions()
	for _, t := range targets {
		file := filepath.Join(root, t.file)
		old, err := os.ReadFile(file)
		if err != nil && (check || t.region || !os.IsNotExist(err)) {
			return err
		}
		text, err := t.render(old, functions)
		if err != nil {
			return fmt.Errorf("%s: %w", t.file, err)
		}
		switch {
		case bytes.Equal(old, text):
		case check:
			return fmt.Errorf("%s is not what the table says: run go generate ./internal/series", t.file)
		default:
			if err := os.WriteFile(file, text, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
