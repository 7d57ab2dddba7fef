package report

import (
	"image/color"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
)

// Exponents are the digits of the type face, smaller: none is left out, and the text is as wide as its parts.
func TestRaised(t *testing.T) {
	want := []piece{{"10", false}, {"−10", true}, {" m", false}}
	if diff := cmp.Diff(want, pieces("10⁻¹⁰ m"), cmp.AllowUnexported(piece{})); diff != "" {
		t.Errorf("pieces (-want +got)\n%s", diff)
	}
	style := lettering(30, ink)
	small := lettering(30*raisedSize, ink)
	if got, want := style.Width("10⁻¹⁰"), style.Width("10")+small.Width("−10"); math.Abs(float64(got-want)) > 1e-6 {
		t.Errorf("the width is %v, want %v", got, want)
	}
	// In a picture, the exponent stands to the right of the base and higher, at any alignment.
	for _, across := range []float64{0, 0.5, 1} {
		base := box(t, across, "10")
		whole := box(t, across, "10⁻⁰")
		if whole[3] > base[3] || whole[1] >= base[1] {
			t.Errorf("aligned by %v: rows %v, want the exponent above the base's %v", across, whole, base)
		}
		width := float64(style.Width("10⁻⁰"))
		if left := 100 - across*width; float64(whole[0]) < left-3 || float64(whole[2]) > left+width+3 {
			t.Errorf("aligned by %v: columns %v, want them within %v and %v", across, whole, left, left+width)
		}
	}
	turned := newSheet(200, 200)
	style.Rotation = 1.5707963267948966
	turned.canvas.FillText(style, vg.Point{X: 100, Y: 20}, "10⁻⁰")
	if b := bounds(t, turned); b[3]-b[1] < 2*(b[2]-b[0]) {
		t.Errorf("turned by a right angle, the text fills %v, want it higher than wide", b)
	}
}

// box returns the left, upper, right and lower ends of text at (100, 100).
func box(t *testing.T, across float64, text string) [4]int {
	t.Helper()
	s := newSheet(200, 200)
	s.write(100, 100, across, 0.5, 30, color.Black, text)
	return bounds(t, s)
}

func bounds(t *testing.T, s *sheet) [4]int {
	t.Helper()
	b := [4]int{1e9, 1e9, -1, -1}
	for y := range 200 {
		for x := range 200 {
			if _, _, _, a := s.img.At(x, y).RGBA(); a > 0x8000 {
				b = [4]int{min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)}
			}
		}
	}
	if b[2] < 0 {
		t.Fatal("nothing was drawn")
	}
	return b
}
