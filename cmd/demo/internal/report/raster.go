package report

import (
	"image"
	"image/color"
	"math"
)

// A raster is a picture in linear light with a depth buffer.
type raster struct {
	w, h  int
	pixel []rgb
	cover []float64 // opacity
	near  []float64
}

func newRaster(w, h int) *raster {
	return &raster{w: w, h: h, pixel: make([]rgb, w*h), cover: make([]float64, w*h), near: make([]float64, w*h)}
}

// A corner of a triangle: its place in the picture, its height on the colour scale, and light: brightness multiplies
// the colour, gloss is added.
type corner struct{ x, y, near, height, brightness, gloss float64 }

// A paint colours a pixel from its height on the colour scale and the change of height from pixel to pixel.
type paint func(height, slope float64) rgb

// triangle draws a triangle where nothing is in front of it.
func (r *raster) triangle(a, b, c corner, colour paint) {
	area := (b.x-a.x)*(c.y-a.y) - (c.x-a.x)*(b.y-a.y)
	if math.Abs(area) < 1e-9 {
		return
	}
	// Slope of the height across the picture, per pixel.
	gx := ((b.height-a.height)*(c.y-a.y) - (c.height-a.height)*(b.y-a.y)) / area
	gy := ((c.height-a.height)*(b.x-a.x) - (b.height-a.height)*(c.x-a.x)) / area
	slope := math.Hypot(gx, gy)
	x0, x1 := span(a.x, b.x, c.x, r.w)
	y0, y1 := span(a.y, b.y, c.y, r.h)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			px, py := float64(x)+0.5, float64(y)+0.5
			v := ((px-a.x)*(c.y-a.y) - (c.x-a.x)*(py-a.y)) / area
			w := ((b.x-a.x)*(py-a.y) - (px-a.x)*(b.y-a.y)) / area
			u := 1 - v - w
			if u < -1e-9 || v < -1e-9 || w < -1e-9 {
				continue
			}
			near := u*a.near + v*b.near + w*c.near
			k := y*r.w + x
			if near <= r.near[k] {
				continue
			}
			lit := colour(u*a.height+v*b.height+w*c.height, slope).
				times(u*a.brightness+v*b.brightness+w*c.brightness).
				mix(rgb{1, 1, 1}, u*a.gloss+v*b.gloss+w*c.gloss)
			r.near[k], r.pixel[k], r.cover[k] = near, lit, 1
		}
	}
}

// span is the range of pixels that three coordinates cover.
func span(a, b, c float64, limit int) (from, to int) {
	return max(int(math.Floor(min(a, b, c))), 0), min(int(math.Ceil(max(a, b, c)))+1, limit)
}

// ball draws a lit sphere; where something is in front it shows through faintly.
func (r *raster) ball(x, y, near, radius, depth float64) {
	x0, x1 := span(x-radius, x, x+radius, r.w)
	y0, y1 := span(y-radius, y, y+radius, r.h)
	for py := y0; py < y1; py++ {
		for px := x0; px < x1; px++ {
			dx, dy := (float64(px)+0.5-x)/radius, (float64(py)+0.5-y)/radius
			d2 := dx*dx + dy*dy
			if d2 > 1 {
				continue
			}
			k, nz := py*r.w+px, math.Sqrt(1-d2)
			light := 0.35 + 0.65*max(0, -0.45*dx-0.6*dy+0.66*nz)
			colour := rgb{1, 0.97, 0.92}.times(light)
			if nz < 0.55 {
				colour = rgb{0.02, 0.02, 0.05}
			}
			if near+depth*nz < r.near[k] {
				r.pixel[k] = r.pixel[k].mix(colour, 0.22)
				continue
			}
			r.near[k], r.pixel[k], r.cover[k] = near+depth*nz, colour, 1
		}
	}
}

// shrink averages n × n pixels into one and encodes for display.
func (r *raster) shrink(n int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, r.w/n, r.h/n))
	for y := range r.h / n {
		for x := range r.w / n {
			var sum rgb
			cover := 0.0
			for j := range n {
				for i := range n {
					k := (y*n+j)*r.w + x*n + i
					a := r.cover[k]
					sum = rgb{sum.r + a*r.pixel[k].r, sum.g + a*r.pixel[k].g, sum.b + a*r.pixel[k].b}
					cover += a
				}
			}
			if cover == 0 {
				continue
			}
			c := sum.times(1 / cover).srgb()
			img.SetNRGBA(x, y, color.NRGBA{c.R, c.G, c.B, uint8(255*cover/float64(n*n) + 0.5)})
		}
	}
	return img
}
