package hyperdual

import "example.com/sobolev/dual"

var (
	_ dual.Ordered = Number[float64]{}
	_ dual.Ordered = Chunk[float64]{}
)

// Order returns 2. See [dual.Ordered].
func (x Number[F]) Order() int { return 2 }

// Order returns 2. See [dual.Ordered].
func (x Chunk[F]) Order() int { return 2 }
