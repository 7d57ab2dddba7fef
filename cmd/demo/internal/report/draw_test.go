package report

import (
	"image/color"
	"math"
	"slices"
	"testing"
)

func TestScale(t *testing.T) {
	linearGrid := Sample(Range{0, 1}, Range{0, 1}, 11, 11, func(x, _ float64) float64 { return 10*x - 5 })
	s := newScale(linearGrid)
	if s.compressed() || s.height(-5) != 0 || s.height(0) != 0.5 || s.height(5) != 1 {
		t.Errorf("heights of a ramp: %v, %v, %v, want 0, 0.5, 1", s.height(-5), s.height(0), s.height(5))
	}
	if h := s.height(5.5); math.Abs(h-1.05) > 1e-12 {
		t.Errorf("a value a little above the range has height %v, want 1.05", h)
	}
	if s.height(1e9) != 1+margin || s.height(-1e9) != -margin {
		t.Errorf("heights far outside: %v, %v, want ±%v beyond the ends", s.height(1e9), s.height(-1e9), margin)
	}
	steep := newScale(Sample(Range{0, 1}, Range{0, 1}, 101, 11, func(x, _ float64) float64 { return math.Pow(x, 6) }))
	if !steep.compressed() {
		t.Error("a steep wall is drawn on a linear scale")
	}
	if h := steep.height(math.Pow(0.5, 6)); math.Abs(h-mid) > 1e-9 {
		t.Errorf("the median of a steep wall is at height %v, want %v", h, mid)
	}
	for _, h := range []float64{0, 0.3, 1} {
		if got := steep.height(steep.value(h)); math.Abs(got-h) > 1e-12 {
			t.Errorf("height(value(%v)) = %v", h, got)
		}
	}
	below, above := steep.height(steep.values.Lo-1e-6), steep.height(steep.values.Lo+1e-6)
	if math.Abs(below+above) > 1e-3*above {
		t.Errorf("heights %v below and %v above the floor: the scale has a kink there", below, above)
	}
	flat := newScale(Sample(Range{0, 1}, Range{0, 1}, 3, 3, func(_, _ float64) float64 { return 7 }))
	if h := flat.height(7); h != 0 {
		t.Errorf("a constant surface has height %v, want 0", h)
	}
}

func TestTicksAndLabels(t *testing.T) {
	for _, c := range []struct {
		r    Range
		want []float64
	}{
		{Range{-5, 5}, []float64{-4, -2, 0, 2, 4}},
		{Range{0, 1}, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{Range{-3, 3000}, []float64{0, 500, 1000, 1500, 2000, 2500, 3000}},
	} {
		got := ticks(c.r, 5)
		if !slices.EqualFunc(got, c.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9*(c.r.Hi-c.r.Lo) }) {
			t.Errorf("ticks of %v: %v, want %v", c.r, got, c.want)
		}
	}
	for v, want := range map[float64]string{
		0: "0", -1e-15: "0", -4: "−4", 0.30000000000000004: "0.3", 2500: "2500", 181854: "182000", 1.02e6: "1.02·10⁶",
		-0.25: "−0.25", 1e-7: "1·10⁻⁷", 10: "10", 100: "100",
	} {
		if got := label(v); got != want {
			t.Errorf("label(%v) = %q, want %q", v, got, want)
		}
	}
	var labels []string
	for _, m := range logTicks(0.02, 30) {
		labels = append(labels, m.Label)
	}
	if want := []string{"0.1", "1", "10"}; !slices.Equal(labels, want) {
		t.Errorf("ticks on a logarithmic axis %v, want %v", labels, want)
	}
}

func TestColours(t *testing.T) {
	for _, c := range []color.NRGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {18, 130, 77, 255}} {
		if got := linear(c).srgb(); got != color.RGBA(c) {
			t.Errorf("%v decoded and encoded is %v", c, got)
		}
		if got := lab(linear(c)).unlab().srgb(); got != color.RGBA(c) {
			t.Errorf("%v through OKLab is %v", c, got)
		}
	}
	before := -1.0
	for i := range 101 {
		l := lab(surfaceRamp.at(float64(i) / 100)).r
		if l <= before {
			t.Errorf("the surface colours get darker at height %v", float64(i)/100)
		}
		before = l
	}
	if surfaceRamp.at(-1) != surfaceRamp.at(0) || surfaceRamp.at(2) != surfaceRamp.at(1) {
		t.Error("heights outside the scale do not have the colours of its ends")
	}
}

func TestCameraFillsTheFrame(t *testing.T) {
	c := newCamera(azimuth, elevation, 0.9, 50, 20, 700, 400)
	lo, hi := [2]float64{1e9, 1e9}, [2]float64{-1e9, -1e9}
	for i := range 8 {
		x, y, _ := c.project(vec3{float64(i&1)*2 - 1, float64(i&2) - 1, 0.9 * float64(i>>2)})
		lo, hi = [2]float64{min(lo[0], x), min(lo[1], y)}, [2]float64{max(hi[0], x), max(hi[1], y)}
	}
	const eps = 1e-9
	if lo[0] < 50-eps || lo[1] < 20-eps || hi[0] > 750+eps || hi[1] > 420+eps {
		t.Errorf("the box is seen in %v to %v, want within (50, 20) to (750, 420)", lo, hi)
	}
	if hi[0]-lo[0] < 700-eps && hi[1]-lo[1] < 400-eps {
		t.Errorf("the box is seen in %v to %v and touches neither pair of edges", lo, hi)
	}
	// The eye is above, at the side of y = −1 and x = 1.
	_, _, near := c.project(vec3{1, -1, 0.9})
	_, _, far := c.project(vec3{-1, 1, 0})
	if near <= far {
		t.Errorf("the front corner is at %v, behind the back one at %v", near, far)
	}
}

// What is nearer hides what is further away, in any order of drawing.
func TestRasterDepth(t *testing.T) {
	square := func(r *raster, near, height float64) {
		a, b := corner{0, 0, near, height, 1, 0}, corner{8, 0, near, height, 1, 0}
		c, d := corner{0, 8, near, height, 1, 0}, corner{8, 8, near, height, 1, 0}
		plain := func(h, _ float64) rgb { return rgb{h, h, h} }
		r.triangle(a, b, d, plain)
		r.triangle(a, d, c, plain)
	}
	for _, front := range []bool{true, false} {
		r := newRaster(8, 8)
		if front {
			square(r, 2, 1)
			square(r, 1, 0)
		} else {
			square(r, 1, 0)
			square(r, 2, 1)
		}
		img := r.shrink(2)
		if got := img.NRGBAAt(1, 2); got != (color.NRGBA{255, 255, 255, 255}) {
			t.Errorf("front drawn first %v: pixel %v, want white", front, got)
		}
	}
	if got := newRaster(4, 4).shrink(2).NRGBAAt(0, 0); got.A != 0 {
		t.Errorf("an empty pixel is %v, want transparent", got)
	}
}

func TestMapShowsValues(t *testing.T) {
	s := bowl("truth", 0)
	img := drawMap(s, newScale(s.Values), 1, nil, "", "").img
	sc := newScale(s.Values)
	// A point between arrows, contour lines and samples: its colour is that of its value.
	for _, p := range [][2]float64{{0.02, 0.02}, {0.5, 1.02}} {
		x := mapLeft + int(mapSide*s.Values.X.unit(p[0]))
		y := mapUpper + int(mapSide*(1-s.Values.Y.unit(p[1])))
		want := surfaceRamp.at(sc.height(p[0]*p[0] + 2*p[1]*p[1])).srgb()
		r, g, b, _ := img.At(x, y).RGBA()
		if far(r, want.R) || far(g, want.G) || far(b, want.B) {
			t.Errorf("the map has %v at %v, want %v", img.At(x, y), p, want)
		}
	}
}

func far(got uint32, want uint8) bool { return math.Abs(float64(got>>8)-float64(want)) > 4 }

// An arrow's head lies where the gradient points.
func TestArrowPointsUphill(t *testing.T) {
	s := newSheet(100, 100)
	drawArrow(s, 50, 50, 1, 0, 1, 60)
	width := func(x int) (n int) {
		for y := range 100 {
			if _, _, _, a := s.img.At(x, y).RGBA(); a > 0x8000 {
				n++
			}
		}
		return n
	}
	if head, tail := width(70), width(25); head <= tail || tail == 0 {
		t.Errorf("the arrow is %d pixels wide in front and %d behind, want a head in front", head, tail)
	}
	empty := newSheet(100, 100)
	for _, u := range []float64{0, math.NaN(), math.Inf(1)} {
		drawArrow(empty, 50, 50, u, 0, 1, 60)
	}
	if _, _, _, a := empty.img.At(50, 50).RGBA(); a != 0 {
		t.Error("an arrow was drawn for a gradient without a direction")
	}
}

func TestSplitLabels(t *testing.T) {
	for in, want := range map[string][2]string{
		"Ackley": {"Ackley", ""}, "StyblinskiTang": {"Styblinski", "Tang"}, "Styblinski–Tang": {"Styblinski–", "Tang"},
		"one network": {"one ", "network"}, "Michalewicz": {"Michalewicz", ""}, "McCormick": {"McCormick", ""},
	} {
		if a, b := split(in); a != want[0] || b != want[1] {
			t.Errorf("split(%q) = %q, %q, want %q", in, a, b, want)
		}
	}
}

// TestSinglePointOnLogAxes draws a chart whose only point gives its axes no extent.
func TestSinglePointOnLogAxes(t *testing.T) {
	f := Curves{Name: "one", LogX: true, LogY: true, Series: []Series{{Name: "s", X: []float64{0.5}, Y: []float64{1e-4}, Marks: true}}}
	if _, err := f.render(); err != nil {
		t.Error(err)
	}
}
