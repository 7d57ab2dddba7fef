package jet

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// Orders 1 and 2 are what training runs on. Written out, with x = x₀ + u + v, u of degree 1 and v of degree 2, Horner's
// scheme needs few passes, because n² = u·u has degree 2 alone and is symmetric.

// composeOrder2 computes y = φ₀ + φ₁(u + v) + φ₂ u·u; the primals are there already.
func composeOrder2[F dual.Float](alg *Algebra, y, x view[F], phi coefficients[F], s *Scratch[F]) {
	n := y.to - y.from
	uu, factor := s.take(0, n), s.take(1, n)
	phi1, phi2 := phi.at(1), phi.at(2)
	for k := alg.ends[0]; k < alg.ends[1]; k++ {
		vec.Mul(y.at(k), phi1, x.at(k))
	}
	// factor holds c·φ₂·e_i: components that are one product of two others share it, one pass for each of them.
	i, c := int32(0), 0.0
	for k := alg.ends[1]; k < alg.Dim(); k++ {
		p, single := alg.singleProduct(k)
		if !single {
			square(alg, uu, x, k)
			vec.MulAddMul(y.at(k), phi1, x.at(k), phi2, uu)
			continue
		}
		if p.x != i {
			i, c = p.x, 1
			vec.Mul(factor, phi2, x.at(int(i)))
		}
		if p.c != c {
			vec.Scale(factor, F(p.c/c), factor)
			c = p.c
		}
		vec.MulAddMul(y.at(k), phi1, x.at(k), factor, x.at(int(p.y)))
	}
}

// singleProduct reports whether component k of u·u is a single product c·e_x·e_y, and returns it; e_x·e_y and e_y·e_x
// count as one.
func (a *Algebra) singleProduct(k int) (p product, ok bool) {
	inner := a.inner(k)
	switch {
	case len(inner) == 1:
		return inner[0], true
	case len(inner) == 2 && inner[0].x == inner[1].y && inner[0].x != inner[0].y:
		p = inner[0]
		p.c *= 2
		return p, true
	}
	return product{}, false
}

// square computes component k of u·u where it is a sum of squares, as in a Laplace algebra.
func square[F dual.Float](alg *Algebra, uu []F, x view[F], k int) {
	clear(uu)
	for _, p := range alg.inner(k) {
		addProduct(uu, F(p.c), x.at(int(p.x)), x.at(int(p.y)))
	}
}

// adjointOrder1 computes x̄ₖ = φ₁ȳₖ and x̄₀ = φ₁ȳ₀ + 2φ₂ Σ xₖȳₖ.
func adjointOrder1[F dual.Float](alg *Algebra, xbar, x, ybar view[F], phi coefficients[F], s *Scratch[F]) {
	n := xbar.to - xbar.from
	q, slope := s.take(0, n), s.take(1, n)
	scalarProduct(alg, q, x, ybar)
	phi1 := phi.at(1)
	for k := 1; k < alg.Dim(); k++ {
		vec.Mul(xbar.at(k), phi1, ybar.at(k))
	}
	vec.Scale(slope, 2, phi.at(2))
	vec.MulAddMul(xbar.at(0), phi1, ybar.at(0), slope, q)
}

// scalarProduct sets q = Σ xₖȳₖ over k > 0.
func scalarProduct[F dual.Float](alg *Algebra, q []F, x, ybar view[F]) {
	vec.Mul(q, x.at(1), ybar.at(1))
	for k := 2; k < alg.Dim(); k++ {
		vec.MulAdd(q, x.at(k), ybar.at(k))
	}
}

// adjointOrder2 transposes φ′(x) = φ₁ + 2φ₂(u + v) + 3φ₃ u·u. With a = uᵀȳ, of degree 1 where ȳ has degree 2, the
// last term's part at the primals is 3φ₃⟨ȳ, u·u⟩ = 3φ₃⟨a, u⟩, so u·u itself is not needed.
func adjointOrder2[F dual.Float](alg *Algebra, xbar, x, ybar view[F], phi coefficients[F], s *Scratch[F]) {
	n := xbar.to - xbar.from
	p, a, slope := s.take(0, n), s.take(1, n), s.take(2, n)
	phi1 := phi.at(1)
	clear(p)
	vec.Scale(slope, 2, phi.at(2))
	for j := alg.ends[0]; j < alg.ends[1]; j++ {
		clear(a)
		for _, t := range alg.raising(j) {
			addProduct(a, F(t.c), x.at(int(t.x)), ybar.at(int(t.y)))
		}
		vec.MulAdd(p, a, x.at(j))
		vec.MulAddMul(xbar.at(j), phi1, ybar.at(j), slope, a)
	}
	for k := alg.ends[1]; k < alg.Dim(); k++ {
		vec.Mul(xbar.at(k), phi1, ybar.at(k))
	}
	scalarProduct(alg, a, x, ybar)
	vec.MulAddMul(xbar.at(0), phi1, ybar.at(0), slope, a)
	vec.Scale(slope, 3, phi.at(3))
	vec.MulAdd(xbar.at(0), slope, p)
}
