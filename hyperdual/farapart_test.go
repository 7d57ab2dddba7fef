package hyperdual_test

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
)

// A path is a function of one variable made of functions of two, near 0 or elsewhere, whose derivatives are finite though steps on
// the way to them leave the range of floats. The derivatives are those of mpmath, at 60 digits.
type path struct {
	name          string
	at            float64
	first, second float64
}

var paths = []path{
	{"hypot(1e-200+1e300t, 1e200)", 0, 1e-100, math.Inf(1)},
	{"atan2(1e200+1e300t, 1e-200)", 0, 1e-300, -2e-200},
	{"atan2(1e-200, 1e200+1e300t)", 0, -1e-300, 2e-200},
	{"atan2(1e300, exp(t))", 700, -9.8596764479106802826e-5, 9.8596762562124999625e-5},
	{"hypot(max, 5e303+5e303t)", 0, 1.3906711610290986237e299, 1.3906711599532941719e299},
	{"5e-324^(0.25+t)", 0, -1.109879696231836197e-78, 8.2623892088690892649e-76},
}

// along evaluates the path.
func along[T dual.Scalar[T]](p path, t T) T {
	switch p.name {
	case "hypot(1e-200+1e300t, 1e200)":
		return t.Scale(1e300).Shift(1e-200).Hypot(t.Lift(1e200))
	case "atan2(1e200+1e300t, 1e-200)":
		return t.Scale(1e300).Shift(1e200).Atan2(t.Lift(1e-200))
	case "atan2(1e-200, 1e200+1e300t)":
		return t.Lift(1e-200).Atan2(t.Scale(1e300).Shift(1e200))
	case "atan2(1e300, exp(t))":
		return t.Lift(1e300).Atan2(t.Exp())
	case "hypot(max, 5e303+5e303t)":
		return t.Lift(math.MaxFloat64).Hypot(t.Scale(5e303).Shift(5e303))
	}
	return t.Lift(5e-324).Pow(t.Shift(0.25))
}

// TestFarApart takes functions of two numbers of very different sizes, in all types of numbers.
func TestFarApart(t *testing.T) {
	for _, p := range paths {
		check := func(typ string, order int, got, want float64) {
			t.Helper()
			if got != want && !(math.Abs(got-want) <= 1e-13*math.Abs(want)) {
				t.Errorf("%s at %v: derivative %d of %s is %v, want %v", p.name, p.at, order, typ, got, want)
			}
		}
		check("dual.Number", 1, along(p, dual.Variable(p.at)).Emag, p.first)
		check("dual.Number3", 1, along(p, dual.Number3[float64]{Real: p.at, E2mag: 1}).E2mag, p.first)
		_, grad := dual.Gradient(func(x []dual.Chunk[float64]) dual.Chunk[float64] { return along(p, x[0]) }, []float64{p.at})
		check("dual.Chunk", 1, grad[0], p.first)
		z := along(p, hyperdual.Variable(p.at))
		check("hyperdual.Number", 1, z.E1mag, p.first)
		check("hyperdual.Number", 2, z.E1E2mag, p.second)
		_, grad, hess := hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] { return along(p, x[0]) }, []float64{p.at})
		check("hyperdual.Chunk", 1, grad[0], p.first)
		check("hyperdual.Chunk", 2, hess[0], p.second)
		nested := along(p, dual.Nested[dual.Number[float64]]{Real: dual.Variable(p.at), Emag: dual.Constant(1.)})
		check("dual.Nested", 1, nested.Emag.Real, p.first)
		check("dual.Nested", 2, nested.Emag.Emag, p.second)
		for _, a := range []*jet.Algebra{jet.Taylor(2), jet.Full(1, 2), jet.Taylor(3)} {
			y := along(p, jet.Variable(a, p.at, 0))
			check(a.String(), 1, y.Derivative(1), p.first)
			check(a.String(), 2, y.Derivative(2), p.second)
		}
	}
}
