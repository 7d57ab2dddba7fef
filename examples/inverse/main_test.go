package main

import (
	"math"
	"testing"
)

// TestInverse runs the program in a small form.
func TestInverse(t *testing.T) {
	c, err := run(t.Output(), "../data/lorenz.csv", 16, 80)
	if err != nil {
		t.Fatal(err)
	}
	for i, truth := range []float64{10, 15, 8. / 3} {
		if !(math.Abs(c[i]/truth-1) < 0.02) {
			t.Errorf("coefficient %d is %v, want %v", i, c[i], truth)
		}
	}
}
