package jet

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// unaryOf and binaryOf list the operations of any number type by name.
func unaryOf[T dual.Scalar[T]]() map[string]func(T) T {
	return map[string]func(T) T{
		"Exp": T.Exp, "Expm1": T.Expm1, "Exp2": T.Exp2, "Log": T.Log, "Log1p": T.Log1p, "Log2": T.Log2, "Log10": T.Log10,
		"Sqrt": T.Sqrt, "Cbrt": T.Cbrt, "Sin": T.Sin, "Cos": T.Cos, "Tan": T.Tan, "Asin": T.Asin, "Acos": T.Acos, "Atan": T.Atan,
		"Sinh": T.Sinh, "Cosh": T.Cosh, "Tanh": T.Tanh, "Asinh": T.Asinh, "Acosh": T.Acosh, "Atanh": T.Atanh, "Sinc": T.Sinc,
		"Erf": T.Erf, "Erfc": T.Erfc, "Lgamma": T.Lgamma, "Digamma": T.Digamma, "Sigmoid": dual.Sigmoid[T], "Softplus": dual.Softplus[T],
		"LogSigmoid": dual.LogSigmoid[T], "SiLU": dual.SiLU[T], "GELU": dual.GELU[T], "GELUTanh": dual.GELUTanh[T], "ReLU": dual.ReLU[T], "Abs": T.Abs,
		"Neg": T.Neg, "Inv": T.Inv,
		"LeakyReLU": func(x T) T { return dual.LeakyReLU(x, 0.1) }, "ELU": func(x T) T { return dual.ELU(x, 0.5) },
		"PowReal(0)": func(x T) T { return x.PowReal(0) }, "PowReal(1)": func(x T) T { return x.PowReal(1) },
		"PowReal(3)": func(x T) T { return x.PowReal(3) }, "PowReal(-1)": func(x T) T { return x.PowReal(-1) },
		"PowReal(0.5)": func(x T) T { return x.PowReal(0.5) }, "PowReal(2.5)": func(x T) T { return x.PowReal(2.5) },
		"Clamp": func(x T) T { return x.Clamp(-1, 1) }, "Scale": func(x T) T { return x.Scale(-3) }, "Shift": func(x T) T { return x.Shift(2) },
	}
}

func binaryOf[T dual.Scalar[T]]() map[string]func(x, y T) T {
	return map[string]func(x, y T) T{
		"Add": T.Add, "Sub": T.Sub, "Mul": T.Mul, "Div": T.Div, "Pow": T.Pow, "Hypot": T.Hypot, "Atan2": T.Atan2, "Max": T.Max, "Min": T.Min,
	}
}

// moderate reports whether x is 0 or neither tiny nor huge.
func moderate(x float64) bool { return x == 0 || math.Abs(x) > 1e-3 && math.Abs(x) < 100 }

// All number types agree, at special points too and along seeds of either sign and none.
func TestAgreesAtSpecialPoints(t *testing.T) {
	seeds := []float64{0, 1, -0.5}
	dual1, jet1 := unaryOf[dual.Number[float64]](), unaryOf[Number[float64]]()
	dual2, jet2 := binaryOf[dual.Number[float64]](), binaryOf[Number[float64]]()
	for _, x := range specials {
		for _, e := range seeds {
			for name, f := range dual1 {
				want := f(dual.Number[float64]{Real: x, Emag: e})
				for _, a := range []*Algebra{Dual(1), Full(1, 1)} {
					got := jet1[name](New(a, x, e))
					if !near(got.Coefficient(0), want.Real, 0) || !near(got.Coefficient(1), want.Emag, 1e-12) {
						t.Errorf("%s(%v) = %v over %v, %v as a dual", name, New(a, x, e), got, a, want)
					}
				}
			}
			for _, y := range specials {
				for _, f := range seeds {
					for name, op := range dual2 {
						if name == "Mul" && !(finite(x) && finite(y)) {
							continue // ∞·0 and NaN·0 are 0 here where the 0 is a derivative
						}
						if name == "Pow" && !(moderate(x) && moderate(y)) {
							continue // exp(y·log x) and the power rule over- and underflow at different points
						}
						want := op(dual.Number[float64]{Real: x, Emag: e}, dual.Number[float64]{Real: y, Emag: f})
						got := jet2[name](New(Dual(1), x, e), New(Dual(1), y, f))
						if !near(got.Coefficient(0), want.Real, 0) || !near(got.Coefficient(1), want.Emag, 1e-12) {
							t.Errorf("%s(%v+%vϵ, %v+%vϵ) = %v, %v as a dual", name, x, e, y, f, got, want)
						}
					}
				}
			}
		}
	}
}

func TestHyperDualAgreesEverywhere(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	hyper, jets := unaryOf[hyperdual.Number[float64]](), unaryOf[Number[float64]]()
	for _, x := range specials {
		for range 8 {
			c := generic(rng, 4, x)
			for k := 1; k < 4; k++ {
				if rng.IntN(3) == 0 {
					c[k] = 0
				}
			}
			for name, f := range hyper {
				w := f(hyperdual.Number[float64]{Real: c[0], E1mag: c[1], E2mag: c[2], E1E2mag: c[3]})
				got := jets[name](New(HyperDual(), c...))
				for k, want := range []float64{w.Real, w.E1mag, w.E2mag, w.E1E2mag} {
					if !near(got.Coefficient(k), want, 1e-12) {
						t.Errorf("%s%v = %v, %v as a hyper-dual", name, c, got, w)
						break
					}
				}
			}
		}
	}
}
