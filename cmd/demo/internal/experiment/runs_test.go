package experiment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRuns(t *testing.T) {
	got := Runs([]int{1, 1, 3, 5, 2, 2, 4}, func(a, b int) bool { return a%2 == b%2 })
	if diff := cmp.Diff([][]int{{1, 1, 3, 5}, {2, 2, 4}}, got); diff != "" {
		t.Errorf("runs of odd and even numbers (-want +got):\n%s", diff)
	}
	if got := Runs(nil, func(a, b int) bool { return true }); got != nil {
		t.Errorf("runs %v of nothing, want none", got)
	}
}
