package jet

import "slices"

// Equal reports whether two algebras have the same basis and products, so that the coefficients of one are those of the
// other. Algebras are made by whoever needs one, so the same may exist several times, and under several names: Full(n, 1)
// and Dual(n) are equal, and so are Full(1, K) and Taylor(K).
func (a *Algebra) Equal(b *Algebra) bool {
	switch {
	case a == b:
		return true
	case a.vars != b.vars || a.order != b.order || len(a.basis) != len(b.basis) || !slices.Equal(a.weights, b.weights):
		return false
	case a.kind == b.kind:
		return true
	}
	return slices.EqualFunc(a.basis, b.basis, func(x, y element) bool { return slices.Equal(x.exponents, y.exponents) })
}

// Complete reports whether the algebra holds every partial derivative in its variables up to its order, as Full does.
func (a *Algebra) Complete() bool {
	return a.weights == nil && len(a.basis) == binomial(a.vars+a.order, a.order)
}

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
