package series

import (
	"math"
	"testing"
)

func TestLeaves(t *testing.T) {
	positive, unit := Domain{0, math.Inf(1)}, Domain{-1, 1}
	for _, test := range []struct {
		name    string
		d       Domain
		a, seed float64
		want    bool
	}{
		{"√ at 0, out", positive, 0, -1, true},
		{"√ at −0, out", positive, math.Copysign(0, -1), -1, true},
		{"√ at 0, in", positive, 0, 1, false},
		{"√ at 0, constant", positive, 0, 0, false},
		{"√ at ∞", positive, math.Inf(1), 1, false},
		{"asin at 1, out", unit, 1, 1, true},
		{"asin inside", unit, 0.5, 1, false},
		{"x² at 0", PowDomain(2), 0, -1, false},
		{"x^2.5 at 0", PowDomain(2.5), 0, -1, true},
	} {
		if got := test.d.Leaves(test.a, test.seed); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
