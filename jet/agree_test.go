package jet

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/numbertest"
)

// unaryOf and binaryOf return the operations of a number type by name.
func unaryOf[T dual.Scalar[T]]() map[string]func(x T) T {
	ops := map[string]func(x T) T{}
	for _, f := range numbertest.Unaries[T]() {
		ops[f.Name] = f.Op
	}
	return ops
}

func binaryOf[T dual.Scalar[T]]() map[string]func(x, y T) T {
	ops := map[string]func(x, y T) T{}
	for _, f := range numbertest.Binaries[T]() {
		ops[f.Name] = f.Op
	}
	return ops
}

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
