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
		return x / h, y / h, h
	}
	u, v = Direction([]float64{x}, []float64{y})
	return u, v, h
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
