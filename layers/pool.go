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
	channels := l.in.Channels
	for oy := range l.height {
		y0, y1, _ := l.rows(oy)
		for ox := range l.width {
			x0, x1, _ := l.columns(ox)
			best, first := from[:channels], l.pixel(y0, x0)
			for c := range best {
				best[c] = int32(first + c)
			}
			for iy := y0; iy < y1; iy++ {
				for ix := x0; ix < x1; ix++ {
					at := l.pixel(iy, ix)
					keepLarger(best, image, image[at:at+channels], int32(at))
				}
			}
			from = from[channels:]
		}
	}
}

// keepLarger puts the index of every number of the pixel at the given one that is larger than the best in the best's
// place. Nobody can foresee which is larger, so that choice is a conditional move, and NaN, which is rare, a branch.
func keepLarger[F dual.Float](best []int32, image, pixel []F, at int32) {
	for c, v := range pixel {
		index := at + int32(c)
		keep := best[c]
		b := image[keep]
		if v > b {
			keep = index
		}
		if v != v && b == b {
			keep = index
		}
		best[c] = keep
	}
}

func (l maxPool[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newLinearPass(alg, l.newMap(in, samples))
}

func (l maxPool[F]) newMap(_, samples int) linearMap[F] {
	return &maxPoolMap[F]{layer: l, from: make([]int32, samples*l.Image().Features())}
}

// maxPoolMap takes the pixels that were the largest among the primals of the sample, in every one of its rows.
type maxPoolMap[F dual.Float] struct {
	fixed[F]
	layer   maxPool[F]
	samples int
	from    []int32 // (samples × out)
}

func (m *maxPoolMap[F]) fix(x []F, samples int) {
	m.samples = samples
	in, out := m.layer.in.Features(), m.layer.Image().Features()
	for s := range samples {
		m.layer.argmax(m.from[s*out:(s+1)*out], x[s*in:(s+1)*in])
	}
}

func (m *maxPoolMap[F]) forward(y, x []F, rows int, _ bool) {
	for row := range rows {
		image, pooled, from := m.row(x, y, row)
		for i, j := range from {
			pooled[i] = image[j]
		}
	}
}

// row returns the image, its pooled form, and where that is taken from, of one of the rows.
func (m *maxPoolMap[F]) row(x, y []F, row int) (image, pooled []F, from []int32) {
	in, out, s := m.layer.in.Features(), m.layer.Image().Features(), row%m.samples
	return x[row*in : (row+1)*in], y[row*out : (row+1)*out], m.from[s*out : (s+1)*out]
}

func (m *maxPoolMap[F]) backward(x, y []F, rows int) {
	clear(x[:rows*m.layer.in.Features()])
	for row := range rows {
		image, pooled, from := m.row(x, y, row)
		for i, j := range from {
			image[j] += pooled[i]
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

func (l averagePool[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newLinearPass(alg, l.newMap(in, samples))
}

func (l averagePool[F]) newMap(_, _ int) linearMap[F] { return averagePoolMap[F]{layer: l} }

// averagePoolMap remembers nothing.
type averagePoolMap[F dual.Float] struct {
	fixed[F]
	layer averagePool[F]
}

func (m averagePoolMap[F]) fix([]F, int) {}

func (m averagePoolMap[F]) forward(y, x []F, rows int, _ bool) {
	in, out, channels := m.layer.in.Features(), m.layer.Image().Features(), m.layer.in.Channels
	clear(y[:rows*out])
	for i := range rows {
		image, result := x[i*in:(i+1)*in], y[i*out:(i+1)*out]
		m.layer.pairs(func(pixel, pooled int, weight float64) {
			vec.Axpy(result[pooled:pooled+channels], F(weight), image[pixel:pixel+channels])
		})
	}
}

func (m averagePoolMap[F]) backward(x, y []F, rows int) {
	in, out, channels := m.layer.in.Features(), m.layer.Image().Features(), m.layer.in.Channels
	clear(x[:rows*in])
	for i := range rows {
		image, result := x[i*in:(i+1)*in], y[i*out:(i+1)*out]
		m.layer.pairs(func(pixel, pooled int, weight float64) {
			vec.Axpy(image[pixel:pixel+channels], F(weight), result[pooled:pooled+channels])
		})
	}
}
