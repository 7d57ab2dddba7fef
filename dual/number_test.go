package dual_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/numbertest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

type (
	number = dual.Number[float64]
	real64 = dual.Real[float64]
	nested = dual.Nested[dual.Number[float64]]
)

var (
	inf = math.Inf(1)
	nan = math.NaN()
)

func alike(x, y number) bool {
	return numbertest.Alike(x.Real, y.Real) && (x.Emag == y.Emag || math.IsNaN(x.Emag) && math.IsNaN(y.Emag))
}

func TestValuesAreThoseOfMath(t *testing.T) {
	t.Run("Number", func(t *testing.T) {
		numbertest.Values(t, func(v, seed float64) number { return number{Real: v, Emag: seed} })
	})
	t.Run("Real", func(t *testing.T) { numbertest.Values(t, func(v, _ float64) real64 { return real64{Real: v} }) })
	t.Run("Nested", func(t *testing.T) {
		numbertest.Values(t, func(v, seed float64) nested {
			return nested{Real: number{Real: v, Emag: seed}, Emag: number{Real: seed}}
		})
	})
	t.Run("Any", func(t *testing.T) {
		numbertest.Values(t, func(v, seed float64) dual.Any { return dual.Box(number{Real: v, Emag: seed}) })
	})
	t.Run("Chunk", func(t *testing.T) {
		drawn := 0
		dual.Gradient(func(z []dual.Chunk[float64]) dual.Chunk[float64] {
			numbertest.Values(t, func(v, seed float64) dual.Chunk[float64] {
				drawn++
				return z[drawn%len(z)].Apply(func(c []float64, _ float64) { c[0], c[1] = v, seed })
			})
			return z[0]
		}, make([]float64, 3))
	})
}

func TestFloat32ValuesAreRounded(t *testing.T) {
	for _, f := range numbertest.Unaries[dual.Number[float32]]() {
		for _, v := range numbertest.RegularPoints() {
			x := float32(v)
			if f.Math == nil || f.Name == "Scale" || f.Name == "Shift" {
				continue
			}
			if got, want := f.Op(dual.Variable(x)).Value(), float64(float32(f.Math(float64(x)))); !numbertest.Alike(got, want) {
				t.Errorf("%s(%v) = %v, want %v", f.Name, x, got, want)
			}
		}
	}
}

func TestConstantsStayConstant(t *testing.T) {
	check := func(name string, got []float64) {
		t.Helper()
		for _, e := range got[1:] {
			if e != 0 {
				t.Errorf("%s of constants has the derivative parts %v, want zeros", name, got[1:])
				return
			}
		}
	}
	for _, v := range numbertest.SpecialPoints() {
		for _, f := range numbertest.Unaries[number]() {
			check(fmt.Sprintf("%s(%v)", f.Name, v), f.Op(number{Real: v}).AppendCoefficients(nil))
		}
		for _, f := range numbertest.Unaries[dual.Nested[real64]]() {
			if f.Name == "Scale" || f.Name == "Shift" {
				continue
			}
			check(fmt.Sprintf("Nested %s(%v)", f.Name, v), f.Op(dual.Nested[real64]{Real: real64{Real: v}}).AppendCoefficients(nil))
		}
		for _, f := range numbertest.Binaries[number]() {
			for _, w := range numbertest.SpecialPoints() {
				check(fmt.Sprintf("%s(%v, %v)", f.Name, v, w), f.Op(number{Real: v}, number{Real: w}).AppendCoefficients(nil))
			}
		}
	}
}

// The rows are those of the comments of the methods, in the same order.
func TestSpecialCases(t *testing.T) {
	root2 := math.Sqrt2
	for _, test := range []struct {
		name      string
		got, want number
	}{
		{"Div constants by 0", number{Real: 1}.Div(number{}), number{inf, 0}},
		{"Div 0 by variable 0", number{}.Div(number{0, 1}), number{nan, nan}},
		{"Div by variable 0", number{Real: 2}.Div(number{0, 1}), number{inf, -inf}},
		{"Inv at 0", number{0, 1}.Inv(), number{inf, -inf}},
		{"Log at 0, into the domain", number{0, 2}.Log(), number{-inf, inf}},
		{"Log at 0, out of the domain", number{0, -2}.Log(), number{-inf, nan}},
		{"Log at constant 0", number{0, 0}.Log(), number{-inf, 0}},
		{"Log of negative", number{-1, 1}.Log(), number{nan, nan}},
		{"Log1p at -1, in", number{-1, 2}.Log1p(), number{-inf, inf}},
		{"Log1p at -1, out", number{-1, -2}.Log1p(), number{-inf, nan}},
		{"Log1p at constant -1", number{-1, 0}.Log1p(), number{-inf, 0}},
		{"Log1p below -1", number{-2, 1}.Log1p(), number{nan, nan}},
		{"Log2 at 0", number{0, 1}.Log2(), number{-inf, inf}},
		{"Log10 at 0, out", number{0, -1}.Log10(), number{-inf, nan}},
		{"Sqrt at 0, in", number{0, 2}.Sqrt(), number{0, inf}},
		{"Sqrt at 0, out", number{0, -2}.Sqrt(), number{0, nan}},
		{"Sqrt at constant 0", number{0, 0}.Sqrt(), number{0, 0}},
		{"Sqrt of negative", number{-1, 1}.Sqrt(), number{nan, nan}},
		{"Sqrt at Inf", number{inf, 1}.Sqrt(), number{inf, 0}},
		{"Cbrt at 0", number{0, 2}.Cbrt(), number{0, inf}},
		{"Cbrt at 0, negative seed", number{0, -2}.Cbrt(), number{0, -inf}},
		{"Cbrt at constant 0", number{0, 0}.Cbrt(), number{0, 0}},
		{"PowReal 0^0", number{0, 1}.PowReal(0), number{1, 0}},
		{"PowReal NaN^0", number{nan, 1}.PowReal(0), number{1, 0}},
		{"PowReal x^1 at 0", number{0, 3}.PowReal(1), number{0, 3}},
		{"PowReal x^2 at 0", number{0, 3}.PowReal(2), number{0, 0}},
		{"PowReal x^3 at -2", number{-2, 1}.PowReal(3), number{-8, 12}},
		{"PowReal at 0, p = 0.5, out", number{0, -1}.PowReal(0.5), number{0, nan}},
		{"PowReal at 0, p = 0.5, in", number{0, 1}.PowReal(0.5), number{0, inf}},
		{"PowReal at 0, p = 2.5, in", number{0, 1}.PowReal(2.5), number{0, 0}},
		{"PowReal at 0, p = 2.5, out", number{0, -1}.PowReal(2.5), number{0, nan}},
		{"PowReal negative, p = 2.5", number{-1, 1}.PowReal(2.5), number{nan, nan}},
		{"Sin at Inf", number{inf, 1}.Sin(), number{nan, nan}},
		{"Cos at Inf", number{inf, 1}.Cos(), number{nan, nan}},
		{"Tan at -Inf", number{-inf, 1}.Tan(), number{nan, nan}},
		{"Asin at 1, in", number{1, -1}.Asin(), number{math.Pi / 2, -inf}},
		{"Asin at -1, in", number{-1, 1}.Asin(), number{-math.Pi / 2, inf}},
		{"Asin at 1, out", number{1, 1}.Asin(), number{math.Pi / 2, nan}},
		{"Asin at -1, out", number{-1, -1}.Asin(), number{-math.Pi / 2, nan}},
		{"Asin at constant 1", number{1, 0}.Asin(), number{math.Pi / 2, 0}},
		{"Asin above 1", number{2, 1}.Asin(), number{nan, nan}},
		{"Acos at 1, in", number{1, -1}.Acos(), number{0, inf}},
		{"Acos at -1, in", number{-1, 1}.Acos(), number{math.Pi, -inf}},
		{"Acos at 1, out", number{1, 1}.Acos(), number{0, nan}},
		{"Acos at constant 1", number{1, 0}.Acos(), number{0, 0}},
		{"Acosh at 1, in", number{1, 1}.Acosh(), number{0, inf}},
		{"Acosh at 1, out", number{1, -1}.Acosh(), number{0, nan}},
		{"Acosh at constant 1", number{1, 0}.Acosh(), number{0, 0}},
		{"Acosh below 1", number{0.5, 1}.Acosh(), number{nan, nan}},
		{"Atanh at 1, in", number{1, -1}.Atanh(), number{inf, -inf}},
		{"Atanh at -1, in", number{-1, 1}.Atanh(), number{-inf, inf}},
		{"Atanh at 1, out", number{1, 1}.Atanh(), number{inf, nan}},
		{"Atanh at constant 1", number{1, 0}.Atanh(), number{inf, 0}},
		{"Atanh above 1", number{2, 1}.Atanh(), number{nan, nan}},
		{"Sinc at 0", number{0, 1}.Sinc(), number{1, 0}},
		{"ReLU at 0", dual.ReLU(number{0, 1}), number{0, 0}},
		{"ReLU at 0, negative seed", dual.ReLU(number{0, -1}), number{0, 0}},

		{"Pow, constant exponent, negative base", number{-2, 1}.Pow(number{2, 0}), number{4, -4}},
		{"Pow, constant exponent at 0", number{0, 1}.Pow(number{2, 0}), number{0, 0}},
		{"Pow 0^0, constant exponent", number{0, 1}.Pow(number{0, 0}), number{1, 0}},
		{"Pow, constant base", number{2, 0}.Pow(number{3, 1}), number{8, 8 * math.Ln2}},
		{"Pow, negative base, moving exponent", number{-2, 1}.Pow(number{2, 1}), number{4, nan}},
		{"Pow at 0, out", number{0, -1}.Pow(number{2, 1}), number{0, nan}},
		{"Pow at 0, negative moving exponent", number{0, 1}.Pow(number{-1, 1}), number{inf, nan}},
		{"Pow 0^0, moving exponent", number{0, 1}.Pow(number{0, 2}), number{1, -inf}},
		{"Pow at 0, exponent 1", number{0, 3}.Pow(number{1, 1}), number{0, 3}},
		{"Pow at 0, exponent 2", number{0, 3}.Pow(number{2, 1}), number{0, 0}},
		{"Pow at 0, exponent 0.5", number{0, 3}.Pow(number{0.5, 1}), number{0, inf}},
		{"Pow at constant 0, exponent 0.5", number{0, 0}.Pow(number{0.5, 1}), number{0, 0}},
		{"Pow of 1", number{1, 0}.Pow(number{7, 1}), number{1, 0}},
		{"Pow NaN exponent", number{2, 1}.Pow(number{nan, 1}), number{nan, nan}},

		{"Hypot at the origin", number{0, 3}.Hypot(number{0, -4}), number{0, 5}},
		{"Hypot Inf", number{-inf, 2}.Hypot(number{1, 1}), number{inf, -2}},
		{"Hypot Inf, Inf", number{inf, 1}.Hypot(number{inf, 1}), number{Real: inf, Emag: 2 * (1 / root2)}},
		{"Hypot NaN", number{1, 1}.Hypot(number{nan, 1}), number{nan, nan}},
		{"Hypot huge", number{3e300, 1}.Hypot(number{4e300, 2}), number{5e300, 2.2}},
		{"Hypot tiny", number{3e-320, 1}.Hypot(number{0, 2}), number{3e-320, 1}},
		{"Atan2 at the origin", number{0, 1}.Atan2(number{0, 1}), number{0, nan}},
		{"Atan2 of infinite x", number{1, 1}.Atan2(number{-inf, 1}), number{math.Pi, 0}},
		{"Atan2 NaN", number{nan, 1}.Atan2(number{1, 1}), number{nan, nan}},
		{"Atan2 on the axis", number{0, 1}.Atan2(number{2, 0}), number{0, 0.5}},
		{"Atan2 behind", number{0, 1}.Atan2(number{-2, 0}), number{math.Pi, -0.5}},

		{"Abs at 0", number{0, -3}.Abs(), number{0, 3}},
		{"Abs at -0", number{math.Copysign(0, -1), -3}.Abs(), number{0, 3}},
		{"Abs at -Inf", number{-inf, 3}.Abs(), number{inf, -3}},
		{"Abs NaN", number{nan, 3}.Abs(), number{nan, nan}},
		{"Max, tie", number{1, 2}.Max(number{1, 3}), number{1, 3}},
		{"Max, tie, swapped", number{1, 3}.Max(number{1, 2}), number{1, 3}},
		{"Max NaN", number{1, 3}.Max(number{nan, 2}), number{nan, nan}},
		{"Max of zeros", number{math.Copysign(0, -1), 3}.Max(number{0, 2}), number{0, 3}},
		{"Min, tie", number{1, 2}.Min(number{1, 3}), number{1, 2}},
		{"Min NaN", number{nan, 3}.Min(number{1, 2}), number{nan, nan}},
		{"Clamp at lo, in", number{-1, 2}.Clamp(-1, 1), number{-1, 2}},
		{"Clamp at lo, out", number{-1, -2}.Clamp(-1, 1), number{-1, 0}},
		{"Clamp at hi, out", number{1, 2}.Clamp(-1, 1), number{1, 0}},
		{"Clamp outside", number{3, 2}.Clamp(-1, 1), number{1, 0}},
	} {
		if !alike(test.got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
}

// Slopes are held against closed forms from elsewhere: textbook derivatives, written with package math.
func TestSlopesHaveTheirClosedForms(t *testing.T) {
	phi := func(x float64) float64 { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	slopes := map[string]func(x float64) float64{
		"Inv": func(x float64) float64 { return -1 / (x * x) }, "Exp": math.Exp, "Expm1": math.Exp,
		"Exp2":   func(x float64) float64 { return math.Ln2 * math.Exp2(x) },
		"Log":    func(x float64) float64 { return 1 / x },
		"Log1p":  func(x float64) float64 { return 1 / (1 + x) },
		"Log2":   func(x float64) float64 { return 1 / (x * math.Ln2) },
		"Log10":  func(x float64) float64 { return 1 / (x * math.Ln10) },
		"Sqrt":   func(x float64) float64 { return 0.5 / math.Sqrt(x) },
		"Cbrt":   func(x float64) float64 { return math.Cbrt(x) / (3 * x) },
		"Pow(3)": func(x float64) float64 { return 3 * x * x },
		"Sin":    math.Cos, "Cos": func(x float64) float64 { return -math.Sin(x) },
		"Tan":  func(x float64) float64 { return 1 / (math.Cos(x) * math.Cos(x)) },
		"Asin": func(x float64) float64 { return 1 / math.Sqrt(1-x*x) },
		"Acos": func(x float64) float64 { return -1 / math.Sqrt(1-x*x) },
		"Atan": func(x float64) float64 { return 1 / (1 + x*x) },
		"Sinh": math.Cosh, "Cosh": math.Sinh,
		"Tanh":       func(x float64) float64 { return 1 / (math.Cosh(x) * math.Cosh(x)) },
		"Asinh":      func(x float64) float64 { return 1 / math.Sqrt(1+x*x) },
		"Acosh":      func(x float64) float64 { return 1 / math.Sqrt(x*x-1) },
		"Atanh":      func(x float64) float64 { return 1 / (1 - x*x) },
		"Sinc":       func(x float64) float64 { return (x*math.Cos(x) - math.Sin(x)) / (x * x) },
		"Erf":        func(x float64) float64 { return 2 / math.Sqrt(math.Pi) * math.Exp(-x*x) },
		"Sigmoid":    func(x float64) float64 { return sigmoid(x) * sigmoid(-x) },
		"Softplus":   sigmoid,
		"LogSigmoid": func(x float64) float64 { return sigmoid(-x) },
		"SiLU":       func(x float64) float64 { return sigmoid(x) * (1 + x*sigmoid(-x)) },
		"GELU":       func(x float64) float64 { return 0.5*math.Erfc(-x/math.Sqrt2) + x*phi(x) },
	}
	seen := 0
	for _, f := range numbertest.Unaries[number]() {
		slope := slopes[f.Name]
		if slope == nil {
			continue
		}
		seen++
		for _, v := range numbertest.RegularPoints() {
			x := number{Real: v, Emag: -1.5}
			y := f.Op(x)
			want := -1.5 * slope(v)
			if math.IsNaN(y.Real) {
				want = nan // the closed form may continue beyond the domain
			}
			if !numbertest.Close(y.Emag, want, 1e-13) {
				t.Errorf("%s(%v): slope %v, want %v", f.Name, x, y.Emag, want)
			}
		}
	}
	if seen != len(slopes) {
		t.Errorf("%d of %d closed forms found their function", seen, len(slopes))
	}
}

func TestIdentities(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	draw := func() number { return number{Real: 4*rng.Float64() - 2, Emag: rng.NormFloat64()} }
	for _, test := range []struct {
		name        string
		left, right func(x, y number) number
	}{
		{"x·y/y = x", func(x, y number) number { return x.Mul(y).Div(y) }, func(x, _ number) number { return x }},
		{"(x+y)² = x²+2xy+y²", func(x, y number) number { return x.Add(y).PowReal(2) },
			func(x, y number) number { return x.Mul(x).Add(x.Mul(y).Scale(2)).Add(y.Mul(y)) }},
		{"sin² + cos² = 1", func(x, _ number) number { return x.Sin().Mul(x.Sin()).Add(x.Cos().Mul(x.Cos())) },
			func(x, _ number) number { return x.Lift(1) }},
		{"tanh(x+y)", func(x, y number) number { return x.Add(y).Tanh() }, func(x, y number) number {
			a, b := x.Tanh(), y.Tanh()
			return a.Add(b).Div(a.Mul(b).Shift(1))
		}},
		{"|x|^y = exp(y·log|x|)", func(x, y number) number { return x.Abs().Pow(y) },
			func(x, y number) number { return y.Mul(x.Abs().Log()).Exp() }},
		{"hypot² = x² + y²", func(x, y number) number { return x.Hypot(y).PowReal(2) },
			func(x, y number) number { return x.Mul(x).Add(y.Mul(y)) }},
		{"tan(atan2(y, x)) = y/x", func(x, y number) number { return y.Atan2(x).Tan() },
			func(x, y number) number { return y.Div(x) }},
		{"max + min = x + y", func(x, y number) number { return x.Max(y).Add(x.Min(y)) }, number.Add},
		{"erf + erfc = 1", func(x, _ number) number { return x.Erf().Add(x.Erfc()) }, func(x, _ number) number { return x.Lift(1) }},
		{"asinh(sinh) = x", func(x, _ number) number { return x.Sinh().Asinh() }, func(x, _ number) number { return x }},
		{"softplus(x) − softplus(−x) = x", func(x, _ number) number { return dual.Softplus(x).Sub(dual.Softplus(x.Neg())) },
			func(x, _ number) number { return x }},
	} {
		for range 200 {
			x, y := draw(), draw()
			l, r := test.left(x, y), test.right(x, y)
			// Near poles both sides lose the same digits.
			scale := 1 + math.Abs(r.Real) + math.Abs(r.Emag) + 1/math.Abs(x.Real*y.Real)
			scale *= scale
			if math.Abs(l.Real-r.Real) > 1e-14*scale || math.Abs(l.Emag-r.Emag) > 1e-13*scale {
				t.Errorf("%s at %v, %v: %v ≠ %v", test.name, x, y, l, r)
			}
		}
	}
}

func TestFarFromTheOrigin(t *testing.T) {
	for _, test := range []struct {
		name string
		got  number
		want number
	}{
		{"Tanh(20)", dual.Variable(20.0).Tanh(), number{1, 1.6993417021166355e-17}},
		{"Tanh(400)", dual.Variable(400.0).Tanh(), number{1, 0}},
		{"Softplus(700)", dual.Softplus(dual.Variable(700.0)), number{700, 1}},
		{"LogSigmoid(-700)", dual.LogSigmoid(dual.Variable(-700.0)), number{-700, 1}},
		{"Sigmoid(-700)", dual.Sigmoid(dual.Variable(-700.0)), number{9.859676543759770e-305, 9.859676543759770e-305}},
	} {
		if !numbertest.Close(test.got.Real/max(test.want.Real, 1e-300), test.want.Real/max(test.want.Real, 1e-300), 1e-14) ||
			math.Abs(test.got.Emag-test.want.Emag) > 1e-14*math.Abs(test.want.Emag) && test.want.Emag > 1e-300 {
			t.Errorf("%s = %v, want %v", test.name, test.got, test.want)
		}
	}
}

// A slope that is in the range of floats comes out of factors that are not.
func TestPowWhereThePowerOfTheSlopeUnderflows(t *testing.T) {
	x, y := number{1e184, 1e184}, number{-1.25, 1e-9}
	const want = -1.249999576324342862e-230 // mpmath
	for name, slope := range map[string]float64{
		"Number":  x.Pow(y).Emag,
		"Number3": dual.Number3[float64]{Real: x.Real, E2mag: x.Emag}.Pow(dual.Number3[float64]{Real: y.Real, E2mag: y.Emag}).E2mag,
	} {
		if !(math.Abs(slope/want-1) < 4e-15) {
			t.Errorf("%s: slope %v, want %v", name, slope, want)
		}
	}
}

// (−1.5)^(2 + δ) has no derivative in δ, the inner ϵ, and the derivative −3 in the base all the same.
func TestNestedPowOfNegativeBase(t *testing.T) {
	x := nested{Real: number{Real: -1.5}, Emag: number{Real: 1}}
	y := nested{Real: number{Real: 2, Emag: 1}}
	got := x.Pow(y).AppendCoefficients(nil)
	if diff := cmp.Diff([]float64{2.25, nan, -3, nan}, got, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFormat(t *testing.T) {
	x := number{1, -2}
	deep := dual.Nested[number]{Real: number{1, 2}, Emag: number{3, 4}}
	for _, test := range []struct {
		format string
		value  any
		want   string
	}{
		{"%v", x, "(1-2ϵ)"},
		{"%+v", x, "{Real:1 Emag:-2}"},
		{"%#v", x, "dual.Number[float64]{Real:1, Emag:-2}"},
		{"%e", x, "(1.000000e+00-2.000000e+00ϵ)"},
		{"%.4f", x, "(1.0000-2.0000ϵ)"},
		{"%+.1f", x, "(+1.0-2.0ϵ)"},
		{"%6.2f", x, "(  1.00 -2.00ϵ)"},
		{"%-6.2f", x, "(1.00  -2.00 ϵ)"},
		{"%06.2f", x, "(001.00-02.00ϵ)"},
		{"%G", number{1e20, 1e-20}, "(1E+20+1E-20ϵ)"},
		{"%v", number{nan, inf}, "(NaN+Infϵ)"},
		{"%d", x, "%!d(dual.Number[float64]=(1-2ϵ))"},
		{"%v", dual.Number[float32]{Real: 0.1, Emag: 1}, "(0.1+1ϵ)"},
		{"%v", deep, "((1+2ϵ)+(3+4ϵ)ϵ)"},
		{"%.1f", deep, "((1.0+2.0ϵ)+(3.0+4.0ϵ)ϵ)"},
		{"%+v", deep, "{Real:{Real:1 Emag:2} Emag:{Real:3 Emag:4}}"},
		{"%v", real64{Real: 1.5}, "1.5"},
		{"%.2f", real64{Real: 1.5}, "1.50"},
		{"%v", dual.Box(x), "(1-2ϵ)"},
		{"%.1f", dual.Box(x), "(1.0-2.0ϵ)"},
	} {
		if got := fmt.Sprintf(test.format, test.value); got != test.want {
			t.Errorf("Sprintf(%q) = %q, want %q", test.format, got, test.want)
		}
	}
}

// TestInfiniteConstants checks that a product with an infinite constant has the slope of its other factor, or none.
func TestInfiniteConstants(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ x, y, want dual.Number[float64] }{
		{dual.Number[float64]{Real: inf}, dual.Number[float64]{Real: 2}, dual.Number[float64]{Real: inf}},
		{dual.Number[float64]{Real: inf, Emag: 3}, dual.Number[float64]{Real: 2}, dual.Number[float64]{Real: inf, Emag: 6}},
		{dual.Number[float64]{Real: -2}, dual.Number[float64]{Real: inf, Emag: 1}, dual.Number[float64]{Real: -inf, Emag: -2}},
	} {
		if got := c.x.Mul(c.y); got != c.want {
			t.Errorf("%v times %v is %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

// Where a second derivative does not exist, a nested number says so as it says of a first one; a constant power of
// anything is a constant.
func TestNestedWithoutDerivative(t *testing.T) {
	x := nested{Real: number{1, 1}, Emag: number{1, 0}}
	for name, z := range map[string]nested{"asin": x.Asin(), "acosh": x.Neg().Shift(2).Acosh(), "max NaN": x.Max(x.Lift(math.NaN()))} {
		if z.Real.Emag == z.Real.Emag || z.Emag.Real == z.Emag.Real || z.Emag.Emag == z.Emag.Emag {
			t.Errorf("%s: %v, want derivatives NaN", name, z)
		}
	}
	if z := x.Neg().Log().PowReal(0); z != (nested{Real: number{1, 0}}) {
		t.Errorf("NaN to the power of 0 is %v, want the constant 1", z)
	}
	if z := (number{1, math.NaN()}).PowReal(0); z != (number{1, 0}) {
		t.Errorf("(1+NaNϵ) to the power of 0 is %v, want the constant 1", z)
	}
}

// The second derivative of √(x²+1) at 10⁸ is (x²+1)^(−3/2), to all digits.
func TestNestedHypotFarOut(t *testing.T) {
	x := nested{Real: number{1e8, 1}, Emag: number{1, 0}}
	if got := x.Hypot(x.Lift(1)).Emag.Emag; math.Abs(got-1e-24) > 1e-39 {
		t.Errorf("got %v, want 1e-24", got)
	}
}
