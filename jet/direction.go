package jet

// In an algebra of order 1, and in a Diagonal one, the directions do not know of one another: a number is a bundle of
// Taylor numbers with one primal. Where what a function does depends on the direction that its operand moves in, at
// kinks, at the edge of a domain, at a removable singularity, every direction is therefore treated by itself, as the
// Taylor number it is.

// eachDirection sets z to op(x, y), direction by direction, and returns the least order to which a result is known.
// The primal is that of the last direction. y may be nil.
func (a *Algebra) eachDirection(z, x, y []float64, op func(line *Algebra, z, x, y []float64) int) int {
	m, known := a.order+1, a.order
	buf := borrow(2*m + len(x))
	defer giveBack(buf)
	u, v, result := (*buf)[:m], (*buf)[m:2*m], (*buf)[2*m:]
	for i := range a.vars {
		a.gather(u, x, i)
		if y != nil {
			a.gather(v, y, i)
		}
		known = min(known, op(a.line, u, u, v))
		for d, c := range u {
			if d == 0 {
				result[0] = c
			} else {
				result[1+(d-1)*a.vars+i] = c
			}
		}
	}
	copy(z, result)
	return known
}

// gather sets u to the Taylor number that x is along direction i.
func (a *Algebra) gather(u, x []float64, i int) {
	u[0] = x[0]
	for d := 1; d < len(u); d++ {
		u[d] = x[1+(d-1)*a.vars+i]
	}
}
