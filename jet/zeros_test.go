package jet

import (
	"math"
	"testing"
)

var nan, inf = math.NaN(), math.Inf(1)

// Leading zeros are divided out, and the orders that costs are reported.
func TestLeadingZeros(t *testing.T) {
	a := Taylor(5)
	tests := []struct {
		name  string
		op    func(z []float64) int
		want  []float64
		known int
	}{
		{"ε/ε", func(z []float64) int { return a.Div(z, []float64{0, 1, 0, 0, 0, 0}, []float64{0, 1, 0, 0, 0, 0}) },
			[]float64{1, 0, 0, 0, 0, nan}, 4},
		{"(2ε²+6ε³)/(2ε²)", func(z []float64) int { return a.Div(z, []float64{0, 0, 2, 6, 0, 0}, []float64{0, 0, 2, 0, 0, 0}) },
			[]float64{1, 3, 0, 0, nan, nan}, 3},
		{"ε³/(ε+ε²)", func(z []float64) int { return a.Div(z, []float64{0, 0, 0, 1, 0, 0}, []float64{0, 1, 1, 0, 0, 0}) },
			[]float64{0, 0, 1, -1, 1, nan}, 4},
		{"0/ε²", func(z []float64) int { return a.Div(z, slice(6), []float64{0, 0, 1, 0, 0, 0}) },
			[]float64{0, 0, 0, 0, nan, nan}, 3},
		{"ε⁵/ε⁵", func(z []float64) int { return a.Div(z, []float64{0, 0, 0, 0, 0, 3}, []float64{0, 0, 0, 0, 0, 2}) },
			[]float64{1.5, nan, nan, nan, nan, nan}, 0},
		{"√(4ε²+4ε³+ε⁴)", func(z []float64) int { return a.Sqrt(z, []float64{0, 0, 4, 4, 1, 0}) },
			[]float64{0, 2, 1, 0, 0, nan}, 4},
		{"√ε⁴", func(z []float64) int { return a.Sqrt(z, []float64{0, 0, 0, 0, 1, 0}) }, []float64{0, 0, 1, 0, nan, nan}, 3},
		{"√ε³", func(z []float64) int { return a.Sqrt(z, []float64{0, 0, 0, 1, 0, 0}) }, []float64{0, 0, inf, -inf, inf, -inf}, 5},
		{"√−ε²", func(z []float64) int { return a.Sqrt(z, []float64{0, 0, -1, 0, 0, 0}) }, []float64{0, nan, nan, nan, nan, nan}, 5},
		{"√(0·ε)", func(z []float64) int { return a.Sqrt(z, slice(6)) }, slice(6), 5},
		{"∛(8ε³)", func(z []float64) int { return a.Cbrt(z, []float64{0, 0, 0, 8, 0, 0}) }, []float64{0, 2, 0, 0, nan, nan}, 3},
		{"∛(−ε³)", func(z []float64) int { return a.Cbrt(z, []float64{0, 0, 0, -1, 0, 0}) }, []float64{0, -1, 0, 0, nan, nan}, 3},
		{"∛(−ε²)", func(z []float64) int { return a.Cbrt(z, []float64{0, 0, -1, 0, 0, 0}) },
			[]float64{0, -inf, inf, -inf, inf, -inf}, 5},
		{"(ε²)^1.5", func(z []float64) int { return a.PowReal(z, []float64{0, 0, 1, 1, 0, 0}, 1.5) },
			[]float64{0, 0, 0, 1, 1.5, 0.375}, 5},
		{"(ε²)^2", func(z []float64) int { return a.PowReal(z, []float64{0, 0, 1, 1, 0, 0}, 2) }, []float64{0, 0, 0, 0, 1, 2}, 5},
		{"(ε³)^2.5", func(z []float64) int { return a.PowReal(z, []float64{0, 0, 0, 1, 0, 0}, 2.5) }, slice(6), 5},
		{"(ε³)^0.5 to the 1.5", func(z []float64) int { return a.PowReal(z, []float64{0, 0, 0, 1, 0, 0}, 1.5) },
			[]float64{0, 0, 0, 0, 0, inf}, 5},
		{"hypot(3ε, 4ε)", func(z []float64) int { a.Hypot(z, []float64{0, 3, 0, 0, 0, 0}, []float64{0, 4, 0, 0, 0, 0}); return 5 },
			[]float64{0, 5, 0, 0, 0, 0}, 5},
		{"hypot(0, −ε²)", func(z []float64) int { a.Hypot(z, slice(6), []float64{0, 0, -1, 1, 0, 0}); return 5 },
			[]float64{0, 0, 1, -1, 0, 0}, 5},
	}
	for _, tt := range tests {
		z := []float64{9, 9, 9, 9, 9, 9}
		if known := tt.op(z); known != tt.known {
			t.Errorf("%s: known to order %d, want %d", tt.name, known, tt.known)
		}
		wantNear(t, tt.name, z, tt.want, 1e-15)
	}
}

// A function with removable singularities has all the derivatives asked for: the driver pays for the lost orders.
func TestDerivativesAcrossSingularities(t *testing.T) {
	type num = Number[float64]
	tests := []struct {
		name string
		f    func(num) num
		want []float64
	}{
		{"sin x/x", func(x num) num { return x.Sin().Div(x) }, []float64{1, 0, -1. / 3, 0, 1. / 5, 0, -1. / 7}},
		{"(1−cos x)/x²", func(x num) num { return x.Cos().Neg().Shift(1).Div(x.Mul(x)) },
			[]float64{0.5, 0, -1. / 12, 0, 1. / 30, 0, -1. / 56}},
		{"√(x²)", func(x num) num { return x.Mul(x).Sqrt() }, []float64{0, 1, 0, 0, 0}},
		{"√(1−cos x)", func(x num) num { return x.Cos().Neg().Shift(1).Sqrt() },
			[]float64{0, math.Sqrt2 / 2, 0, -math.Sqrt2 / 8, 0, math.Sqrt2 / 32}},
		{"x/(eˣ−1)", func(x num) num { return x.Div(x.Expm1()) }, []float64{1, -0.5, 1. / 6, 0, -1. / 30, 0, 1. / 42}},
		{"(sin x/x − 1)/x²", func(x num) num { return x.Sin().Div(x).Shift(-1).Div(x.Mul(x)) }, []float64{-1. / 6, 0, 1. / 60}},
		{"x³/x", func(x num) num { return x.Mul(x).Mul(x).Div(x) }, []float64{0, 0, 2, 0, 0}},
		{"0", func(x num) num { return x.Lift(7) }, []float64{7, 0, 0}},
	}
	for _, tt := range tests {
		wantNear(t, tt.name, Derivatives(tt.f, 0, len(tt.want)-1), tt.want, 1e-13)
	}
}

// The driver evaluates once more for the orders lost, not once for each.
func TestDerivativesEvaluations(t *testing.T) {
	evaluations := 0
	Derivatives(func(x Number[float64]) Number[float64] {
		evaluations++
		return x.Cos().Neg().Shift(1).Div(x.Mul(x))
	}, 0, 3)
	if evaluations != 2 {
		t.Errorf("%d evaluations, want 2", evaluations)
	}
}

// A function that loses more with every order it gets cannot be satisfied: what is unknown is NaN.
func TestDerivativesGiveUp(t *testing.T) {
	f := func(x Number[float64]) Number[float64] {
		for range x.Algebra().Order() {
			x = x.Mul(x.Div(x))
		}
		return x
	}
	wantExactly(t, "derivatives", Derivatives(f, 0, 2), []float64{0, nan, nan})
}

// Numbers of different known order work at the lower one.
func TestMixedOrders(t *testing.T) {
	x := New(Taylor(4), 0.0, 1, 0, 0, 0)
	s := x.Sin().Div(x)
	if got := s.Algebra().String(); got != "Taylor(3)" {
		t.Fatalf("sin x/x is over %s, want Taylor(3)", got)
	}
	wantNear(t, "x + sinc", x.Add(s).c, []float64{1, 1, -1. / 6, 0}, 1e-16)
	wantNear(t, "sinc − x", s.Sub(x).c, []float64{1, -1, -1. / 6, 0}, 1e-16)
	wantNear(t, "x·sinc", x.Mul(s).c, []float64{0, 1, 0, -1. / 6}, 1e-16)
	wantNear(t, "exp(sinc)", s.Exp().c, []float64{math.E, 0, -math.E / 6, 0}, 1e-15)
	one := x.Mul(x).Mul(x).Mul(x).Div(x.Mul(x).Mul(x).Mul(x)) // known to order 0 only: no constant
	if got := one.Add(x).Algebra().String(); got != "Taylor(0)" {
		t.Errorf("x⁴/x⁴ + x is over %s, want Taylor(0)", got)
	}
	wantNear(t, "adjoint of the lower algebra", func() []float64 {
		z := slice(4)
		s.Algebra().MulAdjoint(z, []float64{1, 2, 3, 4}, []float64{1, 1, 1, 1})
		return z
	}(), []float64{10, 6, 3, 1}, 0)
}

// A Diagonal algebra divides out leading zeros along every direction by itself.
func TestDiagonalLeadingZeros(t *testing.T) {
	a := Diagonal(2, 3)
	x := []float64{0, 1, 2, 0, 0, 0, 0}
	square, z := slice(7), slice(7)
	a.Mul(square, x, x)
	if known := a.Sqrt(z, square); known != 2 {
		t.Errorf("known to order %d, want 2", known)
	}
	wantExactly(t, "√(x²)", z, []float64{0, 1, 2, 0, 0, nan, nan})
	a.Abs(z, []float64{0, -1, 2, 5, -3, 0, 0})
	wantExactly(t, "|x|", z, []float64{0, 1, 2, -5, -3, 0, 0})
}
