package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/linalg"
)

// RelativeL2 is the relative error of got in the Euclidean norm, ‖got − want‖/‖want‖: the usual measure of an
// approximate solution at many points.
func RelativeL2[F dual.Float](got, want []F) float64 {
	if len(got) != len(want) {
		panic(fmt.Sprintf("train: RelativeL2: got %d numbers, want %d", len(got), len(want)))
	}
	e := max(linalg.Exponent(got), linalg.Exponent(want)) // neither differences nor norms leave the range of the numbers
	off, size := make([]float64, len(want)), make([]float64, len(want))
	for i, w := range want {
		size[i] = math.Ldexp(float64(w), -e)
		off[i] = math.Ldexp(float64(got[i]), -e) - size[i]
	}
	return linalg.Norm(off) / linalg.Norm(size)
}
