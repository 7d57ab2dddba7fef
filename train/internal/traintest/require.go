package traintest

import (
	"iter"
	"math"
	"testing"
)

// RequireNear fails unless got and want agree relative to the largest magnitude among want.
func RequireNear(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	scale := 0.0
	for _, w := range want {
		scale = max(scale, math.Abs(w))
	}
	if scale == 0 {
		t.Fatalf("%s: all wanted numbers are zero, which tests nothing", what)
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= tol*scale) {
			t.Fatalf("%s: element %d is %v, want %v (largest %v)", what, i, got[i], want[i], scale)
		}
	}
}

// RequireNoAllocations fails if an element of the sequence, such as the steps of a trainer, allocates once the first few
// are done.
func RequireNoAllocations[S any](t *testing.T, what string, steps iter.Seq2[S, error], epoch int) {
	t.Helper()
	next, stop := iter.Pull2(steps)
	defer stop()
	step := func() {
		if _, err, ok := next(); err != nil || !ok {
			t.Fatalf("%s: step failed: %v", what, err)
		}
	}
	for range 2*epoch + 3 {
		step()
	}
	n := math.Inf(1)
	for try := 0; n > 0 && try < 3; try++ { // the runtime allocates now and then for goroutines that wait
		n = testing.AllocsPerRun(1, func() { // of many steps at once: a mean over runs is rounded down
			for range 4 * epoch {
				step()
			}
		})
	}
	if n != 0 {
		t.Errorf("%s: %v allocations in %d steps, want 0", what, n, 4*epoch)
	}
}
