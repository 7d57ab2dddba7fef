package docs

import (
	"go/ast"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestExamples checks that examples show every exported function and method of the library: one of its package calls it, itself
// or by what the package's tests declare beside it, such as the residual of an equation. Excused are
//
//   - the methods of number types that dual.Scalar asks for: they are alike, and generated for the most part. Of what several
//     number types have besides, such as Order, an example at one of them is enough;
//   - methods by which a type is what an exported interface of several methods asks for: a layer, an optimiser, a term of a loss;
//   - String, Format, Error and Unwrap, which the packages fmt and errors call.
func TestExamples(t *testing.T) {
	c := newChecker(t)
	shown := map[types.Object]bool{}
	var library []*types.Package
	for _, dir := range append(slices.Sorted(maps.Keys(packages(t))), "mpi", "onnx") {
		p, _ := c.Import(modulePath + "/" + dir)
		if p.Name() != "main" {
			library = append(library, p)
			c.addShown(shown, dir)
		}
	}
	x := newExcuses(library)
	byNumbers := map[string]bool{}
	for o := range shown {
		if f, ok := o.(*types.Func); ok && x.numbers[receiver(f)] {
			byNumbers[f.Name()] = true
		}
	}
	count := 0
	for _, p := range library {
		for _, f := range exportedFunctions(p) {
			count++
			of := receiver(f)
			if !shown[f] && !x.methods[of][f.Name()] && !(x.numbers[of] && byNumbers[f.Name()]) {
				at := c.files.Position(f.Pos())
				t.Errorf("%s:%d: no example uses %s; write one in an example_*_test.go of its folder", filepath.ToSlash(at.Filename), at.Line, f.FullName())
			}
		}
	}
	if count < 500 {
		t.Errorf("found %d exported functions and methods, want the hundreds that there are", count)
	}
}

// exportedFunctions returns the exported functions of a package and the exported methods of its exported types.
func exportedFunctions(p *types.Package) []*types.Func {
	var found []*types.Func
	for _, name := range p.Scope().Names() {
		if f, ok := p.Scope().Lookup(name).(*types.Func); ok {
			found = append(found, f)
		}
	}
	for _, n := range exportedTypes(p) {
		found = slices.AppendSeq(found, n.Methods())
	}
	return slices.DeleteFunc(found, func(f *types.Func) bool { return !f.Exported() })
}

// receiver returns the name of the type that a method belongs to, nil for a function.
func receiver(f *types.Func) types.Object {
	recv := f.Signature().Recv()
	if recv == nil {
		return nil
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

// addShown adds what the examples of a folder use to what is shown.
func (c *checker) addShown(shown map[types.Object]bool, dir string) {
	var files []*ast.File
	for _, file := range c.parse(dir, func(name string) bool { return strings.HasSuffix(name, "_test.go") }) {
		if strings.HasSuffix(file.Name.Name, "_test") {
			files = append(files, file)
		}
	}
	_, objects := c.check(dir, files, false)
	declared := declarations(files, objects)
	var show func(n ast.Node) bool
	show = func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || objects[id] == nil {
			return true
		}
		o := objects[id]
		if f, ok := o.(*types.Func); ok {
			o = f.Origin()
		}
		if !shown[o] {
			shown[o] = true
			for _, d := range declared[o] {
				ast.Inspect(d, show)
			}
		}
		return true
	}
	for o, nodes := range declared {
		if f, ok := o.(*types.Func); ok && strings.HasPrefix(f.Name(), "Example") {
			for _, n := range nodes {
				ast.Inspect(n, show)
			}
		}
	}
}

// declarations returns where the files declare what, at the top level. Methods are part of their type.
func declarations(files []*ast.File, objects map[*ast.Ident]types.Object) map[types.Object][]ast.Node {
	found := map[types.Object][]ast.Node{}
	add := func(o types.Object, n ast.Node) { found[o] = append(found[o], n) }
	for _, file := range files {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				f := objects[d.Name].(*types.Func)
				if of := receiver(f); of != nil {
					add(of, d)
				} else {
					add(f, d)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						add(objects[spec.Name], spec)
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							add(objects[name], spec)
						}
					}
				}
			}
		}
	}
	return found
}
