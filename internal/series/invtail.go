package series

import "math"

// An inverseTail gives the coefficients of an inverse trigonometric or hyperbolic function, y' = 1/q or 1/√q for the
// polynomial q = ±1 ± x². They solve
//
//	(k+2)·c[k+2] = ∓(2(k+1)·u·c[k+1] + k·v·c[k])                  for 1/q
//	(k+1)(k+2)·c[k+2] = ∓((2k+1)(k+1)·u·c[k+1] + k²·v·c[k])       for 1/√q
//
// with u = a/|q(a)|, v = 1/|q(a)|. Where x² has the sign + in q the terms cancel, and rounding errors grow from order to
// order; so all of it is done in twice the precision.
type inverseTail struct {
	slope, u, v double
	root        bool
	sign        float64 // of both terms
}

// newInverseTail returns the tail at a, where y' has q there or its root, and the sign that goes with x² in it.
func newInverseTail(a float64, q double, root bool, sign float64) inverseTail {
	t := inverseTail{root: root, sign: sign, v: q.inverse()}
	t.u = t.v.scaled(a)
	t.slope = t.v
	if root {
		t.slope = q.inverseRoot()
	}
	return t
}

// fill writes c[3] and what follows.
func (t inverseTail) fill(c []float64) {
	before, now := double{}, t.slope
	for k := 0; k+2 < len(c); k++ {
		f := float64(k)
		p, q, r := 2*(f+1), f, f+2
		if t.root {
			p, q, r = float64(2*f+1)*(f+1), f*f, (f+1)*(f+2)
		}
		next := t.u.scaled(t.sign * p).times(now)
		if !math.IsInf(now.hi, 0) { // next to a singularity, where the first term is by far the larger, and decides the sign
			next = next.plus(t.v.scaled(t.sign * q).times(before))
		}
		before, now = now, next.over(r)
		if k > 0 {
			c[k+2] = now.hi
		}
	}
}
