package number

import "math"

// Polar returns the unit vector (u, v) of the point (x, y), and its length h. x and y are finite and not both 0.
//
// Of a number x with the nilpotent part m and a number y with n, the plane is turned so that the primal lies on the first
// axis: along = u·m + v·n, across = u·n − v·m. Then √(x² + y²) = h + along + across²/2h and the angle of (x, y) is that
// of the primal plus across/h − across·along/h², up to second order. Nothing cancels that is not small itself, as it
// does in h² − x².
func Polar(x, y float64) (u, v, h float64) {
	h = math.Hypot(x, y)
	if Normal(h) {
		return quotient(x, h), quotient(y, h), h
	}
	u, v = Direction([]float64{x}, []float64{y})
	return u, v, h
}

// Component returns u·e for the component u = p/h of a unit vector, also where that is too small for a float by itself and e is large.
func Component(u, e, p, h float64) float64 {
	if -smallestNormal < u && u < smallestNormal && p != 0 {
		return MulDiv(p, e, h)
	}
	return float64(u * e)
}

// OverLength returns p·q/h for the length h of the point (x, y), also where it has left the range of floats and its half has not.
func OverLength(p, q, h, x, y float64) float64 {
	if math.IsInf(h, 0) {
		return MulDiv(p/2, q, math.Hypot(x/2, y/2))
	}
	return MulDiv(p, q, h)
}

// MulDiv returns p·q/h, h ≠ 0, where the product alone or the quotient alone may leave the range of floats.
func MulDiv(p, q, h float64) float64 {
	if n := p * q; Normal(math.Abs(n)) && Normal(math.Abs(h)) {
		return n / h
	}
	pm, pe := math.Frexp(p)
	qm, qe := math.Frexp(q)
	hm, he := math.Frexp(h)
	return math.Ldexp(pm*qm/hm, pe+qe-he)
}
