package main

import (
	"math"
	"math/big"
	"testing"
)

// TestSplit checks that the parts of a constant are numbers of the element type that do not overlap, and that they leave
// nothing of it but what is below the last part's rounding.
func TestSplit(t *testing.T) {
	for _, target := range targets {
		const parts = 3
		rest := new(big.Float).Copy(ln2)
		unit := math.Ldexp(1, -target.mantissa()-1)
		size, _ := ln2.Float64()
		for i, x := range target.split(ln2, parts) {
			if target.single() && float64(float32(x)) != x {
				t.Errorf("%s: part %d = %v is no float32", target.name(), i, x)
			}
			if math.Abs(x) > size*(1+unit) {
				t.Errorf("%s: part %d = %v, want at most %v", target.name(), i, x, size)
			}
			rest = minus(rest, number(x))
			size *= unit
			if left, _ := rest.Float64(); math.Abs(left) > 2*size {
				t.Errorf("%s: %v is left after part %d, want at most %v", target.name(), left, i, 2*size)
			}
		}
	}
}

// TestMagic checks that adding the magic number leaves the nearest integer, and what is to be added to it, in the low
// bits of the sum.
func TestMagic(t *testing.T) {
	for _, target := range targets {
		for _, extra := range []int{0, target.bias()} {
			for x := -40.0; x <= 40; x += 0.25 {
				bits := target.bits(target.round(x + target.magic(extra)))
				got := int(bits & (1<<(target.mantissa()-1) - 1)) // the magic number's own bits lie above
				want := int(math.RoundToEven(x+float64(extra))) & (1<<(target.mantissa()-1) - 1)
				if got != want {
					t.Fatalf("%s: %v with %d: low bits %d, want %d", target.name(), x, extra, got, want)
				}
			}
		}
	}
}
