package dualtest

import "math"

// An estimate is a number and a bound of its error that is likely, not certain.
type estimate struct{ value, err float64 }

// The steps of the extrapolation: the first relative to the size of the point, and how they shrink.
const (
	firstStep = 0.02
	shrink    = 1.6
	steps     = 12
)

// extrapolate returns the limit for h → 0 of d(h), whose error has an expansion in the powers step, 2·step, … of h:
// Richardson's extrapolation, with the choice of the best entry of the tableau of C.J.F. Ridders, Accurate
// computation of F'(x) and F'(x)F"(x), Advances in Engineering Software 4 (1982).
func extrapolate(d func(h float64) float64, h float64, step int) estimate {
	best := estimate{math.NaN(), math.Inf(1)}
	var row, next [steps]float64
	for i := range steps {
		next[0] = d(h)
		factor := 1.0
		for j := 1; j <= i; j++ {
			factor *= math.Pow(shrink, float64(step))
			next[j] = (next[j-1]*factor - row[j-1]) / (factor - 1)
			err := max(math.Abs(next[j]-next[j-1]), math.Abs(next[j]-row[j-1]))
			if err < best.err {
				best = estimate{next[j], err}
			}
		}
		row = next
		h /= shrink
	}
	return best
}

// sides returns the derivatives of f at x from the left and from the right.
func sides(f func(x float64) float64, x float64) (left, right estimate) {
	y := f(x)
	h := firstStep * max(1e-3, min(1, math.Abs(x)))
	if x == 0 {
		h = firstStep
	}
	right = extrapolate(func(h float64) float64 { return (f(x+h) - y) / ((x + h) - x) }, h, 1)
	left = extrapolate(func(h float64) float64 { return (f(x-h) - y) / ((x - h) - x) }, h, 1)
	return left, right
}

// difference returns the derivative of f at x. It is smooth where the derivatives from both sides agree; where only
// one side is in the domain the derivative is that from this side.
func difference(f func(x float64) float64, x float64) (d estimate, smooth bool) {
	left, right := sides(f, x)
	switch l, r := usable(left), usable(right); {
	case !l && !r:
		return left, false
	case !l:
		return right, math.IsNaN(left.value) && sharp(right)
	case !r:
		return left, math.IsNaN(right.value) && sharp(left)
	}
	slack := 10*(left.err+right.err) + 1e-5*max(1, math.Abs(left.value), math.Abs(right.value))
	if math.Abs(left.value-right.value) > slack {
		return left, false
	}
	h := firstStep * max(1e-3, min(1, math.Abs(x)))
	if x == 0 {
		h = firstStep
	}
	d = extrapolate(func(h float64) float64 { return (f(x+h) - f(x-h)) / ((x + h) - (x - h)) }, h, 2)
	if !usable(d) {
		return left, false
	}
	return d, true
}

// usable reports whether the extrapolation has converged.
func usable(e estimate) bool {
	return e.value-e.value == 0 && e.err < 1e-2*max(1, math.Abs(e.value))
}

// sharp reports whether the extrapolation has converged so well that it can be trusted at the edge of a domain, where
// an infinite slope may look like a large one.
func sharp(e estimate) bool { return e.err <= 1e-6*math.Abs(e.value) }
