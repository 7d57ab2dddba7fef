package layers

import (
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// maxPool takes the largest value of every window, channel by channel.
type maxPool[F dual.Float] struct{ grid }

// MaxPool2D returns the layer that takes, channel by channel, the largest pixel of every window, with all its
// derivatives. Pixels outside the image are never taken.
//
// Where two pixels of a window are equally large the layer has a kink. It takes the first of them then, by rows, and
// that pixel's derivatives: as at every kink of this package the choice looks at values alone, so that the layer is
// linear in the derivatives that enter. A NaN counts as larger than any number.
func MaxPool2D[F dual.Float](in Image, w Window) ImageLayer[F] {
	return maxPool[F]{newGrid(in, w, w.Height, w.Width)}
}

func (l maxPool[F]) Image() Image { return Image{l.height, l.width, l.in.Channels} }

func (l maxPool[F]) Shape(in int) (out, params int, err error) {
	return l.Image().Features(), 0, l.check("MaxPool2D", in)
}

func (l maxPool[F]) Init([]F, int, *rand.Rand) {}

func (l maxPool[F]) Smoothness() int { return 0 }

func (l maxPool[F]) Eval(_, x []dual.Any) []dual.Any {
	values := make([]F, len(x))
	for i, v := range x {
		values[i] = F(v.Value())
	}
	from := make([]int32, l.Image().Features())
	l.argmax(from, values)
	y := make([]dual.Any, len(from))
	for i, j := range from {
		y[i] = x[j]
	}
	return y
}

func (l maxPool[F]) String() string { return l.describe("MaxPool2D") }

// argmax finds the feature of an image that each feature of the result is taken from.
func (l maxPool[F]) argmax(from []int32, image []F) {
	i := 0
	for oy := range l.height {
		y0, y1, _ := l.rows(oy)
		for ox := range l.width {
			x0, x1, _ := l.columns(ox)
			for c := range l.in.Channels {
				best := l.pixel(y0, x0) + c
				for iy := y0; iy < y1; iy++ {
					for ix := x0; ix < x1; ix++ {
						at := l.pixel(iy, ix) + c
						if v, b := image[at], image[best]; v > b || v != v && b == b {
							best = at
						}
					}
				}
				from[i] = int32(best)
				i++
			}
		}
	}
}

func (l maxPool[F]) NewPass(_ *jet.Algebra, _, samples int) Pass[F] {
	return &maxPoolPass[F]{layer: l, from: make([]int32, samples*l.Image().Features())}
}

// maxPoolPass remembers where the last Forward found the largest values.
type maxPoolPass[F dual.Float] struct {
	layer maxPool[F]
	from  []int32 // (samples × out)
}

func (p *maxPoolPass[F]) Prepare([]F, int) {}

func (p *maxPoolPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	in, out := x.Features, y.Features
	for s := range x.Samples {
		p.layer.argmax(p.from[s*out:(s+1)*out], x.Plane(0)[s*in:(s+1)*in])
	}
	for k := range x.Alg.Dim() {
		yk, xk := y.Plane(k), x.Plane(k)
		for s := range x.Samples {
			image, pooled := xk[s*in:(s+1)*in], yk[s*out:(s+1)*out]
			for i, j := range p.from[s*out : (s+1)*out] {
				pooled[i] = image[j]
			}
		}
	}
}

func (p *maxPoolPass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar == nil {
		return
	}
	xbar.Zero()
	in, out := xbar.Features, ybar.Features
	for k := range xbar.Alg.Dim() {
		yk, xk := ybar.Plane(k), xbar.Plane(k)
		for s := range xbar.Samples {
			image, pooled := xk[s*in:(s+1)*in], yk[s*out:(s+1)*out]
			for i, j := range p.from[s*out : (s+1)*out] {
				image[j] += pooled[i]
			}
		}
	}
}

// averagePool takes the mean of every window, channel by channel.
type averagePool[F dual.Float] struct{ grid }

// AveragePool2D returns the layer that takes, channel by channel, the mean of the pixels of every window. Pixels
// outside the image are not counted.
func AveragePool2D[F dual.Float](in Image, w Window) ImageLayer[F] {
	return averagePool[F]{newGrid(in, w, w.Height, w.Width)}
}

func (l averagePool[F]) Image() Image { return Image{l.height, l.width, l.in.Channels} }

func (l averagePool[F]) Shape(in int) (out, params int, err error) {
	return l.Image().Features(), 0, l.check("AveragePool2D", in)
}

func (l averagePool[F]) Init([]F, int, *rand.Rand) {}

func (l averagePool[F]) Smoothness() int { return Smooth }

func (l averagePool[F]) Eval(_, x []dual.Any) []dual.Any {
	y := make([]dual.Any, l.Image().Features())
	for i := range y {
		y[i] = x[0].Lift(0)
	}
	l.pairs(func(pixel, pooled int, weight float64) {
		for c := range l.in.Channels {
			y[pooled+c] = y[pooled+c].Add(x[pixel+c].Scale(weight))
		}
	})
	return y
}

// pairs calls f for the first channel of every pixel in every window, with the pixel's weight in the mean.
func (l averagePool[F]) pairs(f func(pixel, pooled int, weight float64)) {
	pooled := 0
	for oy := range l.height {
		y0, y1, _ := l.rows(oy)
		for ox := range l.width {
			x0, x1, _ := l.columns(ox)
			weight := 1 / float64((y1-y0)*(x1-x0))
			for iy := y0; iy < y1; iy++ {
				for ix := x0; ix < x1; ix++ {
					f(l.pixel(iy, ix), pooled, weight)
				}
			}
			pooled += l.in.Channels
		}
	}
}

func (l averagePool[F]) String() string { return l.describe("AveragePool2D") }

func (l averagePool[F]) NewPass(*jet.Algebra, int, int) Pass[F] { return averagePoolPass[F]{l} }

// averagePoolPass is linear and remembers nothing.
type averagePoolPass[F dual.Float] struct{ layer averagePool[F] }

func (p averagePoolPass[F]) Prepare([]F, int) {}

func (p averagePoolPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	y.Zero()
	in, out, channels := x.Features, y.Features, p.layer.in.Channels
	for i := range x.Alg.Dim() * x.Samples {
		image, result := x.Data[i*in:(i+1)*in], y.Data[i*out:(i+1)*out]
		p.layer.pairs(func(pixel, pooled int, weight float64) {
			vec.Axpy(result[pooled:pooled+channels], F(weight), image[pixel:pixel+channels])
		})
	}
}

func (p averagePoolPass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar == nil {
		return
	}
	xbar.Zero()
	in, out, channels := xbar.Features, ybar.Features, p.layer.in.Channels
	for i := range xbar.Alg.Dim() * xbar.Samples {
		image, result := xbar.Data[i*in:(i+1)*in], ybar.Data[i*out:(i+1)*out]
		p.layer.pairs(func(pixel, pooled int, weight float64) {
			vec.Axpy(image[pixel:pixel+channels], F(weight), result[pooled:pooled+channels])
		})
	}
}
