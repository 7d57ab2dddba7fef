package layers

import (
	"fmt"

	"example.com/sobolev/dual"
)

// Ends are the affine layers at which a network begins and ends, into which a change of the units of its inputs and outputs
// can be folded.
type Ends[F dual.Float] struct {
	First, Last Weights[F] // the weights and biases themselves, not copies

	// Behind says that a layer of [FromFunc] stands before the first one.
	Behind bool

	// Groups is the number of groups of features that the first one is applied to, see [Each]; 1 without. If Masked, each of
	// them has a feature more, before the others, that says whether it is there.
	Groups int
	Masked bool

	// Added is the number of groups of what leaves the last one that are added up, see [Sum]; 1 without.
	Added int
}

// Ends returns the affine layers at which the network begins and ends, or an error that says why it does not: it may begin
// with a layer of [FromFunc], and they may stand within [Each], if [Sum] follows in the end.
func (n *Net[F]) Ends() (Ends[F], error) {
	e := Ends[F]{Groups: 1, Added: 1}
	first, last := 0, len(n.layers)-1
	if _, ok := n.layers[0].(fromFunc[F]); ok && last > 0 {
		e.Behind, first = true, 1
	}
	if s, ok := n.layers[last].(sum[F]); ok && last > first {
		e.Added = s.groups
		last--
	}
	ok := e.first(n.layers[first], n.layerParams(first, n.params), n.dims[first]) &&
		e.last(n.layers[last], n.layerParams(last, n.params), n.dims[last], e.Added)
	if !ok || len(e.First.B) == 0 || len(e.Last.B) == 0 {
		return e, fmt.Errorf("layers: %v, want a network that begins and ends with dense layers", n)
	}
	return e, nil
}

// first looks for the first affine layer in l.
func (e *Ends[F]) first(l Layer[F], params []F, in int) bool {
	switch l := l.(type) {
	case Affine[F]:
		out, _, err := l.Shape(in)
		if err != nil {
			return false
		}
		e.First = weightsOf(l, params, in, out)
		return true
	case Sequential[F]:
		_, offs := l.mustShapes(in)
		return e.first(l[0], params[:offs[1]], in)
	case each[F]:
		if e.Masked {
			return false // two masks
		}
		e.Groups, e.Masked = e.Groups*l.groups, l.masked
		return e.first(l.body, params, l.width(in))
	}
	return false
}

// last looks for the last affine layer in l, of which so many groups leave.
func (e *Ends[F]) last(l Layer[F], params []F, in, groups int) bool {
	switch l := l.(type) {
	case Affine[F]:
		out, _, err := l.Shape(in)
		if err != nil || groups != 1 {
			return false
		}
		e.Last = weightsOf(l, params, in, out)
		return true
	case Sequential[F]:
		dims, offs := l.mustShapes(in)
		i := len(l) - 1
		return e.last(l[i], params[offs[i]:], dims[i], groups)
	case each[F]:
		return l.groups == groups && e.last(l.body, params, l.width(in), 1)
	}
	return false
}
