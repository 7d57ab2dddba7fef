package report

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"sync"
)

// A Point is a sample that a fit was made from.
type Point struct{ X, Y, Z float64 }

// An Arrow is a gradient (U, V) at (X, Y). One that is NaN is not drawn.
type Arrow struct{ X, Y, U, V float64 }

// A Surface is one panel of [Surfaces].
type Surface struct {
	Title  string // "values only"
	Note   string // the numbers that go with it: "held-out error 12.3"
	Values Grid
	Arrows []Arrow // its gradient on a coarse grid, for the Map view
}

// A View is a way to show a surface.
type View int

const (
	Relief View = iota // in perspective
	Map                // from above, with the gradient as arrows
)

// Surfaces is a figure of surfaces side by side. The first is the reference: its range sets the colours and heights
// of all, its gradients the length of all arrows. Signed ones are differences, all on one scale that is symmetric in 0.
type Surfaces struct {
	Name           string // of the file, without ".png"
	Title, Caption string
	XLabel, YLabel string
	ZLabel         string // what colours and heights stand for
	Signed         bool
	View           View
	Panels         []Surface
	Points         []Point // samples, marked in every panel but the first
}

func (f Surfaces) check() error {
	if len(f.Panels) == 0 {
		return fmt.Errorf("report: figure %s: no panels", f.Name)
	}
	for _, p := range f.Panels {
		if err := p.Values.check(); err != nil {
			return fmt.Errorf("report: figure %s, panel %q: %w", f.Name, p.Title, err)
		}
	}
	return nil
}

func (f Surfaces) render() (block, error) {
	if err := f.check(); err != nil {
		return block{}, err
	}
	s := newScale(f.Panels[0].Values)
	if f.Signed {
		s = newSignedScale(f.Panels)
	}
	longest := longestArrow(f.Panels[0])
	pictures := make([]*sheet, len(f.Panels))
	var wait sync.WaitGroup
	for i, p := range f.Panels {
		wait.Go(func() {
			points := f.Points
			if i == 0 {
				points = nil
			}
			if f.View == Map {
				pictures[i] = drawMap(p, s, longest, points, f.XLabel, f.YLabel)
			} else {
				pictures[i] = drawRelief(p, s, points, f.XLabel, f.YLabel)
			}
		})
	}
	wait.Wait()
	b := block{Name: f.Name, Title: f.Title, Caption: f.Caption, Scale: newColourBar(s, f.ZLabel)}
	if s.compressed() {
		b.Caption = strings.TrimSpace(b.Caption + " Heights and colours are stretched near the floor (a logarithmic scale).")
	}
	if f.clipped(s) {
		b.Caption = strings.TrimSpace(b.Caption + " What lies beyond the scale is cut off at its ends.")
	}
	noted := slices.ContainsFunc(f.Panels, func(p Surface) bool { return p.Note != "" })
	for i, p := range f.Panels {
		if noted && p.Note == "" {
			p.Note = "\u00a0" // titles are in line
		}
		b.addPanel(p.Title, p.Note, pictures[i].img)
	}
	var err error
	b.file, err = encodePNG(onWhite(f.strip(pictures, s)))
	return b, err
}

// clipped reports whether a panel has values beyond the scale, by more than a hundredth of it.
func (f Surfaces) clipped(s scale) bool {
	for _, p := range f.Panels {
		for _, z := range p.Values.Z {
			if u := s.values.unit(z); u < -0.01 || u > 1.01 {
				return true
			}
		}
	}
	return false
}

// strip joins the panels into one picture, with titles above, notes below and the colour scale on the right.
func (f Surfaces) strip(pictures []*sheet, s scale) image.Image {
	const head, foot, barWidth = 60, 50, 150
	w, h := pictures[0].img.Bounds().Dx(), pictures[0].img.Bounds().Dy()
	out := newSheet(w*len(pictures)+barWidth, head+h+foot)
	for i, p := range pictures {
		out.paste(p.img, i*w, head)
		middle := float64(i*w) + float64(w)/2
		out.write(middle, 34, 0.5, 0.5, 32, strong, f.Panels[i].Title)
		out.write(middle, float64(head+h)+22, 0.5, 0.5, 26, ink, f.Panels[i].Note)
	}
	left, top, length := float64(w*len(pictures))+20, float64(head)+60, float64(h)-200
	for i := range int(length) {
		y := top + float64(i)
		out.fill(s.colours.at(1-float64(i)/length).srgb(), left, y, left+26, y, left+26, y+1.5, left, y+1.5)
	}
	room := barWidth + (float64(w)-float64(lettering(32, strong).Width(f.Panels[len(f.Panels)-1].Title)))/2 - 20
	out.write(float64(out.img.Bounds().Dx())-10, 34, 1, 0.5, 26, ink, shortened(lettering(26, ink), f.ZLabel, room))
	for _, t := range newColourBar(s, f.ZLabel).Ticks {
		y := top + length*(1-t.Height)
		out.line(ink, 1.5, left+26, y, left+34, y)
		out.write(left+40, y, 0, 0.5, 22, ink, t.Label)
	}
	return out.img
}

// strong is the colour of titles in the files.
var strong = color.NRGBA{0x22, 0x2a, 0x36, 0xff}

// A colourBar explains the colours of surfaces.
type colourBar struct {
	Label string   // what they stand for
	Stops []string // CSS colours at equal distances, lowest first
	Ticks []colourTick
}

type colourTick struct {
	Height float64 // 0 to 1
	Label  string
}

// Percent is the height as a CSS length.
func (t colourTick) Percent() string { return fmt.Sprintf("%.1f%%", 100*t.Height) }

func newColourBar(s scale, meaning string) *colourBar {
	bar := &colourBar{Label: meaning}
	for i := range 17 {
		c := s.colours.at(float64(i) / 16).srgb()
		bar.Stops = append(bar.Stops, fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B))
	}
	if !s.compressed() {
		for _, v := range ticks(s.values, 5) {
			bar.Ticks = append(bar.Ticks, colourTick{s.values.unit(v), label(v)})
		}
		return bar
	}
	for i := range 6 {
		h := float64(i) / 5
		v := s.value(h)
		if i > 0 && i < 5 {
			if step := niceStep(v - s.values.Lo); step > 0 {
				v = roundTo(v, step)
			}
		}
		text := label(v)
		if i == 0 && math.Abs(v) < 1e-3*(s.values.Hi-s.values.Lo) {
			text = "0" // a floor that the grid just missed
		}
		bar.Ticks = append(bar.Ticks, colourTick{s.height(v), text})
	}
	return bar
}
