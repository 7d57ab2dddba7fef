package report

import (
	"math"
	"testing"
)

// Differences have colours that diverge from a pale 0, as dark on one side as on the other, and all panels are within the scale.
func TestSigned(t *testing.T) {
	grid := func(lo, hi float64) Surface {
		return Surface{Values: Sample(Range{0, 1}, Range{0, 1}, 11, 11, func(x, _ float64) float64 { return lo + (hi-lo)*x })}
	}
	panels := []Surface{grid(-1, 0.5), grid(-0.2, 3)}
	s := newSignedScale(panels)
	if s.values != (Range{-3, 3}) || s.height(0) != 0.5 || s.height(3) != 1 || s.height(-3) != 0 || (Surfaces{Panels: panels}).clipped(s) {
		t.Errorf("the scale is %+v with 0 at %v, want −3 to 3 with 0 in the middle and nothing clipped", s.values, s.height(0))
	}
	lightness := func(height float64) float64 { return lab(signedRamp.at(height)).r }
	for _, d := range []float64{0.1, 0.25, 0.4, 0.5} {
		low, high := lightness(0.5-d), lightness(0.5+d)
		if math.Abs(low-high) > 0.08 || low > lightness(0.5+0.1-d/5) {
			t.Errorf("at %v from the middle colours have lightness %v and %v, want as much, and less than nearer to it", d, low, high)
		}
	}
	if blue, red := signedRamp.at(0), signedRamp.at(1); blue.b < 2*blue.r || red.r < 2*red.b {
		t.Errorf("the ends are %v and %v, want blue and red", blue, red)
	}
	if s := newSignedScale([]Surface{grid(0, 0)}); s.height(0) != 0.5 {
		t.Errorf("no difference at all is at %v, want the middle", s.height(0))
	}
	f := Surfaces{Name: "f", Signed: true, ZLabel: "network − truth", View: Map, Panels: panels}
	b, err := f.render()
	if err != nil || b.Scale.Label != "network − truth" || b.Scale.Stops[8] == newColourBar(newScale(panels[0].Values), "").Stops[8] {
		t.Errorf("colour bar %+v, error %v, want its label and the colours of differences", b.Scale, err)
	}
}
