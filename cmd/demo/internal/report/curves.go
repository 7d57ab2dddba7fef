package report

import (
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

// Curves is a figure of lines over a common axis, such as errors while training.
type Curves struct {
	Name           string // of the file, without ".png"
	Title, Caption string
	XLabel, YLabel string
	LogX, LogY     bool // points that are not positive are left out
	Series         []Series
}

// A Series is one line of [Curves]. Lo and Hi, if given, are the borders of a band around it.
type Series struct {
	Name   string
	X, Y   []float64
	Lo, Hi []float64
	Dashed bool
	Marks  bool // a dot at every point
}

// MeanCurve returns the geometric mean of the curves of several runs with its spread, at the points of the first; a run
// that ended earlier counts for as long as it took.
func MeanCurve[P any](name string, curves [][]P, at func(P) (x, y float64)) Series {
	s := Series{Name: name}
	for k, point := range curves[0] {
		var values []float64
		for _, c := range curves {
			if k < len(c) {
				_, y := at(c[k])
				values = append(values, y)
			}
		}
		x, _ := at(point)
		g := GeometricMean(values)
		s.X, s.Y = append(s.X, x), append(s.Y, g.Mean)
		s.Lo, s.Hi = append(s.Lo, g.Mean/g.Deviation), append(s.Hi, g.Mean*g.Deviation)
	}
	return s
}

func (f Curves) render() (block, error) {
	p := newChart(f.XLabel, f.YLabel)
	if f.LogX {
		logAxis(&p.X)
	}
	if f.LogY {
		logAxis(&p.Y)
	}
	p.Add(lines{})
	var names []string
	var colours []color.NRGBA
	for i, s := range f.Series {
		if len(s.X) != len(s.Y) || len(s.Lo) != len(s.Hi) || len(s.Lo) != 0 && len(s.Lo) != len(s.X) {
			return block{}, fmt.Errorf("report: figure %s, series %q: %d x, %d y, %d lo and %d hi values, want as many of each",
				f.Name, s.Name, len(s.X), len(s.Y), len(s.Lo), len(s.Hi))
		}
		line := f.visible(s.X, s.Y)
		if len(line) == 0 {
			continue
		}
		c := seriesColour(i)
		names, colours = append(names, s.Name), append(colours, c)
		if len(s.Lo) > 0 {
			if err := f.band(p.Add, s, c); err != nil {
				return block{}, err
			}
		}
		l, err := plotter.NewLine(line)
		if err != nil {
			return block{}, fmt.Errorf("report: figure %s, series %q: %w", f.Name, s.Name, err)
		}
		l.LineStyle = vgdraw.LineStyle{Color: c, Width: 4}
		if s.Dashed {
			l.Dashes = []vg.Length{12, 9}
		}
		p.Add(l)
		if s.Marks || len(line) == 1 { // a line of one point is none
			p.Add(&plotter.Scatter{XYs: line, GlyphStyle: vgdraw.GlyphStyle{Color: c, Radius: 7, Shape: vgdraw.CircleGlyph{}}})
		}
	}
	if len(names) == 0 {
		return block{}, fmt.Errorf("report: figure %s: no points to draw", f.Name)
	}
	return single(f.Name, f.Title, f.Caption, drawChart(p, names, colours))
}

// band adds the area between Lo and Hi.
func (f Curves) band(add func(...plot.Plotter), s Series, c color.NRGBA) error {
	outline := f.visible(s.X, s.Hi)
	lower := f.visible(s.X, s.Lo)
	for i := len(lower) - 1; i >= 0; i-- {
		outline = append(outline, lower[i])
	}
	area, err := plotter.NewPolygon(outline)
	if err != nil {
		return fmt.Errorf("report: figure %s, band of %q: %w", f.Name, s.Name, err)
	}
	area.Color, area.LineStyle.Width = faded(c, 0.22), 0
	add(area)
	return nil
}

// visible returns the points that can be drawn.
func (f Curves) visible(x, y []float64) plotter.XYs {
	var out plotter.XYs
	for i := range x {
		if f.LogX && x[i] <= 0 || f.LogY && y[i] <= 0 || math.IsNaN(y[i]) || math.IsInf(y[i], 0) {
			continue
		}
		out = append(out, plotter.XY{X: x[i], Y: y[i]})
	}
	return out
}
