package linalg

import (
	"math"

	"example.com/sobolev/internal/vec"
)

// dotBlock is the number of products that are added up in the vectors' own precision.
const dotBlock = 1024

// Dot returns Σ a·b, with the sums over blocks of 1,024 elements added in double precision. Where single products or
// sums may have left the range of F on the way, it is formed once more from scaled elements.
func Dot[F vec.Float](a, b []F) float64 {
	s := blockDot(a, b)
	if inRange[F](s) {
		return s
	}
	s, e := scaledDot(a, b)
	return math.Ldexp(s, e)
}

// Norm returns the Euclidean norm of a. It is infinite only where the norm itself, or an element, is.
func Norm[F vec.Float](a []F) float64 {
	s := blockDot(a, a)
	if inRange[F](s) {
		return math.Sqrt(s)
	}
	s, e := scaledDot(a, a)
	return math.Ldexp(math.Sqrt(s), e/2)
}

// MaxAbs returns the largest |a|, NaN if a holds a NaN, and 0 if a is empty.
func MaxAbs[F vec.Float](a []F) float64 {
	m := F(0)
	for _, x := range a {
		m = max(m, x, -x)
	}
	return float64(m)
}

// Exponent returns the e for which the largest |a| lies from 2^(e−1) up to 2^e, and 0 where it is 0 or not finite.
func Exponent[F vec.Float](a []F) int {
	_, e := math.Frexp(MaxAbs(a))
	return e
}

func blockDot[F vec.Float](a, b []F) float64 {
	s := 0.0
	for len(a) > dotBlock {
		s += float64(vec.Dot(a[:dotBlock], b[:dotBlock]))
		a, b = a[dotBlock:], b[dotBlock:]
	}
	return s + float64(vec.Dot(a, b))
}

// inRange tells whether a sum of products is finite and so large that what underflowed on the way does not matter.
func inRange[F vec.Float](s float64) bool {
	least := 1e-260
	if F(least) == 0 {
		least = 1e-25
	}
	s = math.Abs(s)
	return s >= least && s <= math.MaxFloat64
}

// scaledDot returns s and e with Σ a·b = s·2ᵉ. Where a is b, e is even.
func scaledDot[F vec.Float](a, b []F) (s float64, e int) {
	ea, eb := Exponent(a), Exponent(b)
	for i, x := range a {
		s += float64(math.Ldexp(float64(x), -ea) * math.Ldexp(float64(b[i]), -eb))
	}
	return s, ea + eb
}

// Epsilon returns the distance from 1 to the next larger number of F.
func Epsilon[F vec.Float]() float64 {
	if F(1)+F(0x1p-30) == 1 {
		return 0x1p-23
	}
	return 0x1p-52
}

// ScaleByPower sets dst = 2ᵉ·src, exactly where the result is a normal number. dst may be src.
func ScaleByPower[F vec.Float](dst []F, e int, src []F) {
	most := 1000
	if Epsilon[F]() == 0x1p-23 {
		most = 120
	}
	step := max(-most, min(most, e))
	vec.Scale(dst, F(math.Ldexp(1, step)), src)
	if e != step {
		ScaleByPower(dst, e-step, dst)
	}
}
