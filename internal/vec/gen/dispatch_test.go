package main

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// kernelFunctions returns the declarations of the functions of a Go file whose names end in Kernel, and their sources.
func kernelFunctions(t *testing.T, name string, src []byte) (signatures, sources map[string]string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	signatures, sources = map[string]string{}, map[string]string{}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || !strings.HasSuffix(fn.Name.Name, "Kernel") {
			continue
		}
		sources[fn.Name.Name] = string(src[fset.Position(fn.Pos()).Offset:fset.Position(fn.End()).Offset])
		fn.Doc, fn.Body = nil, nil
		var b strings.Builder
		if err := format.Node(&b, token.NewFileSet(), fn); err != nil {
			t.Fatal(err)
		}
		signatures[fn.Name.Name] = b.String()
	}
	return signatures, sources
}

// TestDispatch checks that the entry points with and without assembly are the same functions, that the first call the
// assembly of every target, and that the stubs declare it.
func TestDispatch(t *testing.T) {
	files := generatedFiles(t)
	with, sources := kernelFunctions(t, "dispatch_amd64.go", files["dispatch_amd64.go"])
	without, _ := kernelFunctions(t, "dispatch_other.go", files["dispatch_other.go"])
	if len(with) != len(without) {
		t.Errorf("%d entry points with assembly, %d without", len(with), len(without))
	}
	var stubs strings.Builder
	for name, src := range files {
		if strings.HasSuffix(name, "_stubs_amd64.go") {
			stubs.Write(src)
		}
	}
	for name, signature := range with {
		if without[name] != signature {
			t.Errorf("with assembly: %s\nwithout: %s", signature, without[name])
		}
		kernel := strings.TrimSuffix(name, "Kernel")
		for _, target := range targets {
			assembly := kernel + target.name() + "("
			if !strings.Contains(sources[name], assembly) {
				t.Errorf("%s does not call %s", name, assembly)
			}
			if !strings.Contains(stubs.String(), "func "+assembly) {
				t.Errorf("no declaration of %s", assembly)
			}
		}
	}
}
