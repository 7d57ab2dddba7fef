package data

import (
	"fmt"

	"example.com/sobolev/internal/number"
)

// check panics where a box cannot be one: it is the programmer's, as a length is.
func (b Box) check(function string) {
	if len(b.Lo) == 0 || len(b.Lo) != len(b.Hi) {
		panic(fmt.Sprintf("data: %s: box with %d lower and %d upper bounds, want the same number, at least 1",
			function, len(b.Lo), len(b.Hi)))
	}
	for i, lo := range b.Lo {
		if hi := b.Hi[i]; !(lo <= hi) || !number.Finite(hi-lo) {
			panic(fmt.Sprintf("data: %s: box from %v to %v in input %d, want finite bounds, the lower one first",
				function, lo, hi, i))
		}
	}
}
