package report

import (
	"fmt"
	"image/color"
	"math"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

// Bars is a figure of grouped bars with error bars. A logarithmic one grows from Base, which for error ratios is 1.
type Bars struct {
	Name           string // of the file, without ".png"
	Title, Caption string
	XLabel, YLabel string
	Log            bool
	Base           float64 // where bars start; with Log, 0 stands for a power of ten below all of them
	Groups         []string
	Series         []BarSeries
}

// A BarSeries is one bar in every group. Lo and Hi, if given, are the ends of the error bars. A NaN is a missing bar.
type BarSeries struct {
	Name   string
	Y      []float64
	Lo, Hi []float64
}

func (f Bars) render() (block, error) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, s := range f.Series {
		if len(s.Y) != len(f.Groups) || len(s.Lo) != len(s.Hi) || len(s.Lo) != 0 && len(s.Lo) != len(s.Y) {
			return block{}, fmt.Errorf("report: figure %s, series %q: %d values, %d lo and %d hi, want %d",
				f.Name, s.Name, len(s.Y), len(s.Lo), len(s.Hi), len(f.Groups))
		}
		for _, values := range [][]float64{s.Y, s.Lo, s.Hi} {
			for _, v := range values {
				if f.drawable(v) {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
		}
	}
	if lo > hi {
		return block{}, fmt.Errorf("report: figure %s: no bars to draw", f.Name)
	}
	if f.Log && f.Base == 0 {
		f.Base = math.Pow(10, math.Floor(math.Log10(lo)-0.1))
	}
	p := newChart(f.XLabel, f.YLabel)
	if f.Log {
		logAxis(&p.Y)
		p.Y.Min, p.Y.Max = min(lo/1.15, f.Base), max(hi*1.15, f.Base)
	} else {
		p.Y.Min, p.Y.Max = min(lo, f.Base), max(hi*1.05, f.Base)
	}
	p.X.Min, p.X.Max = -0.5, float64(len(f.Groups))-0.5
	p.X.Tick.Length, p.X.LineStyle.Width = 0, 0
	f.nameGroups(&p.X)
	p.Add(lines{}, barPlotter{f})
	names, colours := make([]string, len(f.Series)), make([]color.NRGBA, len(f.Series))
	for i, s := range f.Series {
		names[i], colours[i] = s.Name, seriesColour(i)
	}
	return single(f.Name, f.Title, f.Caption, drawChart(p, names, colours))
}

// nameGroups writes the names of the groups below them: in one line or two, or tilted if they would meet.
func (f Bars) nameGroups(axis *plot.Axis) {
	style, room := axis.Tick.Label, vg.Length(chartWidth-120)/vg.Length(len(f.Groups))
	var level, tilted plot.ConstantTicks
	fits := true
	for i, g := range f.Groups {
		first, second := split(g)
		fits = fits && max(style.Width(first), style.Width(second)) < 0.95*room
		level = append(level, plot.Tick{Value: float64(i), Label: first + "\n" + second})
		tilted = append(tilted, plot.Tick{Value: float64(i), Label: shortened(style, g, 300)})
	}
	axis.Tick.Marker = level
	if !fits {
		axis.Tick.Marker = tilted
		axis.Tick.Label.Rotation, axis.Tick.Label.XAlign, axis.Tick.Label.YAlign = math.Pi/5, vgdraw.XRight, vgdraw.YCenter
	}
}

// split breaks a long label, "StyblinskiTang" or "Styblinski–Tang", into two lines.
func split(label string) (first, second string) {
	const fits = 9
	if len(label) <= fits {
		return label, ""
	}
	for i, r := range label {
		switch {
		case i > 2 && unicode.IsUpper(r):
			return label[:i], label[i:]
		case r == '–' || r == '-' || r == ' ':
			return label[:i+utf8.RuneLen(r)], label[i+utf8.RuneLen(r):]
		}
	}
	return label, ""
}

func (f Bars) drawable(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && (!f.Log || v > 0)
}

// barPlotter draws the bars; those of package plotter cannot start elsewhere than at 0 and so not on a log axis.
type barPlotter struct{ Bars }

// Plot implements [plot.Plotter].
func (b barPlotter) Plot(c vgdraw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	group := x(1) - x(0)
	width := min(group*0.8/vg.Length(len(b.Series)), 90)
	for k, s := range b.Series {
		for i, v := range s.Y {
			if !b.drawable(v) {
				continue
			}
			left := x(float64(i)) + width*(vg.Length(k)-vg.Length(len(b.Series))/2)
			right, gap := left+width, width*0.06
			c.FillPolygon(seriesColour(k), []vg.Point{
				{X: left + gap, Y: y(b.Base)}, {X: right - gap, Y: y(b.Base)},
				{X: right - gap, Y: y(v)}, {X: left + gap, Y: y(v)},
			})
			if len(s.Lo) > 0 && b.drawable(s.Lo[i]) && b.drawable(s.Hi[i]) {
				errorBar(c, (left+right)/2, y(s.Lo[i]), y(s.Hi[i]), width*0.16)
			}
		}
	}
	c.StrokeLine2(vgdraw.LineStyle{Color: ink, Width: 2}, c.Min.X, y(b.Base), c.Max.X, y(b.Base))
}

func errorBar(c vgdraw.Canvas, x, lo, hi, half vg.Length) {
	// A pale casing keeps the line visible on the bar and off it, on light and on dark pages.
	for _, style := range []vgdraw.LineStyle{
		{Color: color.NRGBA{0xff, 0xff, 0xff, 0xa0}, Width: 7}, {Color: color.NRGBA{0x3a, 0x44, 0x52, 0xff}, Width: 3},
	} {
		c.StrokeLine2(style, x, lo, x, hi)
		c.StrokeLine2(style, x-half, lo, x+half, lo)
		c.StrokeLine2(style, x-half, hi, x+half, hi)
	}
}
