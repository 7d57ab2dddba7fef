package layers

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// A SampleSweep keeps the samples of a tile apart: it gives the gradient in the parameters for every sample on its own,
// which is a row of the Jacobian of what the samples contribute. It carries plain jets, whose cotangents of an affine layer
// y = x·W + b need no sweep for every sample: the gradient in W is Σ_k xₖ ⊗ ȳₖ, an outer product for every component of
// the algebra. Other layers with parameters are taken through once more, sample by sample. It belongs to one goroutine.
type SampleSweep[F dual.Float] struct {
	net     *Net[F]
	layers  *sequence[F]
	of      []sampleGradient[F] // of each layer, nil where there are no parameters
	seed    bool                // whether to seed the inputs as the algebra's variables
	params  []F
	x       *jet.Batch[F] // the inputs of the last Forward
	y, ybar *jet.Batch[F]
}

// A sampleGradient computes a layer's part of the gradients of single samples.
type sampleGradient[F dual.Float] interface {
	// prepare takes the layer's parameters.
	prepare(params []F)
	// gradient sets grad to the derivatives of ⟨ybar, y⟩ of one sample in the layer's parameters.
	gradient(grad []F, x, ybar *jet.Batch[F], sample int)
}

// NewSampleSweep returns a sweep for tiles of up to the given number of samples. If seedsInputs, the variables of the
// algebra are the network's inputs, and the sweep seeds them.
func (n *Net[F]) NewSampleSweep(alg *jet.Algebra, seedsInputs bool, samples int) *SampleSweep[F] {
	given.Must(alg != nil, "layers: NewSampleSweep", "the algebra")
	all := n.layers.flat()
	s := &SampleSweep[F]{net: n, layers: newSequence(all, alg, n.In(), samples, true), seed: seedsInputs && alg.Order() > 0,
		y: jet.NewBatch[F](alg, samples, n.Out()), ybar: jet.NewBatch[F](alg, samples, n.Out())}
	for i, l := range all {
		in, out := s.layers.dims[i], s.layers.dims[i+1]
		affine, ok := l.(Affine[F])
		switch {
		case s.layers.offs[i] == s.layers.offs[i+1]:
			s.of = append(s.of, nil)
		case ok:
			s.of = append(s.of, &affineSamples[F]{affine, in, out})
		default:
			s.of = append(s.of, newOneByOne(l, alg, in, out))
		}
	}
	return s
}

// Prepare takes the parameters for the sweeps that follow, see [Sweep].
func (s *SampleSweep[F]) Prepare(params []F, samples int) {
	s.params = params
	s.layers.Prepare(params, samples)
	for i, g := range s.of {
		if g != nil {
			g.prepare(s.layers.part(i, params))
		}
	}
}

// Forward returns the jets of the outputs for the input jets x, under the rules of [Sweep].
func (s *SampleSweep[F]) Forward(x *jet.Batch[F]) *jet.Batch[F] {
	if s.seed {
		x.Seed(x.Plane(0))
	}
	s.x = x
	s.y.Reshape(x.Samples, s.y.Features)
	s.layers.Forward(s.y, x, s.params)
	return s.y
}

// Gradients pulls the cotangent cot of the last Forward's result back, for every sample on its own: it sets the
// parameters' worth of numbers from rows[i·stride] on to the gradient of ⟨cot, y⟩ of sample i. It may be called several
// times for one Forward.
func (s *SampleSweep[F]) Gradients(rows []F, stride int, cot *jet.Batch[F]) {
	if last := (cot.Samples-1)*stride + len(s.params); len(rows) < last || stride < len(s.params) {
		panic(fmt.Sprintf("layers: SampleSweep: %d numbers for rows at distance %d, want %d for rows of %d parameters",
			len(rows), stride, last, len(s.params)))
	}
	s.ybar.Reshape(cot.Samples, cot.Features)
	s.ybar.Copy(cot) // layers may overwrite what they are given
	for i := len(s.of) - 1; i >= 0; i-- {
		x, ybar := s.x, s.ybar
		if i > 0 {
			x = s.layers.y[i-1]
		}
		if i < len(s.of)-1 {
			ybar = s.layers.ybar[i]
		}
		if g := s.of[i]; g != nil {
			from, to := s.layers.offs[i], s.layers.offs[i+1]
			for sample := range cot.Samples {
				g.gradient(rows[sample*stride+from:sample*stride+to], x, ybar, sample)
			}
		}
		if i > 0 {
			s.layers.backward(i, nil, nil, s.ybar, s.params)
		}
	}
}

// affineSamples is the sampleGradient of an affine layer.
type affineSamples[F dual.Float] struct {
	layer   Affine[F]
	in, out int
}

func (g *affineSamples[F]) prepare([]F) {}

func (g *affineSamples[F]) gradient(grad []F, x, ybar *jet.Batch[F], sample int) {
	w, n := weightsOf(g.layer, grad, g.in, g.out), x.Samples
	vec.MatMul(w.W, g.out, x.Data[sample*g.in:], 1, n*g.in, ybar.Data[sample*g.out:], n*g.out, g.in, g.out, x.Alg.Dim(), false)
	if len(w.B) > 0 {
		copy(w.B, ybar.Data[sample*g.out:(sample+1)*g.out])
	}
}

// oneByOne is the sampleGradient of any layer: each sample goes forward and back by itself.
type oneByOne[F dual.Float] struct {
	pass       Pass[F]
	params     []F
	x, y, ybar *jet.Batch[F]
}

func newOneByOne[F dual.Float](l Layer[F], alg *jet.Algebra, in, out int) *oneByOne[F] {
	return &oneByOne[F]{pass: l.NewPass(alg, in, 1), x: jet.NewBatch[F](alg, 1, in), y: jet.NewBatch[F](alg, 1, out),
		ybar: jet.NewBatch[F](alg, 1, out)}
}

func (g *oneByOne[F]) prepare(params []F) {
	g.params = params
	g.pass.Prepare(params, 1)
}

func (g *oneByOne[F]) gradient(grad []F, x, ybar *jet.Batch[F], sample int) {
	takeSample(g.x, x, sample)
	takeSample(g.ybar, ybar, sample)
	g.pass.Forward(g.y, g.x, g.params)
	clear(grad)
	g.pass.Backward(nil, grad, g.ybar, g.params)
}

// takeSample copies one sample of x to the only one of z.
func takeSample[F dual.Float](z, x *jet.Batch[F], sample int) {
	for k := range x.Alg.Dim() {
		copy(z.Plane(k), x.Plane(k)[sample*x.Features:(sample+1)*x.Features])
	}
}
