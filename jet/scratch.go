package jet

import "sync"

// buffers holds memory for intermediate results, since a slice that is handed to a rule, a function value, cannot
// live on the stack.
var buffers = sync.Pool{New: func() any { return new([]float64) }}

// borrow returns a slice of n coefficients with undefined contents. It is given back through [giveBack].
func borrow(n int) *[]float64 {
	b := buffers.Get().(*[]float64)
	if cap(*b) < n {
		*b = make([]float64, max(n, 64))
	}
	*b = (*b)[:n]
	return b
}

func giveBack(b *[]float64) { buffers.Put(b) }
