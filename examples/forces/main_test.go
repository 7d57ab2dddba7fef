package main

import (
	"math"
	"testing"
)

// TestForces runs the program in a small form. Without forces 200 frames give errors of forces near 800 meV/Å.
func TestForces(t *testing.T) {
	energy, force, drift, err := run(t.Output(), "../data/ethanol.npz", 200, recipe{hidden: 128, epochs: 60}, 0.1, 200)
	if err != nil {
		t.Fatal(err)
	}
	if !(energy < 100 && force < 200 && math.Abs(drift) < 5) {
		t.Errorf("energies off by %v meV, forces by %v meV/Å, drift %v meV", energy, force, drift)
	}
}
