package docs

import (
	"go/types"
	"slices"
)

// excuses say which methods need no example, see [TestExamples].
type excuses struct {
	numbers map[types.Object]bool            // types that have the methods of dual.Scalar
	methods map[types.Object]map[string]bool // names of methods that a type is excused from
}

// newExcuses looks for them in all packages of the library.
func newExcuses(library []*types.Package) excuses {
	x := excuses{map[types.Object]bool{}, map[types.Object]map[string]bool{}}
	var interfaces, others []*types.Named
	var scalar *types.Interface
	for _, p := range library {
		for _, n := range exportedTypes(p) {
			switch i, ok := n.Underlying().(*types.Interface); {
			case !ok:
				others = append(others, n)
			case p.Name() == "dual" && n.Obj().Name() == "Scalar":
				scalar = i
			case i.NumMethods() > 1: // a single one, such as Check, many have
				interfaces = append(interfaces, n)
			}
		}
	}
	for _, n := range others {
		x.methods[n.Obj()] = map[string]bool{"String": true, "Format": true, "Error": true, "Unwrap": true}
		if hasMethods(n, scalar) {
			x.numbers[n.Obj()] = true
			x.excuse(n, scalar)
		}
		for _, i := range interfaces {
			if implements(n, i) {
				x.excuse(n, i.Underlying().(*types.Interface))
			}
		}
	}
	return x
}

// excuse excuses a type from showing the methods of an interface.
func (x excuses) excuse(n *types.Named, i *types.Interface) {
	for m := range i.Methods() {
		x.methods[n.Obj()][m.Name()] = true
	}
}

// exportedTypes returns the exported types that the package gives a name.
func exportedTypes(p *types.Package) []*types.Named {
	var found []*types.Named
	for _, name := range p.Scope().Names() {
		o, ok := p.Scope().Lookup(name).(*types.TypeName)
		if !ok || !o.Exported() {
			continue
		}
		if n, ok := o.Type().(*types.Named); ok {
			found = append(found, n)
		}
	}
	return found
}

// hasMethods reports whether the type has methods of the names that the interface asks for. Those of a number take and return
// numbers of its type.
func hasMethods(n *types.Named, i *types.Interface) bool {
	methods := slices.Collect(n.Methods())
	for want := range i.Methods() {
		if !slices.ContainsFunc(methods, func(m *types.Func) bool { return m.Name() == want.Name() }) {
			return false
		}
	}
	return true
}

// implements reports whether the type, or a pointer to it, is what the interface asks for, both over float64 if they are generic.
func implements(n, i *types.Named) bool {
	t, okT := over64(n)
	wanted, okI := over64(i)
	return okT && okI && types.Implements(types.NewPointer(t), wanted.Underlying().(*types.Interface))
}

// over64 returns the type with float64 for every parameter, and false where that may not be.
func over64(n *types.Named) (types.Type, bool) {
	if n.TypeParams().Len() == 0 {
		return n, true
	}
	t, err := types.Instantiate(nil, n, slices.Repeat([]types.Type{types.Typ[types.Float64]}, n.TypeParams().Len()), true)
	return t, err == nil
}
