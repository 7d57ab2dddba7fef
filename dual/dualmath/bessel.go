package dualmath

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// BesselJ returns Jₙ(x), the Bessel function of the first kind of the integer order n, which may be negative: J₋ₙ =
// (−1)ⁿ·Jₙ. The values of the orders 0 and 1 are those of [math.J0] and [math.J1]; those of others are more accurate
// than [math.Jn] near the zeros of J₀. The error is relative to the envelope √(Jₙ² + Yₙ²) where the function oscillates, and
// so are those of the derivatives.
//
// Special cases are (in order):
//
//	BesselJ(n, ±Inf) = 0, 0, 0, …
//	BesselJ(n, NaN) = NaN, NaN, NaN, …
func BesselJ[T dual.Scalar[T]](n int, x T) T { return x.Apply(series.BesselJ(n)) }

// BesselY returns Yₙ(x), the Bessel function of the second kind of the integer order n, which may be negative: Y₋ₙ =
// (−1)ⁿ·Yₙ. The values of the orders 0 and 1 are those of [math.Y0] and [math.Y1], but for subnormal x, where the first is wrong on amd64.
//
// Special cases are (in order), for n ≥ 0 or even; for a negative odd n the infinities have the other sign:
//
//	BesselY(n, +Inf) = 0, 0, 0, …
//	BesselY(n, ±0) = -Inf, +Inf, -Inf, … (NaN derivatives along a seed that leads below 0)
//	BesselY(n, x) = NaN, NaN, NaN, … for x < 0 and NaN
func BesselY[T dual.Scalar[T]](n int, x T) T { return x.Apply(series.BesselY(n)) }

// BesselI returns Iₙ(x), the modified Bessel function of the first kind of the integer order n, which may be negative:
// I₋ₙ = Iₙ. Above 713 it overflows.
//
// Special cases are (in order):
//
//	BesselI(n, +Inf) = +Inf, +Inf, +Inf, …
//	BesselI(n, -Inf) = +Inf, -Inf, +Inf, … for an even n, -Inf, +Inf, -Inf, … for an odd one
//	BesselI(n, NaN) = NaN, NaN, NaN, …
func BesselI[T dual.Scalar[T]](n int, x T) T { return x.Apply(series.BesselI(n)) }

// BesselK returns Kₙ(x), the modified Bessel function of the second kind of the integer order n, which may be negative:
// K₋ₙ = Kₙ.
//
// Special cases are (in order):
//
//	BesselK(n, +Inf) = 0, 0, 0, …
//	BesselK(n, ±0) = +Inf, -Inf, +Inf, … (NaN derivatives along a seed that leads below 0)
//	BesselK(n, x) = NaN, NaN, NaN, … for x < 0 and NaN
func BesselK[T dual.Scalar[T]](n int, x T) T { return x.Apply(series.BesselK(n)) }
