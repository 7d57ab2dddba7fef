package report

import (
	"strings"
	"testing"
)

// A caption says so when a panel goes beyond the reference's range, and only then.
func TestClipped(t *testing.T) {
	unit := Range{0, 1}
	slope := func(steep float64) Surface {
		return Surface{Values: Sample(unit, unit, 9, 9, func(x, _ float64) float64 { return steep * x })}
	}
	for _, c := range []struct {
		steep float64
		want  bool
	}{{0.5, false}, {1, false}, {2, true}, {-1, true}} {
		b, err := Surfaces{Name: "slopes", View: Map, Panels: []Surface{slope(1), slope(c.steep)}}.render()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.Caption, "cut off"); got != c.want {
			t.Errorf("slope %v beside 1: caption %q", c.steep, b.Caption)
		}
	}
}
