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
func (x Nested[T]) Order() int { return 1 + max(orderOf(x.Real), orderOf(x.Emag)) }

// Order returns that of the number that b holds. See [Ordered].
func (b box[T]) Order() int { return orderOf(b.x) }

// orderOf returns the order of x. It panics if x does not say.
func orderOf[T Scalar[T]](x T) int {
	if o, ok := any(x).(Ordered); ok {
		return o.Order()
	}
	panic(fmt.Sprintf("dual: the order at which a %T ends is not known, want a method Order() int", x))
}
