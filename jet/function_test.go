package jet

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// Functions and their inverses, on a range where both are smooth.
func TestInverseFunctions(t *testing.T) {
	type num = Number[float64]
	tests := []struct {
		name   string
		f, inv func(num) num
		at     float64
	}{
		{"exp log", num.Exp, num.Log, 0.7},
		{"expm1 log1p", num.Expm1, num.Log1p, -0.4},
		{"exp2 log2", num.Exp2, num.Log2, 1.3},
		{"sin asin", num.Sin, num.Asin, 0.4},
		{"cos acos", num.Cos, num.Acos, 0.9},
		{"tan atan", num.Tan, num.Atan, 0.8},
		{"sinh asinh", num.Sinh, num.Asinh, -1.1},
		{"cosh acosh", num.Cosh, num.Acosh, 1.2},
		{"tanh atanh", num.Tanh, num.Atanh, 0.3},
		{"sqrt square", num.Sqrt, func(x num) num { return x.Mul(x) }, 1.7},
		{"cbrt cube", num.Cbrt, func(x num) num { return x.Mul(x).Mul(x) }, -1.7},
		{"inv inv", num.Inv, num.Inv, 0.8},
		{"pow pow", func(x num) num { return x.PowReal(2.5) }, func(x num) num { return x.PowReal(0.4) }, 1.2},
	}
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		for _, tt := range tests {
			x := New(a, generic(rng, a.Dim(), tt.at)...)
			wantNear(t, tt.name, tt.inv(tt.f(x)).c, x.c, 1e-9)
		}
	})
}

// Identities between functions hold in every coefficient, so that a wrong one has nowhere to hide.
func TestIdentities(t *testing.T) {
	type num = Number[float64]
	tests := []struct {
		name        string
		left, right func(x, y num) num
	}{
		{"sin² + cos² = 1", func(x, _ num) num { return x.Sin().Mul(x.Sin()).Add(x.Cos().Mul(x.Cos())) },
			func(x, _ num) num { return x.Sub(x).Shift(1) }},
		{"exp(x+y) = exp(x)·exp(y)", func(x, y num) num { return x.Add(y).Exp() },
			func(x, y num) num { return x.Exp().Mul(y.Exp()) }},
		{"sin(x+y)", func(x, y num) num { return x.Add(y).Sin() },
			func(x, y num) num { return x.Sin().Mul(y.Cos()).Add(x.Cos().Mul(y.Sin())) }},
		{"tanh = sinh/cosh", func(x, _ num) num { return x.Tanh() }, func(x, _ num) num { return x.Sinh().Div(x.Cosh()) }},
		{"tan = sin/cos", func(x, _ num) num { return x.Tan() }, func(x, _ num) num { return x.Sin().Div(x.Cos()) }},
		{"x^y = exp(y·log x)", num.Pow, func(x, y num) num { return y.Mul(x.Log()).Exp() }},
		{"hypot = √(x²+y²)", num.Hypot, func(x, y num) num { return x.Mul(x).Add(y.Mul(y)).Sqrt() }},
		{"hypot(−x, y)", func(x, y num) num { return x.Neg().Hypot(y) }, num.Hypot},
		{"atan2(y, x) = atan(y/x)", func(x, y num) num { return y.Atan2(x) }, func(x, y num) num { return y.Div(x).Atan() }},
		{"atan2(y, −x) = π − atan(y/x)", func(x, y num) num { return y.Atan2(x.Neg()) },
			func(x, y num) num { return y.Div(x).Atan().Neg().Shift(math.Pi) }},
		{"atan2(−y, −x) = atan(y/x) − π", func(x, y num) num { return y.Neg().Atan2(x.Neg()) },
			func(x, y num) num { return y.Div(x).Atan().Shift(-math.Pi) }},
		{"sigmoid = (1+tanh(x/2))/2", func(x, _ num) num { return dual.Sigmoid(x) },
			func(x, _ num) num { return x.Scale(0.5).Tanh().Shift(1).Scale(0.5) }},
		{"softplus = log(1+eˣ)", func(x, _ num) num { return dual.Softplus(x) }, func(x, _ num) num { return x.Exp().Log1p() }},
		{"logsigmoid", func(x, _ num) num { return dual.LogSigmoid(x) }, func(x, _ num) num { return dual.Sigmoid(x).Log() }},
		{"silu", func(x, _ num) num { return dual.SiLU(x) }, func(x, _ num) num { return x.Mul(dual.Sigmoid(x)) }},
		{"gelu", func(x, _ num) num { return dual.GELU(x) },
			func(x, _ num) num { return x.Scale(-math.Sqrt2 / 2).Erfc().Mul(x).Scale(0.5) }},
		{"erf + erfc = 1", func(x, _ num) num { return x.Erf().Add(x.Erfc()) }, func(x, _ num) num { return x.Sub(x).Shift(1) }},
		{"sinc", func(x, _ num) num { return x.Sinc() }, func(x, _ num) num { return x.Sin().Div(x) }},
		{"log10", func(x, _ num) num { return x.Log10() }, func(x, _ num) num { return x.Log().Scale(1 / math.Ln10) }},
		{"lgamma(x+1) = lgamma(x) + log x", func(x, _ num) num { return x.Shift(1).Lgamma() },
			func(x, _ num) num { return x.Lgamma().Add(x.Log()) }},
		{"digamma(x+1) = digamma(x) + 1/x", func(x, _ num) num { return x.Shift(1).Digamma() },
			func(x, _ num) num { return x.Digamma().Add(x.Inv()) }},
		{"abs, max, min, clamp, relu", func(x, y num) num { return dual.ReLU(x.Neg().Abs().Max(y.Neg()).Min(x.Shift(9)).Clamp(-7, 7)) },
			func(x, _ num) num { return x }},
		{"elu", func(x, _ num) num { return dual.ELU(x.Neg(), 0.5) }, func(x, _ num) num { return x.Neg().Expm1().Scale(0.5) }},
		{"leaky relu", func(x, _ num) num { return dual.LeakyReLU(x.Neg(), 0.25) }, func(x, _ num) num { return x.Scale(-0.25) }},
		{"gelutanh", func(x, _ num) num { return dual.GELUTanh(x) }, func(x, _ num) num {
			u := x.Mul(x).Mul(x).Scale(0.044715).Add(x).Scale(math.Sqrt(2 / math.Pi))
			return u.Tanh().Shift(1).Mul(x).Scale(0.5)
		}},
	}
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		for _, tt := range tests {
			x, y := New(a, generic(rng, a.Dim(), 1.1)...), New(a, generic(rng, a.Dim(), 0.6)...)
			wantNear(t, tt.name, tt.left(x, y).c, tt.right(x, y).c, 1e-10)
		}
	})
}

// kitchen is a composite of most operations, for any number type.
func kitchen[T dual.Scalar[T]](x, y T) T {
	u := x.Mul(y).Sin().Add(x.Exp().Div(y.Shift(2)))
	v := u.Tanh().Sub(y.Sqrt().Mul(x.Lift(3).Log())).Hypot(x)
	w := v.PowReal(1.5).Add(x.Shift(3).Pow(y)).Atan2(u.Shift(4))
	return dual.Softplus(w).Mul(v.Erf()).Add(x.Neg().Cosh().Inv()).Add(dual.GELU(y.Cbrt())).Sub(u.Atan().Scale(0.5))
}

// level3 nests duals four deep.
type (
	level1 = dual.Nested[dual.Number[float64]]
	level2 = dual.Nested[level1]
	level3 = dual.Nested[level2]
)

// The fourth derivative by nesting duals four deep, which shares no code with the algebra.
func TestTaylorAgreesWithNested(t *testing.T) {
	const x, y, dx, dy = 0.8, 1.3, 0.6, -0.4
	nest := func(v, d float64) level3 {
		n1 := func(v, d float64) dual.Number[float64] { return dual.Number[float64]{Real: v, Emag: d} }
		n2 := func(v, d float64) level1 { return level1{Real: n1(v, d), Emag: n1(d, 0)} }
		n3 := func(v, d float64) level2 { return level2{Real: n2(v, d), Emag: n2(d, 0)} }
		return level3{Real: n3(v, d), Emag: n3(d, 0)}
	}
	z := kitchen(nest(x, dx), nest(y, dy))
	want := []float64{z.Value(), z.Real.Real.Real.Emag, z.Real.Real.Emag.Emag, z.Real.Emag.Emag.Emag, z.Emag.Emag.Emag.Emag}
	got := Directional(func(x []Number[float64]) Number[float64] { return kitchen(x[0], x[1]) },
		[]float64{x, y}, []float64{dx, dy}, 4)
	wantNear(t, "derivatives", got, want, 1e-12)
}

func TestHyperDualAgrees(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 10 {
		a, b := generic(rng, 4, 0.8), generic(rng, 4, 1.3)
		z := kitchen(hyperdual.Number[float64]{Real: a[0], E1mag: a[1], E2mag: a[2], E1E2mag: a[3]},
			hyperdual.Number[float64]{Real: b[0], E1mag: b[1], E2mag: b[2], E1E2mag: b[3]})
		got := kitchen(New(HyperDual(), a...), New(HyperDual(), b...))
		wantNear(t, "kitchen", got.c, []float64{z.Real, z.E1mag, z.E2mag, z.E1E2mag}, 1e-13)
	}
}

// Every algebra is a quotient of Full: its coefficients are those of Full where it has them.
func TestAlgebrasAgreeWithFull(t *testing.T) {
	const x, y = 0.8, 1.3
	at := func(a *Algebra) Number[float64] { return kitchen(Variable(a, x, 0), Variable(a, y, 1)) }
	full := at(Full(2, 5))
	for _, a := range []*Algebra{Dual(2), HyperDual(), Full(2, 1), Full(2, 3), Diagonal(2, 5)} {
		z := at(a)
		for k := range a.Dim() {
			if want := full.Coefficient(full.Algebra().Index(a.Exponents(k)...)); !near(z.Coefficient(k), want, 1e-12) {
				t.Errorf("%v: coefficient of %v is %v, want %v", a, a.Exponents(k), z.Coefficient(k), want)
			}
		}
	}
	line := New(Taylor(5), x, 1, 0, 0, 0, 0)
	alone := kitchen(line, line.Lift(y))
	for k := range 6 {
		if want := full.Coefficient(full.Algebra().Index(k, 0)); !near(alone.Coefficient(k), want, 1e-12) {
			t.Errorf("Taylor(5): coefficient %d is %v, want %v", k, alone.Coefficient(k), want)
		}
	}
	for _, weights := range [][]float64{nil, {3, -0.5}} {
		z := at(Laplace(2, weights...))
		l := z.Algebra().Weights()
		p := full.Algebra()
		want := l[0]*full.Derivative(p.Index(2, 0)) + l[1]*full.Derivative(p.Index(0, 2))
		if got := z.Derivative(3); !near(got, want, 1e-12) {
			t.Errorf("%v: %v, want the trace %v", z.Algebra(), got, want)
		}
	}
}

// Integer sequences that are derivatives: no other number could be right.
func TestSequences(t *testing.T) {
	type num = Number[float64]
	tests := []struct {
		name string
		f    func(num) num
		at   float64
		want []float64
	}{
		{"Bell numbers", func(x num) num { return x.Exp().Shift(-1).Exp() }, 0, []float64{1, 1, 2, 5, 15, 52, 203, 877, 4140}},
		{"Bell numbers by expm1", func(x num) num { return x.Expm1().Exp() }, 0, []float64{1, 1, 2, 5, 15, 52, 203, 877, 4140}},
		{"tangent numbers", num.Tan, 0, []float64{0, 1, 0, 2, 0, 16, 0, 272, 0, 7936}},
		{"Euler numbers", func(x num) num { return x.Cos().Inv() }, 0, []float64{1, 0, 1, 0, 5, 0, 61, 0, 1385}},
		{"Hermite numbers", func(x num) num { return x.Mul(x).Neg().Exp() }, 0, []float64{1, 0, -2, 0, 12, 0, -120, 0, 1680}},
		{"involutions", func(x num) num { return x.Mul(x).Scale(0.5).Add(x).Exp() }, 0, []float64{1, 1, 2, 4, 10, 26, 76, 232, 764}},
		{"Catalan", func(x num) num { return x.Scale(-4).Shift(1).Sqrt().Neg().Shift(1).Scale(0.5) }, 0,
			[]float64{0, 1, 2, 12, 120, 1680, 30240}},
		{"factorials", func(x num) num { return x.Neg().Shift(1).Inv() }, 0, []float64{1, 1, 2, 6, 24, 120, 720, 5040}},
		{"powers", func(x num) num { return x.PowReal(5) }, 2, []float64{32, 80, 160, 240, 240, 120, 0, 0}},
	}
	for _, tt := range tests {
		wantNear(t, tt.name, Derivatives(tt.f, tt.at, len(tt.want)-1), tt.want, 1e-13)
	}
}

// A rule of the user's own holds in every algebra.
func TestApply(t *testing.T) {
	square := func(c []float64, a float64) {
		for k, v := range []float64{a * a, 2 * a, 1} {
			if k < len(c) {
				c[k] = v
			}
		}
		if len(c) > 3 {
			clear(c[3:])
		}
	}
	eachAlgebra(t, func(t *testing.T, a *Algebra, rng *rand.Rand) {
		x := New(a, integers(rng, a.Dim())...)
		wantExactly(t, "x²", x.Apply(square).c, x.Mul(x).c)
	})
}
