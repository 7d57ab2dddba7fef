package report

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInterval compares with the tables of Student's t: 12.706, 4.303, 2.776 and 2.262 at 0.975.
func TestInterval(t *testing.T) {
	for n, want := range map[int]float64{2: 12.7062, 3: 4.30265, 5: 2.77645, 10: 2.26216} {
		got := Stat{Mean: 7, Deviation: 2, N: n}.Interval() * math.Sqrt(float64(n)) / 2
		if math.Abs(got-want) > 1e-4 {
			t.Errorf("n = %d: t is %v, want %v", n, got, want)
		}
	}
	if h := (Stat{Mean: 1, N: 1}).Interval(); !math.IsInf(h, 1) {
		t.Errorf("one measurement: half width %v, want +Inf", h)
	}
}

func TestPair(t *testing.T) {
	for _, c := range []struct {
		a, b          []float64
		wins          int
		verdict, text string
	}{
		{[]float64{3, 4, 5}, []float64{1, 2.1, 2.9}, 3, "larger", "+2.00 [+1.75, +2.25]"},
		{[]float64{1, 2.1, 2.9}, []float64{3, 4, 5}, 0, "smaller", "-2.00 [-2.25, -1.75]"},
		{[]float64{3, 4, 5}, []float64{1, 5, 4}, 2, "open", "+0.67 [-3.13, +4.46]"},
		{[]float64{3, 4}, []float64{1}, 1, "open", "+2.00"},
	} {
		p := Pair(c.a, c.b)
		if diff := cmp.Diff([]any{c.wins, c.verdict, c.text}, []any{p.Wins, p.Verdict(), p.String()}); diff != "" {
			t.Errorf("%v against %v (-want +got):\n%s", c.a, c.b, diff)
		}
	}
}
