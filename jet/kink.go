package jet

import (
	"math"

	"example.com/sobolev/internal/number"
)

// At a kink the derivatives follow the seed: what decides is the sign of the first coefficient that is not zero, in
// the order of the basis, so that |−x²| has curvature 2 at 0 and the sign of zero does not matter. In an algebra of
// order 1 and in a Diagonal one the directions are independent, and each is decided by itself.

// Abs sets z = |x|.
//
// Special cases are (in order):
//
//	Abs(x) for x₀ ≠ 0: x or −x
//	Abs(0 + …): x or −x, by the sign of the first coefficient that is not zero
//	Abs(NaN): NaN, derivatives NaN where x has any
func (a *Algebra) Abs(z, x []float64) {
	a.check2("Abs", z, x)
	if x[0] == 0 && a.line != nil {
		a.eachDirection(z, x, nil, func(line *Algebra, z, x, _ []float64) int {
			line.Abs(z, x)
			return line.order
		})
		return
	}
	value, sign := math.Abs(x[0]), number.Sign(x...)
	for k := 1; k < len(z); k++ {
		z[k] = number.Times(sign, x[k])
	}
	z[0] = value
}

// Max sets z to the larger of x and y.
//
// Special cases are (in order):
//
//	Max(x, y) for x₀ ≠ y₀: the one with the larger primal
//	Max(x, y) for x₀ = y₀: the one with the larger first coefficient that differs
//	Max(x, y) with a NaN: the value of math.Max, derivatives NaN where x or y has any
func (a *Algebra) Max(z, x, y []float64) {
	a.check3("Max", z, x, y)
	a.choose(z, x, y, math.Max(x[0], y[0]), +1)
}

// Min sets z to the smaller of x and y, with the special cases of [Algebra.Max].
func (a *Algebra) Min(z, x, y []float64) {
	a.check3("Min", z, x, y)
	a.choose(z, x, y, math.Min(x[0], y[0]), -1)
}

// choose sets z to x if sign·(x − y) ≥ 0 and to y otherwise.
func (a *Algebra) choose(z, x, y []float64, value, sign float64) {
	switch {
	case math.IsNaN(x[0]) || math.IsNaN(y[0]):
		a.nanWhere(z, x, y)
	case a.line != nil && x[0] == y[0]:
		a.eachDirection(z, x, y, func(line *Algebra, z, x, y []float64) int {
			line.choose(z, x, y, value, sign)
			return line.order
		})
	case sign*number.Compare(x, y) < 0:
		copy(z, y)
	default:
		copy(z, x)
	}
	z[0] = value
}

// Clamp sets z to x held between the constants lo and hi: Min(Max(x, lo), hi). At the ends it follows the seed, as
// Max and Min do.
func (a *Algebra) Clamp(z, x []float64, lo, hi float64) {
	a.check2("Clamp", z, x)
	buf := borrow(len(x))
	a.Constant(*buf, lo)
	a.Max(z, x, *buf)
	a.Constant(*buf, hi)
	a.Min(z, z, *buf)
	giveBack(buf)
}
