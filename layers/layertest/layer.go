package layertest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// TB is what the tests need of a [testing.T].
type TB interface {
	Helper()
	Errorf(format string, args ...any)
}

// Layer tests a layer for the given number of input features. It counts allocations and must therefore not be called
// from a parallel test.
func Layer[F dual.Float](t TB, layer layers.Layer[F], in int, opts ...Option) {
	given.Must(layer != nil, "layertest: Layer", "the layer")
	t.Helper()
	out, params, err := layer.Shape(in)
	if err != nil {
		t.Errorf("layertest: %v cannot take %d features: %v", layer, in, err)
		return
	}
	s := subject[F]{Layer: layer, in: in, out: out, params: params, settings: newSettings(opts)}
	if s.algebras == nil {
		s.algebras = []*jet.Algebra{jet.Real(), jet.Dual(2), jet.HyperDual(), jet.Taylor(3), jet.Full(2, 2), jet.Laplace(3)}
	}
	if !s.report(t, s.checkDescription) {
		return
	}
	if s.report(t, s.checkPasses) {
		s.report(t, s.checkRoles)
	}
	s.report(t, s.checkAllocations)
	s.report(t, s.checkSmoothness)
	s.report(t, s.checkDifferences)
}

// A subject is what is under test.
type subject[F dual.Float] struct {
	layers.Layer[F]
	settings
	in, out, params int
	seeded          bool // the inputs are the algebra's variables, and have cotangents of their primals alone
}

// report fails the test if the check does, and reports whether it did not.
func (s *subject[F]) report(t TB, check func() error) bool {
	t.Helper()
	err := check()
	if err != nil {
		t.Errorf("layertest: %v, seed %d: %v", s.Layer, s.seed, err)
	}
	return err == nil
}

// rng returns a source of its own for every purpose.
func (s *subject[F]) rng(purpose uint64) *rand.Rand { return rand.New(rand.NewPCG(s.seed, purpose)) }

// The purposes of random sources.
const (
	forInit = iota
	forPasses
	forAllocations
	forSmoothness
	forDifferences
	forRoles
)

// tol returns the tolerance.
func (s *subject[F]) tol() float64 {
	switch {
	case s.tolerance > 0:
		return s.tolerance
	case isFloat32[F]():
		return 1e-4
	}
	return 1e-12
}

func isFloat32[F dual.Float]() bool {
	const big = 1 << 24
	x := F(big)
	return x+1 == x
}

// initial returns parameters as the layer's Init draws them, perturbed.
func (s *subject[F]) initial(rng *rand.Rand) []float64 {
	p := make([]F, s.params)
	s.Init(p, s.in, rng)
	wide := make([]float64, len(p))
	for i, v := range p {
		wide[i] = float64(v + F(s.perturb*rng.NormFloat64()))
	}
	return wide
}

// checkDescription checks what a layer says of itself.
func (s *subject[F]) checkDescription() error {
	if s.out < 1 || s.params < 0 {
		return fmt.Errorf("Shape(%d) gives %d outputs and %d parameters, want at least 1 and 0", s.in, s.out, s.params)
	}
	if s.String() == "" {
		return fmt.Errorf("String is empty, want a name")
	}
	if s.Smoothness() < 0 {
		return fmt.Errorf("Smoothness is %d, want at least 0", s.Smoothness())
	}
	var drawn [2][]F
	for i := range drawn {
		drawn[i] = make([]F, s.params)
		for j := range drawn[i] {
			drawn[i][j] = F(math.NaN())
		}
		s.Init(drawn[i], s.in, s.rng(forInit))
	}
	for j, v := range drawn[0] {
		if v != v || math.IsInf(float64(v), 0) {
			return fmt.Errorf("Init leaves parameter %d at %v, want a finite number", j, v)
		}
		if v != drawn[1][j] {
			return fmt.Errorf("Init draws %v and then %v for parameter %d from equal sources, want the same", v, drawn[1][j], j)
		}
	}
	p, x := make([]dual.Real[float64], s.params), make([]dual.Real[float64], s.in)
	if n := len(eval(s.Layer, p, x)); n != s.out {
		return fmt.Errorf("Eval returns %d numbers, want the %d outputs of Shape", n, s.out)
	}
	return nil
}

// checkAllocations counts the allocations of passes in use.
func (s *subject[F]) checkAllocations() error {
	if s.allocates {
		return nil
	}
	rng := s.rng(forAllocations)
	for _, alg := range s.algebras {
		tr := s.draw(alg, 4, 4, rng)
		w := newWork(s, tr)
		pass := s.NewPass(alg, s.in, tr.capacity)
		dparams, xdot, ydot := narrow[F](tr.dparams), jet.NewBatch[F](alg, tr.samples, s.in), jet.NewBatch[F](alg, tr.samples, s.out)
		tangents, _ := pass.(layers.TangentPass[F])
		pass.Prepare(w.params, tr.hint)
		n := testing.AllocsPerRun(3, func() {
			pass.Prepare(w.params, tr.hint)
			pass.Forward(w.y, w.x, w.params)
			if tangents != nil {
				tangents.Tangent(ydot, xdot, dparams, w.params)
			}
			pass.Backward(w.xbar, w.grad, w.ybar, w.params)
		})
		if n > 0 {
			return fmt.Errorf("over %v: Prepare, Forward, Tangent and Backward allocate %v times, want 0", alg, n)
		}
	}
	return nil
}
