package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// conv is the convolution of an image with learned filters. Its parameters are the weights, indexed by window row,
// window column, input channel, output channel, then the biases, one for each output channel.
type conv[F dual.Float] struct {
	grid
	channels int
	init     Init
}

// Conv2D returns the layer that puts every window of the image through the same affine map to the given number of
// channels (a cross-correlation, as everywhere in machine learning). Pixels outside the image count as zero. Weights
// are drawn with init ([Glorot] if nil) for a window's worth of inputs and outputs, biases start at zero.
func Conv2D[F dual.Float](in Image, channels int, w Window, init Init) ImageLayer[F] {
	if init == nil {
		init = Glorot
	}
	return conv[F]{newGrid(in, w, 1, 1), channels, init}
}

func (l conv[F]) Image() Image { return Image{l.height, l.width, l.channels} }

func (l conv[F]) Shape(in int) (out, params int, err error) {
	if err := l.check("Conv2D", in); err != nil {
		return 0, 0, err
	}
	if l.channels < 1 {
		return 0, 0, fmt.Errorf("Conv2D: %d channels, want at least 1", l.channels)
	}
	return l.Image().Features(), (l.patch() + 1) * l.channels, nil
}

// patch is the number of features in a window.
func (l conv[F]) patch() int { return l.window.Height * l.window.Width * l.in.Channels }

// split returns the weights (patch × channels) and the biases among the layer's parameters.
func (l conv[F]) split(params []F) (w, b []F) {
	n := l.patch() * l.channels
	return params[:n], params[n:]
}

func (l conv[F]) Init(params []F, _ int, rng *rand.Rand) {
	w, b := l.split(params)
	for i := range w {
		w[i] = F(l.init(l.patch(), l.window.Height*l.window.Width*l.channels, rng))
	}
	clear(b)
}

func (l conv[F]) Smoothness() int { return Smooth }

func (l conv[F]) Eval(params, x []dual.Any) []dual.Any {
	n := l.patch() * l.channels
	w, b := params[:n], params[n:]
	y := make([]dual.Any, 0, l.Image().Features())
	for oy := range l.height {
		for ox := range l.width {
			for o := range l.channels {
				y = append(y, l.evalWindow(w[o:], b[o], x, oy, ox))
			}
		}
	}
	return y
}

// evalWindow computes one output channel of one window, from the bias and every channels-th of the weights.
func (l conv[F]) evalWindow(w []dual.Any, sum dual.Any, x []dual.Any, oy, ox int) dual.Any {
	y0, y1, ky := l.rows(oy)
	x0, x1, kx := l.columns(ox)
	for iy := y0; iy < y1; iy++ {
		for ix := x0; ix < x1; ix++ {
			at := ((ky+iy-y0)*l.window.Width + kx + ix - x0) * l.in.Channels
			for c := range l.in.Channels {
				sum = sum.Add(x[l.pixel(iy, ix)+c].Mul(w[(at+c)*l.channels]))
			}
		}
	}
	return sum
}

func (l conv[F]) String() string { return l.describe("Conv2D", fmt.Sprintf("%d channels", l.channels)) }

func (l conv[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newLinearPass(alg, l.newMap(in, samples))
}

func (l conv[F]) newMap(_, _ int) linearMap[F] { return newConvMap(l) }
