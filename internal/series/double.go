package series

import "math"

// A double is the number hi + lo, in about twice the precision: hi is the sum, rounded. Where the sum is not finite, lo
// is 0.
type double struct{ hi, lo float64 }

// renormalized returns z + low, for a low that is far smaller.
func renormalized(z, low float64) double {
	s := z + low
	if low == 0 || s-s != 0 { // a zero keeps its sign, an infinity is not made NaN
		return double{z, 0}
	}
	return double{s, low - (s - z)}
}

func (x double) times(y double) double { return renormalized(product(x.hi, x.lo, y.hi, y.lo)) }

func (x double) scaled(f float64) double { return renormalized(product(x.hi, x.lo, f, 0)) }

func (x double) plus(y double) double {
	s, low := twoSum(x.hi, y.hi)
	return renormalized(s, low+(x.lo+y.lo))
}

func (x double) over(f float64) double {
	q := x.hi / f
	return renormalized(q, (math.FMA(-q, f, x.hi)+x.lo)/f)
}

func (x double) inverse() double {
	q := 1 / x.hi
	return renormalized(q, float64(q*(math.FMA(-q, x.hi, 1)-float64(q*x.lo))))
}

// inverseRoot returns 1/√x.
func (x double) inverseRoot() double {
	q := 1 / math.Sqrt(x.hi)
	square := double{q, 0}.scaled(q).times(x)
	return renormalized(q, float64(0.5*q*((1-square.hi)-square.lo)))
}

// squarePlus returns a² + c.
func squarePlus(a, c float64) double {
	sq := float64(a * a)
	s, low := twoSum(sq, c)
	return renormalized(s, low+math.FMA(a, a, -sq))
}
