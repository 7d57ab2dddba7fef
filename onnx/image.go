package onnx

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// grid is an image with windows laid over it. ONNX has the channels of an image before its rows, package layers behind its
// columns.
type grid struct {
	height, width, channels int
	window                  [2]int
	stride                  [2]int
	padding                 int
	filters                 int // output channels of a convolution
}

// newGrid reads the settings of a layer of images. A stride of 0 is the window, in a convolution 1.
func newGrid[F dual.Float](r layers.Record[F]) (grid, error) {
	var s struct {
		Image                     [3]int
		Window                    [2]int
		Stride, Padding, Channels int
	}
	if err := r.Read(&s); err != nil {
		return grid{}, err
	}
	w := grid{s.Image[0], s.Image[1], s.Image[2], s.Window, [2]int{s.Stride, s.Stride}, s.Padding, s.Channels}
	switch {
	case s.Stride == 0 && r.Kind == "Conv2D":
		w.stride = [2]int{1, 1}
	case s.Stride == 0:
		w.stride = w.window
	}
	return w, nil
}

// pooled returns the number of windows along both axes.
func (w grid) pooled() (height, width int) {
	return (w.height+2*w.padding-w.window[0])/w.stride[0] + 1, (w.width+2*w.padding-w.window[1])/w.stride[1] + 1
}

// attributes are those that all operators on windows have.
func (w grid) attributes() []attribute {
	p := w.padding
	return []attribute{{"kernel_shape", w.window[:]}, {"strides", w.stride[:]}, {"pads", []int{p, p, p, p}}}
}

// scatter are the attributes of the operator ConvTranspose that takes windows back to where they came from.
func (w grid) scatter() []attribute {
	height, width := w.pooled()
	rest := []int{ // rows and columns that no window reaches
		w.height - ((height-1)*w.stride[0] + w.window[0] - 2*w.padding),
		w.width - ((width-1)*w.stride[1] + w.window[1] - 2*w.padding),
	}
	return append(w.attributes(), attribute{"output_padding", rest})
}

// image returns flat features as images: (… × height·width·channels) to (all × channels × height × width).
func (g *graph[F]) image(x value, height, width, channels int) value {
	return g.transpose(g.reshape(x, -1, height, width, channels), 0, 3, 1, 2)
}

// flat returns images as flat features.
func (g *graph[F]) flat(x value, shape ...int) value {
	return g.reshape(g.transpose(x, 0, 2, 3, 1), shape...)
}

// conv adds a convolution.
func (g *graph[F]) conv(r layers.Record[F], params []F, x value, path string) (value, pull, error) {
	w, err := newGrid(r)
	if err != nil {
		return "", nil, err
	}
	height, width := w.pooled()
	n, area := len(params)-w.filters, w.window[0]*w.window[1]
	weight := g.tensor(path+"weight", []int{w.filters, w.channels, w.window[0], w.window[1]}, filtersFirst(params[:n], area, w.channels, w.filters))
	bias := g.tensor(path+"bias", []int{w.filters}, params[n:])
	y := g.with("Conv", w.attributes(), g.image(x, w.height, w.width, w.channels), weight, bias)
	return g.flat(y, -1, height*width*w.filters), func(ybar value) value {
		xbar := g.with("ConvTranspose", w.scatter(), g.image(ybar, height, width, w.filters), weight)
		return g.flat(xbar, -1, g.outputs, w.height*w.width*w.channels)
	}, nil
}

// filtersFirst returns weights (area × channels × filters) as (filters × channels × area).
func filtersFirst[F dual.Float](w []F, area, channels, filters int) []F {
	t := make([]F, len(w))
	for a := range area {
		for c := range channels {
			for f := range filters {
				t[(f*channels+c)*area+a] = w[(a*channels+c)*filters+f]
			}
		}
	}
	return t
}

// maxPool adds the largest pixels of windows. Cotangents go back to the pixels that these were.
func (g *graph[F]) maxPool(r layers.Record[F], x value) (value, pull, error) {
	w, err := newGrid(r)
	if err != nil {
		return "", nil, err
	}
	height, width := w.pooled()
	y, index := g.fresh("t"), g.fresh("t")
	g.nodes = append(g.nodes, node{"MaxPool", []string{g.image(x, w.height, w.width, w.channels)}, []string{y, index}, w.attributes()})
	pixels, pools := w.height*w.width*w.channels, height*width*w.channels
	return g.flat(y, -1, pools), func(ybar value) value {
		within := g.reshape(g.op("Mod", index, g.ints(pixels)), -1, 1, pools) // indices count over all samples
		at := g.op("Expand", within, g.ints(1, g.outputs, pools))
		updates := g.reshape(g.image(ybar, height, width, w.channels), -1, g.outputs, pools)
		zeros := g.op("Expand", g.scalar(0), g.concat(0, g.samples(x), g.ints(g.outputs, pixels)))
		xbar := g.with("ScatterElements", []attribute{{"axis", 2}, {"reduction", "add"}}, zeros, at, updates)
		return g.flat(g.reshape(xbar, -1, w.channels, w.height, w.width), -1, g.outputs, pixels)
	}, nil
}

// averagePool adds the means of windows. Pixels outside the image are not counted.
func (g *graph[F]) averagePool(r layers.Record[F], x value, path string) (value, pull, error) {
	w, err := newGrid(r)
	if err != nil {
		return "", nil, err
	}
	height, width := w.pooled()
	y := g.with("AveragePool", w.attributes(), g.image(x, w.height, w.width, w.channels))
	return g.flat(y, -1, height*width*w.channels), func(ybar value) value {
		shares := g.tensor(path+"shares", []int{height, width}, shares[F](w))
		ones := g.op("Expand", g.scalar(1), g.ints(w.channels, 1, w.window[0], w.window[1]))
		each := g.op("Mul", g.image(ybar, height, width, w.channels), shares)
		xbar := g.with("ConvTranspose", append(w.scatter(), attribute{"group", w.channels}), each, ones)
		return g.flat(xbar, -1, g.outputs, w.height*w.width*w.channels)
	}, nil
}

// shares returns what every pixel of a window has in its mean, one over their number, for all windows.
func shares[F dual.Float](w grid) (shares []F) {
	height, width := w.pooled()
	for y := range height {
		for x := range width {
			n := inside(y*w.stride[0]-w.padding, w.window[0], w.height) * inside(x*w.stride[1]-w.padding, w.window[1], w.width)
			shares = append(shares, F(1/float64(n)))
		}
	}
	return shares
}

// inside returns how much of the interval of the given length at start is in [0, limit).
func inside(start, length, limit int) int { return min(start+length, limit) - max(start, 0) }
