package data

import (
	"fmt"

	"example.com/sobolev/internal/number"
)

// Check reports what keeps the box from being one: it has as many lower as upper bounds, at least one of each, finite numbers that are
// not below the lower ones, and sides that are numbers.
func (b Box) Check() error {
	if len(b.Lo) == 0 || len(b.Lo) != len(b.Hi) {
		return fmt.Errorf("box with %d lower and %d upper bounds, want the same number, at least 1", len(b.Lo), len(b.Hi))
	}
	for i, lo := range b.Lo {
		if hi := b.Hi[i]; !(lo <= hi) || !number.Finite(hi-lo) {
			return fmt.Errorf("box from %v to %v in input %d, want finite bounds, the lower one first", lo, hi, i)
		}
	}
	return nil
}

// check panics where a box cannot be one: it is the programmer's, as a length is.
func (b Box) check(function string) {
	if err := b.Check(); err != nil {
		panic(fmt.Sprintf("data: %s: %v", function, err))
	}
}
