package dualmath

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// LogSumExp returns ln Σ eˣⁱ without overflow, as m + ln(1 + Σ eˣⁱ⁻ᵐ) for the largest argument m. Its gradient is
// softmax. It panics if there is no argument.
//
// Special cases are (in order):
//
//	LogSumExp(…, NaN, …) = NaN
//	LogSumExp(…, +Inf, …) = +Inf, the slope that of the infinite argument
//	LogSumExp(-Inf, -Inf, …) = -Inf, the slope that of the argument
//
// Where several arguments are that infinity, the slope is the mean of theirs: they are equal, and so are their weights.
// An argument -Inf beside finite ones counts as nothing.
func LogSumExp[T dual.Scalar[T]](x ...T) T {
	if len(x) == 0 {
		panic("dualmath: LogSumExp: got no x, want at least one")
	}
	first := 0
	for i, v := range x {
		if math.IsNaN(v.Value()) {
			return v
		}
		if v.Value() > x[first].Value() {
			first = i
		}
	}
	if math.IsInf(x[first].Value(), 0) {
		return meanOfEqual(x, x[first].Value())
	}
	var rest T
	empty := true
	for i, v := range x {
		if i == first {
			continue
		}
		e := v.Sub(x[first]).Exp()
		if empty {
			rest, empty = e, false
		} else {
			rest = rest.Add(e)
		}
	}
	if empty {
		return x[first]
	}
	return x[first].Add(rest.Log1p())
}

// meanOfEqual returns the mean of the numbers with the given primal.
func meanOfEqual[T dual.Scalar[T]](x []T, value float64) T {
	var sum T
	n := 0
	for _, v := range x {
		if v.Value() != value {
			continue
		}
		if n++; n == 1 {
			sum = v
		} else {
			sum = sum.Add(v)
		}
	}
	return sum.Scale(1 / float64(n))
}

// LogAddExp returns ln(eˣ + eʸ), [LogSumExp] of two arguments. Its derivatives are right at x = y, too, where the
// largest argument changes.
func LogAddExp[T dual.Scalar[T]](x, y T) T { return LogSumExp(x, y) }

// Log1mExp returns ln(1 − eˣ) for x ≤ 0, accurate both near 0 and far from it. With it ln(eˣ − eʸ) is
// x + Log1mExp(y − x).
//
// Special cases are (in order):
//
//	Log1mExp(-Inf) = -0, -0, -0, …
//	Log1mExp(±0) = -Inf, -Inf, -Inf, … (NaN derivatives along a seed that leads above 0)
//	Log1mExp(x) = NaN, NaN, NaN, … for x > 0 and NaN
func Log1mExp[T dual.Scalar[T]](x T) T { return x.Apply(series.Log1mExp) }
