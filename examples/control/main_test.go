package main

import (
	"math"
	"testing"

	"example.com/sobolev/train/data"
)

// TestPlant: the plant is the one that the data was made with.
func TestPlant(t *testing.T) {
	d, err := data.FromNumPy[float64]("../data/cartpole.npz")
	if err != nil {
		t.Fatal(err)
	}
	worst := 0.0
	for i := range d.Len() {
		s := state(d.X[5*i : 5*i+4])
		next := plant(s, d.X[5*i+4])
		for k := range 4 {
			worst = max(worst, math.Abs(next[k]-s[k]-d.Labels.Plane(0)[4*i+k]))
		}
	}
	if worst > 1e-5 {
		t.Errorf("a step differs by %v", worst)
	}
}

// TestControl runs the program in a small form: with Jacobians thirty states are enough to swing the pole up.
func TestControl(t *testing.T) {
	kept, angle, err := run(t.Output(), "../data/cartpole.npz", 30, 2000, 100)
	if err != nil {
		t.Fatal(err)
	}
	if kept[1] != 50 || math.Abs(angle[1]) > 0.5 {
		t.Errorf("upright %d of 50 times, %v from upright after a swing-up", kept[1], angle[1])
	}
}
