package jet

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// extensible lists algebras that have a cotangent extension.
func extensible() []*Algebra {
	return []*Algebra{Dual(1), Dual(3), HyperDual(), Taylor(2), Taylor(4), Full(2, 2), Full(3, 1), Full(2, 3), Diagonal(2, 2), Diagonal(3, 3)}
}

// join puts an element and a cotangent together, and split takes them apart.
func join(elements, cotangents []int, x, s []float64) []float64 {
	z := slice(2 * len(x))
	for k := range x {
		z[elements[k]], z[cotangents[k]] = x[k], s[k]
	}
	return z
}

func split(elements, cotangents []int, z []float64) (x, s []float64) {
	for k := range elements {
		x, s = append(x, z[elements[k]]), append(s, z[cotangents[k]])
	}
	return x, s
}

// The extension's product is that of pairs, by the algebra's own product and its adjoint; it is associative, commutative
// and graded.
func TestCotangentExtension(t *testing.T) {
	for i, a := range extensible() {
		t.Run(a.String(), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(31, uint64(i)))
			m := a.Dim()
			ext, elements, cotangents := CotangentExtension(a)
			x, y, s, r := integers(rng, m), integers(rng, m), integers(rng, m), integers(rng, m)
			p, q, w := join(elements, cotangents, x, s), join(elements, cotangents, y, r), integers(rng, 2*m)
			pq, qp, left, right, qw := slice(2*m), slice(2*m), slice(2*m), slice(2*m), slice(2*m)
			ext.Mul(pq, p, q)
			ext.Mul(qp, q, p)
			wantExactly(t, "commuted product", qp, pq)
			ext.Mul(left, pq, w)
			ext.Mul(qw, q, w)
			ext.Mul(right, p, qw)
			wantExactly(t, "product associated the other way", right, left)

			element, cotangent := slice(m), slice(m)
			a.Mul(element, x, y)
			a.MulAdjoint(cotangent, x, r)
			a.MulAdjoint(cotangent, y, s)
			gotElement, gotCotangent := split(elements, cotangents, pq)
			wantExactly(t, "element", gotElement, element)
			wantExactly(t, "cotangent", gotCotangent, cotangent)

			for k := range m {
				if q := a.Degree(k); ext.Degree(elements[k]) != q || ext.Degree(cotangents[k]) != a.Order()+1-q {
					t.Errorf("component %d of degree %d: degrees %d and %d, want %d and %d", k, q,
						ext.Degree(elements[k]), ext.Degree(cotangents[k]), q, a.Order()+1-q)
				}
				if got := ext.Index(a.Exponents(k)...); got != elements[k] {
					t.Errorf("Index(%v) = %d, want %d", a.Exponents(k), got, elements[k])
				}
			}
			for k := 1; k < 2*m; k++ {
				if ext.Degree(k) < ext.Degree(k-1) {
					t.Errorf("component %d has degree %d after %d, want ascending degrees", k, ext.Degree(k), ext.Degree(k-1))
				}
			}
		})
	}
}

// A function takes (x, s) to (f(x), f'(x)ᵀs), and what is pulled back from the cotangents is multiplied by f'(x).
func TestCotangentExtensionDifferentiates(t *testing.T) {
	for i, a := range extensible() {
		rng := rand.New(rand.NewPCG(33, uint64(i)))
		m := a.Dim()
		ext, elements, cotangents := CotangentExtension(a)
		x, s, g := generic(rng, m, 0.3), generic(rng, m, 0.4), generic(rng, m, -0.2)
		y := New(ext, join(elements, cotangents, x, s)...).Exp()
		exp := New(a, x...).Exp().c // exp is its own derivative
		want := slice(m)
		a.MulAdjoint(want, exp, s)
		element, cotangent := split(elements, cotangents, y.c)
		wantNear(t, a.String()+": f(x)", element, exp, 1e-13)
		wantNear(t, a.String()+": f'(x)ᵀs", cotangent, want, 1e-13)

		pulled, product := slice(2*m), slice(m)
		ext.MulAdjoint(pulled, join(elements, cotangents, exp, slice(m)), join(elements, cotangents, slice(m), g))
		a.Mul(product, exp, g)
		_, got := split(elements, cotangents, pulled)
		wantNear(t, a.String()+": g pulled back", got, product, 1e-13)
	}
}

func TestCotangentExtensionIsItself(t *testing.T) {
	ext, _, _ := CotangentExtension(Full(2, 1))
	same, _, _ := CotangentExtension(Dual(2))
	other, _, _ := CotangentExtension(Diagonal(2, 2))
	real, elements, cotangents := CotangentExtension(Real())
	switch {
	case !ext.Equal(same) || ext.Equal(other) || ext.Equal(Full(2, 2)) || Full(2, 2).Equal(ext):
		t.Error("extensions are equal where what they extend is not, or the other way round")
	case ext.Complete():
		t.Error("an extension is complete, want not")
	case !real.Equal(Dual(1)) || elements[0] != 0 || cotangents[0] != 1:
		t.Errorf("of Real(): %v, components %v and %v, want Dual(1), [0] and [1]", real, elements, cotangents)
	case other.Pair(1, 1) < 0 || other.Pair(0, 1) != -1 || ext.Pair(0, 1) != -1:
		t.Errorf("pairs: %d, %d and %d, want one and none twice", other.Pair(1, 1), other.Pair(0, 1), ext.Pair(0, 1))
	case ext.String() != "CotangentExtension(Full(2, 1))" || ext.Lower(1).String() != "CotangentExtension(Full(2, 1)).Lower(1)":
		t.Errorf("they are called %v and %v", ext, ext.Lower(1))
	}
	wantPanic(t, "jet: CotangentExtension: Laplace(2), want an algebra whose structure constants are 1", func() { CotangentExtension(Laplace(2)) })
}

// loweredCases lists algebras and the orders below theirs at which jets may end.
func loweredCases() (cases []struct{ alg, low *Algebra }) {
	for _, alg := range []*Algebra{Taylor(4), Full(2, 2), Full(3, 3), Full(2, 5), Diagonal(3, 4), Laplace(3, 2, 0, -1.5), HyperDual()} {
		for order := range alg.Order() + 1 {
			cases = append(cases, struct{ alg, low *Algebra }{alg, alg.Lower(order)})
		}
	}
	return cases
}

// A Scratch that serves two lower orders of one algebra in turn gives what one for each gives.
func TestScratchOfTwoOrders(t *testing.T) {
	alg := Full(2, 4)
	both := NewScratch[float64](alg, 6)
	slope := [][]float64{slice(6), slice(6), slice(6), slice(6), slice(6)}
	for k := range slope {
		for i := range slope[k] {
			slope[k][i] = float64(k*i) - 2.5
		}
	}
	for i, order := range []int{2, 1, 3, 1, 2} {
		rng := rand.New(rand.NewPCG(36, uint64(i)))
		x, ybar := NewBatch[float64](alg.Lower(order), 2, 3), NewBatch[float64](alg, 2, 3)
		fillBatch(rng, x)
		fillBatch(rng, ybar)
		results := func(s *Scratch[float64]) (y, xbar []float64) {
			out, back := NewBatch[float64](alg, 2, 3), NewBatch[float64](x.Alg, 2, 3)
			out.ComposeRows(x, 0, slope, s)
			back.ComposeAdjointRows(x, 0, slope, ybar, s)
			return out.Data, back.Data
		}
		y, xbar := results(both)
		wantY, wantXbar := results(NewScratch[float64](alg, 6))
		if !slices.Equal(y, wantY) || !slices.Equal(xbar, wantXbar) {
			t.Errorf("jets of order %d: %v and %v, want %v and %v", order, y, xbar, wantY, wantXbar)
		}
	}
}

// ComposeRows is Number's composition where what x lacks is zero, and ComposeAdjointRows its transpose.
func TestComposeRows(t *testing.T) {
	const samples, features, first, rows = 5, 3, 1, 3
	rule := func(c []float64, a float64) {
		for k := range c {
			c[k] = math.Sin(a+float64(k)*math.Pi/2) / factorials(k)
		}
	}
	for i, c := range loweredCases() {
		rng := rand.New(rand.NewPCG(35, uint64(i)))
		x, xbar := NewBatch[float64](c.low, samples, features), NewBatch[float64](c.low, samples, features)
		y, ybar := NewBatch[float64](c.alg, rows, features), NewBatch[float64](c.alg, rows, features)
		scratch := NewScratch[float64](c.low, samples*features)
		fillBatch(rng, x)
		fillBatch(rng, ybar)
		raised := func(s, f int) Number[float64] {
			return New(c.alg, append(x.Number(first+s, f).c, slice(c.alg.Dim()-c.low.Dim())...)...)
		}
		name := c.alg.String() + " from " + c.low.String()
		y.ComposeRows(x, first, planesOf(x, rule, c.alg.Order()+1), scratch)
		wantBatch(t, name, y, 1e-13, func(s, f int) Number[float64] { return raised(s, f).Sin() })

		slope := planesOf(x, func(c []float64, a float64) { rule(c, a+math.Pi/2) }, c.alg.Order()+1)
		xbar.ComposeAdjointRows(x, first, slope, ybar, scratch)
		for s := range samples {
			for f := range features {
				got, want := xbar.Number(s, f).c, slice(c.low.Dim())
				if inside := s >= first && s < first+rows; inside {
					all := slice(c.alg.Dim())
					c.alg.MulAdjoint(all, raised(s-first, f).Cos().c, ybar.Number(s-first, f).c)
					want = all[:c.low.Dim()]
				}
				wantNear(t, name+": adjoint", got, want, 1e-13)
			}
		}
	}
	x, y := NewBatch[float64](Full(2, 1), 2, 3), NewBatch[float64](Full(2, 3), 2, 3)
	phi, scratch := planesOf(x, rule, 4), NewScratch[float64](Full(2, 3), 6)
	wantPanic(t, "jet: Batch.ComposeRows: y is 2 × 3 over Full(2, 3), want at most the samples from 1 on of 2 × 3, over Full(2, 1) "+
		"or an algebra of which that is a lower order", func() { y.ComposeRows(x, 1, phi, scratch) })
	wantPanic(t, "jet: Batch.ComposeRows: y is 2 × 3 over Full(2, 3), want at most the samples from 0 on of 2 × 3, over Full(3, 1) "+
		"or an algebra of which that is a lower order", func() { y.ComposeRows(NewBatch[float64](Full(3, 1), 2, 3), 0, phi, scratch) })
	wantPanic(t, "jet: Batch.ComposeRows: phi has 3 planes, want 4 for Full(2, 3)", func() { y.ComposeRows(x, 0, phi[:3], scratch) })
}
