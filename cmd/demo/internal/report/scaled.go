package report

import (
	"image"
	"image/color"
)

// scaled returns a picture with its sides times k, at most 1: every pixel is the mean of what lies under it, by area and opacity.
func scaled(img image.Image, k float64) image.Image {
	if k == 1 {
		return img
	}
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, int(float64(b.Dx())*k), int(float64(b.Dy())*k)))
	columns, rows := spans(out.Bounds().Dx(), k, b.Dx()), spans(out.Bounds().Dy(), k, b.Dy())
	for y, vertical := range rows {
		for x, horizontal := range columns {
			var sum [3]float64
			opacity, area := 0.0, 0.0
			for _, v := range vertical {
				for _, h := range horizontal {
					c := color.NRGBAModel.Convert(img.At(b.Min.X+h.at, b.Min.Y+v.at)).(color.NRGBA)
					weight := h.part * v.part
					seen := weight * float64(c.A)
					sum[0], sum[1], sum[2] = sum[0]+seen*float64(c.R), sum[1]+seen*float64(c.G), sum[2]+seen*float64(c.B)
					opacity, area = opacity+seen, area+weight
				}
			}
			if opacity > 0 {
				out.SetNRGBA(x, y, color.NRGBA{uint8(sum[0]/opacity + 0.5), uint8(sum[1]/opacity + 0.5), uint8(sum[2]/opacity + 0.5), uint8(opacity/area + 0.5)})
			}
		}
	}
	return out
}

// A share is the part of a pixel that lies under a pixel of the smaller picture.
type share struct {
	at   int
	part float64
}

// spans lists what lies under each of n pixels along one side, which is k times one of length pixels.
func spans(n int, k float64, length int) [][]share {
	all := make([][]share, n)
	for i := range all {
		from, to := float64(i)/k, float64(i+1)/k
		for at := int(from); float64(at) < to && at < length; at++ {
			all[i] = append(all[i], share{at, min(to, float64(at+1)) - max(from, float64(at))})
		}
	}
	return all
}
