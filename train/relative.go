package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
)

// RelativeL2 is the relative error of got in the Euclidean norm, ‖got − want‖/‖want‖: the usual measure of an
// approximate solution at many points.
func RelativeL2[F dual.Float](got, want []F) float64 {
	if len(got) != len(want) {
		panic(fmt.Sprintf("train: RelativeL2: got %d numbers, want %d", len(got), len(want)))
	}
	off, size := 0.0, 0.0
	for i, w := range want {
		d := float64(got[i]) - float64(w)
		off += d * d
		size += float64(w) * float64(w)
	}
	return math.Sqrt(off / size)
}
