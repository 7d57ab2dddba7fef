package report

import (
	"image"
	"image/color"
)

// coarseStep is the distance between the levels that are left of a colour's 256.
const coarseStep = 6

// coarse returns a picture for a page, whose colours are off by at most half a step: smooth shades then compress to half
// the size, and show faint steps at most close up. The files beside the page keep all levels.
func coarse(img image.Image) *image.NRGBA {
	b := img.Bounds()
	out := image.NewNRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if c.A > 0 {
				out.SetNRGBA(x, y, color.NRGBA{level(c.R), level(c.G), level(c.B), level(c.A)})
			}
		}
	}
	return out
}

// level rounds to a multiple of the step; 0 and 255 stay.
func level(v uint8) uint8 {
	if v > 255-coarseStep/2 {
		return 255
	}
	return uint8((int(v) + coarseStep/2) / coarseStep * coarseStep)
}
