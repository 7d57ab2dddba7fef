package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// A Penalty measures one number that is off: it returns the loss of a residual and the derivative of that loss.
type Penalty func(residual float64) (loss, slope float64)

// Squared is the squared residual.
func Squared(e float64) (loss, slope float64) { return e * e, 2 * e }

// Absolute is the absolute residual, robust against outliers; its slope at zero is zero.
func Absolute(e float64) (loss, slope float64) {
	switch {
	case e > 0:
		return e, 1
	case e < 0:
		return -e, -1
	}
	return math.Abs(e), e
}

// Huber is ½e² up to |e| = delta and linear from there on (Huber 1964): robust, and smooth at zero. It panics unless
// delta is greater than 0; with +Inf it is ½e² everywhere.
func Huber(delta float64) Penalty {
	if !(delta > 0) {
		panic(fmt.Sprintf("train: Huber: delta %v, want a number greater than 0", delta))
	}
	return func(e float64) (loss, slope float64) {
		if math.Abs(e) <= delta {
			return 0.5 * e * e, e
		}
		return delta * (math.Abs(e) - 0.5*delta), math.Copysign(delta, e)
	}
}

// PenaltyOf makes a penalty of a function written for numbers of any kind; the library differentiates it, exactly:
//
//	func logCosh[T dual.Scalar[T]](e T) T { return dualmath.LogAddExp(e, e.Neg()).Shift(-math.Ln2) }
//
//	penalty := train.PenaltyOf(logCosh)
func PenaltyOf(f func(residual dual.Number[float64]) dual.Number[float64]) Penalty {
	given.Must(f != nil, "train: PenaltyOf", "the function f")
	return func(e float64) (loss, slope float64) {
		y := f(dual.Number[float64]{Real: e, Emag: 1})
		return y.Real, y.Emag
	}
}
