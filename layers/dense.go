package layers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// dense is y = x·W + b. Its parameters are W, row-major (in × out), then b.
type dense[F dual.Float] struct {
	out           int
	weights, bias Init
}

// Dense returns the affine layer y = x·W + b with the given number of outputs. Weights are drawn with init
// ([Glorot] if nil), biases start at zero.
func Dense[F dual.Float](out int, init Init) Layer[F] {
	return DenseInit[F](out, init, nil)
}

// DenseInit is [Dense] with an initialiser for the biases too ([Zeros] if nil). Inputs of few dimensions want it: with zero
// biases all kinks and inflections of the first layer pass through the origin.
func DenseInit[F dual.Float](out int, weights, bias Init) Layer[F] {
	if weights == nil {
		weights = Glorot
	}
	if bias == nil {
		bias = Zeros
	}
	return dense[F]{out, weights, bias}
}

func (l dense[F]) Shape(in int) (out, params int, err error) {
	if l.out < 1 {
		return 0, 0, fmt.Errorf("Dense: %d outputs, want at least 1", l.out)
	}
	if l.out > (math.MaxInt-l.out)/max(in, 1) {
		return 0, 0, fmt.Errorf("Dense: %d outputs of %d inputs, want fewer weights than there are numbers", l.out, in)
	}
	return l.out, (in + 1) * l.out, nil
}

func (l dense[F]) Init(params []F, in int, rng *rand.Rand) {
	w, b := l.split(params)
	for i := range w {
		w[i] = F(l.weights(in, l.out, rng))
	}
	for j := range b {
		b[j] = F(l.bias(in, l.out, rng))
	}
}

func (l dense[F]) Smoothness() int { return Smooth }

func (l dense[F]) Eval(params, x []dual.Any) []dual.Any {
	w, b := params[:len(x)*l.out], params[len(x)*l.out:]
	y := make([]dual.Any, l.out)
	for j := range y {
		y[j] = b[j]
		for i, v := range x {
			y[j] = y[j].Add(v.Mul(w[i*l.out+j]))
		}
	}
	return y
}

func (l dense[F]) String() string { return fmt.Sprintf("Dense(%d)", l.out) }

// Weights implements [Affine].
func (l dense[F]) Weights(params []F, in int) Weights[F] {
	w, b := l.split(params)
	return Weights[F]{in, l.out, w, b}
}

// split returns the weights and the biases among the layer's parameters.
func (l dense[F]) split(params []F) (w, b []F) {
	n := len(params) - l.out
	return params[:n], params[n:]
}

func (l dense[F]) NewPass(alg *jet.Algebra, in, _ int) Pass[F] {
	return newLinearPass(alg, newAffineMap[F](l, in, l.out))
}
