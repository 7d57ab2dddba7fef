package number

import "math"

// The numbers are ordered as their symbols suggest: ϵ is positive and smaller than every positive real number, and
// of several symbols the earlier is infinitely larger than the later. Two numbers are then compared by their first
// coefficients that differ, and a number has the sign of its first coefficient that is not zero. Kinks and the edges
// of domains are decided by this order, so that the result is the derivative along the seed.

// Sign returns −1, +1 or NaN, the sign of the first of the coefficients that is not zero, or 0 if all are zero.
func Sign[F ~float32 | ~float64](coefficients ...F) float64 {
	for _, c := range coefficients {
		switch {
		case c > 0:
			return 1
		case c < 0:
			return -1
		case c != c:
			return math.NaN()
		}
	}
	return 0
}

// Compare returns the sign of x − y: that of the first pair of coefficients that differ, NaN if one of them is NaN,
// and 0 if there is none. It panics unless the slices have the same length.
func Compare[F ~float32 | ~float64](x, y []F) float64 {
	y = y[:len(x)]
	for i, a := range x {
		switch b := y[i]; {
		case a > b:
			return 1
		case a < b:
			return -1
		case a != b:
			return math.NaN()
		}
	}
	return 0
}

// Direction returns the unit vector (u, v) along the first pair of coefficients (xᵢ, yᵢ) that is not (0, 0), the zero
// vector if there is none, and NaN if the pair contains one. The length of the vector (x, y) of two numbers with
// primal 0 is u·x + v·y.
func Direction[F ~float32 | ~float64](x, y []F) (u, v float64) {
	y = y[:len(x)]
	for i := range x {
		a, b := float64(x[i]), float64(y[i])
		if a == 0 && b == 0 {
			continue
		}
		// Dividing by the larger one first keeps tiny and huge pairs from under- and overflowing.
		m := max(math.Abs(a), math.Abs(b))
		if math.IsInf(m, 0) {
			a, b, m = inf01(a), inf01(b), 1
		}
		a, b = quotient(a, m), quotient(b, m)
		h := math.Hypot(a, b)
		return quotient(a, h), quotient(b, h)
	}
	return 0, 0
}

// quotient returns a/h for finite h, not rounded to zero: times an infinite number it is none.
func quotient(a, h float64) float64 {
	q := a / h
	if q == 0 && a != 0 {
		return math.Copysign(math.SmallestNonzeroFloat64, a)
	}
	return q
}

// inf01 maps ±Inf to ±1 and finite numbers to 0, the limit of a divided by an infinity.
func inf01(a float64) float64 {
	switch {
	case math.IsInf(a, 0):
		return math.Copysign(1, a)
	case a != a:
		return a
	}
	return 0
}

// Times returns c·x, but 0 for a zero x whatever c: a derivative part that is zero stays zero even where a rule's
// coefficient is infinite or NaN.
func Times[F ~float32 | ~float64](c, x F) F {
	if x == 0 {
		return 0
	}
	return c * x
}

// Product returns x·y, but 0 where either is zero: the product of two derivative parts.
func Product[F ~float32 | ~float64](x, y F) F {
	if x == 0 || y == 0 {
		return 0
	}
	return x * y
}
