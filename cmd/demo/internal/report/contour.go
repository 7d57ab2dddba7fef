package report

import "math"

// contourLevels is the number of equal steps of height between contour lines.
const contourLevels = 12

// contoured returns the colour of a height, darker near a contour line or, on dark ground, lighter. slope is
// the change of height from pixel to pixel, which makes lines equally wide everywhere.
func contoured(colours *ramp, height, slope, width float64) rgb {
	c := colours.at(height)
	level := height * contourLevels
	if line := math.Round(level); slope < 1e-6 || line <= 0 || line >= contourLevels {
		return c // flat, or outside the range of the reference
	}
	distance := math.Abs(level-math.Round(level)) / (slope * contourLevels)
	strength := 0.42 * min(max(width/2+0.5-distance, 0), 1)
	if c.g < 0.06 {
		return c.mix(rgb{0.5, 0.6, 0.8}, strength*0.6)
	}
	return c.mix(rgb{0.01, 0.02, 0.06}, strength)
}
