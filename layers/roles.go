package layers

import (
	"fmt"

	"example.com/sobolev/dual"
)

// Layers may say what they are. One that is affine or elementwise takes fewer products in half-order sweeps, and takes part
// in them above order 1, see [HalfOrder]: a layer of your own joins in by one method more than [Layer] asks for. Package
// layertest checks that it tells the truth.

// An Affine layer is y = x·W + b. All its parameters are entries of W and b, every one of them once.
type Affine[F dual.Float] interface {
	Layer[F]

	// Weights returns the parts of params that are W and b for the given number of input features: views, not copies. It
	// is called with gradients in place of parameters, too. It allocates nothing.
	Weights(params []F, in int) Weights[F]
}

// Weights are those of an affine layer, y = x·W + B.
type Weights[F dual.Float] struct {
	In, Out int
	W       []F // In × Out, row-major
	B       []F // Out, or none at all for y = x·W
}

// An Elementwise layer applies one function of one variable to every feature, and has no parameters.
type Elementwise[F dual.Float] interface {
	Layer[F]

	// Activation returns the function. Of it Name and Init are not used.
	Activation() Activation
}

// Affine returns the weights and biases of layer i themselves, not a copy, and whether it is an [Affine] layer.
func (n *Net[F]) Affine(i int) (w Weights[F], ok bool) {
	l, ok := n.layers[i].(Affine[F])
	if !ok {
		return w, false
	}
	return weightsOf(l, n.layerParams(i, n.params), n.dims[i], n.dims[i+1]), true
}

// weightsOf returns the layer's weights among its parameters.
func weightsOf[F dual.Float](l Affine[F], params []F, in, out int) Weights[F] {
	w := l.Weights(params, in)
	if w.In != in || w.Out != out || len(w.W) != in*out || len(w.B) != 0 && len(w.B) != out || len(w.W)+len(w.B) != len(params) {
		panic(fmt.Sprintf("layers: %v: Weights are %d × %d, %d and %d numbers, want %d × %d and biases or none in %d parameters",
			l, w.In, w.Out, len(w.W), len(w.B), in, out, len(params)))
	}
	return w
}
