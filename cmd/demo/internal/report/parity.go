package report

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/plotter"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

// Parity is a figure of predictions over labels, a dot for each pair, and the line on which they are the same.
type Parity struct {
	Name           string // of the file, without ".png"
	Title, Caption string
	XLabel, YLabel string
	X, Y           []float64 // pairs with a number that is not finite are left out
}

// Residuals is a figure of what predictions are off by, over the labels or something else: a dot for each pair, and the line at 0 in
// the middle.
type Residuals Parity

func (f Parity) render() (block, error) {
	return cloud(f, func(x, y Range) plotter.XYs {
		lo, hi := min(x.Lo, y.Lo), max(x.Hi, y.Hi)
		if lo == hi {
			lo, hi = lo-1, hi+1
		}
		return plotter.XYs{{X: lo, Y: lo}, {X: hi, Y: hi}}
	})
}

func (f Residuals) render() (block, error) {
	return cloud(Parity(f), func(x, y Range) plotter.XYs {
		if x.Lo == x.Hi {
			x = Range{x.Lo - 1, x.Hi + 1}
		}
		return plotter.XYs{{X: x.Lo}, {X: x.Hi}}
	})
}

// cloud draws dots, and the line that they were on if all predictions were right, given the ranges of the dots.
func cloud(f Parity, right func(x, y Range) plotter.XYs) (block, error) {
	if len(f.X) != len(f.Y) {
		return block{}, fmt.Errorf("report: figure %s: %d x and %d y, want as many", f.Name, len(f.X), len(f.Y))
	}
	wide, high := Range{math.Inf(1), math.Inf(-1)}, Range{math.Inf(1), math.Inf(-1)}
	var dots plotter.XYs
	for i, x := range f.X {
		if y := f.Y[i]; x-x == 0 && y-y == 0 {
			dots = append(dots, plotter.XY{X: x, Y: y})
			wide, high = Range{min(wide.Lo, x), max(wide.Hi, x)}, Range{min(high.Lo, y), max(high.Hi, y)}
		}
	}
	if len(dots) == 0 {
		return block{}, fmt.Errorf("report: figure %s: no points to draw", f.Name)
	}
	p := newChart(f.XLabel, f.YLabel)
	p.Add(lines{})
	same, err := plotter.NewLine(right(wide, high))
	if err != nil {
		return block{}, fmt.Errorf("report: figure %s: %w", f.Name, err)
	}
	same.LineStyle = vgdraw.LineStyle{Color: ink, Width: 2}
	c := seriesColour(0)
	p.Add(same, &plotter.Scatter{XYs: dots, GlyphStyle: vgdraw.GlyphStyle{Color: faded(c, 0.55), Radius: 6, Shape: vgdraw.CircleGlyph{}}})
	return single(f.Name, f.Title, f.Caption, drawChart(p, nil, nil))
}
