package jet

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// slopes returns the slope of an operation of (x, e) and (y, f) in every number type.
func slopes(name string, x, e, y, f float64) map[string]float64 {
	type nested = dual.Nested[dual.Real[float64]]
	real := func(v float64) dual.Real[float64] { return dual.Real[float64]{Real: v} }
	hyper := binaryOf[hyperdual.Number[float64]]()[name]
	jets := func(x, y Number[float64]) Number[float64] {
		z := binaryOf[Number[float64]]()[name](x, y)
		if z.Algebra().Order() == 0 { // a zero was divided out, in a Taylor algebra alone
			return New(Taylor(1), z.Value(), math.NaN())
		}
		return z
	}
	_, chunk := dual.Gradient(func(v []dual.Chunk[float64]) dual.Chunk[float64] {
		moving := func(value, slope float64) dual.Chunk[float64] {
			if value != value {
				return v[0].Scale(slope).Shift(value)
			}
			return v[0].Apply(func(c []float64, _ float64) { c[0], c[1] = value, slope })
		}
		return binaryOf[dual.Chunk[float64]]()[name](moving(x, e), moving(y, f))
	}, []float64{0})
	return map[string]float64{
		"dual.Number":         binaryOf[dual.Number[float64]]()[name](dual.Number[float64]{Real: x, Emag: e}, dual.Number[float64]{Real: y, Emag: f}).Emag,
		"dual.Number3":        binaryOf[dual.Number3[float64]]()[name](dual.Number3[float64]{Real: x, E3mag: e}, dual.Number3[float64]{Real: y, E3mag: f}).E3mag,
		"dual.Nested":         binaryOf[nested]()[name](nested{Real: real(x), Emag: real(e)}, nested{Real: real(y), Emag: real(f)}).Emag.Real,
		"dual.Chunk":          chunk[0],
		"hyperdual.Number":    hyper(hyperdual.Number[float64]{Real: x, E1mag: e}, hyperdual.Number[float64]{Real: y, E1mag: f}).E1mag,
		"hyperdual.Number, 2": hyper(hyperdual.Number[float64]{Real: x, E2mag: e}, hyperdual.Number[float64]{Real: y, E2mag: f}).E2mag,
		"Dual(1)":             jets(New(Dual(1), x, e), New(Dual(1), y, f)).Coefficient(1),
		"Taylor(1)":           jets(New(Taylor(1), x, e), New(Taylor(1), y, f)).Coefficient(1),
		"Full(1, 2)":          jets(New(Full(1, 2), x, e, 0), New(Full(1, 2), y, f, 0)).Coefficient(1),
	}
}

// powStops reports whether a derivative of x^y is zero, or rounded to zero, or y infinite, so that x^y has none along an
// infinite slope.
func powStops(x, y float64) bool {
	return x == 1 || y == 0 || math.IsInf(y, 0) || x != 0 && (math.Pow(x, y) == 0 || y*math.Pow(x, y-1) == 0)
}

// TestPairsAgreeAtEdges compares all number types at the edges of the range of floats, with seeds of either sign, infinite ones
// too, and none.
func TestPairsAgreeAtEdges(t *testing.T) {
	inf := math.Inf(1)
	points := []float64{0, 1, -1, 2, -2, 0.5, 3e-155, 1e-300, 5e-324, 1e155, 1e300, math.MaxFloat64, inf, -inf, math.NaN(), 1e-8}
	seeds := []float64{0, 1, -0.5, inf, -inf}
	const least = 1e-305 // what is below has too few digits to compare
	for name := range binaryOf[dual.Number[float64]]() {
		for _, x := range points {
			for _, y := range points {
				if name == "Pow" && y == 5e-324 {
					continue // half of it is rounded to nothing or to itself
				}
				for _, e := range seeds {
					for _, f := range seeds {
						if name == "Pow" && math.IsInf(math.Abs(e)+math.Abs(f), 0) && powStops(x, y) {
							continue // 0·∞: 0 or NaN, as the formula of the type has it
						}
						all := slopes(name, x, e, y, f)
						want := all["dual.Number"]
						for number, got := range all {
							if !near(got, want, 1e-12) && !(math.Abs(got) < least && math.Abs(want) < least) {
								t.Errorf("%s(%v%+vϵ, %v%+vϵ): slope of %s %v, of dual.Number %v", name, x, e, y, f, number, got, want)
							}
						}
					}
				}
			}
		}
	}
}

// TestMixedPow compares the mixed derivative of x^y, x^(y−1)·(1 + y·log x), with its limits where the power leaves the
// range of floats, or y is zero.
func TestMixedPow(t *testing.T) {
	for _, c := range []struct{ x, y, want float64 }{
		{1e200, 0, 1e-200},
		{1e-200, 0, 1e200},
		{math.Inf(1), 0, 0},
		{math.Inf(1), 1, math.Inf(1)},
		{math.Inf(1), -1, 0},
		{1e200, 1, 1 + math.Log(1e200)},
	} {
		got := hyperdual.Number[float64]{Real: c.x, E1mag: 1}.Pow(hyperdual.Number[float64]{Real: c.y, E2mag: 1})
		if !near(got.E1E2mag, c.want, 1e-13) {
			t.Errorf("(%v+ϵ₁)^(%v+ϵ₂) = %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

// TestPowUndefined: what an exponent that moves has part in is NaN where the power has no derivative in it, and nothing else.
func TestPowUndefined(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct{ x, y, want Number[float64] }{
		{New(Taylor(2), -2.0, 1, 0), New(Taylor(2), 2.0, 0, 1), New(Taylor(2), 4.0, -4, nan)}, // at order 1 it is x²
		{New(Taylor(2), -2.0, 1, 0), New(Taylor(2), 2.0, 1, 0), New(Taylor(2), 4.0, nan, nan)},
		{New(Dual(2), -2.0, 1, 0), New(Dual(2), 2.0, 0, 1), New(Dual(2), 4.0, -4, nan)},
		{New(Taylor(2), 1.0, 0, 0), New(Taylor(2), nan, 1, 0), New(Taylor(2), 1.0, nan, nan)},
	} {
		got := c.x.Pow(c.y)
		for k := range 3 {
			if !near(got.Coefficient(k), c.want.Coefficient(k), 1e-15) {
				t.Errorf("(%v)^(%v) = %v, want %v", c.x, c.y, got, c.want)
				break
			}
		}
	}
}

// TestNestedPowUndefined: (−2)^(2 + ε₂) with a base that moves in ε₁ alone has its slope in ε₁ and none in ε₂.
func TestNestedPowUndefined(t *testing.T) {
	type inner = dual.Number[float64]
	type nested = dual.Nested[inner]
	x := nested{Real: inner{Real: -2, Emag: 1}}
	got := x.Pow(nested{Real: inner{Real: 2}, Emag: inner{Real: 1}})
	if got.Real != (inner{Real: 4, Emag: -4}) || !math.IsNaN(got.Emag.Real) {
		t.Errorf("(%v)^(2+ε) = %v, want 4-4ε for the part that the exponent has no part in, and NaN", x, got)
	}
	fixed := nested{Real: inner{Real: -2}, Emag: inner{Real: 1}}.Pow(nested{Real: inner{Real: 2, Emag: 1}})
	if fixed.Real.Real != 4 || !math.IsNaN(fixed.Real.Emag) || fixed.Emag.Real != -4 {
		t.Errorf("(−2+ε₁)^(2+ε₂) = %v, want 4, NaN along ε₂ and −4 along ε₁", fixed)
	}
}

// TestInfiniteProducts: an infinite factor multiplies what moves in every direction, and leaves alone what does not.
func TestInfiniteProducts(t *testing.T) {
	inf := math.Inf(1)
	for k := range 3 {
		var e, f, want [3]float64
		for i := range 3 { // in one direction the factor moves, in the others the infinite one is multiplied by what moves
			f[i], want[i] = 1, inf
		}
		e[k], f[k], want[k] = 1, 0, 2
		got := dual.Number3[float64]{Real: inf, E1mag: e[0], E2mag: e[1], E3mag: e[2]}.Mul(
			dual.Number3[float64]{Real: 2, E1mag: f[0], E2mag: f[1], E3mag: f[2]})
		if want := (dual.Number3[float64]{Real: inf, E1mag: want[0], E2mag: want[1], E3mag: want[2]}); got != want {
			t.Errorf("(∞+ε%d)·(2+…) = %v, want %v", k+1, got, want)
		}
	}
}

// TestPowAliasingBeyondRange: where terms of a power are infinite, with opposite signs, the larger one is found though the result
// takes the place of an operand.
func TestPowAliasingBeyondRange(t *testing.T) {
	a := Taylor(1)
	x, y := []float64{1e300, 1}, []float64{20, -1}
	want := make([]float64, 2)
	a.Pow(want, x, y)
	for _, z := range [][]float64{x, y} {
		left, right := slices.Clone(x), slices.Clone(y)
		into := left
		if &z[0] == &y[0] {
			into = right
		}
		if a.Pow(into, left, right); !cmp.Equal(into, want) {
			t.Errorf("%v, want %v", into, want)
		}
	}
	if want[1] != inf && want[1] != -inf {
		t.Errorf("slope %v, want it infinite", want[1])
	}
}
