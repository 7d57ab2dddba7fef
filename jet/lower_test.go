package jet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A lower algebra is the one that its constructor makes, all derived tables included.
func TestLower(t *testing.T) {
	for _, tt := range []struct {
		alg   *Algebra
		order int
		want  *Algebra
	}{
		{Real(), 0, Real()},
		{Dual(3), 0, Real()},
		{Dual(3), 1, Dual(3)},
		{HyperDual(), 1, Dual(2)},
		{HyperDual(), 5, HyperDual()},
		{Taylor(4), 0, Real()},
		{Taylor(4), 3, Taylor(3)},
		{Taylor(4), 1, Taylor(1)},
		{Full(3, 4), 2, Full(3, 2)},
		{Full(3, 4), 1, Full(3, 1)},
		{Laplace(3, 2, 0, -1.5), 1, Dual(3)},
		{Laplace(3, 2, 0, -1.5), 2, Laplace(3, 2, 0, -1.5)},
		{Diagonal(3, 4), 3, Diagonal(3, 3)},
		{Diagonal(3, 4), 1, Diagonal(3, 1)},
	} {
		got := tt.alg.Lower(tt.order)
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(Algebra{}, element{}, product{})); diff != "" {
			t.Errorf("%v to order %d is not %v (- want, + got):\n%s", tt.alg, tt.order, tt.want, diff)
		}
	}
}
