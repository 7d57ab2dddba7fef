package dual

import "fmt"

// Ordered is implemented by numbers that say the order at which their algebra ends: the highest order of the
// derivatives that they carry, 0 for a plain constant. Code that builds up derivatives order by order, as [Implicit]
// does, asks for it. All number types of this module implement it.
type Ordered interface {
	Order() int
}

// Order returns 0. See [Ordered].
func (x Real[F]) Order() int { return 0 }

// Order returns 1. See [Ordered].
func (x Number[F]) Order() int { return 1 }

// Order returns 1. See [Ordered].
func (x Number3[F]) Order() int { return 1 }

// Order returns 1. See [Ordered].
func (x Chunk[F]) Order() int { return 1 }

// Order returns one more than that of the parts. See [Ordered].
func (x Nested[T]) Order() int { return 1 + OrderOf(x.Real, x.Emag) }

// Order returns that of the number that b holds. See [Ordered].
func (b box[T]) Order() int { return OrderOf(b.x) }

// OrderOf returns the highest of the orders at which the algebras of the numbers end, 0 of none. It panics if their type does
// not say, see [Ordered].
func OrderOf[T Scalar[T]](x ...T) (order int) {
	for i := range x {
		o, ok := any(&x[i]).(Ordered) // a pointer, since a number in an interface would be an allocation
		if !ok {
			if o, ok = any(x[i]).(Ordered); !ok { // a T that is an interface itself
				panic(fmt.Sprintf("dual: the order at which a %T ends is not known, want a method Order() int", x[i]))
			}
		}
		order = max(order, o.Order())
	}
	return order
}
