package jet

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// On integers all sums and products are exact, so that the laws hold to the last bit.
func TestRingLaws(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		m := a.Dim()
		mul := func(x, y []float64) []float64 { z := slice(m); a.Mul(z, x, y); return z }
		add := func(x, y []float64) []float64 { z := slice(m); a.Add(z, x, y); return z }
		for range 20 {
			x, y, z := integers(rng, m), integers(rng, m), integers(rng, m)
			one := slice(m)
			a.Constant(one, 1)
			wantExactly(t, "x·1", mul(x, one), x)
			wantExactly(t, "x·y = y·x", mul(x, y), mul(y, x))
			wantExactly(t, "(x·y)·z = x·(y·z)", mul(mul(x, y), z), mul(x, mul(y, z)))
			wantExactly(t, "x·(y+z) = x·y + x·z", mul(x, add(y, z)), add(mul(x, y), mul(x, z)))
			minus, diff := slice(m), slice(m)
			a.Neg(minus, y)
			a.Sub(diff, x, y)
			wantExactly(t, "x−y = x+(−y)", diff, add(x, minus))
			double := slice(m)
			a.Scale(double, 2, x)
			wantExactly(t, "2x = x+x", double, add(x, x))
		}
	})
}

// Any K+1 nilpotent factors have product zero, and some K of them have not.
func TestNilpotent(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		m := a.Dim()
		power := slice(m)
		a.Constant(power, 1)
		for i := range a.Order() + 1 {
			if i == a.Order() && a.Order() > 0 && isConstant(power) {
				t.Errorf("n^%d = 0", i)
			}
			n := integers(rng, m)
			for k := range n {
				n[k] = math.Abs(n[k]) + 1
			}
			n[0] = 0
			a.Mul(power, power, n)
		}
		wantExactly(t, "n^(K+1)", power, slice(m))
	})
}

func TestAliasing(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		m := a.Dim()
		x, y := generic(rng, m, 1.5), generic(rng, m, 0.75)
		binary := []struct {
			name string
			op   func(z, x, y []float64)
		}{
			{"Add", a.Add}, {"Sub", a.Sub}, {"Mul", a.Mul}, {"Hypot", a.Hypot}, {"Atan2", a.Atan2}, {"Max", a.Max}, {"Min", a.Min},
			{"Div", func(z, x, y []float64) { a.Div(z, x, y) }},
			{"Pow", func(z, x, y []float64) { a.Pow(z, x, y) }},
		}
		for _, b := range binary {
			want := slice(m)
			b.op(want, x, y)
			z := slices.Clone(x)
			b.op(z, z, y)
			wantExactly(t, b.name+"(x, x, y)", z, want)
			z = slices.Clone(y)
			b.op(z, x, z)
			wantExactly(t, b.name+"(y, x, y)", z, want)
			b.op(want, x, x)
			z = slices.Clone(x)
			b.op(z, z, z)
			wantExactly(t, b.name+"(x, x, x)", z, want)
			constant := slice(m)
			constant[0] = 0.75
			b.op(want, x, constant)
			z = slices.Clone(x)
			b.op(z, z, constant)
			wantExactly(t, b.name+"(x, x, constant)", z, want)
			b.op(want, constant, y)
			z = slices.Clone(y)
			b.op(z, constant, z)
			wantExactly(t, b.name+"(y, constant, y)", z, want)
		}
		unary := []struct {
			name string
			op   func(z, x []float64)
		}{
			{"Neg", a.Neg}, {"Inv", a.Inv}, {"Abs", a.Abs},
			{"Sqrt", func(z, x []float64) { a.Sqrt(z, x) }},
			{"Cbrt", func(z, x []float64) { a.Cbrt(z, x) }},
			{"PowReal", func(z, x []float64) { a.PowReal(z, x, 1.5) }},
			{"Clamp", func(z, x []float64) { a.Clamp(z, x, 1, 2) }},
			{"Compose", func(z, x []float64) { a.Compose(z, x, generic(rand.New(rand.NewPCG(3, 4)), a.Order()+1, 1)) }},
		}
		for _, u := range unary {
			want := slice(m)
			u.op(want, x)
			z := slices.Clone(x)
			u.op(z, z)
			wantExactly(t, u.name, z, want)
		}
	})
}

// The loops made for one kind of algebra must be the table's.
func TestSpecialLoops(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		m := a.Dim()
		for range 10 {
			x, y, phi := integers(rng, m), integers(rng, m), integers(rng, a.Order()+1)
			got, want := slice(m), slice(m)
			a.Mul(got, x, y)
			a.mulTable(want, x, y)
			wantExactly(t, "mulTable", got, want)
			byTerms := slice(m)
			for _, term := range a.Terms() {
				byTerms[term.Z] += term.C * x[term.X] * y[term.Y]
			}
			wantExactly(t, "Terms", got, byTerms)
			a.mulGuarded(got, x, y)
			wantExactly(t, "mulGuarded", got, want)
			a.Compose(got, x, phi)
			clear(want)
			a.hornerTable(want, x, phi)
			want[0] = phi[0]
			wantExactly(t, "hornerTable", got, want)
			for k := m - 1; k > 0; k-- {
				if g := a.guardedStep(k, 3, got, x); g != 3*x[k]+a.guardedStep(k, 0, got, x) {
					t.Errorf("guardedStep: component %d is %v", k, g)
				}
			}
			// Horner's scheme against powers added up.
			power, n := slice(m), slices.Clone(x)
			a.Constant(power, 1)
			n[0] = 0
			clear(want)
			for _, c := range phi {
				for k := range want {
					want[k] += c * power[k]
				}
				a.Mul(power, power, n)
			}
			wantExactly(t, "powers", got, want)
			y[0] = 2
			a.Div(got, x, y)
			a.divTable(want, x, y)
			wantNear(t, "divTable", got, want, 1e-13)
			for k := 1; k < m; k++ {
				if q := a.guardedQuotient(k, x[k], y, want); !near(q, want[k], 1e-13) {
					t.Errorf("guardedQuotient: component %d is %v, want %v", k, q, want[k])
				}
			}
		}
	})
}

// ⟨c, a·b⟩ = ⟨aᵀc, b⟩.
func TestMulAdjoint(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, alg *Algebra, rng *rand.Rand) {
		m := alg.Dim()
		for range 20 {
			a, b, c := integers(rng, m), integers(rng, m), integers(rng, m)
			ab, z := slice(m), slice(m)
			alg.Mul(ab, a, b)
			alg.MulAdjoint(z, a, c)
			left, right := 0.0, 0.0
			for k := range m {
				left += c[k] * ab[k]
				right += z[k] * b[k]
			}
			if left != right {
				t.Fatalf("⟨c, a·b⟩ = %v, ⟨aᵀc, b⟩ = %v", left, right)
			}
			sum := slices.Clone(c)
			alg.MulAdjoint(sum, a, sum) // adds, and z may be c
			for k := range sum {
				if sum[k] != c[k]+z[k] {
					t.Fatalf("c += aᵀc gives %v, want %v + %v", sum, c, z)
				}
			}
		}
	})
}

// Euler's four-square identity holds in every commutative ring, here without any rounding.
func TestEulerFourSquares(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		var x, y [4]Number[float64]
		for i := range 4 {
			x[i], y[i] = New(a, integers(rng, a.Dim())...), New(a, integers(rng, a.Dim())...)
		}
		squares := func(x [4]Number[float64]) Number[float64] {
			return x[0].Mul(x[0]).Add(x[1].Mul(x[1])).Add(x[2].Mul(x[2])).Add(x[3].Mul(x[3]))
		}
		sum := func(s [4]float64, i [4]int) Number[float64] {
			var z Number[float64]
			for k := range 4 {
				z = z.Add(x[k].Mul(y[i[k]]).Scale(s[k]))
			}
			return z
		}
		product := [4]Number[float64]{
			sum([4]float64{1, 1, 1, 1}, [4]int{0, 1, 2, 3}),
			sum([4]float64{1, -1, 1, -1}, [4]int{1, 0, 3, 2}),
			sum([4]float64{1, -1, -1, 1}, [4]int{2, 3, 0, 1}),
			sum([4]float64{1, 1, -1, -1}, [4]int{3, 2, 1, 0}),
		}
		wantExactly(t, "identity", squares(product).c, squares(x).Mul(squares(y)).c)
	})
}

// Fateman's test in small: s·(s+1) for s = (1+x+y+z)^10, whose coefficients are multinomial numbers.
func TestFateman(t *testing.T) {
	const n, K = 10, 8
	a := Full(3, K)
	s := slice(a.Dim())
	a.Constant(s, 1)
	s[1], s[2], s[3] = 1, 1, 1
	base := slices.Clone(s)
	for range n - 1 {
		a.Mul(s, s, base)
	}
	q := slices.Clone(s)
	q[0]++
	a.Mul(q, q, s)
	for k := range q {
		e := a.Exponents(k)
		multinomial := func(n int) float64 {
			c, rest := 1.0, n
			for _, i := range e {
				c *= float64(binomial(rest, i))
				rest -= i
			}
			return c
		}
		if want := multinomial(2*n) + multinomial(n); q[k] != want {
			t.Fatalf("coefficient of %v is %v, want %v", e, q[k], want)
		}
	}
}

func TestDivUndoesMul(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		m := a.Dim()
		for range 10 {
			x, y, z := generic(rng, m, -0.7), generic(rng, m, 2.5), slice(m)
			a.Mul(z, x, y)
			if known := a.Div(z, z, y); known != a.Order() {
				t.Errorf("known to order %d, want %d", known, a.Order())
			}
			wantNear(t, "x·y/y", z, x, 1e-13)
			a.Inv(z, y)
			a.Mul(z, z, y)
			one := slice(m)
			one[0] = 1
			wantNear(t, "y·(1/y)", z, one, 1e-14)
		}
	})
}
