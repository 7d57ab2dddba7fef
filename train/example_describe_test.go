package train_test

import (
	"fmt"

	"example.com/sobolev/train"
)

// A term of one's own says what its loss depends on, its data by a checksum.
func ExampleChecksum() {
	points := []float64{0, 0.25, 0.5}
	trait := train.Trait{Name: "points", Value: fmt.Sprintf("checksum %08x", train.Checksum(points))}
	points[1] = 0.26
	fmt.Println(trait.Value == fmt.Sprintf("checksum %08x", train.Checksum(points)))
	// Output: false
}
