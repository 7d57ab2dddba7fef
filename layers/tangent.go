package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// A TangentPass is a [Pass] that pushes directions forward: where Backward multiplies by the transpose of the Jacobian,
// Tangent multiplies by the Jacobian itself. The passes of all layers in this package do. For those of a layer of your own
// that do not, networks take what the layer says of itself ([Affine], [Elementwise]); of any other they differentiate Eval,
// sample by sample, which is exact and slow.
type TangentPass[F dual.Float] interface {
	Pass[F]

	// Tangent writes to ydot the derivative of the last Forward's y where its x moves along xdot, shaped like x, and the
	// parameters along dparams. A nil xdot or an empty dparams does not move; one of the two does. It changes neither of
	// them nor what a Backward after it needs, and may be called several times for one Forward.
	Tangent(ydot, xdot *jet.Batch[F], dparams, params []F)
}

// A TangentSweep is a [Sweep] that also pushes a direction of the parameters through the network: with it the derivatives
// of whatever is made of the outputs' jets come along one direction in the parameters, for two products beside every one of
// Forward. It takes jets of half the order and adjoints, see [HalfOrder], where that is cheaper: at order 1 with all layers of
// this package, above without LayerNorm, Softmax, Fourier and FromFunc, and with others that are [Affine], [Elementwise] or, at
// order 1, without parameters. Otherwise it takes plain jets.
type TangentSweep[F dual.Float] struct {
	Sweep[F]
	directions tangents[F] // through the network, or what is behind a function
	ydot       *jet.Batch[F]
}

// tangents is a sweep that writes the derivative of the last Forward's result along v to ẏ.
type tangents[F dual.Float] interface {
	Sweep[F]
	tangent(ydot *jet.Batch[F], v []F)
}

// NewTangentSweep returns a sweep for tiles of up to the given number of samples. If seedsInputs, the variables of the
// algebra are the network's inputs, and the sweep seeds them.
func (n *Net[F]) NewTangentSweep(alg *jet.Algebra, seedsInputs bool, samples int) *TangentSweep[F] {
	given.Must(alg != nil, "layers: NewTangentSweep", "the algebra")
	t := &TangentSweep[F]{ydot: jet.NewBatch[F](alg, samples, n.Out())}
	if f, rest, ok := n.behind(); ok {
		t.directions = newTangents(rest, alg, samples, false)
		t.Sweep = newMappedSweep(f, t.directions, alg, samples, seedsInputs, true)
		return t
	}
	t.directions = newTangents(n, alg, samples, seedsInputs)
	t.Sweep = t.directions
	return t
}

func newTangents[F dual.Float](n *Net[F], alg *jet.Algebra, samples int, seedsInputs bool) tangents[F] {
	if n.paysMoving(alg, seedsInputs) {
		if h := newHalfTangents(n, alg, samples, seedsInputs); h != nil {
			return h
		}
	}
	return newJets(n, alg, samples, seedsInputs, true)
}

// Tangent returns the derivative of the last Forward's result where the parameters move along dparams and the inputs stay
// as they are. It belongs to the sweep and is valid until the next call. It may be called several times for one Forward.
func (t *TangentSweep[F]) Tangent(dparams []F) *jet.Batch[F] {
	t.directions.tangent(t.ydot, dparams)
	return t.ydot
}

func (s *jets[F]) tangent(ydot *jet.Batch[F], v []F) {
	ydot.Reshape(s.y.Samples, ydot.Features)
	s.layers.Tangent(ydot, nil, v, s.params)
}

// pushed returns a pass of a block that has a way back as what it is, see newPass.
func pushed[F dual.Float](p Pass[F]) TangentPass[F] { return p.(TangentPass[F]) }

// A slope multiplies directions by the slope of a function of every unit. Its memory is made when it is first needed:
// training does without.
type slope[F dual.Float] struct {
	w   *jet.Batch[F] // φ′(x)
	phi [][]F         // its Taylor coefficients
	mem []F           // of those but the first
}

// tangent computes ẏ = φ′(x)·ẋ, given the Taylor coefficients of φ at the primals of x, one more than the order of the
// algebra needs. ẏ may be ẋ.
func (s *slope[F]) tangent(ydot, x, xdot *jet.Batch[F], phi [][]F, scratch *jet.Scratch[F]) {
	order, n := x.Alg.Order(), len(phi[1])
	if order == 0 {
		vec.Mul(ydot.Data, phi[1], xdot.Data)
		return
	}
	if s.w == nil {
		s.w, s.phi = jet.NewBatch[F](x.Alg, x.Samples, x.Features), make([][]F, order+1)
	}
	if len(s.mem) < order*n {
		s.mem = make([]F, order*n)
	}
	s.w.Reshape(x.Samples, x.Features)
	s.phi[0] = phi[1]
	for k := 1; k <= order; k++ {
		s.phi[k] = s.mem[(k-1)*n : k*n]
		vec.Scale(s.phi[k], F(k+1), phi[k+1])
	}
	s.w.Compose(x, s.phi, scratch)
	ydot.Mul(s.w, xdot)
}
