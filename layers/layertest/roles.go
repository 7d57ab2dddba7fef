package layertest

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

const rolePoints = 3

// checkRoles checks what a layer says it is: affine or elementwise.
func (s *subject[F]) checkRoles() error {
	rng := s.rng(forRoles)
	if l, ok := s.Layer.(layers.Affine[F]); ok {
		if err := s.checkWeights(l); err != nil {
			return err
		}
		for range rolePoints {
			if f := s.compareAffine(l, rng); f != nil {
				return fmt.Errorf("%v", f)
			}
		}
	}
	l, ok := s.Layer.(layers.Elementwise[F])
	switch {
	case !ok:
		return nil
	case s.params != 0 || s.out != s.in:
		return fmt.Errorf("an elementwise layer of %d parameters makes %d outputs of %d inputs, want no parameters and as many outputs",
			s.params, s.out, s.in)
	case l.Activation().Smoothness != s.Smoothness():
		return fmt.Errorf("Smoothness is %d, but the activation's %d, want the same", s.Smoothness(), l.Activation().Smoothness)
	}
	for range rolePoints {
		if f := s.compareElementwise(l.Activation(), rng); f != nil {
			return fmt.Errorf("%v", f)
		}
	}
	return nil
}

// checkWeights checks that an affine layer's weights are views of its parameters and cover them.
func (s *subject[F]) checkWeights(l layers.Affine[F]) error {
	params := make([]F, s.params)
	w := l.Weights(params, s.in)
	if w.In != s.in || w.Out != s.out || len(w.W) != s.in*s.out || len(w.B) != 0 && len(w.B) != s.out {
		return fmt.Errorf("of the method Weights: %d × %d with %d numbers and %d biases, want %d × %d with %d and %d or none",
			w.In, w.Out, len(w.W), len(w.B), s.in, s.out, s.in*s.out, s.out)
	}
	for _, part := range [][]F{w.W, w.B} {
		for i := range part {
			part[i]++
		}
	}
	for i, v := range params {
		if v != 1 {
			return fmt.Errorf("parameter %d stands %v times in the views that Weights returns, want once", i, v)
		}
	}
	return nil
}

// compareAffine compares Eval with x·W + b.
func (s *subject[F]) compareAffine(l layers.Affine[F], rng *rand.Rand) *failure {
	params := s.initial(rng)
	w := l.Weights(narrow[F](params), s.in)
	x := make([]dual.Real[float64], s.in)
	want := make([]float64, s.out)
	copy(want, widen(w.B))
	for i := range x {
		x[i].Real = float64(F(s.input(rng)))
		for j := range want {
			want[j] += x[i].Real * float64(w.W[i*s.out+j])
		}
	}
	p, got := make([]dual.Real[float64], s.params), make([]float64, s.out)
	for i := range p {
		p[i].Real = params[i]
	}
	for j, v := range eval(s.Layer, p, x) {
		got[j] = v.Real
	}
	return compareNumbers("Eval against x·W + b with W and b from Weights", "output", got, want, s.tol())
}

// compareElementwise compares Eval with the activation's rule on jets.
func (s *subject[F]) compareElementwise(act layers.Activation, rng *rand.Rand) *failure {
	alg := jet.Taylor(3)
	got, want := jet.NewBatch[float64](alg, 1, s.in), jet.NewBatch[float64](alg, 1, s.in)
	x := make([]jetNumber, s.in)
	for i := range x {
		x[i] = jet.New(alg, s.input(rng), rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64())
		want.SetNumber(0, i, x[i].Apply(act.Rule))
	}
	for i, y := range eval(s.Layer, nil, x) {
		got.SetNumber(0, i, y)
	}
	return compareJets("Eval against the rule of Activation", "output", got, want, s.tol())
}
