package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestCommands checks that the tests and benchmarks that a page says to run exist, in the package that it names.
func TestCommands(t *testing.T) {
	command := regexp.MustCompile("go test [^\n`]*")
	dirs := regexp.MustCompile(` \./[\w/.]*`)
	pattern := regexp.MustCompile(`-(?:run|bench) '?([^\s']+)`)
	count := 0
	for _, p := range pages(t) {
		for _, cmd := range command.FindAllString(p.text, -1) {
			var names []string
			for _, dir := range dirs.FindAllString(cmd, -1) {
				names = append(names, testNames(t, strings.TrimSpace(dir))...)
			}
			for _, m := range pattern.FindAllStringSubmatch(cmd, -1) {
				for _, want := range strings.Split(m[1], "|") {
					want, _, _ = strings.Cut(want, "/")
					if want == "^$" || want == "." {
						continue
					}
					count++
					if !anyMatches(t, want, names) {
						t.Errorf("%s: %s: nothing there is called %s", p.path, cmd, want)
					}
				}
			}
		}
	}
	if count < 10 {
		t.Errorf("found %d names of tests and benchmarks, want more of them", count)
	}
}

// anyMatches reports whether the expression matches one of the names.
func anyMatches(t *testing.T, expression string, names []string) bool {
	t.Helper()
	re, err := regexp.Compile(expression)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if re.MatchString(name) {
			return true
		}
	}
	return false
}

// testNames returns the tests, benchmarks and examples of a package, or of all below a folder for a path that ends in
// three dots.
func testNames(t *testing.T, path string) []string {
	t.Helper()
	dir, all := strings.CutSuffix(path, "...")
	dir = filepath.Join(root, dir)
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != dir && (!all || isModule(path)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				for _, kind := range []string{"Test", "Benchmark", "Example", "Fuzz"} {
					if strings.HasPrefix(f.Name.Name, kind) {
						names = append(names, f.Name.Name)
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
