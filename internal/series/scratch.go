package series

import "sync"

// A rule called through a function value could keep its slice for all that the compiler knows, so that an array on the
// stack would be moved to the heap, one allocation a call. The arrays of this pool are there already.
var scratch = sync.Pool{New: func() any { return new([3]float64) }}

// First returns the coefficients of orders 0 and 1 of a rule at a, without allocating.
func First(rule Rule, a float64) (c [2]float64) {
	p := scratch.Get().(*[3]float64)
	rule(p[:2], a)
	copy(c[:], p[:])
	scratch.Put(p)
	return c
}

// Second returns the coefficients of orders 0, 1 and 2 of a rule at a, without allocating.
func Second(rule Rule, a float64) (c [3]float64) {
	p := scratch.Get().(*[3]float64)
	rule(p[:], a)
	c = *p
	scratch.Put(p)
	return c
}
