package docs

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	// The result of a test is kept until something that it imports changes, and snippets import these.
	_ "example.com/sobolev/dual/dualtest"
	_ "example.com/sobolev/funcs"
	_ "example.com/sobolev/hyperdual"
	_ "example.com/sobolev/layers/layertest"
	_ "example.com/sobolev/train/pde"
)

// TestSnippets compiles and runs every Go snippet of the pages, all of them in one go test in a module of their own, which
// has the library as README says.
//
// The functions that a page declares hold for the rest of it, as for its reader. Statements are the body of a test; an err
// that one assigns is checked after it. What a page leaves to its reader's imagination is declared in testdata.
func TestSnippets(t *testing.T) {
	module := newReader(t)
	imports := importPaths(t)
	count := 0
	for _, p := range pages(t) {
		if len(p.snippets()) == 0 {
			continue
		}
		count += len(p.snippets())
		source, err := testFile(p, imports)
		if err != nil {
			t.Fatalf("%s: %v", p.path, err)
		}
		module.write(p.name(), "snippets_test.go", source)
		if given, err := os.ReadFile(filepath.Join("testdata", p.name()+".go")); err == nil {
			module.write(p.name(), "given_test.go", given)
		} else if !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if count < 3 {
		t.Fatalf("found %d snippets, want those of README at least", count)
	}
	module.run("test", "./...")
}

// testFile returns a file of Go tests with the page's snippets. Errors in it name the lines of the page.
func testFile(p page, imports map[string]string) ([]byte, error) {
	var body bytes.Buffer
	for _, s := range p.snippets() {
		declarations, statements := s.split()
		for _, d := range declarations {
			fmt.Fprintf(&body, "//line %s:%d\n%s\n", p.path, d.line, d.code)
		}
		if strings.TrimSpace(statements.code) == "" {
			continue
		}
		checked, err := statements.checked()
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&body, "func TestLine%d(t *testing.T) {\n//line %s:%d\n%s\n}\n", s.line, p.path, statements.line, checked)
	}
	file, err := parser.ParseFile(token.NewFileSet(), p.path, "package "+p.name()+"\n"+body.String(), 0)
	if err != nil {
		return nil, err
	}
	used := map[string]bool{"testing": true}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && imports[x.Name] != "" {
				used[x.Name] = true
			}
		}
		return true
	})
	head := "package " + p.name() + "\n\n"
	for _, name := range slices.Sorted(maps.Keys(used)) {
		head += fmt.Sprintf("import %q\n", imports[name])
	}
	return append([]byte(head), body.Bytes()...), nil
}

// split returns the snippet's declarations of functions and types, which begin at the left margin, and the statements
// around them, blank lines in their places.
func (s snippet) split() (declarations []snippet, statements snippet) {
	statements = snippet{line: s.line}
	open := "" // a declaration of which there is more to come
	for i, line := range strings.SplitAfter(s.code, "\n") {
		if open == "" && !strings.HasPrefix(line, "func ") && !strings.HasPrefix(line, "type ") {
			statements.code += line
			continue
		}
		if open == "" {
			declarations = append(declarations, snippet{line: s.line + i})
		}
		statements.code += "\n"
		open += line
		if _, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+open, 0); err == nil {
			declarations[len(declarations)-1].code, open = open, ""
		}
	}
	if open != "" { // the compiler will say what is wrong with it
		declarations[len(declarations)-1].code = open
	}
	return declarations, statements
}

// checked returns the statements with a check after each that assigns an err, and with a use of every variable.
func (s snippet) checked() (string, error) {
	const before = "package p\nfunc _() {\n"
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", before+s.code+"\n}", 0)
	if err != nil {
		return "", fmt.Errorf("line %d and on: %w", s.line, err)
	}
	var code, uses strings.Builder
	at := 0
	for _, stmt := range file.Decls[0].(*ast.FuncDecl).Body.List {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok {
			continue
		}
		for _, v := range assign.Lhs {
			name, ok := v.(*ast.Ident)
			if !ok || name.Name == "_" {
				continue
			}
			if name.Name == "err" {
				end := files.Position(stmt.End()).Offset - len(before)
				code.WriteString(s.code[at:end] + "; if err != nil { t.Fatal(err) }")
				at = end
			} else if assign.Tok == token.DEFINE {
				uses.WriteString("_ = " + name.Name + "\n")
			}
		}
	}
	return code.String() + s.code[at:] + uses.String(), nil
}

// importPaths returns the import paths of the library's packages, and of those of the standard library that snippets
// use, by their names.
func importPaths(t *testing.T) map[string]string {
	t.Helper()
	paths := map[string]string{"context": "context", "fmt": "fmt", "math": "math", "rand": "math/rand/v2", "testing": "testing"}
	for dir := range packages(t) {
		paths[filepath.Base(dir)] = "example.com/sobolev/" + dir
	}
	return paths
}
