package series

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// multiply returns the product of two series, to the length of x.
func multiply(x, y []float64) []float64 {
	z := make([]float64, len(x))
	for i := range x {
		for j := range x[:len(x)-i] {
			z[i+j] += x[i] * y[j]
		}
	}
	return z
}

// compose returns the series of φ(x), by Horner's rule, φ given by its coefficients at x[0].
func compose(phi, x []float64) []float64 {
	n := append([]float64{0}, x[1:]...)
	z := make([]float64, len(x))
	for k := len(phi) - 1; k >= 0; k-- {
		z = multiply(z, n)
		z[0] += phi[k]
	}
	return z
}

// expand returns n coefficients of a rule at a.
func expand(rule Rule, n int, a float64) []float64 {
	c := make([]float64, n)
	rule(c, a)
	return c
}

// chain returns the series of outer(inner) at a.
func chain(outer, inner Rule, n int, a float64) []float64 {
	x := expand(inner, n, a)
	return compose(expand(outer, n, x[0]), x)
}

// variable returns the series of x itself at a.
func variable(n int, a float64) []float64 {
	c := make([]float64, n)
	line(c, a, 1)
	return c
}

// fixed returns the rule of a power.
func fixed(p float64) Rule { return func(c []float64, a float64) { Pow(c, a, p) } }

// derivative returns n coefficients of φ'.
func derivative(rule Rule, n int, a float64) []float64 {
	d := make([]float64, n)
	Derivative(d, expand(rule, n+1, a))
	return d
}

// combine returns s·x + t·y.
func combine(s float64, x []float64, t float64, y []float64) []float64 {
	z := make([]float64, len(x))
	for k := range z {
		z[k] = s*x[k] + t*y[k]
	}
	return z
}

// square2 returns the square of the series of a rule.
func square2(rule Rule, n int, a float64) []float64 {
	x := expand(rule, n, a)
	return multiply(x, x)
}

// identities hold coefficient by coefficient, so a wrong rule has nowhere to hide. Both sides are given; the points lie
// between lo and hi.
var identities = []struct {
	name        string
	lo, hi      float64
	left, right func(n int, a float64) []float64
}{
	{"exp' = exp", -3, 3,
		func(n int, a float64) []float64 { return derivative(Exp, n, a) },
		func(n int, a float64) []float64 { return expand(Exp, n, a) }},
	{"log∘exp = x", -2, 2,
		func(n int, a float64) []float64 { return chain(Log, Exp, n, a) }, variable},
	{"log1p∘expm1 = x", -0.7, 1,
		func(n int, a float64) []float64 { return chain(Log1p, Expm1, n, a) }, variable},
	{"log2∘exp2 = x", -2, 2,
		func(n int, a float64) []float64 { return chain(Log2, Exp2, n, a) }, variable},
	{"x·log10' = 1/ln 10", 0.5, 3,
		func(n int, a float64) []float64 { return multiply(derivative(Log10, n, a), variable(n, a)) },
		func(n int, a float64) []float64 { return append([]float64{1 / math.Ln10}, make([]float64, n-1)...) }},
	{"√² = x", 0.7, 3,
		func(n int, a float64) []float64 { return square2(Sqrt, n, a) }, variable},
	{"∛³ = x", 0.7, 3,
		func(n int, a float64) []float64 { return multiply(square2(Cbrt, n, a), expand(Cbrt, n, a)) }, variable},
	{"∛(-x) = -∛x", 0.7, 3,
		func(n int, a float64) []float64 {
			return chain(Cbrt, func(c []float64, a float64) { line(c, -a, -1) }, n, a)
		},
		func(n int, a float64) []float64 { return combine(-1, expand(Cbrt, n, a), 0, expand(Cbrt, n, a)) }},
	{"x^0.3·x^2.7 = x³", 0.7, 3,
		func(n int, a float64) []float64 {
			return multiply(expand(fixed(0.3), n, a), expand(fixed(2.7), n, a))
		},
		func(n int, a float64) []float64 { return expand(fixed(3), n, a) }},
	{"x⁻³·x⁵ = x², x < 0", -3, -0.7,
		func(n int, a float64) []float64 { return multiply(expand(fixed(-3), n, a), expand(fixed(5), n, a)) },
		func(n int, a float64) []float64 { return expand(fixed(2), n, a) }},
	{"sin² + cos² = 1", -7, 7,
		func(n int, a float64) []float64 { return combine(1, square2(Sin, n, a), 1, square2(Cos, n, a)) },
		func(n int, a float64) []float64 { return append([]float64{1}, make([]float64, n-1)...) }},
	{"tan·cos = sin", -1, 1,
		func(n int, a float64) []float64 { return multiply(expand(Tan, n, a), expand(Cos, n, a)) },
		func(n int, a float64) []float64 { return expand(Sin, n, a) }},
	{"sin∘asin = x", -0.5, 0.5,
		func(n int, a float64) []float64 { return chain(Sin, Asin, n, a) }, variable},
	{"cos∘acos = x", -0.5, 0.5,
		func(n int, a float64) []float64 { return chain(Cos, Acos, n, a) }, variable},
	{"tan∘atan = x", -0.9, 0.9,
		func(n int, a float64) []float64 { return chain(Tan, Atan, n, a) }, variable},
	{"cosh² - sinh² = 1", -2, 2,
		func(n int, a float64) []float64 { return combine(1, square2(Cosh, n, a), -1, square2(Sinh, n, a)) },
		func(n int, a float64) []float64 { return append([]float64{1}, make([]float64, n-1)...) }},
	{"tanh·cosh = sinh", -1, 1,
		func(n int, a float64) []float64 { return multiply(expand(Tanh, n, a), expand(Cosh, n, a)) },
		func(n int, a float64) []float64 { return expand(Sinh, n, a) }},
	{"sinh∘asinh = x", -0.9, 0.9,
		func(n int, a float64) []float64 { return chain(Sinh, Asinh, n, a) }, variable},
	{"cosh∘acosh = x", 1.9, 4,
		func(n int, a float64) []float64 { return chain(Cosh, Acosh, n, a) }, variable},
	{"tanh∘atanh = x", -0.4, 0.4,
		func(n int, a float64) []float64 { return chain(Tanh, Atanh, n, a) }, variable},
	{"erf' = 2/√π·e^(-x²)", -2, 2,
		func(n int, a float64) []float64 { return derivative(Erf, n, a) },
		func(n int, a float64) []float64 {
			e := chain(Exp, func(c []float64, a float64) { // -x²
				Pow(c, a, 2)
				scaleBy(c, -1)
			}, n, a)
			return combine(2/math.SqrtPi, e, 0, e)
		}},
	{"erf + erfc = 1", -2, 2,
		func(n int, a float64) []float64 { return combine(1, expand(Erf, n, a), 1, expand(Erfc, n, a)) },
		func(n int, a float64) []float64 { return append([]float64{1}, make([]float64, n-1)...) }},
	{"lgamma(x+1) = lgamma(x) + ln x", 1.2, 5,
		func(n int, a float64) []float64 { return expand(Lgamma, n, a+1) },
		func(n int, a float64) []float64 { return combine(1, expand(Lgamma, n, a), 1, expand(Log, n, a)) }},
	{"ψ(x+1) = ψ(x) + 1/x, x < 0", -2.7, -2.3,
		func(n int, a float64) []float64 { return expand(Digamma, n, a+1) },
		func(n int, a float64) []float64 { return combine(1, expand(Digamma, n, a), 1, expand(fixed(-1), n, a)) }},
	{"lgamma' = ψ", -3.8, 4,
		func(n int, a float64) []float64 { return derivative(Lgamma, n, a) },
		func(n int, a float64) []float64 { return expand(Digamma, n, a) }},
	{"σ(1+e⁻ˣ) = 1", -2, 2,
		func(n int, a float64) []float64 {
			e := chain(Exp, func(c []float64, a float64) { line(c, -a, -1) }, n, a)
			e[0]++
			return multiply(expand(Sigmoid, n, a), e)
		},
		func(n int, a float64) []float64 { return append([]float64{1}, make([]float64, n-1)...) }},
	{"softplus = log1p∘exp", -2, 2,
		func(n int, a float64) []float64 { return expand(Softplus, n, a) },
		func(n int, a float64) []float64 { return chain(Log1p, Exp, n, a) }},
	{"logsigmoid = log∘σ", -2, 2,
		func(n int, a float64) []float64 { return expand(LogSigmoid, n, a) },
		func(n int, a float64) []float64 { return chain(Log, Sigmoid, n, a) }},
	{"silu = x·σ", -6, 6,
		func(n int, a float64) []float64 { return expand(SiLU, n, a) },
		func(n int, a float64) []float64 { return multiply(variable(n, a), expand(Sigmoid, n, a)) }},
	{"gelu = x(1+erf(x/√2))/2", -3, 3,
		func(n int, a float64) []float64 { return expand(GELU, n, a) },
		func(n int, a float64) []float64 {
			e := chain(Erf, func(c []float64, a float64) { line(c, a/math.Sqrt2, 1/math.Sqrt2) }, n, a)
			x := variable(n, a)
			return combine(0.5, multiply(x, e), 0.5, x)
		}},
	{"gelutanh = x(1+tanh u)/2", -1.5, 1.5,
		func(n int, a float64) []float64 { return expand(GELUTanh, n, a) },
		func(n int, a float64) []float64 {
			u := combine(math.Sqrt(2/math.Pi), variable(n, a), 0.044715*math.Sqrt(2/math.Pi), expand(fixed(3), n, a))
			x := variable(n, a)
			return combine(0.5, multiply(x, compose(expand(Tanh, n, u[0]), u)), 0.5, x)
		}},
	{"x·sinc = sin", -12, 12,
		func(n int, a float64) []float64 { return multiply(variable(n, a), expand(Sinc, n, a)) },
		func(n int, a float64) []float64 { return expand(Sin, n, a) }},
	{"x·sinc = sin near 0", -1e-3, 1e-3,
		func(n int, a float64) []float64 { return multiply(variable(n, a), expand(Sinc, n, a)) },
		func(n int, a float64) []float64 { return expand(Sin, n, a) }},
}

func TestIdentities(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, id := range identities {
		for range 50 {
			a := id.lo + rng.Float64()*(id.hi-id.lo)
			left, right := id.left(13, a), id.right(13, a)
			for k := range left {
				if !(math.Abs(left[k]-right[k]) <= 1e-11*(1+math.Abs(right[k]))) {
					t.Errorf("%s at %v, coefficient %d: %v on the left, %v on the right", id.name, a, k, left[k], right[k])
				}
			}
		}
	}
}

// TestHighOrder holds coefficients far beyond the golden ones to formulas of their own.
func TestHighOrder(t *testing.T) {
	const n = 120
	tests := []struct {
		name string
		rule Rule
		a    float64
		want func(k int) float64
	}{
		{"Exp", Exp, 0, func(k int) float64 { return 1 / math.Gamma(float64(k)+1) }},
		{"Log", Log, 2, func(k int) float64 { return -math.Pow(-0.5, float64(k)) / float64(k) }},
		{"Atanh", Atanh, 0, func(k int) float64 { return float64(k%2) / float64(max(k, 1)) }},
		{"Atan", Atan, 0, func(k int) float64 { return float64(k%2*(2-k%4)) / float64(max(k, 1)) }},
		{"Sinc", Sinc, 0, func(k int) float64 { return float64((k+1)%2*(1-k%4)) / math.Gamma(float64(k)+2) }},
		{"Digamma", Digamma, 1, func(k int) float64 { return -math.Cos(math.Pi*float64(k)) * zeta(k+1) }},
		{"Sqrt", Sqrt, 1, func(k int) float64 { return -math.Cos(math.Pi*float64(k)) * oddProduct(k) }},
		// The nearest poles rule: ±iπ/2 for tanh, ±iπ for σ, ±π/2 for tan.
		{"Tanh", Tanh, 0, func(k int) float64 {
			return float64(k%2*(2-k%4)) * 2 * math.Pow(2/math.Pi, float64(k)+1) * odd(k+1)
		}},
		{"Tan", Tan, 0, func(k int) float64 { return float64(k%2) * 2 * math.Pow(2/math.Pi, float64(k)+1) * odd(k+1) }},
		{"Sigmoid", Sigmoid, 0, func(k int) float64 {
			return float64(k%2*(2-k%4)) * 2 * math.Pow(1/math.Pi, float64(k)+1) * odd(k+1)
		}},
	}
	for _, test := range tests {
		c := expand(test.rule, n, test.a)
		for k := 3; k < n; k++ {
			if want := test.want(k); math.Abs(c[k]-want) > 1e-12*math.Abs(want) {
				t.Errorf("%s at %v: c[%d] = %v, want %v", test.name, test.a, k, c[k], want)
			}
		}
	}
}

// zeta returns Riemann's zeta function for s >= 4.
func zeta(s int) float64 {
	return odd(s) / (1 - math.Pow(2, -float64(s)))
}

// odd returns Σ (2j+1)⁻ˢ for s >= 4, the remainder by the integral over the midpoints.
func odd(s int) float64 {
	const terms = 2000
	sum := math.Pow(2*terms, 1-float64(s)) / (2 * float64(s-1))
	for j := terms - 1; j >= 0; j-- {
		sum += math.Pow(float64(2*j+1), -float64(s))
	}
	return sum
}

// oddProduct returns |binomial(1/2, k)|.
func oddProduct(k int) float64 {
	p := 0.5
	for j := 2; j <= k; j++ {
		p *= (float64(j) - 1.5) / float64(j)
	}
	return p
}

// TestPrefix demands that the first coefficients do not depend on how many are asked for.
func TestPrefix(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, e := range All() {
		for range 200 {
			a := rng.NormFloat64() * 4
			if !(a > e.Lo && a < e.Hi) {
				a = max(e.Lo, -3) + rng.Float64()*(min(e.Hi, 3)-max(e.Lo, -3))
			}
			long := expand(e.Rule, 12, a)
			for n := 1; n < len(long); n++ {
				for k, got := range expand(e.Rule, n, a) {
					if math.Abs(got-long[k]) > 4e-15*math.Abs(long[k]) || (k < 3 && got != long[k]) {
						t.Errorf("%s at %v: c[%d] is %v among %d and %v among %d", e.Name, a, k, got, n, long[k], len(long))
					}
				}
			}
		}
	}
}

// TestSymmetry demands of odd and even functions that the coefficients follow suit, to the bit.
func TestSymmetry(t *testing.T) {
	tests := []struct {
		name   string
		rule   Rule
		parity int // of the function: 0 even, 1 odd
	}{
		{"Cbrt", Cbrt, 1}, {"Sin", Sin, 1}, {"Cos", Cos, 0}, {"Tan", Tan, 1}, {"Asin", Asin, 1}, {"Atan", Atan, 1},
		{"Sinh", Sinh, 1}, {"Cosh", Cosh, 0}, {"Tanh", Tanh, 1}, {"Asinh", Asinh, 1}, {"Atanh", Atanh, 1}, {"Erf", Erf, 1},
		{"Abs", Abs, 0}, {"Sinc", Sinc, 0}, {"Pow(3)", fixed(3), 1}, {"Pow(-2)", fixed(-2), 0},
	}
	for _, test := range tests {
		for _, a := range []float64{1e-300, 1e-9, 0.1, 0.5, 0.7, 0.9, 1 - 0x1p-53} {
			left, right := expand(test.rule, 9, -a), expand(test.rule, 9, a)
			for k := range left {
				if k == 0 && runtime.GOARCH == "s390x" {
					continue // the functions of package math are not odd there
				}
				want := right[k]
				if (k+test.parity)%2 == 1 {
					want = -want
				}
				if left[k] != want {
					t.Errorf("%s: c[%d] is %v at %v and %v at %v", test.name, k, left[k], -a, right[k], a)
				}
			}
		}
	}
}

// TestSmoothness checks the stated smoothness of the functions with a kink at 0: one-sided coefficients agree up to it and
// differ beyond.
func TestSmoothness(t *testing.T) {
	for _, e := range All() {
		if e.Smoothness == Smooth {
			continue
		}
		left, right := expand(e.Rule, 6, -5e-324), expand(e.Rule, 6, 5e-324)
		for k := 0; k <= e.Smoothness+1; k++ {
			if same := math.Abs(left[k]-right[k]) < 1e-300; same != (k <= e.Smoothness) {
				t.Errorf("%s has smoothness %d, but c[%d] is %v left of 0 and %v right of it", e.Name, e.Smoothness, k, left[k], right[k])
			}
		}
	}
}
