package layertest

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// runTangents compares what a pass pushes forward with the oracle: along the trial's direction in the parameters, along
// that in the inputs, and along both. Passes that push nothing are left alone.
func (s *subject[F]) runTangents(tr trial, w *work[F], pass layers.Pass[F]) *failure {
	p, ok := pass.(layers.TangentPass[F])
	if !ok {
		return nil
	}
	still, rest := make([]float64, len(tr.x)), make([]float64, s.params)
	if s.params > 0 {
		along := func(direction []float64) *failure {
			return s.compareTangent("Tangent along the parameters", tr, w, p, direction, still, false)
		}
		if f := locate(tr.dparams, along, func(i int) string { return name("parameter", i) }); f != nil {
			return f
		}
	}
	along := func(direction []float64) *failure {
		return s.compareTangent("Tangent along the inputs", tr, w, p, rest, direction, true)
	}
	if f := locate(tr.dx, along, func(i int) string { return jetName("input", batch(tr, s.in, tr.x), i) }); f != nil {
		return f
	}
	if f := s.compareTangent("Tangent along parameters and inputs", tr, w, p, tr.dparams, tr.dx, true); f != nil {
		return f
	}
	return s.unchanged(tr, w)
}

// compareTangent compares one of them. Inputs that do not move are nil, parameters that do not an empty slice.
func (s *subject[F]) compareTangent(check string, tr trial, w *work[F], p layers.TangentPass[F], dparams, dx []float64, inputs bool) *failure {
	var xdot *jet.Batch[F]
	if inputs {
		xdot = jet.NewBatch[F](tr.alg, tr.samples, s.in)
		copy(xdot.Data, narrow[F](dx))
	}
	v := narrow[F](dparams)
	if largest(dparams) == 0 {
		v = nil
	}
	ydot := jet.NewBatch[F](tr.alg, tr.samples, s.out)
	poison(ydot)
	p.Tangent(ydot, xdot, v, w.params)
	want := s.tangent(tr.params, dparams, batch(tr, s.in, tr.x), batch(tr, s.in, dx))
	if f := compareJets(check, "output", batch(tr, s.out, widen(ydot.Data)), want, s.tol()); f != nil {
		return f
	}
	if f := kept(check+", what it leaves of the direction in the parameters", v, dparams); f != nil {
		return f
	}
	if inputs {
		return kept(check+", what it leaves of the direction in the inputs", xdot.Data, dx)
	}
	return nil
}

// kept checks that numbers are what they were.
func kept[F dual.Float](check string, got []F, want []float64) *failure {
	for i, v := range got {
		if float64(v) != want[i] {
			return &failure{check: check, where: name("number", i), got: float64(v), want: want[i]}
		}
	}
	return nil
}
