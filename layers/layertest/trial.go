package layertest

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A trial is one use of a pass: everything a Forward and the Backward after it depend on.
type trial struct {
	alg      *jet.Algebra
	capacity int // the samples the pass was made for
	samples  int
	hint     int // the samples announced to Prepare
	params   []float64
	x        []float64 // (components × samples × inputs)
	cot      []float64 // the cotangent of the result (components × samples × outputs)
	dparams  []float64 // the direction along which the gradient is compared
	dx       []float64 // the direction along which the inputs' cotangent is compared
}

// draw draws a trial.
func (s *subject[F]) draw(alg *jet.Algebra, capacity, samples int, rng *rand.Rand) trial {
	tr := trial{alg: alg, capacity: capacity, samples: samples, hint: samples, params: s.initial(rng)}
	for k := range alg.Dim() {
		for range samples * s.in {
			v := rng.NormFloat64()
			if k == 0 {
				v = s.input(rng)
			}
			tr.x = append(tr.x, float64(F(v)))
		}
	}
	if s.seeded {
		s.seedInputs(&tr)
	}
	tr.cot = normal[F](alg.Dim()*samples*s.out, rng)
	tr.dparams = normal[F](s.params, rng)
	tr.dx = normal[F](len(tr.x), rng)
	if s.seeded {
		clear(tr.dx[samples*s.in:])
	}
	return tr
}

// seedInputs makes the inputs the algebra's variables.
func (s *subject[F]) seedInputs(tr *trial) {
	size := tr.samples * s.in
	clear(tr.x[size:])
	for i := range tr.alg.Vars() {
		for n := range tr.samples {
			tr.x[(1+i)*size+n*s.in+i] = 1
		}
	}
}

// normal draws n numbers that F represents exactly.
func normal[F dual.Float](n int, rng *rand.Rand) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = float64(F(rng.NormFloat64()))
	}
	return v
}

// batch returns the values as a batch.
func batch(tr trial, features int, values []float64) *jet.Batch[float64] {
	return &jet.Batch[float64]{Alg: tr.alg, Samples: tr.samples, Features: features, Data: values}
}

// work is the memory a pass works in during a trial.
type work[F dual.Float] struct {
	params, grad     []F
	x, y, xbar, ybar *jet.Batch[F]
}

func newWork[F dual.Float](s *subject[F], tr trial) *work[F] {
	w := &work[F]{params: narrow[F](tr.params), grad: make([]F, s.params)}
	w.x, w.xbar = jet.NewBatch[F](tr.alg, tr.samples, s.in), jet.NewBatch[F](tr.alg, tr.samples, s.in)
	w.y, w.ybar = jet.NewBatch[F](tr.alg, tr.samples, s.out), jet.NewBatch[F](tr.alg, tr.samples, s.out)
	copy(w.x.Data, narrow[F](tr.x))
	copy(w.ybar.Data, narrow[F](tr.cot))
	return w
}

// poison fills memory that is to be written without being read.
func poison[F dual.Float](b *jet.Batch[F]) {
	for i := range b.Data {
		b.Data[i] = F(math.NaN())
	}
}

func narrow[F dual.Float](x []float64) []F {
	v := make([]F, len(x))
	for i := range x {
		v[i] = F(x[i])
	}
	return v
}

func widen[F dual.Float](x []F) []float64 {
	v := make([]float64, len(x))
	for i := range x {
		v[i] = float64(x[i])
	}
	return v
}

// run carries the trial out with the pass and returns what is wrong, nil if nothing is.
func (s *subject[F]) run(tr trial, pass layers.Pass[F]) *failure {
	w := newWork(s, tr)
	pass.Prepare(w.params, tr.hint)
	if f := s.runForward(tr, w, pass); f != nil {
		return f
	}
	if f := s.runTangents(tr, w, pass); f != nil {
		return f
	}
	poison(w.xbar)
	pass.Backward(w.xbar, w.grad, w.ybar, w.params)
	if f := s.compareGradient(tr, widen(w.grad)); f != nil {
		return f
	}
	if f := s.compareInputs(tr, widen(s.cotangent(w))); f != nil {
		return f
	}
	if f := s.unchanged(tr, w); f != nil {
		return f
	}
	if f := s.runAccumulating(tr, w, pass); f != nil {
		return f
	}
	return s.runWithoutGradient(tr, w, pass)
}

// cotangent returns what there is of the inputs' cotangent.
func (s *subject[F]) cotangent(w *work[F]) []F {
	if s.seeded {
		return w.xbar.Plane(0)
	}
	return w.xbar.Data
}

// runForward compares Forward with Eval.
func (s *subject[F]) runForward(tr trial, w *work[F], pass layers.Pass[F]) *failure {
	poison(w.y)
	pass.Forward(w.y, w.x, w.params)
	want := s.forward(tr.params, batch(tr, s.in, tr.x))
	if f := compareJets("Forward", "output", batch(tr, s.out, widen(w.y.Data)), want, s.tol()); f != nil {
		return f
	}
	return s.unchanged(tr, w)
}

// unchanged checks that the inputs and parameters are what they were.
func (s *subject[F]) unchanged(tr trial, w *work[F]) *failure {
	for i, v := range w.params {
		if v != F(tr.params[i]) {
			return &failure{check: "parameters after a pass", where: name("parameter", i), got: float64(v), want: tr.params[i]}
		}
	}
	kept := w.x.Data
	if s.seeded {
		kept = w.x.Plane(0)
	}
	for i, v := range kept {
		if v != F(tr.x[i]) {
			return &failure{check: "inputs after a pass", where: name("number", i), got: float64(v), want: tr.x[i]}
		}
	}
	return nil
}

// runAccumulating repeats the trial without a cotangent of the inputs and with something in grad already.
func (s *subject[F]) runAccumulating(tr trial, w *work[F], pass layers.Pass[F]) *failure {
	want := widen(w.grad)
	for i := range w.grad {
		w.grad[i] = F(i%3 - 1)
		want[i] += float64(w.grad[i])
	}
	copy(w.ybar.Data, narrow[F](tr.cot))
	pass.Forward(w.y, w.x, w.params)
	pass.Backward(nil, w.grad, w.ybar, w.params)
	return compareNumbers("gradient added to grad, with xbar nil", "parameter", widen(w.grad), want, s.tol())
}

// runWithoutGradient repeats the trial without a gradient.
func (s *subject[F]) runWithoutGradient(tr trial, w *work[F], pass layers.Pass[F]) *failure {
	want := widen(s.cotangent(w))
	pass.Forward(w.y, w.x, w.params)
	for _, grad := range [][]F{nil, {}} { // twice for one Forward
		copy(w.ybar.Data, narrow[F](tr.cot))
		poison(w.xbar)
		pass.Backward(w.xbar, grad, w.ybar, w.params)
		if f := compareNumbers("cotangent of the inputs, with grad empty", "number", widen(s.cotangent(w)), want, s.tol()); f != nil {
			return f
		}
	}
	return nil
}

// compareGradient compares Backward's gradient with the oracle's along the trial's direction, and if they differ looks
// for a single parameter in which they do.
func (s *subject[F]) compareGradient(tr trial, grad []float64) *failure {
	x := batch(tr, s.in, tr.x)
	still := batch(tr, s.in, make([]float64, len(tr.x)))
	along := func(direction []float64) *failure {
		return compareAlong("Backward, gradient in the parameters", grad, direction, tr.cot,
			s.tangent(tr.params, direction, x, still).Data, s.tol())
	}
	return locate(tr.dparams, along, func(i int) string { return name("parameter", i) })
}

// compareInputs is compareGradient for the cotangent of the inputs.
func (s *subject[F]) compareInputs(tr trial, xbar []float64) *failure {
	x, still := batch(tr, s.in, tr.x), make([]float64, s.params)
	along := func(direction []float64) *failure {
		return compareAlong("Backward, cotangent of the inputs", xbar, direction, tr.cot,
			s.tangent(tr.params, still, x, batch(tr, s.in, direction)).Data, s.tol())
	}
	return locate(tr.dx, along, func(i int) string { return jetName("input", x, i) })
}
