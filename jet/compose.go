package jet

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
)

// Apply sets z = φ(x) for the function that the rule states. The value is the rule's; a constant stays a constant,
// whatever the rule's coefficients.
//
// At the edge of φ's domain, where coefficients are infinite, what counts is the direction that x moves in, the sign
// of its first coefficient after the primal that is not zero: if that leads out of the domain, the derivatives are
// NaN. In an algebra of order 1 and in a Diagonal one the directions are independent, and each is judged by itself.
func (a *Algebra) Apply(z, x []float64, rule dual.Rule) {
	given.Must(rule != nil, "jet: Apply", "the rule")
	a.check2("Apply", z, x)
	buf := borrow(a.order + 1)
	phi := *buf
	rule(phi, x[0])
	if number.IndexNonFinite(phi[1:]) < 0 || isConstant(x) {
		a.Compose(z, x, phi)
	} else {
		a.composeAtEdge(z, x, phi, rule)
	}
	giveBack(buf)
}

// Compose sets z = Σ φₖ nᵏ, n the nilpotent part of x: the function of x that has the Taylor coefficients phi, at
// least Order+1 of them, at the primal of x.
func (a *Algebra) Compose(z, x, phi []float64) {
	a.check2("Compose", z, x)
	if len(phi) <= a.order {
		panic(fmt.Sprintf("jet: Compose: phi has %d coefficients, want %d", len(phi), a.order+1))
	}
	phi = phi[:a.order+1]
	switch {
	case isConstant(x): // also where a coefficient of φ is infinite
		clear(z)
	case a.order == 1:
		for k := 1; k < len(z); k++ {
			z[k] = number.Times(phi[1], x[k])
		}
	case same(z, x):
		buf := borrow(len(x))
		copy(*buf, x)
		a.horner(z, *buf, phi)
		giveBack(buf)
	default:
		a.horner(z, x, phi)
	}
	z[0] = phi[0]
}

// horner computes all components of Σ φₖ nᵏ but the primal by Horner's scheme r ← r·n + φₖ from the highest order
// down, in the memory of z. After step s the result is multiplied by n another K−s times, so that its components
// above degree s do not matter and are not computed.
func (a *Algebra) horner(z, x, phi []float64) {
	if a.kind == kindTaylor {
		a.hornerTaylor(z, x, phi)
	} else {
		a.hornerTable(z, x, phi)
	}
}

// hornerTable is horner over the table of products.
func (a *Algebra) hornerTable(z, x, phi []float64) {
	for s := 1; s <= a.order; s++ {
		lead := phi[a.order-s+1] // the primal of r
		for k := a.ends[s] - 1; k > 0; k-- {
			sum := lead * x[k]
			for _, p := range a.inner(k) {
				sum += float64(p.c * z[p.x] * x[p.y])
			}
			if !number.Finite(sum) {
				sum = a.guardedStep(k, lead, z, x)
			}
			z[k] = sum
		}
	}
}

// hornerTaylor is hornerTable for one variable.
func (a *Algebra) hornerTaylor(z, x, phi []float64) {
	K := len(z) - 1
	x = x[:len(z)]
	for s := 1; s <= K; s++ {
		lead := phi[K-s+1]
		for k := s; k > 0; k-- {
			sum := lead * x[k]
			xs := x[:k]
			for i := 1; i < len(xs); i++ {
				sum += float64(z[i] * xs[k-i])
			}
			if !number.Finite(sum) {
				sum = a.guardedStep(k, lead, z, x)
			}
			z[k] = sum
		}
	}
}

// guardedStep returns component k of r·n for numbers that are not all finite: a product with zero is zero, since none
// of these zeros is a primal. It is what keeps constants constant.
func (a *Algebra) guardedStep(k int, lead float64, r, n []float64) float64 {
	sum := number.Times(lead, n[k])
	for _, p := range a.inner(k) {
		if r[p.x] != 0 {
			sum += number.Times(p.c*r[p.x], n[p.y])
		}
	}
	return sum
}
