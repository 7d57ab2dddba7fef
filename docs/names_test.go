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

// packages returns the exported names of every package that a user can import, by the package's directory from the root.
func packages(t *testing.T) map[string]map[string]bool {
	t.Helper()
	found := map[string]map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (d.Name() == "internal" || d.Name() == "testdata" || d.Name()[0] == '.' || isModule(path)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(rel)
		if found[dir] == nil {
			found[dir] = map[string]bool{}
		}
		addNames(found[dir], file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// isModule reports whether dir is the root of a module.
func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// addNames adds what a file declares at its top level to the names of its package.
func addNames(names map[string]bool, file *ast.File) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names[d.Name.Name] = true
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					names[spec.Name.Name] = true
				case *ast.ValueSpec:
					for _, n := range spec.Names {
						names[n.Name] = true
					}
				}
			}
		}
	}
}

// TestNames checks that what the pages name in code exists: train.Sobolev is in package train. Changes are about what is
// gone, too, and may name it.
func TestNames(t *testing.T) {
	exported := map[string]map[string]bool{}
	for dir, names := range packages(t) {
		exported[filepath.Base(dir)] = names
	}
	qualified := regexp.MustCompile(`\b([a-z]+)\.([A-Z]\w*)`)
	count := 0
	for _, p := range pages(t) {
		if p.path == "CHANGELOG.md" {
			continue
		}
		for _, text := range code.FindAllString(p.text, -1) {
			for _, m := range qualified.FindAllStringSubmatch(text, -1) {
				names, ok := exported[m[1]]
				if !ok {
					continue
				}
				count++
				if !names[m[2]] {
					t.Errorf("%s names %s, but package %s has no %s", p.path, m[0], m[1], m[2])
				}
			}
		}
	}
	if count < 50 {
		t.Errorf("found %d names, want the hundred or so that the pages have", count)
	}
}

// TestLinks checks that the files that pages link to are there.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	count := 0
	for _, p := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(p.text, ""), -1) {
			count++
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(p.path), m[1])); err != nil {
				t.Errorf("%s: link to %s: %v", p.path, m[1], err)
			}
		}
	}
	if count < 10 {
		t.Errorf("found %d links, want those of README at least", count)
	}
}
