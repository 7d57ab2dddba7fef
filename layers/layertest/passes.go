package layertest

import (
	"fmt"
	"strings"

	"example.com/sobolev/dual"
)

// checkPasses compares passes with the oracle in every algebra, for several numbers of samples one after the other.
func (s *subject[F]) checkPasses() error {
	rng := s.rng(forPasses)
	for _, alg := range s.algebras {
		for _, rounds := range [][]int{{1}, {capacity, 1, capacity - 2}} {
			most := rounds[0]
			pass := s.NewPass(alg, s.in, most)
			for i, samples := range rounds {
				tr := s.draw(alg, samples, rng)
				if i%2 == 1 {
					tr.hint = 1000 // as if many samples were to come with the same parameters
				}
				f := s.run(tr, pass)
				if f == nil {
					continue
				}
				if s.run(tr, s.NewPass(alg, s.in, most)) == nil {
					return fmt.Errorf("%v, and only when the same pass was used before\n%s", f, describe(tr, s))
				}
				tr, f = s.shrink(tr, f, most)
				return fmt.Errorf("%v\n%s", f, describe(tr, s))
			}
		}
	}
	return nil
}

// describe prints a trial.
func describe[F dual.Float](tr trial, s *subject[F]) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\tover %v, samples %d of %d features, %d announced to Prepare", tr.alg, tr.samples, s.in, tr.hint)
	numbers(&b, "parameters", tr.params)
	planes := func(what string, v []float64) {
		size := len(v) / tr.alg.Dim()
		for k := range tr.alg.Dim() {
			numbers(&b, what+", "+component(tr.alg, k), v[k*size:(k+1)*size])
		}
	}
	planes("inputs", tr.x)
	planes("cotangent", tr.cot)
	return b.String()
}

// numbers prints a row of numbers unless all are zero.
func numbers(b *strings.Builder, what string, v []float64) {
	const most = 24
	switch {
	case largest(v) == 0:
		return
	case len(v) > most:
		fmt.Fprintf(b, "\n\t%s: %v … (%d numbers)", what, v[:most], len(v))
	default:
		fmt.Fprintf(b, "\n\t%s: %v", what, v)
	}
}
