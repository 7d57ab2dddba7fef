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

func (f Parity) render() (block, error) {
	if len(f.X) != len(f.Y) {
		return block{}, fmt.Errorf("report: figure %s: %d labels and %d predictions, want as many", f.Name, len(f.X), len(f.Y))
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	var dots plotter.XYs
	for i, x := range f.X {
		if y := f.Y[i]; x-x == 0 && y-y == 0 {
			dots = append(dots, plotter.XY{X: x, Y: y})
			lo, hi = min(lo, x, y), max(hi, x, y)
		}
	}
	if len(dots) == 0 {
		return block{}, fmt.Errorf("report: figure %s: no points to draw", f.Name)
	}
	if lo == hi {
		lo, hi = lo-1, hi+1
	}
	p := newChart(f.XLabel, f.YLabel)
	p.Add(lines{})
	same, err := plotter.NewLine(plotter.XYs{{X: lo, Y: lo}, {X: hi, Y: hi}})
	if err != nil {
		return block{}, fmt.Errorf("report: figure %s: %w", f.Name, err)
	}
	same.LineStyle = vgdraw.LineStyle{Color: ink, Width: 2}
	c := seriesColour(0)
	p.Add(same, &plotter.Scatter{XYs: dots, GlyphStyle: vgdraw.GlyphStyle{Color: faded(c, 0.55), Radius: 6, Shape: vgdraw.CircleGlyph{}}})
	return single(f.Name, f.Title, f.Caption, drawChart(p, nil, nil))
}
