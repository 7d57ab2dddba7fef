package jet

// Lower returns the algebra without what is above the order: its components are the first ones of a, with the same
// products. At order 0 that is Real().
func (a *Algebra) Lower(order int) *Algebra {
	atLeast("Lower", "order", order, 0)
	if order == 0 {
		return Real()
	}
	return a.lower(order)
}

// lower returns the beginning of the algebra's table. Unlike [Algebra.Lower] it stays a Taylor algebra at order 0: one of
// a number of which nothing but the primal is known.
func (a *Algebra) lower(order int) *Algebra {
	if order >= a.order {
		return a
	}
	b := *a
	b.order = order
	if a.kind == kindHyperDual || a.kind == kindLaplace { // order 1 is left
		b.kind, b.weights = kindDual, nil
	}
	m := a.ends[order]
	b.basis = a.basis[:m]
	b.first = a.first[:m+1]
	b.table = a.table[:a.first[m]]
	b.ends = a.ends[:order+1]
	b.transpose(b.Terms())
	b.classify()
	return &b
}
