package synthgrad

import "math"

// point is a place on the sheet that the glyphs are drawn on: x to the right and y down, both from -1 to 1.
type point struct{ x, y float64 }

// glyphs are the ten digits, each as lines through points.
var glyphs = [classes][][]point{
	{arc(0, 0, 0.55, 0.85, 0, 360)},
	{{{-0.3, -0.5}, {0.1, -0.85}, {0.1, 0.85}}},
	{append(arc(0, -0.4, 0.5, 0.45, 190, 390), point{-0.55, 0.85}, point{0.55, 0.85})},
	{arc(-0.05, -0.42, 0.5, 0.42, 200, 450), arc(-0.05, 0.42, 0.55, 0.43, 270, 520)},
	{{{0.25, 0.85}, {0.25, -0.85}, {-0.55, 0.25}, {0.6, 0.25}}},
	{append([]point{{0.5, -0.85}, {-0.4, -0.85}}, arc(-0.02, 0.3, 0.55, 0.54, 225, 500)...)},
	{{{0.35, -0.85}, {-0.2, -0.4}, {-0.5, 0.3}}, arc(0, 0.35, 0.5, 0.5, 0, 360)},
	{{{-0.55, -0.85}, {0.55, -0.85}, {-0.1, 0.85}}},
	{arc(0, -0.42, 0.42, 0.42, 0, 360), arc(0, 0.42, 0.52, 0.43, 0, 360)},
	{arc(0, -0.35, 0.5, 0.5, 0, 360), {{0.5, -0.35}, {0.35, 0.3}, {0.05, 0.85}}},
}

// arc returns points of an ellipse between two angles in degrees, clockwise from the right.
func arc(cx, cy, rx, ry, from, to float64) []point {
	const step = 30
	n := int(math.Ceil((to - from) / step))
	var line []point
	for i := range n + 1 {
		sin, cos := math.Sincos((from + (to-from)*float64(i)/float64(n)) * math.Pi / 180)
		line = append(line, point{cx + rx*cos, cy + ry*sin})
	}
	return line
}
