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

func (l conv[F]) NewPass(_ *jet.Algebra, _, _ int) Pass[F] {
	p := &convPass[F]{layer: l, product: product[F]{in: l.patch(), out: l.channels}}
	p.lines = max(1, patchRows/l.width)
	p.patches = make([]F, p.lines*l.width*l.patch())
	return p
}

// patchRows is about the number of windows whose patches are laid out at a time: enough for the product to run at
// speed, few enough for them to stay in the cache.
const patchRows = 192

// convPass lays the windows out as the rows of a matrix, which the weights then multiply. The images of all samples
// and all components are one long sequence of lines of windows; a few lines are laid out at a time, and again on the
// way back, so that the memory for it depends on neither.
type convPass[F dual.Float] struct {
	layer conv[F]
	product[F]
	lines   int
	patches []F // (lines·width × patch)
	x       *jet.Batch[F]
}

func (p *convPass[F]) Prepare(params []F, samples int) {
	w, _ := p.layer.split(params)
	p.product.prepare(w, samples*p.layer.height*p.layer.width)
}

func (p *convPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	_, b := p.layer.split(params)
	p.x = x
	real, all := x.Samples*p.layer.height, x.Alg.Dim()*x.Samples*p.layer.height
	p.forwardLines(y, 0, real, b)
	p.forwardLines(y, real, all, nil)
}

// forwardLines computes lines of windows, with a bias or without.
func (p *convPass[F]) forwardLines(y *jet.Batch[F], from, to int, bias []F) {
	for line := from; line < to; line += p.lines {
		n := min(p.lines, to-line)
		p.gather(line, n)
		p.product.forward(p.outputs(y, line, n), p.patches, n*p.layer.width, bias)
	}
}

// outputs returns the part of y that belongs to n lines of windows.
func (p *convPass[F]) outputs(y *jet.Batch[F], line, n int) []F {
	size := p.layer.width * p.out
	return y.Data[line*size : (line+n)*size]
}

func (p *convPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], _ []F) {
	l := p.layer
	if xbar != nil {
		xbar.Zero()
	}
	var gw []F
	if len(grad) > 0 {
		var gb []F
		gw, gb = l.split(grad)
		vec.ColumnSums(gb, ybar.Plane(0), p.out, ybar.Samples*l.height*l.width)
	}
	all := ybar.Alg.Dim() * ybar.Samples * l.height
	for line := 0; line < all; line += p.lines {
		n := min(p.lines, all-line)
		rows := n * l.width
		bar := p.outputs(ybar, line, n)
		if gw != nil {
			p.gather(line, n)
			vec.MatMul(gw, p.out, p.patches, 1, p.in, bar, p.out, p.in, p.out, rows, true)
		}
		if xbar != nil {
			p.product.backward(p.patches, bar, rows)
			p.scatter(xbar, line, n)
		}
	}
}

// line returns the pixels of the image that a line of windows lies over, and the line's place in it.
func (p *convPass[F]) line(x *jet.Batch[F], line int) (image []F, oy int) {
	size := p.layer.in.Features()
	image = x.Data[line/p.layer.height*size:]
	return image[:size], line % p.layer.height
}

// gather lays out the patches of n lines of windows, zero outside the image.
func (p *convPass[F]) gather(line, n int) {
	l := p.layer
	row, segment, stride := p.patches, l.window.Width*l.in.Channels, l.in.Width*l.in.Channels
	for i := range n {
		image, oy := p.line(p.x, line+i)
		y0, y1, ky := l.rows(oy)
		for ox := range l.width {
			x0, x1, kx := l.columns(ox)
			left, pixels := kx*l.in.Channels, (x1-x0)*l.in.Channels
			at, inside := l.pixel(y0, x0), row[ky*segment:(ky+y1-y0)*segment]
			if len(inside) < p.in || pixels < segment {
				clear(row[:p.in])
			}
			for ; len(inside) > 0; inside = inside[segment:] {
				copy(inside[left:left+pixels], image[at:])
				at += stride
			}
			row = row[p.in:]
		}
	}
}

// scatter adds the patches of n lines of windows to the pixels they came from.
func (p *convPass[F]) scatter(x *jet.Batch[F], line, n int) {
	l := p.layer
	row, segment, stride := p.patches, l.window.Width*l.in.Channels, l.in.Width*l.in.Channels
	for i := range n {
		image, oy := p.line(x, line+i)
		y0, y1, ky := l.rows(oy)
		for ox := range l.width {
			x0, x1, kx := l.columns(ox)
			left, pixels := kx*l.in.Channels, (x1-x0)*l.in.Channels
			at, inside := l.pixel(y0, x0), row[ky*segment:(ky+y1-y0)*segment]
			for ; len(inside) > 0; inside = inside[segment:] {
				vec.Add(image[at:at+pixels], image[at:at+pixels], inside[left:left+pixels])
				at += stride
			}
			row = row[p.in:]
		}
	}
}
