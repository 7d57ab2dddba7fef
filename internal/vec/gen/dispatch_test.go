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
// assembly of every target for which there is some, and that the stubs declare it.
func TestDispatch(t *testing.T) {
	testDispatch(t, "amd64", variants(targets), func(string) bool { return true })
	testDispatch(t, "arm64", variants(neonTargets), hasNEON)
}

func testDispatch(t *testing.T, arch string, targets []variant, has func(kernel string) bool) {
	files := generatedFiles(t)
	with, sources := kernelFunctions(t, arch, files["dispatch_"+arch+".go"])
	without, _ := kernelFunctions(t, "other", files["dispatch_other.go"])
	if len(with) != len(without) {
		t.Errorf("%s: %d entry points with assembly, %d without", arch, len(with), len(without))
	}
	var stubs strings.Builder
	for name, src := range files {
		if strings.HasSuffix(name, "_stubs_"+arch+".go") {
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
			if strings.Contains(sources[name], assembly) != has(kernel) {
				t.Errorf("%s: %s calls %s: %t, want %t", arch, name, assembly, !has(kernel), has(kernel))
			}
			if strings.Contains(stubs.String(), "func "+assembly) != has(kernel) {
				t.Errorf("%s: declaration of %s: %t, want %t", arch, assembly, !has(kernel), has(kernel))
			}
		}
	}
}
