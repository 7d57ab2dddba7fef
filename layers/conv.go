package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
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

func (l conv[F]) newMap(_, _ int) linearMap[F] {
	c, pad := l.in.Channels, l.window.Padding
	m := &convMap[F]{convAdjoint: newConvAdjoint(l), layer: l, out: l.channels,
		segment: l.window.Width * c, step: l.strideX * c, pitch: (l.in.Width + 2*pad) * c, margin: pad * c}
	m.image = make([]F, l.in.Height*m.pitch)
	return m
}

// convMap needs no copy of the windows to multiply them by the weights. The same row of all windows that lie side by
// side is a matrix whose rows overlap in memory: it begins anew every step numbers. So a line of windows is one product
// for each row of the window.
type convMap[F dual.Float] struct {
	*convAdjoint[F]
	layer   conv[F]
	out     int // channels of the result
	segment int // numbers in one row of a window
	step    int // from one window to the next
	pitch   int // from one row of the image to the next, margins included
	margin  int
	image   []F // one image with margins of zeros to the left and right (height × pitch)

	weights, biases []F
}

func (m *convMap[F]) prepare(params []F, _ int) {
	m.weights, m.biases = m.layer.split(params)
	m.convAdjoint.prepare(m.weights)
}

func (m *convMap[F]) fix([]F, int) {}

func (m *convMap[F]) forward(y, x []F, rows int, bias bool) {
	var b []F
	if bias {
		b = m.biases
	}
	for i := range rows {
		m.load(x, i)
		for oy := range m.layer.height {
			m.forwardLine(m.outputs(y, i*m.layer.height+oy), m.weights, b, oy)
		}
	}
}

// load takes image i of the rows x.
func (m *convMap[F]) load(x []F, i int) {
	row := m.layer.in.Width * m.layer.in.Channels
	from := x[i*row*m.layer.in.Height:]
	for y := range m.layer.in.Height {
		copy(m.image[y*m.pitch+m.margin:], from[y*row:(y+1)*row])
	}
}

// outputs returns the part of y that belongs to a line of windows.
func (m *convMap[F]) outputs(y []F, line int) []F {
	size := m.layer.width * m.out
	return y[line*size : (line+1)*size]
}

// forwardLine computes the line oy of windows on the loaded image, with a bias or without.
func (m *convMap[F]) forwardLine(y, w, bias []F, oy int) {
	width, n := m.layer.width, m.out
	y0, y1, ky := m.layer.rows(oy)
	w = w[ky*m.segment*n:]
	if bias != nil {
		vec.MatMulBias(y, n, m.image[y0*m.pitch:], m.step, 1, w, n, width, n, m.segment, bias)
	} else {
		vec.MatMul(y, n, m.image[y0*m.pitch:], m.step, 1, w, n, width, n, m.segment, false)
	}
	for iy := y0 + 1; iy < y1; iy++ {
		w = w[m.segment*n:]
		vec.MatMul(y, n, m.image[iy*m.pitch:], m.step, 1, w, n, width, n, m.segment, true)
	}
}

func (m *convMap[F]) gradient(grad, x, y []F, rows, biased int) {
	l := m.layer
	gw, gb := l.split(grad)
	vec.ColumnSums(gb, y, m.out, biased*l.height*l.width)
	for i := range rows {
		m.load(x, i)
		for oy := range l.height {
			m.weightLine(gw, m.outputs(y, i*l.height+oy), oy)
		}
	}
}

// weightLine adds the part of the line oy of windows on the loaded image to the gradient in the weights.
func (m *convMap[F]) weightLine(gw, ybar []F, oy int) {
	n := m.out
	y0, y1, ky := m.layer.rows(oy)
	for iy := y0; iy < y1; iy++ {
		g := gw[(ky+iy-y0)*m.segment*n:]
		vec.MatMul(g, n, m.image[iy*m.pitch:], 1, m.step, ybar, n, m.segment, n, m.layer.width, true)
	}
}
