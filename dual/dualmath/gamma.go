package dualmath

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// Gamma returns Γ(x), with the value of [math.Gamma]. Where it overflows, above 171.6, [dual.Scalar] has Lgamma, and
// [LgammaSign] the sign.
//
// Special cases are (in order):
//
//	Gamma(+Inf) = +Inf, +Inf, +Inf, …
//	Gamma(±0) = ±Inf, -Inf, ±Inf, …
//	Gamma(x) = NaN, NaN, NaN, … for a negative integer, -Inf and NaN
func Gamma[T dual.Scalar[T]](x T) T { return x.Apply(series.Gamma) }

// LgammaSign returns ln|Γ(x)| and the sign of Γ(x), which is 1 or -1, as [math.Lgamma] does.
func LgammaSign[T dual.Scalar[T]](x T) (lgamma T, sign int) {
	_, sign = math.Lgamma(x.Value())
	return x.Lgamma(), sign
}

// Polygamma returns ψ⁽ⁿ⁾(x), the derivative of order n ≥ 0 of the digamma function ψ = (ln Γ)': trigamma for n = 1. It
// panics if n is negative.
//
// Special cases are (in order):
//
//	Polygamma(0, +Inf) = +Inf, 0, 0, …
//	Polygamma(n, +Inf) = 0, 0, 0, …
//	Polygamma(n, ±0) = ∓Inf, +Inf, ∓Inf, … for an even n, +Inf, ∓Inf, +Inf, … for an odd one
//	Polygamma(n, x) = NaN, NaN, NaN, … for a negative integer, -Inf and NaN
func Polygamma[T dual.Scalar[T]](n int, x T) T {
	if n < 0 {
		panic(fmt.Sprintf("dualmath: Polygamma: n is %d, want at least 0", n))
	}
	return x.Apply(series.Polygamma(n))
}
