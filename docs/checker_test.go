package docs

import (
	"errors"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// modulePath is the import path of the root.
const modulePath = "example.com/sobolev"

// A checker finds out what the names in the library's sources stand for. It imports the packages of the module, and those of
// the modules below it, from their sources, without the bodies of functions.
type checker struct {
	t        *testing.T
	files    *token.FileSet
	standard types.Importer
	checked  map[string]*types.Package
}

// newChecker skips the test where there is no go command, which knows what the standard library exports.
func newChecker(t *testing.T) *checker {
	t.Helper()
	requireGo(t)
	files := token.NewFileSet()
	return &checker{t, files, importer.ForCompiler(files, "gc", exported), map[string]*types.Package{}}
}

// exported opens what the compiler says of a package's exported names.
func exported(name string) (io.ReadCloser, error) {
	file, err := exec.Command("go", "list", "-export", "-f", "{{.Export}}", name).Output()
	if err != nil {
		return nil, err
	}
	return os.Open(strings.TrimSpace(string(file)))
}

// Import implements [types.Importer].
func (c *checker) Import(name string) (*types.Package, error) {
	dir, ours := strings.CutPrefix(name, modulePath+"/")
	switch {
	case c.checked[name] != nil:
		return c.checked[name], nil
	case ours:
		c.checked[name], _ = c.check(name, c.parse(dir, func(file string) bool { return !strings.HasSuffix(file, "_test.go") }), true)
		return c.checked[name], nil
	case strings.Contains(strings.Split(name, "/")[0], "."):
		return nil, errForeign
	}
	return c.standard.Import(name)
}

// check returns the package of the files and what the names in them stand for.
func (c *checker) check(name string, files []*ast.File, declarations bool) (*types.Package, map[*ast.Ident]types.Object) {
	info := types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: c, IgnoreFuncBodies: declarations, FakeImportC: true, Error: c.report}
	p, _ := config.Check(name, c.files, files, &info) // reported already
	for id, object := range info.Defs {
		info.Uses[id] = object
	}
	return p, info.Uses
}

// errForeign is for packages of other people. What they declare stays unknown: it is none of the library's names.
var errForeign = errors.New("not the library's")

func (c *checker) report(err error) {
	c.t.Helper()
	if !strings.Contains(err.Error(), errForeign.Error()) {
		c.t.Error(err)
	}
}

// parse returns those files of a folder that belong to this platform and that keep holds for.
func (c *checker) parse(dir string, keep func(name string) bool) []*ast.File {
	c.t.Helper()
	dir = filepath.Join(root, dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		c.t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if here, err := build.Default.MatchFile(dir, e.Name()); err != nil || !here || path.Ext(e.Name()) != ".go" || !keep(e.Name()) {
			continue
		}
		file, err := parser.ParseFile(c.files, filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			c.t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
