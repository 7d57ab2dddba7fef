package fit

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestThin: of many rows some are drawn, the worst among them, and none that was not measured.
func TestThin(t *testing.T) {
	c := component{}
	for i := range 10 * mostDots {
		c.want, c.got = append(c.want, float64(i)), append(c.got, float64(i)+1e-3*math.Sin(float64(i)))
	}
	c.want[7], c.got[12345] = math.NaN(), 0
	c.thin()
	if len(c.want) != mostDots || len(c.got) != mostDots || slices.ContainsFunc(c.want, math.IsNaN) || !slices.Contains(c.want, 12345) {
		t.Errorf("%d and %d numbers, want %d that were measured, row 12345 among them", len(c.want), len(c.got), mostDots)
	}
	slices.Sort(c.want)
	if same := slices.Compact(slices.Clone(c.want)); len(same) < mostDots {
		t.Errorf("%d different rows, want %d", len(same), mostDots)
	}
	if few := (component{want: []float64{1}, got: []float64{2}}); thinned(1) != "" {
		t.Error("one row is thinned out")
	} else if few.thin(); len(few.want) != 1 {
		t.Error("one row is not drawn")
	}
}

// TestNothingToLearn: rows that say 0 everywhere have a report, too, though their loss has no logarithm.
func TestNothingToLearn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "zeros.csv")
	if err := os.WriteFile(path, []byte("x,y\n0,0\n0,0\n0,0\n0,0\n0,0\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := fitArgs(t.Context(), []string{path, "-epochs", "2", "-quiet", "-out", t.TempDir()}); err != nil {
		t.Error(err)
	}
}
