package dualtest_test

import (
	"fmt"
	"math"
	"math/cmplx"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualtest"
	"example.com/sobolev/funcs"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/series"
)

// recorder is a TB that keeps what is reported, so that failing can be tested.
type recorder struct{ errors, logs []string }

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
func (r *recorder) Logf(format string, args ...any) {
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

// parabola is x² + 3xy − y.
func parabola[T dual.Scalar[T]](x []T) T {
	return x[0].Mul(x[0]).Add(x[0].Mul(x[1]).Scale(3)).Sub(x[1])
}

func gradParabola(g, x []float64) { g[0], g[1] = 2*x[0]+3*x[1], 3*x[0]-1 }

func TestRightDerivativesPass(t *testing.T) {
	dualtest.Gradient(t, parabola[dual.Number[float64]], gradParabola)
	dualtest.GradientOf(t, func(x []float64) float64 { return math.Sin(x[0]) * x[1] },
		func(g, x []float64) { g[0], g[1] = math.Cos(x[0])*x[1], math.Sin(x[0]) },
		dualtest.Complex(func(z []complex128) complex128 { return cmplx.Sin(z[0]) * z[1] }))
	dualtest.Hessian(t, parabola[hyperdual.Number[float64]], func(h, x []float64) { h[0], h[1], h[2] = 2, 3, 3 },
		dualtest.Nested(parabola[dualtest.NestedNumber]))
	dualtest.Rule(t, series.Exp, dualtest.Value(math.Exp),
		dualtest.Complex(func(z []complex128) complex128 { return cmplx.Exp(z[0]) }))
}

func TestRosenbrockByHand(t *testing.T) {
	dualtest.Gradient(t, funcs.Rosenbrock[dual.Number[float64]], func(g, x []float64) {
		a, b := x[0], x[1]
		g[0], g[1] = -400*a*(b-a*a)-2*(1-a), 200*(b-a*a)
	}, dualtest.Dim(2))
	dualtest.Hessian(t, funcs.Rosenbrock[hyperdual.Number[float64]], func(h, x []float64) {
		a, b := x[0], x[1]
		h[0], h[1], h[2], h[3] = 1200*a*a-400*b+2, -400*a, -400*a, 200
	})
}

func TestWrongDerivativesFail(t *testing.T) {
	seed := dualtest.Seed(7)
	for _, test := range []struct {
		name string
		run  func(t dualtest.TB)
		want []string
	}{
		{"wrong sign in one component, simplified to the origin", func(t dualtest.TB) {
			dualtest.Gradient(t, parabola[dual.Number[float64]], func(g, x []float64) { g[0], g[1] = 2*x[0]+3*x[1], 3*x[0]+1 }, seed)
		}, []string{"gradient: component 1 at x = [0 0]: got 1, want -1", "dual numbers: -1", "differences, ±", "dualtest.Seed(0x7)"}},
		{"wrong away from the origin, simplified to 1", func(t dualtest.TB) {
			dualtest.Gradient(t, parabola[dual.Number[float64]], func(g, x []float64) { g[0], g[1] = 3*x[0]+3*x[1], 3*x[0]-1 }, seed)
		}, []string{"component 0 at x = [1 0]: got 3, want 2"}},
		{"plain function", func(t dualtest.TB) {
			dualtest.GradientOf(t, func(x []float64) float64 { return math.Exp(x[0]) },
				func(g, x []float64) { g[0] = math.Exp(x[0]) * 1.00001 }, dualtest.Dim(1), seed)
		}, []string{"component 0 at x = [0]", "against differences"}},
		{"complex step finds small errors", func(t dualtest.TB) {
			dualtest.GradientOf(t, func(x []float64) float64 { return math.Exp(x[0]) },
				func(g, x []float64) { g[0] = math.Exp(x[0]) * (1 + 1e-8) }, dualtest.Dim(1), seed,
				dualtest.Complex(func(z []complex128) complex128 { return cmplx.Exp(z[0]) }))
		}, []string{"against complex step"}},
		{"one element of a Hessian", func(t dualtest.TB) {
			dualtest.Hessian(t, parabola[hyperdual.Number[float64]], func(h, x []float64) { h[0], h[1], h[2] = 2, 3, 2 }, seed,
				dualtest.Nested(parabola[dualtest.NestedNumber]))
		}, []string{"component (1, 0)", "got 2, want 3", "hyper-dual numbers: 3", "nested dual numbers: 3", "differences of the gradient"}},
		{"rule with derivatives for coefficients", func(t dualtest.TB) {
			dualtest.Rule(t, func(c []float64, a float64) {
				for k := range c {
					c[k] = math.Exp(a) // without 1/k!
				}
			}, seed)
		}, []string{"rule: coefficient 2 at x = [0]: got 1, want 0.49999999", "differences of coefficient 1"}},
		{"rule whose prefix changes", func(t dualtest.TB) {
			dualtest.Rule(t, func(c []float64, a float64) {
				clear(c)
				c[0] = a + float64(len(c))
			}, seed)
		}, []string{"coefficient 0", "asked for 1 coefficients"}},
		{"rule with another value", func(t dualtest.TB) {
			dualtest.Rule(t, series.Expm1, dualtest.Value(func(x float64) float64 { return math.Exp(x) - 1 }), seed)
		}, []string{"coefficient 0", "the value"}},
		{"nothing to compare", func(t dualtest.TB) {
			dualtest.Rule(t, series.Log, dualtest.Within(-2, -1), seed)
		}, []string{"nothing to compare: of 100 points 100 are outside"}},
	} {
		var r recorder
		test.run(&r)
		if len(r.errors) != 1 {
			t.Errorf("%s: %d errors, want 1: %v", test.name, len(r.errors), r.errors)
			continue
		}
		for _, want := range test.want {
			if !strings.Contains(r.errors[0], want) {
				t.Errorf("%s: message does not contain %q:\n%s", test.name, want, r.errors[0])
			}
		}
	}
}

func TestKinksAndEdgesAreLeftOut(t *testing.T) {
	var r recorder
	// |x|·√y: a kink at x = 0 and an edge at y = 0.
	dualtest.Gradient(&r, func(x []dual.Number[float64]) dual.Number[float64] { return x[0].Abs().Mul(x[1].Sqrt()) },
		func(g, x []float64) {
			g[0], g[1] = math.Copysign(math.Sqrt(x[1]), x[0]), math.Abs(x[0])/(2*math.Sqrt(x[1]))
		}, dualtest.Box([]float64{-1, -1}, []float64{1, 2}), dualtest.Seed(3), dualtest.Points(300))
	if len(r.errors) != 0 {
		t.Errorf("errors: %v", r.errors)
	}
	if len(r.logs) != 1 || !strings.Contains(r.logs[0], "outside the domain") || !strings.Contains(r.logs[0], "kinks left out") {
		t.Errorf("log: %v", r.logs)
	}
}

func TestSeedReproduces(t *testing.T) {
	run := func() string {
		var r recorder
		dualtest.Gradient(&r, parabola[dual.Number[float64]], func(g, x []float64) { g[0], g[1] = 1, 1 }, dualtest.Seed(99))
		return r.errors[0]
	}
	if a, b := run(), run(); a != b {
		t.Errorf("two runs with the same seed:\n%s\n%s", a, b)
	}
}

func TestEveryRuleOfTheLibrary(t *testing.T) {
	complexes := map[string]func(z complex128) complex128{
		"Exp": cmplx.Exp, "Log": cmplx.Log, "Sqrt": cmplx.Sqrt, "Sin": cmplx.Sin, "Cos": cmplx.Cos, "Tan": cmplx.Tan,
		"Asin": cmplx.Asin, "Acos": cmplx.Acos, "Atan": cmplx.Atan, "Sinh": cmplx.Sinh, "Cosh": cmplx.Cosh,
		"Tanh": cmplx.Tanh, "Asinh": cmplx.Asinh, "Acosh": cmplx.Acosh, "Atanh": cmplx.Atanh, "Log10": cmplx.Log10,
		"Pow(2.5)": func(z complex128) complex128 { return cmplx.Pow(z, 2.5) },
	}
	for _, e := range series.All() {
		t.Run(e.Name, func(t *testing.T) {
			options := []dualtest.Option{dualtest.Within(max(e.Lo, -3), min(e.Hi, 3)), dualtest.Points(60)}
			if f := complexes[e.Name]; f != nil {
				options = append(options, dualtest.Complex(func(z []complex128) complex128 { return f(z[0]) }))
			}
			dualtest.Rule(t, e.Rule, options...)
		})
	}
}
