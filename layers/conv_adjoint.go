package layers

import (
	"unsafe"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// convAdjoint is the way back of a convolution from its result to the image. Seen from the image the adjoint is a
// convolution, too: of the result's cotangents by the weights in reverse. Pixels that lie side by side, as many as the
// stride or a multiple, are the columns of one product, whose rows begin at every so many windows of a line; where a
// window of those does not reach a pixel, the weight is zero. Every pixel is summed where it lies: nothing is scattered.
type convAdjoint[F dual.Float] struct {
	layer    conv[F]
	weights  []F // those that were prepared
	reversed []F // window row, window, output channel, pixel, input channel
	flipped  bool

	group   int // pixels that lie side by side
	first   int // the first window of a line that meets the first group, at most 0
	windows int // number of windows that meet a group

	cotangent []F // of one result, with margins of zeros to the left and right (height × pitch)
	pitch     int // numbers in one of its rows
}

func newConvAdjoint[F dual.Float](l conv[F]) *convAdjoint[F] {
	a := &convAdjoint[F]{layer: l, group: pixelGroup[F](l)}
	// Window ox begins at pixel ox·stride − padding.
	reach := l.window.Width - 1 - l.window.Padding
	a.first = -(reach / l.strideX)
	a.windows = (a.group-1+l.window.Padding)/l.strideX - a.first + 1
	a.reversed = make([]F, l.window.Height*a.terms()*a.columns())
	groups := (l.in.Width + a.group - 1) / a.group
	a.pitch = max(l.width-a.first, (groups-1)*a.group/l.strideX+a.windows) * l.channels
	a.cotangent = make([]F, l.height*a.pitch)
	return a
}

// pixelGroup is the number of pixels that fill the vectors of a cache line or, with very few channels, just the stride:
// dot products are as fast for those, without zeros among the weights.
func pixelGroup[F dual.Float](l conv[F]) int {
	line, group := 64/int(unsafe.Sizeof(F(0))), l.strideX
	for c := l.in.Channels; c*group > line/4 && 2*c*group <= line && 2*group <= l.in.Width; {
		group *= 2
	}
	return group
}

// terms and columns are the height and width of the weights of one window row.
func (a *convAdjoint[F]) terms() int   { return a.windows * a.layer.channels }
func (a *convAdjoint[F]) columns() int { return a.group * a.layer.in.Channels }

// prepare takes the weights for what follows.
func (a *convAdjoint[F]) prepare(weights []F) { a.weights, a.flipped = weights, false }

// flip copies the weights in the order of the products.
func (a *convAdjoint[F]) flip() {
	l := a.layer
	c, out, columns := l.in.Channels, l.channels, a.columns()
	for ky := range l.window.Height {
		for j := range a.windows {
			rows := a.reversed[(ky*a.windows+j)*out*columns:]
			for pixel := range a.group {
				kx := pixel + l.window.Padding - (a.first+j)*l.strideX
				if kx < 0 || kx >= l.window.Width {
					continue
				}
				w := a.weights[(ky*l.window.Width+kx)*c*out:]
				for o := range out {
					for i := range c {
						rows[o*columns+pixel*c+i] = w[i*out+o]
					}
				}
			}
		}
	}
	a.flipped = true
}

// backward computes the cotangents x of images from those, y, of the results.
func (a *convAdjoint[F]) backward(x, y []F, images int) {
	if !a.flipped {
		a.flip()
	}
	l := a.layer
	row, line, margin := l.in.Width*l.in.Channels, l.width*l.channels, -a.first*l.channels
	for range images {
		for oy := range l.height {
			copy(a.cotangent[oy*a.pitch+margin:], y[:line])
			y = y[line:]
		}
		for iy := range l.in.Height {
			a.row(x[:row], iy)
			x = x[row:]
		}
	}
}

// row computes the cotangents of row iy of the image from those of the result.
func (a *convAdjoint[F]) row(x []F, iy int) {
	l := a.layer
	begun := false
	at := iy + l.window.Padding
	for ky := at % l.strideY; ky <= min(at, l.window.Height-1); ky += l.strideY {
		if oy := (at - ky) / l.strideY; oy < l.height {
			a.multiply(x, ky, oy, begun)
			begun = true
		}
	}
	if !begun {
		clear(x)
	}
}

// multiply sets or adds to the cotangents of a row what comes from the line oy of windows by the window's row ky.
func (a *convAdjoint[F]) multiply(x []F, ky, oy int, add bool) {
	l := a.layer
	columns, k, step := a.columns(), a.terms(), a.group/l.strideX*l.channels
	w, y := a.reversed[ky*k*columns:][:k*columns], a.cotangent[oy*a.pitch:(oy+1)*a.pitch]
	full, rest := l.in.Width/a.group, l.in.Width%a.group*l.in.Channels
	vec.MatMul(x, columns, y, step, 1, w, columns, full, columns, k, add)
	if rest > 0 {
		vec.MatMul(x[full*columns:], columns, y[full*step:], step, 1, w, columns, 1, rest, k, add)
	}
}
