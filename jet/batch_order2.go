package jet

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// Orders 1 and 2 are what training runs on. Written out, with x = x₀ + u + v, u of degree 1 and v of degree 2, Horner's
// scheme needs few passes, because n² = u·u has degree 2 alone and is symmetric.

// composeOrder2 computes y = φ₀ + φ₁(u + v) + φ₂ u·u; the primals are there already.
func composeOrder2[F dual.Float](alg *Algebra, y, x view[F], phi coefficients[F], s *Scratch[F]) {
	first, last := alg.ends[0], alg.ends[1]
	n := y.to - y.from
	phi1, phi2 := phi.at(1), phi.at(2)
	for k := first; k < last; k++ {
		vec.Mul(y.at(k), phi1, x.at(k))
	}
	uu := s.take(0, n)
	for k := last; k < alg.Dim(); k++ {
		square(alg, uu, x, k)
		vec.MulAddMul(y.at(k), phi1, x.at(k), phi2, uu)
	}
}

// square computes component k, of degree 2, of u·u.
func square[F dual.Float](alg *Algebra, uu []F, x view[F], k int) {
	started := false
	for _, p := range alg.inner(k) {
		c := F(p.c)
		switch {
		case p.x > p.y: // has been taken together with its mirror image
			continue
		case p.x < p.y:
			c *= 2
		}
		a, b := x.at(int(p.x)), x.at(int(p.y))
		switch {
		case !started && c == 1:
			vec.Mul(uu, a, b)
		case !started:
			scaledMul(uu, c, a, b)
		case c == 1:
			vec.MulAdd(uu, a, b)
		default:
			scaledMulAdd(uu, c, a, b)
		}
		started = true
	}
	if !started { // all weights of a Laplace algebra may be zero
		clear(uu)
	}
}

// adjointOrder1 computes x̄ₖ = φ₁ȳₖ and x̄₀ = φ₁ȳ₀ + 2φ₂ Σ xₖȳₖ.
func adjointOrder1[F dual.Float](alg *Algebra, xbar, x, ybar view[F], phi coefficients[F], s *Scratch[F]) {
	q := s.take(0, xbar.to-xbar.from)
	inner1(alg, q, xbar, x, ybar, phi)
	primals(xbar.at(0), phi, ybar.at(0), q)
}

// inner1 sets x̄ₖ = φ₁ȳₖ for all k > 0 and q = Σ xₖȳₖ.
func inner1[F dual.Float](alg *Algebra, q []F, xbar, x, ybar view[F], phi coefficients[F]) {
	phi1 := phi.at(1)
	for k := 1; k < alg.Dim(); k++ {
		if k == 1 {
			vec.Mul(q, x.at(k), ybar.at(k))
		} else {
			vec.MulAdd(q, x.at(k), ybar.at(k))
		}
		vec.Mul(xbar.at(k), phi1, ybar.at(k))
	}
}

// primals sets x̄₀ = φ₁ȳ₀ + 2φ₂q.
func primals[F dual.Float](xbar0 []F, phi coefficients[F], ybar0, q []F) {
	phi1, phi2 := phi.at(1), phi.at(2)
	phi1, phi2, ybar0, q = phi1[:len(xbar0)], phi2[:len(xbar0)], ybar0[:len(xbar0)], q[:len(xbar0)]
	for i := range xbar0 {
		xbar0[i] = phi1[i]*ybar0[i] + 2*phi2[i]*q[i]
	}
}

// adjointOrder2 transposes φ′(x) = φ₁ + 2φ₂(u + v) + 3φ₃ u·u. With a = uᵀȳ, of degree 1 where ȳ has degree 2, the
// last term's part at the primals is 3φ₃⟨ȳ, u·u⟩ = 3φ₃⟨a, u⟩, so u·u itself is not needed.
func adjointOrder2[F dual.Float](alg *Algebra, xbar, x, ybar view[F], phi coefficients[F], s *Scratch[F]) {
	n := xbar.to - xbar.from
	q, p, a := s.take(0, n), s.take(1, n), s.take(2, n)
	inner1(alg, q, xbar, x, ybar, phi)
	clear(p)
	phi2 := phi.at(2)
	for j := alg.ends[0]; j < alg.ends[1]; j++ {
		clear(a)
		for _, t := range alg.raising(j) {
			if t.c == 1 {
				vec.MulAdd(a, x.at(int(t.x)), ybar.at(int(t.y)))
			} else {
				scaledMulAdd(a, F(t.c), x.at(int(t.x)), ybar.at(int(t.y)))
			}
		}
		vec.MulAdd(p, a, x.at(j))
		scaledMulAdd(xbar.at(j), 2, phi2, a)
	}
	primals(xbar.at(0), phi, ybar.at(0), q)
	scaledMulAdd(xbar.at(0), 3, phi.at(3), p)
}

// scaledMul sets dst = α·a·b, element by element.
func scaledMul[F dual.Float](dst []F, alpha F, a, b []F) {
	a, b = a[:len(dst)], b[:len(dst)]
	for i := range dst {
		dst[i] = alpha * a[i] * b[i]
	}
}
