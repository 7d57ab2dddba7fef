package jet

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// TestInfinitePartsAgree: a derivative that is zero stays zero beside infinite ones, and what is NaN is so in all types: Nested
// dual numbers against hyper-dual ones in all functions of one variable, and both against jets in the ring.
func TestInfinitePartsAgree(t *testing.T) {
	type (
		first  = dual.Number[float64]
		nested = dual.Nested[first]
		hyper  = hyperdual.Number[float64]
	)
	numbers := infiniteParts()
	check := func(name string, got []float64, want hyper, of ...[]float64) {
		for k, w := range []float64{want.Real, want.E1mag, want.E2mag, want.E1E2mag} {
			if tiny := math.Abs(got[k]) < 1e-290 && math.Abs(w) < 1e-290; !near(got[k], w, 1e-12) && !tiny {
				t.Errorf("%s of %v: part %d is %v, %v as a hyper-dual", name, of, k, got[k], w)
			}
		}
	}
	nestedOf := func(c []float64) nested {
		return nested{Real: first{Real: c[0], Emag: c[1]}, Emag: first{Real: c[2], Emag: c[3]}}
	}
	hyperOf := func(c []float64) hyper { return hyper{Real: c[0], E1mag: c[1], E2mag: c[2], E1E2mag: c[3]} }
	hypers, nesteds := unaryOf[hyper](), unaryOf[nested]()
	for name := range hypers {
		if name == "Inv" {
			continue // a quotient of infinite terms of both signs, which the hyper-dual weighs
		}
		for _, c := range numbers {
			check(name, nesteds[name](nestedOf(c)).AppendCoefficients(nil), hypers[name](hyperOf(c)), c)
		}
	}
	pairs, nestedPairs, jetPairs := binaryOf[hyper](), binaryOf[nested](), binaryOf[Number[float64]]()
	for _, name := range []string{"Add", "Sub", "Mul", "Max", "Min"} {
		for i, c := range numbers {
			for j := i % 7; j < len(numbers); j += 7 {
				d := numbers[j]
				want := pairs[name](hyperOf(c), hyperOf(d))
				check("nested "+name, nestedPairs[name](nestedOf(c), nestedOf(d)).AppendCoefficients(nil), want, c, d)
				check("jet "+name, jetPairs[name](New(HyperDual(), c...), New(HyperDual(), d...)).c, want, c, d)
			}
		}
	}
}

// infiniteParts returns the parts of hyper-dual numbers, zeros and infinities among them.
func infiniteParts() (all [][]float64) {
	inf := math.Inf(1)
	for _, x := range []float64{0, 1, -1, 2, 1e-300, 1e300, inf, -inf, math.NaN()} {
		for _, e1 := range []float64{0, 1, -0.5, inf} {
			for _, e2 := range []float64{0, 1, -0.5, inf} {
				for _, e12 := range []float64{0, 1, inf} {
					all = append(all, []float64{x, e1, e2, e12})
				}
			}
		}
	}
	return all
}

// TestScaleOfConstants: a constant times an infinite number, or one that is infinite in float32, is a constant in all types.
func TestScaleOfConstants(t *testing.T) {
	testScaleOfConstants[dual.Number[float32]](t)
	testScaleOfConstants[dual.Number[float64]](t)
	testScaleOfConstants[dual.Number3[float32]](t)
	testScaleOfConstants[dual.Number3[float64]](t)
	testScaleOfConstants[dual.Chunk[float64]](t)
	testScaleOfConstants[dual.Nested[dual.Number[float32]]](t)
	testScaleOfConstants[dual.Nested[dual.Nested[dual.Number[float64]]]](t)
	testScaleOfConstants[hyperdual.Number[float32]](t)
	testScaleOfConstants[hyperdual.Number[float64]](t)
	testScaleOfConstants[hyperdual.Chunk[float64]](t)
	testScaleOfConstants[Number[float32]](t)
}

func testScaleOfConstants[T dual.Scalar[T]](t *testing.T) {
	t.Helper()
	for _, c := range []float64{math.Inf(-1), math.NaN(), 1e300} {
		var x T
		got := x.Lift(3).Scale(c)
		if want := x.Lift(3).Mul(x.Lift(c)); got.Value() != want.Value() && want.Value() == want.Value() {
			t.Errorf("%T: 3 times %v has the value %v, want %v", x, c, got.Value(), want.Value())
		}
		if want := fmt.Sprint(x.Lift(got.Value())); fmt.Sprint(got) != want {
			t.Errorf("%T: 3 times %v = %v, want the constant %s", x, c, got, want)
		}
	}
}
