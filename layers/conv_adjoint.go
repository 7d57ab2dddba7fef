package layers

import "example.com/sobolev/dual"

// convAdjoint is the way back of a convolution from its result to the image. Seen from the image the adjoint is a
// convolution, too: of the result's cotangents by the weights in reverse. Pixels that lie side by side, as many as the
// stride or a multiple, are a group; windows that begin before, in or after it meet it. Every pixel is summed where it
// lies: nothing is scattered.
type convAdjoint[F dual.Float] struct {
	strips[F]
	layer    conv[F]
	weights  []F // those that were prepared
	reversed []F // window row, window, output channel, pixel, input channel
	flipped  bool

	group   int // pixels
	first   int // the first window of a line that meets the first group, at most 0
	windows int // number of windows that meet a group
}

func newConvAdjoint[F dual.Float](l conv[F]) *convAdjoint[F] {
	c, out, pad, stride := l.in.Channels, l.channels, l.window.Padding, l.strideX
	// Window ox begins at pixel ox·stride − padding.
	a := &convAdjoint[F]{layer: l, first: -((l.window.Width - 1 - pad) / stride)}
	windows := func(group int) int { return (group-1+pad)/stride - a.first + 1 }
	a.group = bestGroup[F](stride, l.in.Width, c, func(group int) int { return windows(group) * out })
	a.windows = windows(a.group)
	a.terms, a.columns, a.step = a.windows*out, a.group*c, a.group/stride*out
	a.reversed = make([]F, l.window.Height*a.terms*a.columns)

	// A line ends in the margin with which the next one begins: the last window that meets the image may lie there.
	length := max(l.width-a.first, (l.in.Width-1+pad)/stride+1)
	groups := max((length*stride+a.group-1)/a.group, (l.in.Width+a.group-1)/a.group)
	above := (l.window.Height - 1) / l.strideY
	last := (l.in.Height - 1 + pad) / l.strideY // line of windows that meets the last line of the image
	a.source = lines{count: l.height, length: l.width * out, classes: 1, above: above,
		height: above + max(l.height, last+1), pitch: groups * a.step, margin: -a.first * out}
	a.result = lines{count: l.in.Height, length: l.in.Width * c, classes: l.strideY, above: pad,
		height: last + 1, pitch: groups * a.columns}
	for ky := range l.window.Height {
		// The image's lines of this class have their margin above, and lie in its windows from the first on.
		class := ky % l.strideY
		from, to := (pad-class+l.strideY-1)/l.strideY, (l.in.Height-1+pad-class+l.strideY)/l.strideY
		a.products = append(a.products, stripProduct{from: a.source.at(above + from - ky/l.strideY),
			to: a.result.at(class + from*l.strideY), rows: max(0, to-from) * groups, add: ky >= l.strideY})
	}
	a.allocate()
	return a
}

// prepare takes the weights for what follows.
func (a *convAdjoint[F]) prepare(weights []F) { a.weights, a.flipped = weights, false }

// flip copies the weights in the order of the products.
func (a *convAdjoint[F]) flip() {
	l := a.layer
	c, out := l.in.Channels, l.channels
	for ky := range l.window.Height {
		for j := range a.windows {
			rows := a.row(a.reversed, ky)[j*out*a.columns:]
			for pixel := range a.group {
				kx := pixel + l.window.Padding - (a.first+j)*l.strideX
				if kx < 0 || kx >= l.window.Width {
					continue
				}
				w := a.weights[(ky*l.window.Width+kx)*c*out:]
				for o := range out {
					for i := range c {
						rows[o*a.columns+pixel*c+i] = w[i*out+o]
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
	in, out := a.layer.in.Features(), a.layer.Image().Features()
	for i := range images {
		a.multiply(x[i*in:(i+1)*in], y[i*out:(i+1)*out], a.reversed, nil)
	}
}
