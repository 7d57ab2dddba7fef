package report

import (
	"image"
	"strings"
	"testing"
)

func TestDrawable(t *testing.T) {
	for s, want := range map[string]bool{"humidity percent": true, "Höhe σ₂": true, "Скорость": true, "温度": false, "a温": false, "": true} {
		if got := Drawable(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestShortened(t *testing.T) {
	style := lettering(30, ink)
	if got := shortened(style, "humidity percent", 1000); got != "humidity percent" {
		t.Errorf("with room for all of it: %q", got)
	}
	got := shortened(style, "humidity percent", 150)
	if begin, cut := strings.CutSuffix(got, "…"); !cut || !strings.HasPrefix("humidity percent", begin) || len(begin) < 5 || style.Width(got) > 150 {
		t.Errorf("in 150 pixels: %q, %v wide", got, style.Width(got))
	}
}

// TestLongNames expects that names of axes stay off the border of the picture, however long they are, where a letter that is cut
// leaves ink.
func TestLongNames(t *testing.T) {
	p, name := bowl("", 0), strings.Repeat("humidity percent ", 9)
	s := newScale(p.Values)
	for what, picture := range map[string]*sheet{
		"relief": drawRelief(p, s, nil, name, name), "map": drawMap(p, s, 1, nil, name, name),
		"relief of a medium name": drawRelief(p, s, nil, "temperature", "humidity percent"),
	} {
		b := picture.img.Bounds()
		for _, edge := range []image.Rectangle{image.Rect(0, 0, 2, b.Dy()), image.Rect(b.Dx()-2, 0, b.Dx(), b.Dy()), image.Rect(0, b.Dy()-2, b.Dx(), b.Dy())} {
			for y := edge.Min.Y; y < edge.Max.Y; y++ {
				for x := edge.Min.X; x < edge.Max.X; x++ {
					if _, _, _, a := picture.img.At(x, y).RGBA(); a > 0 {
						t.Fatalf("%s: ink at (%d, %d) of %v", what, x, y, b)
					}
				}
			}
		}
	}
}
