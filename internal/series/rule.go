package series

import "math"

// A Rule fills c[k] with the Taylor coefficient φ⁽ᵏ⁾(a)/k! of one function φ for every k < len(c), which is at
// least 1. It keeps no reference to c.
type Rule = func(c []float64, a float64)

// Smooth is the smoothness of a function with derivatives of every order.
const Smooth = math.MaxInt

// Derivative fills d with the coefficients of φ' from those of φ, d[k] = (k+1)·c[k+1], for every k < len(d);
// c has at least one coefficient more than d. It works in place: d may be c[:len(c)-1].
func Derivative(d, c []float64) {
	c = c[1 : len(d)+1]
	for k := range d {
		d[k] = float64(k+1) * c[k]
	}
}

// Inside reports whether the function is defined just beside a, in the direction of the sign of dir; a zero dir
// points nowhere and is inside. Number types ask it when a coefficient is infinite: √ has slope +Inf at 0 along a
// seed that points into the domain and none along one that leaves it. The next float in that direction settles it for
// every rule, a user's own included, without a table of domains that could disagree with the rules.
func Inside(rule Rule, a, dir float64) bool {
	if dir == 0 {
		return true
	}
	return !math.IsNaN(First(rule, math.Nextafter(a, math.Copysign(math.Inf(1), dir)))[0])
}

// fill sets every coefficient to v.
func fill(c []float64, v float64) {
	for k := range c {
		c[k] = v
	}
}

// scaleBy multiplies every coefficient by s.
func scaleBy(c []float64, s float64) {
	for k := range c {
		c[k] *= s
	}
}

// edge fills a tail of infinite coefficients: first, then each the negative of the one before where the domain lies
// to the right of the point (inside = +1), all of one sign where it lies to the left (inside = -1). A derivative that
// blows up at an edge falls in size on the way in, so the next one has the sign -inside times its own.
func edge(c []float64, first float64, inside int) {
	for k := range c {
		c[k] = first
		if inside > 0 {
			first = -first
		}
	}
}

// integrate turns the coefficients c[1:] of y' into those of y.
func integrate(c []float64) {
	for k := 2; k < len(c); k++ {
		c[k] /= float64(k)
	}
}
