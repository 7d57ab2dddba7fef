package series

import "math"

// math.Pow is right to a few units in the last place near 1 and to some fifty far from it. The value of Pow keeps its
// bits; the derivatives are made from the powers here, which are right to about one unit everywhere.

// integerPower returns xⁿ, by repeated squaring to twice the precision.
func integerPower(x float64, n int) float64 {
	switch n {
	case 0:
		return 1
	case 1:
		return x
	case 2:
		return x * x
	case -1:
		return 1 / x
	}
	hi, lo := 1.0, 0.0
	square, squareLow := x, 0.0
	for m := max(n, -n); ; {
		if m&1 == 1 {
			hi, lo = product(hi, lo, square, squareLow)
		}
		if m >>= 1; m == 0 {
			break
		}
		square, squareLow = product(square, squareLow, square, squareLow)
	}
	y := hi + lo
	if n < 0 {
		y = 1 / hi
		y -= float64(y * (y * lo))
	}
	if y = math.Abs(y); y >= 0x1p-960 && y <= math.MaxFloat64 {
		return math.Copysign(y, hi)
	}
	// A step has left the range, or the remainders have: from a power that has not.
	half := integerPower(x, n/2)
	switch {
	case n%2 == 0:
		return half * half
	case n < 0:
		return half * half / x
	}
	return half * half * x
}

// product returns (x+xLow)·(y+yLow) as a rounded value and the remainder.
func product(x, xLow, y, yLow float64) (z, low float64) {
	z = float64(x * y) // no compiler may fuse it with a sum
	return z, math.FMA(x, y, -z) + (float64(x*yLow) + float64(xLow*y))
}

// realPower returns factor·x^(q+qLow) for positive finite x, as an exponential with a logarithm of twice the precision: the
// exponential magnifies the rounding of its argument by up to 745.
func realPower(factor, x, q, qLow float64) float64 {
	log, logLow := logarithm(x)
	t := q * log
	low := math.FMA(q, log, -t) + (float64(q*logLow) + float64(qLow*log))
	if math.Abs(t) > 700 { // the power leaves the range, but with its factor perhaps not
		half := math.Exp(0.5 * t)
		return factor * half * (1 + low) * half
	}
	y := math.Exp(t)
	return factor * (y + float64(y*low))
}

// logarithm returns ln x for positive finite x, and the remainder of its rounding: x = 2ᵉ·F(1+f) with F one of the points of
// the table and |f| < 2⁻⁷, and the series of ln(1+f), its first two terms to twice the precision.
func logarithm(x float64) (hi, lo float64) {
	const (
		ln2    = 0.6931471805598903 // with room for the product by e to be exact
		ln2Low = 5.497923018708371e-14
	)
	m, e := math.Frexp(x)
	if m < 0.70703125 { // 90.5/128
		m *= 2
		e--
	}
	j := math.Round(128 * m)
	entry := &logTable[int(j)-90]
	center := j / 128
	d := m - center
	f := d / center
	fLow := math.FMA(-f, center, d) / center
	sq := f * f
	sqLow := math.FMA(f, f, -sq)
	tail := 1. / 10
	for i := 9; i >= 3; i-- {
		tail = 1/float64(i) - float64(f*tail)
	}
	cubic := sq * f * tail

	hi, lo = twoSum(float64(e)*ln2, entry[0])
	lo += float64(float64(e)*ln2Low) + entry[1]
	hi, r := twoSum(hi, f)
	lo += r + fLow
	hi, r = twoSum(hi, -0.5*sq)
	lo += r + cubic - float64(0.5*sqLow) - float64(f*fLow)
	return twoSum(hi, lo)
}

// twoSum returns x+y and what its rounding leaves.
func twoSum(x, y float64) (sum, low float64) {
	sum = x + y
	t := sum - x
	return sum, (x - (sum - t)) + (y - t)
}
