package jet

import (
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
	"github.com/google/go-cmp/cmp"
)

// fillBatch sets all coefficients to random ones, the primals between 0.5 and 1.5.
func fillBatch[F dual.Float](rng *rand.Rand, b *Batch[F]) {
	for i := range b.Data {
		b.Data[i] = F(2*rng.Float64() - 1)
	}
	for i := range b.Plane(0) {
		b.Data[i] = F(0.5 + rng.Float64())
	}
}

// planesOf fills count planes with the Taylor coefficients of a rule at the primals of x.
func planesOf[F dual.Float](x *Batch[F], rule dual.Rule, count int) [][]F {
	phi := make([][]F, count)
	for k := range phi {
		phi[k] = make([]F, x.Samples*x.Features)
	}
	c := make([]float64, count)
	for i, v := range x.Plane(0) {
		rule(c, float64(v))
		for k := range phi {
			phi[k][i] = F(c[k])
		}
	}
	return phi
}

// wantBatch fails the test unless every jet of z agrees with want.
func wantBatch[F dual.Float](t *testing.T, name string, z *Batch[F], tol float64, want func(sample, feature int) Number[F]) {
	t.Helper()
	for s := range z.Samples {
		for f := range z.Features {
			got, w := z.Number(s, f).c, want(s, f).c
			for k := range got {
				if !near(got[k], w[k], tol) {
					t.Errorf("%s: jet (%d, %d) is %v, want %v", name, s, f, got, w)
					return
				}
			}
		}
	}
}

func TestBatch(t *testing.T) {
	t.Run("float64", func(t *testing.T) { testBatch[float64](t, 1e-13) })
	t.Run("float32", func(t *testing.T) { testBatch[float32](t, 2e-4) })
}

// A batch does to every jet what the algebra does to one, at sizes below, at and above a stripe.
func testBatch[F dual.Float](t *testing.T, tol float64) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		for _, shape := range [][2]int{{1, 1}, {3, 2}, {0, 4}, {2, stripe/2 + 3}} {
			x, y, z := NewBatch[F](a, shape[0], shape[1]), NewBatch[F](a, shape[0], shape[1]), NewBatch[F](a, shape[0], shape[1])
			fillBatch(rng, x)
			fillBatch(rng, y)
			z.Mul(x, y)
			wantBatch(t, "Mul", z, tol, func(s, f int) Number[F] { return x.Number(s, f).Mul(y.Number(s, f)) })
			z.Copy(x)
			z.Mul(z, y)
			wantBatch(t, "Mul in place of x", z, tol, func(s, f int) Number[F] { return x.Number(s, f).Mul(y.Number(s, f)) })
			z.Copy(y)
			z.Mul(x, z)
			wantBatch(t, "Mul in place of y", z, tol, func(s, f int) Number[F] { return x.Number(s, f).Mul(y.Number(s, f)) })
			z.Copy(x)
			z.Mul(z, z)
			wantBatch(t, "Mul in place of both", z, tol, func(s, f int) Number[F] { return x.Number(s, f).Mul(x.Number(s, f)) })
			z.Add(x, y)
			z.Sub(z, x)
			z.Axpy(2, x)
			z.Scale(0.5, z)
			wantBatch(t, "Add, Sub, Axpy, Scale", z, tol, func(s, f int) Number[F] { return y.Number(s, f).Scale(0.5).Add(x.Number(s, f)) })
			z.Copy(y)
			z.MulAdjoint(x, y)
			wantBatch(t, "MulAdjoint", z, tol, func(s, f int) Number[F] {
				w := y.Number(s, f)
				a.MulAdjoint(w.c, x.Number(s, f).c, y.Number(s, f).c)
				return w
			})
			testBatchCompose(t, a, x, y, z, tol)
		}
	})
}

// testBatchCompose checks φ(x) and the adjoint φ′(x)ᵀȳ against jets one by one.
func testBatchCompose[F dual.Float](t *testing.T, a *Algebra, x, ybar, z *Batch[F], tol float64) {
	t.Helper()
	phi := planesOf(x, series.Tanh, a.Order()+2)
	scratch := NewScratch[F](a, x.Samples*x.Features)
	z.Compose(x, phi[:a.Order()+1], scratch)
	wantBatch(t, "Compose", z, 10*tol, func(s, f int) Number[F] { return x.Number(s, f).Tanh() })
	copy(z.Plane(0), phi[0])
	inPlace := append([][]F{z.Plane(0)}, phi[1:]...)
	z.Compose(x, inPlace, scratch)
	wantBatch(t, "Compose with phi[0] in place", z, 10*tol, func(s, f int) Number[F] { return x.Number(s, f).Tanh() })
	for i := range z.Data {
		z.Data[i] = 99 // overwritten, not added to
	}
	z.ComposeAdjoint(x, phi, ybar, scratch)
	wantBatch(t, "ComposeAdjoint", z, 10*tol, func(s, f int) Number[F] {
		slope := x.Number(s, f).Apply(func(c []float64, a float64) {
			d := make([]float64, len(c)+1)
			series.Tanh(d, a)
			series.Derivative(c, d)
		})
		w := newNumber[F](a)
		a.MulAdjoint(w.c, slope.c, ybar.Number(s, f).c)
		return w
	})
}

// ComposeAdjoint is the transpose of the derivative of Compose: ⟨ȳ, dφ(x)/dx·v⟩ = ⟨x̄, v⟩, the left side by differences
// of Compose itself along v, carried exactly by one more nilpotent symbol.
func TestComposeAdjointIsTranspose(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, a := range algebras() {
		x, v, ybar, xbar := NewBatch[float64](a, 1, 1), NewBatch[float64](a, 1, 1), NewBatch[float64](a, 1, 1), NewBatch[float64](a, 1, 1)
		fillBatch(rng, x)
		fillBatch(rng, v)
		fillBatch(rng, ybar)
		scratch := NewScratch[float64](a, 1)
		xbar.ComposeAdjoint(x, planesOf(x, series.Sin, a.Order()+2), ybar, scratch)
		z := dual.Nested[Number[float64]]{Real: x.Number(0, 0), Emag: v.Number(0, 0)}.Sin()
		left, right := 0.0, 0.0
		for k, c := range z.Emag.c {
			left += ybar.Data[k] * c
			right += xbar.Data[k] * v.Data[k]
		}
		if !near(left, right, 1e-12) {
			t.Errorf("%v: ⟨ȳ, φ′v⟩ = %v, ⟨x̄, v⟩ = %v", a, left, right)
		}
	}
}

// A scratch serves algebras that it was not made for.
func TestScratchOfAnotherAlgebra(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	s := NewScratch[float64](Taylor(1), 6)
	extension, _, _ := CotangentExtension(Full(1, 2)) // of one variable, but no Taylor algebra
	for _, a := range []*Algebra{Taylor(2), Full(2, 3), Taylor(4), Full(2, 3), extension} {
		x, z, want := NewBatch[float64](a, 2, 3), NewBatch[float64](a, 2, 3), NewBatch[float64](a, 2, 3)
		fillBatch(rng, x)
		phi := planesOf(x, series.Exp, a.Order()+1)
		z.Compose(x, phi, s)
		want.Compose(x, phi, NewScratch[float64](a, 6))
		wantExactly(t, "Compose over "+a.String(), z.Data, want.Data)
		wantBatch(t, "Compose over "+a.String(), z, 1e-13, func(i, f int) Number[float64] { return x.Number(i, f).Exp() })
	}
}

// Composition in one variable has kernels of its own: they give the bits of the program that they stand for.
func TestStraightKernels(t *testing.T) {
	t.Run("float32", testStraightKernels[float32])
	t.Run("float64", testStraightKernels[float64])
}

func testStraightKernels[F dual.Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for K := 3; K <= 6; K++ {
		a := Full(1, K)
		x, y, want := NewBatch[F](a, 5, 31), NewBatch[F](a, 5, 31), NewBatch[F](a, 5, 31)
		fillBatch(rng, x)
		fillBatch(rng, y)
		phi := planesOf(x, series.Tanh, K+2)
		s, plain := NewScratch[F](a, 5*31), NewScratch[F](a, 5*31)
		plain.of(a, a).composing().Straighten(nil)
		plain.of(a, a).adjoining().Straighten(nil)
		z := NewBatch[F](a, 5, 31)
		z.Compose(x, phi, s)
		want.Compose(x, phi, plain)
		if !slices.Equal(z.Data, want.Data) {
			t.Errorf("Compose of order %d: %v, by the program %v", K, z.Data, want.Data)
		}
		z.ComposeAdjoint(x, phi, y, s)
		want.ComposeAdjoint(x, phi, y, plain)
		if !slices.Equal(z.Data, want.Data) {
			t.Errorf("ComposeAdjoint of order %d: %v, by the program %v", K, z.Data, want.Data)
		}
	}
}

func TestSeed(t *testing.T) {
	b := NewBatch[float32](Full(2, 2), 2, 2)
	fillBatch(rand.New(rand.NewPCG(1, 1)), b)
	b.Seed([]float32{1, 2, 3, 4})
	want := []float32{1, 2, 3, 4, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	if diff := cmp.Diff(want, b.Data); diff != "" {
		t.Fatalf("Seed (-want +got):\n%s", diff)
	}
	h := NewBatch[float64](HyperDual(), 1, 2)
	h.SeedDirections([]float64{1, 2}, []float64{3, 4}, []float64{5, 6})
	wantExactly(t, "SeedDirections", h.Data, []float64{1, 2, 3, 4, 5, 6, 0, 0})
	r := NewBatch[float64](Real(), 2, 1)
	r.Seed([]float64{7, 8})
	wantExactly(t, "Seed of constants", r.Data, []float64{7, 8})
	o := NewBatch[float64](Full(2, 0), 1, 2)
	o.Seed([]float64{7, 8})
	o.SeedDirections([]float64{7, 8}, []float64{1, 1}, []float64{1, 1})
	wantExactly(t, "Seed at order 0", o.Data, []float64{7, 8})
	h.SetNumber(0, 1, New(HyperDual(), 9.0, 8, 7, 6))
	wantExactly(t, "SetNumber", h.Data, []float64{1, 9, 3, 8, 5, 7, 0, 6})
	h.SetNumber(0, 0, Constant(2.0))
	wantExactly(t, "SetNumber of a constant", h.Number(0, 0).c, []float64{2, 0, 0, 0})
	h.Zero()
	wantExactly(t, "Zero", h.Data, slice(8))
}

func TestReshape(t *testing.T) {
	b := NewBatch[float64](Dual(2), 4, 3)
	first := &b.Data[0]
	b.Reshape(2, 5)
	if len(b.Data) != 30 || &b.Data[0] != first || len(b.Plane(2)) != 10 || cap(b.Plane(0)) != 10 {
		t.Errorf("Reshape within capacity: %d values, plane of %d", len(b.Data), len(b.Plane(2)))
	}
	b.Reshape(5, 3)
	if len(b.Data) != 45 {
		t.Errorf("Reshape beyond capacity: %d values, want 45", len(b.Data))
	}
}

func TestBatchPanics(t *testing.T) {
	b, other := NewBatch[float64](Dual(2), 2, 2), NewBatch[float64](Dual(2), 2, 3)
	taylor := NewBatch[float64](Taylor(2), 2, 2)
	s := NewScratch[float64](Taylor(2), 4)
	tests := []struct {
		message string
		do      func()
	}{
		{"jet: Batch.Mul: y is 2 × 3 over Dual(2), want 2 × 2 over Dual(2)", func() { b.Mul(b, other) }},
		{"jet: Batch.Add: x is 2 × 2 over Taylor(2), want 2 × 2 over Dual(2)", func() { b.Add(taylor, b) }},
		{"jet: Batch.Seed: 3 features, want the 2 variables of Dual(2)", func() { other.Seed(slice(6)) }},
		{"jet: Batch.Seed: x has 3 values, want 2 × 2", func() { b.Seed(slice(3)) }},
		{"jet: Batch.SeedDirections: got 1 directions, want 2 for Dual(2)", func() { b.SeedDirections(slice(4), slice(4)) }},
		{"jet: Batch.SeedDirections: v[1] has 3 values, want 4", func() { b.SeedDirections(slice(4), slice(4), slice(3)) }},
		{"jet: Batch.Compose: phi has 2 planes, want 3 for Taylor(2)", func() { taylor.Compose(taylor, make([][]float64, 2), s) }},
		{"jet: Batch.ComposeAdjoint: phi[1] has 3 values, want 2 × 2", func() {
			taylor.ComposeAdjoint(taylor, [][]float64{slice(4), slice(3), slice(4), slice(4)}, taylor, s)
		}},
		{"jet: Reshape: -1 samples of 2 features, want none negative", func() { b.Reshape(-1, 2) }},
		{"jet: Scratch: 1 elements a plane, want 4", func() {
			taylor.Compose(NewBatch[float64](Taylor(2), 2, 2), [][]float64{slice(4), slice(4), slice(4)}, NewScratch[float64](Taylor(2), 1))
		}},
	}
	for _, tt := range tests {
		wantPanic(t, tt.message, tt.do)
	}
}
