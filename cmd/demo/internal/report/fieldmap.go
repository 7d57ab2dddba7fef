package report

import (
	"image"
	"image/color"
	"math"
	"slices"
)

// Geometry of a map, in pixels.
const (
	mapWidth, mapHeight = 880, 836
	mapLeft, mapUpper   = 108, 16
	mapSide             = 730
)

// drawMap draws a surface from above: colours and contour lines, the gradient as arrows, the samples as dots.
// longest is the length of gradient that gets the longest arrow.
func drawMap(p Surface, s scale, longest float64, points []Point, xLabel, yLabel string) *sheet {
	out := newSheet(mapWidth, mapHeight)
	out.paste(colourMap(s.colours, s.heights(p.Values)), mapLeft, mapUpper)
	x := func(v float64) float64 { return mapLeft + mapSide*p.Values.X.unit(v) }
	y := func(v float64) float64 { return mapUpper + mapSide*(1-p.Values.Y.unit(v)) }
	step := spacing(p.Arrows)
	for _, a := range p.Arrows {
		// Equal scales on both axes of the picture need the gradient in units of the picture's sides.
		u, v := a.U*(p.Values.X.Hi-p.Values.X.Lo), -a.V*(p.Values.Y.Hi-p.Values.Y.Lo)
		drawArrow(out, x(a.X), y(a.Y), u, v, longest, step*mapSide*0.86)
	}
	for _, q := range points {
		out.dot(x(q.X), y(q.Y), 5.5, color.White, color.NRGBA{0x10, 0x10, 0x20, 0xff}, 2)
	}
	drawMapAxes(out, p.Values.X, p.Values.Y, x, y, xLabel, yLabel)
	return out
}

// colourMap renders heights with contour lines as a square picture.
func colourMap(colours *ramp, h Grid) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, mapSide, mapSide))
	at := func(x, y float64) float64 { return h.bilinear(x/mapSide, 1-y/mapSide) }
	for j := range mapSide {
		for i := range mapSide {
			x, y := float64(i)+0.5, float64(j)+0.5
			slope := math.Hypot(at(x+0.5, y)-at(x-0.5, y), at(x, y+0.5)-at(x, y-0.5))
			img.Set(i, j, contoured(colours, at(x, y), slope, 1.4).srgb())
		}
	}
	return img
}

// spacing is the distance between neighbouring arrows as a fraction of the side, taken from their number.
func spacing(arrows []Arrow) float64 { return 1 / math.Sqrt(float64(max(len(arrows), 1))) }

// longestArrow returns the gradient length, in units of the domain's sides, that gets the longest arrow: one that
// nearly all arrows of the reference surface stay below, so that a few cliffs do not shrink all others to nothing.
func longestArrow(reference Surface) float64 {
	var lengths []float64
	for _, a := range reference.Arrows {
		r := reference.Values
		if l := math.Hypot(a.U*(r.X.Hi-r.X.Lo), a.V*(r.Y.Hi-r.Y.Lo)); l == l {
			lengths = append(lengths, l)
		}
	}
	if len(lengths) == 0 {
		return 1
	}
	slices.Sort(lengths)
	return max(lengths[len(lengths)*95/100], math.SmallestNonzeroFloat32)
}

// drawArrow draws the gradient (u, v), v down, centred on (x, y). Lengths grow like the square root of the gradient,
// which keeps gentle slopes visible beside steep ones.
func drawArrow(s *sheet, x, y, u, v, longest, size float64) {
	length := math.Hypot(u, v)
	if length == 0 || math.IsNaN(length) || math.IsInf(length, 0) {
		return
	}
	l := size * math.Sqrt(min(length/longest, 1.25))
	u, v = u/length, v/length
	for _, pass := range []struct {
		c    color.NRGBA
		wide float64
	}{{color.NRGBA{0x08, 0x10, 0x28, 0x90}, 2.2}, {color.NRGBA{0xff, 0xff, 0xff, 0xf4}, 0}} {
		shaft, head := 1.15+pass.wide/2, min(5.5, 0.24*l+1.4)+pass.wide
		tipX, tipY := x+u*(l/2+pass.wide), y+v*(l/2+pass.wide)
		neckX, neckY := x+u*l/2-u*min(12, 0.45*l), y+v*l/2-v*min(12, 0.45*l)
		tailX, tailY := x-u*(l/2+pass.wide/2), y-v*(l/2+pass.wide/2)
		s.fill(pass.c,
			tailX-v*shaft, tailY+u*shaft, neckX-v*shaft, neckY+u*shaft, neckX-v*head, neckY+u*head,
			tipX, tipY,
			neckX+v*head, neckY-u*head, neckX+v*shaft, neckY-u*shaft, tailX+v*shaft, tailY-u*shaft)
	}
}

func drawMapAxes(s *sheet, xr, yr Range, x, y func(float64) float64, xLabel, yLabel string) {
	const size, bottom = 28, mapUpper + mapSide
	for _, v := range ticks(xr, 5) {
		s.line(ink, 1.5, x(v), bottom, x(v), bottom+8)
		s.write(x(v), bottom+28, 0.5, 0.5, size, ink, label(v))
	}
	for _, v := range ticks(yr, 5) {
		s.line(ink, 1.5, mapLeft-8, y(v), mapLeft, y(v))
		s.write(mapLeft-14, y(v), 1, 0.5, size, ink, label(v))
	}
	style := lettering(size+2, ink)
	s.write(mapLeft+mapSide/2, bottom+64, 0.5, 0.5, size+2, ink, shortened(style, xLabel, mapSide))
	if style.Width(yLabel) <= 40 { // all that ticks leave
		s.write(22, mapUpper+mapSide/2, 0.5, 0.5, size+2, ink, yLabel)
	} else {
		s.writeUpwards(17, mapUpper+mapSide/2, size+2, ink, shortened(style, yLabel, mapSide))
	}
}
