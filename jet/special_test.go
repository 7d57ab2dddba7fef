package jet

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/numbertest"
	"example.com/sobolev/internal/series"
)

// specials are the points where functions are likely to go wrong.
var specials = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -3, 1e-300, -1e-300, 5e-324, 1e300, -1e300, 700, -700, inf, -inf, nan}

// The value equals that of package math to the last bit, whatever the algebra, and a constant stays a constant.
func TestValueAndConstants(t *testing.T) {
	type num = Number[float64]
	unary := append(numbertest.Unaries[num](), numbertest.Unary[num]{Name: "Scale(-Inf)",
		Op: func(x num) num { return x.Scale(-inf) }, Math: func(x float64) float64 { return -inf * x }})
	unary = slices.DeleteFunc(unary, func(u numbertest.Unary[num]) bool { return u.Math == nil })
	same := func(a, b float64) bool { return alike(a, b) && math.Signbit(a) == math.Signbit(b) || a != a && b != b }
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		constant := func(v float64) num { z := newNumber[float64](a); z.c[0] = v; return z }
		moving := func(v float64) num { return New(a, generic(rng, a.Dim(), v)...) }
		for _, x := range specials {
			for _, u := range unary {
				want := u.Math(x)
				if got := u.Op(constant(x)); !same(got.Value(), want) || !isConstant(got.c) {
					t.Errorf("%s of the constant %v is %v, want %v", u.Name, x, got, want)
				}
				if got := u.Op(moving(x)); !same(got.Value(), want) {
					t.Errorf("%s(%v) has value %v, want %v", u.Name, x, got.Value(), want)
				}
			}
			for _, y := range specials {
				for _, b := range numbertest.Binaries[num]() {
					want := b.Math(x, y)
					if got := b.Op(constant(x), constant(y)); !same(got.Value(), want) || !isConstant(got.c) {
						t.Errorf("%s of the constants %v, %v is %v, want %v", b.Name, x, y, got, want)
					}
					if b.Name == "Div" && x == 0 && y == 0 {
						continue // zeros are divided out
					}
					for _, got := range []num{b.Op(moving(x), moving(y)), b.Op(moving(x), constant(y)), b.Op(constant(x), moving(y))} {
						if !same(got.Value(), want) {
							t.Errorf("%s(%v, %v) has value %v, want %v", b.Name, x, y, got.Value(), want)
						}
					}
				}
			}
		}
	})
}

// At the edge of a domain it is the direction of the seed that counts.
func TestEdges(t *testing.T) {
	type num = Number[float64]
	tests := []struct {
		name string
		f    func(num) num
		x    []float64 // over Taylor
		want []float64
	}{
		{"√(0+ε)", num.Sqrt, []float64{0, 4, 0}, []float64{0, inf, -inf}},
		{"√(0−ε)", num.Sqrt, []float64{0, -1, 0}, []float64{0, nan, nan}},
		{"√0", num.Sqrt, []float64{0, 0, 0}, []float64{0, 0, 0}},
		{"√(−0+ε)", num.Sqrt, []float64{math.Copysign(0, -1), 1, 0}, []float64{0, inf, -inf}},
		{"√(−1+ε)", num.Sqrt, []float64{-1, 1, 0}, []float64{nan, nan, nan}},
		{"∛(0+ε)", num.Cbrt, []float64{0, 1}, []float64{0, inf}},
		{"∛(0−ε)", num.Cbrt, []float64{0, -1}, []float64{0, -inf}},
		{"log(0+ε)", num.Log, []float64{0, 1, 0}, []float64{-inf, inf, -inf}},
		{"log(0−ε)", num.Log, []float64{0, -1, 0}, []float64{-inf, nan, nan}},
		{"log(0+ε²)", num.Log, []float64{0, 0, 1}, []float64{-inf, nan, nan}},
		{"log1p(−1+ε)", num.Log1p, []float64{-1, 1}, []float64{-inf, inf}},
		{"asin(1−ε)", num.Asin, []float64{1, -1}, []float64{math.Pi / 2, -inf}},
		{"asin(1+ε)", num.Asin, []float64{1, 1}, []float64{math.Pi / 2, nan}},
		{"acos(1−ε)", num.Acos, []float64{1, -1}, []float64{0, inf}},
		{"acos(1)", num.Acos, []float64{1, 0}, []float64{0, 0}},
		{"acosh(1+ε)", num.Acosh, []float64{1, 1}, []float64{0, inf}},
		{"acosh(1−ε)", num.Acosh, []float64{1, -1}, []float64{0, nan}},
		{"atanh(1−ε)", num.Atanh, []float64{1, -1}, []float64{inf, -inf}},
		{"(0+ε)^0", func(x num) num { return x.PowReal(0) }, []float64{0, 1, 1}, []float64{1, 0, 0}},
		{"NaN^0", func(x num) num { return x.PowReal(0) }, []float64{nan, 1, 1}, []float64{1, 0, 0}},
		{"(0+ε)^1", func(x num) num { return x.PowReal(1) }, []float64{0, 1, 0}, []float64{0, 1, 0}},
		{"(0+ε)²", func(x num) num { return x.PowReal(2) }, []float64{0, 1, 0}, []float64{0, 0, 1}},
		{"(−2+ε)³", func(x num) num { return x.PowReal(3) }, []float64{-2, 1, 0, 0}, []float64{-8, 12, -6, 1}},
		{"(0+ε)^½", func(x num) num { return x.PowReal(0.5) }, []float64{0, 1, 0}, []float64{0, inf, -inf}},
		{"(0+ε)^2½", func(x num) num { return x.PowReal(2.5) }, []float64{0, 1, 0, 0}, []float64{0, 0, 0, inf}},
		{"(0−ε)^2½", func(x num) num { return x.PowReal(2.5) }, []float64{0, -1, 0, 0}, []float64{0, nan, nan, nan}},
		{"|0−ε²|", num.Abs, []float64{0, 0, -1}, []float64{0, 0, 1}},
		{"|−0+ε|", num.Abs, []float64{math.Copysign(0, -1), 1, -3}, []float64{0, 1, -3}},
		{"|0−ε+ε²|", num.Abs, []float64{0, -1, 1}, []float64{0, 1, -1}},
		{"relu(0+ε)", dual.ReLU[num], []float64{0, 1, 1}, []float64{0, 0, 0}},
		{"max(x, 0) at 0", func(x num) num { return x.Max(x.Lift(0)) }, []float64{0, 1, 5}, []float64{0, 1, 5}},
		{"max(x, 0) at 0, downwards", func(x num) num { return x.Max(x.Lift(0)) }, []float64{0, -1, 5}, []float64{0, 0, 0}},
		{"min(x, 0) at 0", func(x num) num { return x.Lift(0).Min(x) }, []float64{0, 1, 5}, []float64{0, 0, 0}},
		{"clamp at the upper end", func(x num) num { return x.Clamp(-1, 1) }, []float64{1, 1, 5}, []float64{1, 0, 0}},
		{"clamp at the upper end, downwards", func(x num) num { return x.Clamp(-1, 1) }, []float64{1, -1, 5}, []float64{1, -1, 5}},
		{"max(x, NaN)", func(x num) num { return x.Max(x.Lift(nan)) }, []float64{1, 1, 0}, []float64{nan, nan, nan}},
		{"1/(0+ε)", num.Inv, []float64{0, 2}, []float64{inf, -inf}},
		{"0^y", func(y num) num { return y.Lift(0).Pow(y) }, []float64{2, 1, 1}, []float64{0, 0, 0}},
		{"0^0 with an exponent that moves", func(y num) num { return y.Lift(0).Pow(y) }, []float64{0, 1}, []float64{1, -inf}},
		{"(−2)^y", func(y num) num { return y.Lift(-2).Pow(y) }, []float64{2, 1}, []float64{4, nan}},
		{"x^x at 0", func(x num) num { return x.Pow(x) }, []float64{0, 1}, []float64{1, -inf}},
		{"x^(2+x) at 0", func(x num) num { return x.Pow(x.Shift(2)) }, []float64{0, 1, 0, 0}, []float64{0, 0, 1, -inf}},
		{"(−2+ε)^2", func(x num) num { return x.Pow(x.Lift(2)) }, []float64{-2, 1, 0}, []float64{4, -4, 1}},
		{"atan2(ε, 0)", func(y num) num { return y.Atan2(y.Lift(0)) }, []float64{0, 1}, []float64{0, nan}},
		{"atan2(ε, −∞)", func(y num) num { return y.Atan2(y.Lift(-inf)) }, []float64{0, 1}, []float64{math.Pi, 0}},
		{"hypot(x, ∞)", func(x num) num { return x.Hypot(x.Lift(inf)) }, []float64{3, 1}, []float64{inf, 0}},
		{"hypot(1e300x, 1e300)", func(x num) num { return x.Hypot(x.Lift(1e300)) }, []float64{0, 1e300, 0}, []float64{1e300, 0, 5e299}},
		{"hypot of tiny numbers", func(x num) num { return x.Hypot(x.Lift(4e-300)) }, []float64{3e-300, 1, 0}, []float64{5e-300, 0.6, 0.064e300}},
		{"log 0 times a constant", func(x num) num { return x.Lift(0).Log().Mul(x.Lift(2)).Add(x) }, []float64{1, 1}, []float64{-inf, 1}},
	}
	for _, tt := range tests {
		wantNear(t, tt.name, tt.f(New(Taylor(len(tt.x)-1), tt.x...)).c, tt.want, 1e-15)
	}
}

// A coefficient that is infinite stays apart from those that are zero: twice √x at 0 is 2·√x, whatever the way to it.
func TestInfiniteTimesConstant(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, _ *rand.Rand) {
		m := a.Dim()
		x, two, want, z := slice(m), slice(m), slice(m), slice(m)
		for k := 1; k < m; k += 2 {
			x[k] = inf
		}
		x[0], two[0] = 1, 2
		a.Scale(want, 2, x)
		a.Mul(z, x, two)
		wantExactly(t, "x·2", z, want)
		a.Mul(z, two, x)
		wantExactly(t, "2·x", z, want)
		a.Mul(two, two, x)
		wantExactly(t, "2·x in place", two, want)
	})
	z := slice(4)
	Taylor(3).Div(z, []float64{1, 0, 0, 0}, []float64{1, 0, inf, 0})
	wantExactly(t, "1/(1+∞ε²)", z, []float64{1, 0, -inf, 0})
}

// In an algebra of order 1, and in a Diagonal one, every direction goes its own way.
func TestEdgesByDirection(t *testing.T) {
	a := Dual(3)
	z := slice(4)
	tests := []struct {
		name string
		op   func()
		want []float64
	}{
		{"sqrt", func() { a.Sqrt(z, []float64{0, 1, -1, 0}) }, []float64{0, inf, nan, 0}},
		{"log", func() { a.Apply(z, []float64{0, -1, 0, 1}, series.Log) }, []float64{-inf, nan, 0, inf}},
		{"abs", func() { a.Abs(z, []float64{0, 1, -2, 0}) }, []float64{0, 1, 2, 0}},
		{"max", func() { a.Max(z, []float64{1, 1, -2, 3}, []float64{1, 2, -3, 3}) }, []float64{1, 2, -2, 3}},
		{"min", func() { a.Min(z, []float64{1, 1, -2, 3}, []float64{1, 2, -3, 3}) }, []float64{1, 1, -3, 3}},
		{"hypot", func() { a.Hypot(z, []float64{0, 3, 0, 0}, []float64{0, -4, 2, 0}) }, []float64{0, 5, 2, 0}},
	}
	for _, tt := range tests {
		tt.op()
		wantExactly(t, tt.name, z, tt.want)
	}
	d := Diagonal(2, 2)
	z = slice(5)
	d.Apply(z, []float64{0, 1, -1, 0, 0}, series.Sqrt)
	wantExactly(t, "sqrt by direction", z, []float64{0, inf, nan, -inf, nan})
}

// In several variables the first coefficient that is not zero decides, and what depends on zeros alone stays zero.
func TestEdgesInSeveralVariables(t *testing.T) {
	a := Full(2, 2) // 1, ε₁, ε₂, ε₁², ε₁ε₂, ε₂²
	z := slice(6)
	a.Sqrt(z, []float64{0, 1, 0, 0, 0, 0})
	wantExactly(t, "√(0+ε₁)", z, []float64{0, inf, 0, -inf, 0, 0})
	a.Sqrt(z, []float64{0, 0, -1, 0, 0, 0})
	wantExactly(t, "√(0−ε₂)", z, []float64{0, 0, nan, 0, 0, nan})
	a.Sqrt(z, []float64{0, 0, 0, 1, 0, 0})
	wantExactly(t, "√ε₁²", z, []float64{0, nan, 0, nan, 0, 0})
	a.Abs(z, []float64{0, 0, 0, 0, -1, 2})
	wantExactly(t, "|−ε₁ε₂+2ε₂²|", z, []float64{0, 0, 0, 0, 1, -2})
	HyperDual().Sqrt(z[:4], []float64{0, 0, 0, 1})
	wantExactly(t, "√ε₁ε₂", z[:4], []float64{0, 0, 0, inf})
	Laplace(1).Apply(z[:3], []float64{0, 0, 1}, series.Log)
	wantExactly(t, "log ω", z[:3], []float64{-inf, nan, nan})
}
