package main

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
)

// TestAtoms runs the program in a small form.
func TestAtoms(t *testing.T) {
	energy, force, err := run(t.Output(), "../data/ethanol.npz", 60, 40)
	if err != nil {
		t.Fatal(err)
	}
	if !(energy < 150 && force < 350) {
		t.Errorf("energies off by %v meV, forces by %v meV/Å", energy, force)
	}
}

// TestSurroundings: exchanging two hydrogen atoms exchanges their surroundings, and leaves those of the others.
func TestSurroundings(t *testing.T) {
	x := make([]dual.Real[float64], 3*atoms)
	for i := range x {
		x[i].Real = 1.5*float64(i/3) + math.Sin(float64(7*i))
	}
	y := surroundings(x)
	for k := range 3 {
		x[3*3+k], x[3*7+k] = x[3*7+k], x[3*3+k]
	}
	z := surroundings(x)
	if len(y) != atoms*features {
		t.Fatalf("%d features, want %d", len(y), atoms*features)
	}
	for i := range atoms {
		other := i
		switch i {
		case 3:
			other = 7
		case 7:
			other = 3
		}
		for f := range features {
			if a, b := y[i*features+f].Real, z[other*features+f].Real; math.Abs(a-b) > 1e-12 {
				t.Errorf("feature %d of atom %d is %v, and %v of atom %d after the exchange", f, i, a, b, other)
			}
		}
	}
}
