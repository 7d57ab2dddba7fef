package jet

import (
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Hypot sets z = √(x² + y²), without overflow or underflow on the way.
//
// Special cases are (in order):
//
//	Hypot(x, y) for constants: a constant, also at 0 and infinity
//	Hypot(x, y) with a NaN: derivatives NaN
//	Hypot(x, y) with an infinite primal: x or y with the sign of its primal, (±x ± y)/√2 where both are infinite
//	Hypot(0 + …, 0 + …) in a Taylor algebra, and along every direction of a Diagonal or first-order one: the length along
//	  the seed; the leading zeros are divided out
//	Hypot(0 + …, 0 + …) otherwise: the component along the first pair of coefficients that is not (0, 0)
func (a *Algebra) Hypot(z, x, y []float64) {
	a.check3("Hypot", z, x, y)
	h := math.Hypot(x[0], y[0])
	switch {
	case isConstant(x) && isConstant(y):
		clear(z)
	case math.IsNaN(x[0]) || math.IsNaN(y[0]):
		a.nanWhere(z, x, y)
	case h > 0 && number.Finite(x[0]) && number.Finite(y[0]):
		a.hypot(z, x, y, h)
	case h == 0 && a.line != nil:
		a.eachDirection(z, x, y, func(line *Algebra, z, x, y []float64) int {
			line.Hypot(z, x, y)
			return line.order
		})
	case h == 0 && a.kind == kindTaylor:
		a.hypotLeading(z, x, y)
	default:
		u, v := number.Direction(x, y)
		for k := 1; k < len(z); k++ {
			z[k] = number.Times(u, x[k]) + number.Times(v, y[k])
		}
	}
	z[0] = h
}

// hypot turns the plane so that the primal, of length h > 0, lies on the first axis: with along = u·x + v·y and
// across = u·y − v·x, whose primal is 0, the length is along + d for the d that solves d·(d + 2·along) = across². So no
// term cancels that is not small itself, as in h² − x². One factor of every product is divided by h beforehand, so that
// tiny and huge numbers neither underflow nor overflow.
func (a *Algebra) hypot(z, x, y []float64, h float64) {
	u, v := number.Direction(x[:1], y[:1])
	length, half := h, 0.5
	if math.IsInf(h, 0) { // the length has left the range, its half has not
		length, half = math.Hypot(x[0]/2, y[0]/2), 0.25
	}
	m := len(z)
	buf := borrow(5 * m)
	along, across, acrossOver := (*buf)[:m], (*buf)[m:2*m], (*buf)[2*m:3*m] // over 2h
	d, dOver := (*buf)[3*m:4*m], (*buf)[4*m:]
	for k := 1; k < m; k++ {
		along[k] = number.Component(u, x[k], x[0], length) + number.Component(v, y[k], y[0], length)
		across[k] = number.Component(u, y[k], x[0], length) - number.Component(v, x[k], y[0], length)
		acrossOver[k] = across[k] / length * half
		sum := 0.0
		for _, p := range a.inner(k) {
			// Where h is tiny a quotient may be infinite, and a zero is a zero all the same.
			sum += float64(p.c * (number.Product(acrossOver[p.x], across[p.y]) - number.Product(dOver[p.x], d[p.y]) -
				float64(2*number.Product(dOver[p.x], along[p.y]))))
		}
		d[k], dOver[k] = sum, sum/length*half
	}
	z[0] = h
	for k := 1; k < m; k++ {
		z[k] = along[k] + d[k]
	}
	giveBack(buf)
}

// hypotLeading divides the leading zeros out of a pair of Taylor series whose primals are zero.
func (a *Algebra) hypotLeading(z, x, y []float64) {
	q := min(leadingZeros(x), leadingZeros(y))
	buf := borrow(len(z) - q)
	h := math.Hypot(x[q], y[q])
	a.lower(a.order-q).hypot(*buf, x[q:], y[q:], h)
	clear(z)
	copy(z[q:], *buf)
	giveBack(buf)
}

// Atan2 sets z to the angle of the point (x, y), in [−π, π].
//
// With (c, s) the unit vector of that angle at the primals, the angle is math.Atan2(y₀, x₀) + atan(t) for
// t = (c·y − s·x)/(c·x + s·y), whose primal is 0: one formula for all quadrants.
//
// Special cases are (in order):
//
//	Atan2(y, x) for constants: a constant, also at the origin
//	Atan2(0 + …, 0 + …) and Atan2(y, x) with a NaN: derivatives NaN
//	Atan2(y, x) with an infinite primal: derivatives 0
func (a *Algebra) Atan2(z, y, x []float64) {
	a.check("Atan2", "z", z)
	a.check("Atan2", "y", y)
	a.check("Atan2", "x", x)
	value := math.Atan2(y[0], x[0])
	switch {
	case isConstant(x) && isConstant(y):
		clear(z)
	case x[0] == 0 && y[0] == 0 || math.IsNaN(value):
		a.nanWhere(z, x, y)
	case math.IsInf(x[0], 0) || math.IsInf(y[0], 0):
		clear(z)
	default:
		a.turn(z, y, x)
	}
	z[0] = value
}

// turn computes atan(t).
func (a *Algebra) turn(z, y, x []float64) {
	c, s := number.Direction(x[:1], y[:1])
	scale := number.AngleScale(y[0], x[0]) // drops out of the quotient
	if math.Abs(x[0])+math.Abs(y[0]) > math.MaxFloat64/4 {
		scale = 0.25 // keeps the sum of two huge numbers finite
	}
	m := len(z)
	buf := borrow(3 * m)
	along, across, t := (*buf)[:m], (*buf)[m:2*m], (*buf)[2*m:]
	h := math.Hypot(x[0], y[0])
	for k := range along {
		xk, yk := scale*x[k], scale*y[k]
		along[k] = 0
		if x[0] != 0 { // else an infinite xk is across and not along
			along[k] = number.Component(c, xk, x[0], h)
		}
		if y[0] != 0 {
			along[k] += number.Component(s, yk, y[0], h)
		}
		across[k] = number.Component(c, yk, x[0], h) - number.Component(s, xk, y[0], h)
	}
	across[0] = 0
	grade := max(a.grade(along, along[0]), a.grade(across, along[0]))
	a.slant(z, t, across, along)
	if grade > 0 && number.IndexNonFinite(z[1:]) >= 0 {
		a.regrade(along, -grade)
		a.regrade(across, -grade)
		a.slant(t, t, across, along)
		a.mend(z, t, grade)
	}
	for k := 1; k < len(z) && a.basis[k].degree == 1; k++ {
		if z[k] != z[k] { // as the recurrence multiplies the 0 of the primal by an infinite part along
			z[k] = across[k] / along[0]
		}
	}
	giveBack(buf)
}

// slant computes atan(across/along) in z, with t for the quotient.
func (a *Algebra) slant(z, t, across, along []float64) {
	a.Div(t, across, along)
	a.function(z, t, series.Atan, series.Equation{Form: series.Reciprocal, Constant: 1})
}
