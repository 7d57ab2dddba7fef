package layers

import (
	"fmt"
	"strings"

	"example.com/sobolev/dual"
)

// An Image says how the features of a sample form an image: row after row, the channels of a pixel together, so that
// channel c of pixel (y, x) is feature (y·Width + x)·Channels + c. Features are flat everywhere, so a dense layer may
// follow a layer of images, or come before it, with nothing in between.
type Image struct{ Height, Width, Channels int }

// Features returns the number of features of the image.
func (im Image) Features() int { return im.Height * im.Width * im.Channels }

// String returns the shape of the image.
func (im Image) String() string { return fmt.Sprintf("%d×%d×%d", im.Height, im.Width, im.Channels) }

// A Window is the part of an image that one pixel of the result depends on, and how it moves.
type Window struct {
	Height, Width int

	// Stride is the step from one window to the next, in both directions. Zero stands for 1 in a convolution, and
	// for the window's own height and width in a pooling.
	Stride int

	// Padding is the number of pixels by which windows may reach over each edge of the image.
	Padding int
}

// An ImageLayer is a layer whose result is an image.
type ImageLayer[F dual.Float] interface {
	Layer[F]

	// Image returns the shape of the result, for the layer that follows.
	Image() Image
}

// A grid is an image with the windows laid over it.
type grid struct {
	in               Image
	window           Window
	strideY, strideX int
	height, width    int // number of windows
}

// newGrid lays windows over the image; a stride of zero becomes the given ones.
func newGrid(in Image, w Window, strideY, strideX int) grid {
	g := grid{in: in, window: w, strideY: strideY, strideX: strideX}
	if w.Stride != 0 {
		g.strideY, g.strideX = w.Stride, w.Stride
	}
	if g.check("", in.Features()) == nil {
		g.height = (in.Height+2*w.Padding-w.Height)/g.strideY + 1
		g.width = (in.Width+2*w.Padding-w.Width)/g.strideX + 1
	}
	return g
}

// check says what is wrong with the windows of the layer of that name for the given number of input features.
func (g grid) check(name string, in int) error {
	w := g.window
	switch {
	case g.in.Height < 1 || g.in.Width < 1 || g.in.Channels < 1:
		return fmt.Errorf("%s: image of %v, want at least 1×1×1", name, g.in)
	case w.Height < 1 || w.Width < 1:
		return fmt.Errorf("%s: window of %d×%d, want at least 1×1", name, w.Height, w.Width)
	case w.Stride < 0:
		return fmt.Errorf("%s: stride %d, want at least 1, or 0 for the default", name, w.Stride)
	case w.Padding < 0 || w.Padding >= min(w.Height, w.Width):
		return fmt.Errorf("%s: padding %d, want at least 0 and less than the window's %d×%d, "+
			"or some windows would lie outside the image", name, w.Padding, w.Height, w.Width)
	case w.Height > g.in.Height+2*w.Padding || w.Width > g.in.Width+2*w.Padding:
		return fmt.Errorf("%s: window of %d×%d, want one that fits the image of %v with padding %d",
			name, w.Height, w.Width, g.in, w.Padding)
	case in != g.in.Features():
		return fmt.Errorf("%s: %d input features, want the %d of an image of %v", name, in, g.in.Features(), g.in)
	}
	return nil
}

// describe returns the name and settings of a layer.
func (g grid) describe(name string, more ...string) string {
	settings := append([]string{g.in.String(), fmt.Sprintf("window %d×%d", g.window.Height, g.window.Width)}, more...)
	if g.window.Stride > 0 {
		settings = append(settings, fmt.Sprintf("stride %d", g.window.Stride))
	}
	if g.window.Padding > 0 {
		settings = append(settings, fmt.Sprintf("padding %d", g.window.Padding))
	}
	return name + "(" + strings.Join(settings, ", ") + ")"
}

// rows returns the rows of window row oy that lie in the image: from y0 on, to, not including, y1, the first of which
// is the window's row ky.
func (g grid) rows(oy int) (y0, y1, ky int) {
	return clip(oy*g.strideY-g.window.Padding, g.window.Height, g.in.Height)
}

// columns is rows for the columns of window column ox.
func (g grid) columns(ox int) (x0, x1, kx int) {
	return clip(ox*g.strideX-g.window.Padding, g.window.Width, g.in.Width)
}

// clip cuts the interval of the given length at start down to [0, limit), and returns how much it cut off in front.
func clip(start, length, limit int) (from, to, cut int) {
	cut = max(0, -start)
	return start + cut, min(start+length, limit), cut
}

// pixel returns the index of the first channel of a pixel.
func (g grid) pixel(y, x int) int { return (y*g.in.Width + x) * g.in.Channels }
