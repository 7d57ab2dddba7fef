package report

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

// Geometry of charts, in pixels.
const (
	chartWidth, chartHeight = 1000, 680
	chartLettering          = 32 // 11 pixels of a telephone whose screen is 400 wide
	legendHeight            = 62
)

// newChart returns a plot in the style of all figures: no frame, faint horizontal lines, grey lettering.
func newChart(xLabel, yLabel string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.Transparent
	p.X.Label.Text = shortened(lettering(chartLettering, ink), xLabel, chartWidth-240)
	p.Y.Label.Text = shortened(lettering(chartLettering, ink), yLabel, chartHeight-2*legendHeight)
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Padding = 6
		a.LineStyle = vgdraw.LineStyle{Color: ink, Width: 1.5}
		a.Tick.LineStyle = vgdraw.LineStyle{Color: ink, Width: 1.5}
		a.Tick.Length = 7
		a.Label.Padding = 8
		x, y, rotation := a.Label.TextStyle.XAlign, a.Label.TextStyle.YAlign, a.Label.TextStyle.Rotation
		a.Label.TextStyle = lettering(chartLettering, ink)
		a.Label.TextStyle.XAlign, a.Label.TextStyle.YAlign, a.Label.TextStyle.Rotation = x, y, rotation
		x, y = a.Tick.Label.XAlign, a.Tick.Label.YAlign
		a.Tick.Label = lettering(chartLettering, ink)
		a.Tick.Label.XAlign, a.Tick.Label.YAlign = x, y
		a.Tick.Marker = plot.TickerFunc(linearTicks)
	}
	p.Y.LineStyle.Width, p.Y.Tick.LineStyle.Width = 0, 0
	return p
}

func linearTicks(lo, hi float64) []plot.Tick {
	var t []plot.Tick
	for _, v := range ticks(Range{lo, hi}, 5) {
		t = append(t, plot.Tick{Value: v, Label: label(v)})
	}
	return t
}

// logAxis makes an axis logarithmic, with ticks at powers of ten and, where there are few of these, at multiples of a power.
func logAxis(a *plot.Axis) {
	a.Scale = plot.LogScale{}
	a.Tick.Marker = plot.TickerFunc(logTicks)
}

// widen gives a logarithmic axis of a single value an extent. Left alone, the plot would take 1 to either side, which
// need not be positive.
func widen(a *plot.Axis) {
	if _, ok := a.Scale.(plot.LogScale); ok && a.Min == a.Max {
		a.Min, a.Max = a.Min/2, a.Max*2
	}
}

func logTicks(lo, hi float64) []plot.Tick {
	if hi < 2*lo {
		return linearTicks(lo, hi)
	}
	multiples := []float64{1, 2, 5}
	if hi < 8*lo {
		multiples = []float64{1, 1.5, 2, 3, 4, 6, 8}
	}
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	every := 1 + (last-first)/8 // label every power, or every second one, …
	var t []plot.Tick
	for e := first; e <= last; e++ {
		for _, m := range multiples {
			v := m * math.Pow(10, float64(e))
			if v < lo*0.999 || v > hi*1.001 {
				continue
			}
			switch {
			case m == 1 && hi >= 8*lo && e%every == 0:
				t = append(t, plot.Tick{Value: v, Label: powerLabel(v, e)})
			case hi < 8*lo || m != 1 && hi < 300*lo:
				t = append(t, plot.Tick{Value: v, Label: label(v)})
			}
		}
	}
	return t
}

func powerLabel(v float64, exponent int) string {
	if exponent >= -3 && exponent <= 3 {
		return label(v)
	}
	return "10" + superscript(exponent)
}

// lines draws a faint horizontal line at every labelled tick of the y axis.
type lines struct{}

// Plot implements [plot.Plotter].
func (lines) Plot(c vgdraw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		at := y(t.Value)
		c.StrokeLine2(vgdraw.LineStyle{Color: faint, Width: 1.5}, c.Min.X, at, c.Max.X, at)
	}
}

// drawChart draws the plot under a legend of the given names, in as many lines as it takes.
func drawChart(p *plot.Plot, names []string, colours []color.NRGBA) *sheet {
	const left, step = 100.0, 42.0 // where lines begin, and how far apart they are
	style := lettering(chartLettering, ink)
	x, y := left, 22.0
	at := make([][2]float64, len(names))
	names = slices.Clone(names)
	for i, name := range names {
		name = shortened(style, name, chartWidth-left-80)
		names[i] = name
		width := 44 + float64(style.Width(name)) + 36
		if x > left && x+width > chartWidth {
			x, y = left, y+step
		}
		at[i] = [2]float64{x, y}
		x += width
	}
	extra := y - 22
	s := newSheet(chartWidth, chartHeight+int(extra))
	for i, name := range names {
		x, y := at[i][0], at[i][1]
		s.fill(colours[i], x, y, x+34, y, x+34, y+9, x, y+9)
		s.write(x+44, y+4, 0, 0.5, chartLettering, ink, name)
	}
	widen(&p.X)
	widen(&p.Y)
	c := vgdraw.Crop(s.canvas, 8, -24, 8, -vg.Length(legendHeight+extra))
	p.Draw(c)
	return s
}

// seriesColour returns the colour of series i.
func seriesColour(i int) color.NRGBA { return palette[i%len(palette)] }

// faded returns c with the given opacity.
func faded(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(255 * opacity)
	return c
}

// single renders a figure of one picture.
func single(name, title, caption string, s *sheet) (block, error) {
	b := block{Name: name, Title: title, Caption: caption}
	b.addPanel("", "", s.img)
	var err error
	b.file, err = encodePNG(onWhite(s.img))
	return b, err
}
