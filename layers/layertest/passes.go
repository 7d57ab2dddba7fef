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
		for _, rounds := range [][]int{{1}, {5, 1, 3}} {
			pass := s.NewPass(alg, s.in, rounds[0])
			for i, samples := range rounds {
				tr := s.draw(alg, rounds[0], samples, rng)
				if i%2 == 1 {
					tr.hint = 1000 // as if many samples were to come with the same parameters
				}
				f := s.run(tr, pass)
				if f == nil {
					continue
				}
				if s.runFresh(tr) == nil {
					return fmt.Errorf("%v, and only when the same pass was used before\n%s", f, describe(tr, s))
				}
				tr, f = s.shrink(tr, f)
				return fmt.Errorf("%v\n%s", f, describe(tr, s))
			}
		}
	}
	return nil
}

// describe prints a trial.
func describe[F dual.Float](tr trial, s *subject[F]) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\tover %v, %d of %d samples, %d features, %d samples announced to Prepare",
		tr.alg, tr.samples, tr.capacity, s.in, tr.hint)
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
	if largest(v) > 0 {
		fmt.Fprintf(b, "\n\t%s: %s", what, list(v))
	}
}

// list prints numbers, not too many of them.
func list(v []float64) string {
	const most = 24
	if len(v) > most {
		return fmt.Sprintf("%v … (%d numbers)", v[:most], len(v))
	}
	return fmt.Sprint(v)
}
