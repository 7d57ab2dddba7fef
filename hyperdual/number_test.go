package hyperdual_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/numbertest"
)

type (
	number = hyperdual.Number[float64]
	chunk  = hyperdual.Chunk[float64]
	nested = dual.Nested[dual.Number[float64]]
)

var (
	inf = math.Inf(1)
	nan = math.NaN()
)

func TestValuesAreThoseOfMath(t *testing.T) {
	t.Run("Number", func(t *testing.T) {
		numbertest.Values(t, func(v, seed float64) number { return number{v, seed, -seed, 3 * seed} })
	})
	t.Run("Chunk", func(t *testing.T) {
		drawn := 0
		hyperdual.Hessian(func(z []chunk) chunk {
			numbertest.Values(t, func(v, seed float64) chunk {
				drawn++
				return z[drawn%len(z)].Apply(func(c []float64, _ float64) { c[0], c[1], c[2] = v, seed, 1 })
			})
			return z[0]
		}, make([]float64, 3))
	})
}

func asNested(x number) nested {
	return nested{
		Real: dual.Number[float64]{Real: x.Real, Emag: x.E1mag},
		Emag: dual.Number[float64]{Real: x.E2mag, Emag: x.E1E2mag},
	}
}

// parts returns the parts of x in the order of hyperdual.Number.
func parts(x nested) []float64 { return []float64{x.Real.Real, x.Real.Emag, x.Emag.Real, x.Emag.Emag} }

func compare(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if !numbertest.Close(got[i], want[i], tolerance) {
			t.Errorf("%s: %v, want %v", what, got, want)
			return
		}
	}
}

// The nested number shares no code with the flat one but the table of rules.
func TestAgreesWithNestedDual(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	nestedUnaries, nestedBinaries := numbertest.Unaries[nested](), numbertest.Binaries[nested]()
	points := append(numbertest.RegularPoints(), 0, 1, -1, 2, 20, -20, 1e10)
	draw := func(v float64) number {
		x := number{v, rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		switch rng.IntN(4) {
		case 0:
			x.E1mag = 0
		case 1:
			x.E2mag = 0
		}
		return x
	}
	for k, f := range numbertest.Unaries[number]() {
		for _, v := range points {
			if edge := math.Abs(v) <= 1 && v == math.Trunc(v); edge && f.Name != "Sin" && f.Name != "Exp" {
				continue // see TestSpecialCases
			}
			for range 5 {
				x := draw(v)
				if y := f.Op(x).Real; y-y != 0 {
					continue // Nested has NaN for ∞·0
				}
				compare(t, fmt.Sprintf("%s(%v)", f.Name, x), f.Op(x).AppendCoefficients(nil),
					parts(nestedUnaries[k].Op(asNested(x))), 1e-12)
			}
		}
	}
	for k, f := range numbertest.Binaries[number]() {
		for _, v := range numbertest.RegularPoints() {
			for _, w := range append(numbertest.RegularPoints(), v) {
				x, y := draw(v), draw(w)
				if z := f.Op(x, y).Real; z-z != 0 {
					continue
				}
				compare(t, fmt.Sprintf("%s(%v, %v)", f.Name, x, y), f.Op(x, y).AppendCoefficients(nil),
					parts(nestedBinaries[k].Op(asNested(x), asNested(y))), 1e-11)
			}
		}
	}
}

func TestConstantsStayConstant(t *testing.T) {
	zero := func(what string, x number) {
		t.Helper()
		if x.E1mag != 0 || x.E2mag != 0 || x.E1E2mag != 0 {
			t.Errorf("%s = %v, want a constant", what, x)
		}
	}
	for _, v := range numbertest.SpecialPoints() {
		for _, f := range numbertest.Unaries[number]() {
			zero(fmt.Sprintf("%s(%v)", f.Name, v), f.Op(hyperdual.Constant(v)))
		}
		for _, w := range numbertest.SpecialPoints() {
			for _, f := range numbertest.Binaries[number]() {
				zero(fmt.Sprintf("%s(%v, %v)", f.Name, v, w), f.Op(hyperdual.Constant(v), hyperdual.Constant(w)))
			}
		}
	}
}

func TestSpecialCases(t *testing.T) {
	v := func(x float64) number { return hyperdual.Variable(x) }
	for _, test := range []struct {
		name      string
		got, want number
	}{
		{"1/0", v(0).Inv(), number{inf, -inf, -inf, inf}},
		{"1/0 of constants", number{Real: 1}.Div(number{}), number{inf, 0, 0, 0}},
		{"Sqrt at 0, in", v(0).Sqrt(), number{0, inf, inf, -inf}},
		{"Sqrt at 0, out", v(0).Neg().Sqrt(), number{0, nan, nan, nan}},
		{"Sqrt at 0, one direction", number{0, 1, 0, 0}.Sqrt(), number{0, inf, 0, 0}},
		{"Sqrt at 0, second order positive", number{0, 0, 0, 2}.Sqrt(), number{0, 0, 0, inf}},
		{"Sqrt at 0, second order negative", number{0, 0, 0, -2}.Sqrt(), number{0, 0, 0, nan}},
		{"Log at 0, in", v(0).Log(), number{-inf, inf, inf, -inf}},
		{"Asin at 1, in", v(1).Neg().Shift(2).Asin(), number{math.Pi / 2, -inf, -inf, inf}},
		{"x^2 at 0", v(0).PowReal(2), number{0, 0, 0, 2}},
		{"x^1 at 0", v(0).PowReal(1), number{0, 1, 1, 0}},
		{"x^0 at 0", v(0).PowReal(0), number{1, 0, 0, 0}},
		{"x^3 at -2", v(-2).PowReal(3), number{-8, 12, 12, -12}},
		{"x^2.5 at 0", v(0).PowReal(2.5), number{0, 0, 0, 0}},
		{"x^1.5 at 0", v(0).PowReal(1.5), number{0, 0, 0, inf}},
		{"Pow, constant exponent", v(-2).Pow(number{Real: 2}), number{4, -4, -4, 2}},
		{"Pow, x^x at 1", v(1).Pow(v(1)), number{1, 1, 1, 2}},
		{"Pow at 0, moving exponent 3", v(0).Pow(v(3)), number{0, 0, 0, 0}},
		{"Pow at 0, moving exponent 0.5", v(0).Pow(v(0.5)), number{0, inf, inf, -inf}},
		{"Pow at 0, exponent 0.5 live in ϵ₂", number{0, 1, 0, 0}.Pow(number{0.5, 0, 1, 0}), number{0, inf, 0, -inf}},
		{"Pow at 0, exponent 1 live in ϵ₂", number{0, 1, 0, 0}.Pow(number{1, 0, 1, 0}), number{0, 1, 0, -inf}},
		{"Pow at 0, exponent 2 live in ϵ₂", number{0, 1, 0, 0}.Pow(number{2, 0, 1, 0}), number{0, 0, 0, 0}},
		{"Pow at 0, exponent 0 live in ϵ₂", number{0, 1, 0, 0}.Pow(number{0, 0, 1, 0}), number{1, 0, -inf, nan}},
		{"Pow 0^0, moving exponent", v(0).Pow(v(0)), number{1, -inf, -inf, nan}},
		{"Pow of negative, moving exponent", v(-2).Pow(v(2)), number{4, nan, nan, nan}},
		{"Abs at 0", v(0).Neg().Abs(), number{0, 1, 1, 0}},
		{"Abs of -x² at 0", v(0).Mul(v(0)).Neg().Abs(), number{0, 0, 0, 2}},
		{"Abs of x² at 0", v(0).Mul(v(0)).Abs(), number{0, 0, 0, 2}},
		{"Max(x², -x²) at 0", v(0).Mul(v(0)).Max(v(0).Mul(v(0)).Neg()), number{0, 0, 0, 2}},
		{"Min(x², -x²) at 0", v(0).Mul(v(0)).Min(v(0).Mul(v(0)).Neg()), number{0, 0, 0, -2}},
		{"Max tie", v(1).Max(number{1, 2, 0, 0}), number{1, 2, 0, 0}},
		{"Max NaN", v(1).Max(v(nan)), number{nan, nan, nan, nan}},
		{"Clamp x² to [0, 1] at 0", v(0).Mul(v(0)).Clamp(0, 1), number{0, 0, 0, 2}},
		{"Clamp -x² to [0, 1] at 0", v(0).Mul(v(0)).Neg().Clamp(0, 1), number{0, 0, 0, 0}},
		{"Hypot(x, x²) at 0", v(0).Hypot(v(0).Mul(v(0))), number{0, 1, 1, 0}},
		{"Hypot(x², -x²) at 0", v(0).Mul(v(0)).Scale(3).Hypot(v(0).Mul(v(0)).Scale(-4)), number{0, 0, 0, 10}},
		{"Hypot huge", v(3e300).Hypot(number{Real: 4e300}), number{5e300, 0.6, 0.6, 0.64 / 5e300}},
		{"Atan2 on the axis", v(0).Atan2(number{Real: 2}), number{0, 0.5, 0.5, 0}},
		{"sin(exp(x) − 1) at 0", v(0).Exp().Shift(-1).Sin(), number{0, 1, 1, 1}},
		{"tan(expm1(x)) at 0", v(0).Expm1().Tan(), number{0, 1, 1, 1}},
		{"asinh(expm1(x)) at 0", v(0).Expm1().Asinh(), number{0, 1, 1, 1}},
		{"atanh(expm1(x)) at 0", v(0).Expm1().Atanh(), number{0, 1, 1, 1}},
		{"Pow, negative base, exponent live in ϵ₂", number{-1.5, 1, 0, 0}.Pow(number{2, 0, 1, 0}), number{2.25, -3, nan, nan}},
		{"ReLU at 0", dual.ReLU(v(0)), number{0, 0, 0, 0}},
	} {
		got, want := test.got.AppendCoefficients(nil), test.want.AppendCoefficients(nil)
		compare(t, test.name, got, want, 1e-15)
	}
}

func TestFormat(t *testing.T) {
	x := number{1, -2, 3, 4}
	for _, test := range []struct {
		format string
		value  any
		want   string
	}{
		{"%v", x, "(1-2ϵ₁+3ϵ₂+4ϵ₁ϵ₂)"},
		{"%.2f", x, "(1.00-2.00ϵ₁+3.00ϵ₂+4.00ϵ₁ϵ₂)"},
		{"%e", number{Real: 1}, "(1.000000e+00+0.000000e+00ϵ₁+0.000000e+00ϵ₂+0.000000e+00ϵ₁ϵ₂)"},
		{"%+v", x, "{Real:1 E1mag:-2 E2mag:3 E1E2mag:4}"},
		{"%#v", x, "hyperdual.Number[float64]{Real:1, E1mag:-2, E2mag:3, E1E2mag:4}"},
		{"%5.1f", x, "(  1.0 -2.0ϵ₁ +3.0ϵ₂ +4.0ϵ₁ϵ₂)"},
		{"%x", x, "%!x(hyperdual.Number[float64]=(1-2ϵ₁+3ϵ₂+4ϵ₁ϵ₂))"},
	} {
		if got := fmt.Sprintf(test.format, test.value); got != test.want {
			t.Errorf("Sprintf(%q) = %q, want %q", test.format, got, test.want)
		}
	}
}
