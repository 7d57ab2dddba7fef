package jet

import (
	"fmt"

	"example.com/sobolev/internal/given"
)

// CotangentExtension returns the algebra of the pairs of an element of a and a cotangent of one, and the components in
// which they stand: coefficient k of the element in elements[k], coefficient k of the cotangent in cotangents[k]. With the
// adjoint product aᵀs of [Batch.MulAdjoint] the product is
//
//	(a, s)·(b, t) = (a·b, aᵀt + bᵀs),
//
// the trivial extension of the algebra by its dual module: cotangents multiply one another to zero. It is commutative and
// graded: the cotangent that belongs to degree q has degree K+1−q, and the order is K+1, one more than that of a. Of a =
// Real() it is Dual(1), whose ε is the cotangent.
//
// A function pushed forward in it takes (x, s) to (f(x), f'(x)ᵀs). Pulled back, what stands at a cotangent's components is
// multiplied by f'(x) in the algebra, an element again: the derivative of a derivative's adjoint, as half-order sweeps
// need it. All structure constants of a have to be 1, which those of a Laplace algebra are not.
func CotangentExtension(a *Algebra) (ext *Algebra, elements, cotangents []int) {
	given.Must(a != nil, "jet: CotangentExtension", "the algebra")
	switch {
	case a.order == 0:
		return Dual(1), []int{0}, []int{1}
	case !a.plain || a.kind == kindLaplace:
		panic(fmt.Sprintf("jet: CotangentExtension: %v, want an algebra whose structure constants are 1", a))
	}
	e := &Algebra{kind: kindCotangent, vars: a.vars, order: a.order + 1, base: a}
	elements, cotangents = make([]int, a.Dim()), make([]int, a.Dim())
	for degree := range e.order + 1 {
		for k, end := a.Components(degree); k < end; k++ {
			elements[k] = len(e.basis)
			e.basis = append(e.basis, a.basis[k])
		}
		for k, end := a.Components(e.order - degree); k < end; k++ {
			cotangents[k] = len(e.basis)
			e.basis = append(e.basis, element{degree: degree, factorial: 1})
		}
	}
	var terms []Term
	for _, t := range a.Terms() {
		x, cz, cy := elements[t.X], cotangents[t.Z], cotangents[t.Y]
		terms = append(terms, Term{elements[t.Z], x, elements[t.Y], t.C}, Term{cy, x, cz, t.C}, Term{cy, cz, x, t.C})
	}
	return e.tabulate(terms), elements, cotangents
}
