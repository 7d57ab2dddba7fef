package jet

// lower returns the Taylor algebra of the given order, at most that of a: the beginning of a's table.
func (a *Algebra) lower(order int) *Algebra {
	if order >= a.order {
		return a
	}
	b := *a
	m := order + 1
	b.order = order
	b.basis = a.basis[:m]
	b.first = a.first[:m+1]
	b.table = a.table[:a.first[m]]
	b.ends = a.ends[:m]
	b.transpose(b.Terms())
	return &b
}
