package docs

import (
	"go/ast"
	"go/types"
	"path"
	"slices"
	"testing"
)

// TestLists checks that what a package makes of a kind is in the tests that every one of its kind has to pass, so that a new one
// cannot be left out of them.
func TestLists(t *testing.T) {
	c := newChecker(t)
	for _, l := range []struct {
		dir, file, list string
		kinds           []string // what is made, or is the function itself
		excused         []string // which have tests of their own
		least           int
	}{
		{"layers", "builtin_test.go", "builtin", []string{"Layer", "ImageLayer"},
			[]string{"EachMasked", "FromFunc", "Rescale"}, 15}, // which jump, or allocate what a user's function makes
		{"train/optim", "optimizer_test.go", "TestStepsByHand or TestSettings", []string{"Optimizer"}, []string{"Auto"}, 10},
		{"train", "losscases_test.go", "one of the lists of lossCases", []string{"Loss", "Penalty", "TensorPenalty"}, []string{"MeanSquared"}, 12},
	} {
		p, err := c.Import(modulePath + "/" + l.dir)
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]bool{}
		for _, file := range c.parse(l.dir, func(name string) bool { return name == l.file }) {
			ast.Inspect(file, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					named[id.Name] = true
				}
				return true
			})
		}
		found := 0
		for _, f := range exportedFunctions(p) {
			if receiver(f) != nil || !makes(f, p, l.kinds) {
				continue
			}
			found++
			if !named[f.Name()] && !slices.Contains(l.excused, f.Name()) {
				t.Errorf("%s has no row for %s.%s, want one in %s", path.Join(l.dir, l.file), p.Name(), f.Name(), l.list)
			}
		}
		if found < l.least {
			t.Errorf("found %d functions of %s that make %v, want %d or more", found, p.Name(), l.kinds, l.least)
		}
	}
}

// makes reports whether a function of p returns one of the kinds first, or is one.
func makes(f *types.Func, p *types.Package, kinds []string) bool {
	result := f.Signature().Results()
	for _, kind := range kinds {
		k, ok := p.Scope().Lookup(kind).(*types.TypeName)
		if !ok {
			continue
		}
		if result.Len() > 0 {
			if n, ok := result.At(0).Type().(*types.Named); ok && n.Obj() == k {
				return true
			}
		}
		if types.Identical(f.Signature(), k.Type().Underlying()) {
			return true
		}
	}
	return false
}
