package layertest

import (
	"math"
	"slices"

	"example.com/sobolev/layers"
)

// shrinkRuns bounds how many simpler trials are tried.
const shrinkRuns = 400

// shrinker looks for a simpler trial that fails in the same check.
type shrinker struct {
	fails func(trial) *failure
	best  trial
	f     *failure
	runs  int
}

// runFresh carries the trial out with a pass of its own.
func (s *subject[F]) runFresh(tr trial) *failure {
	return s.run(tr, s.NewPass(tr.alg, s.in, tr.capacity))
}

// shrink returns a trial as simple as can be found that fails like the given one.
func (s *subject[F]) shrink(tr trial, f *failure) (trial, *failure) {
	z := &shrinker{best: tr, f: f, fails: s.runFresh}
	for n := range tr.samples {
		if tr.samples > 1 && z.try(s.single(tr, n)) {
			break
		}
	}
	fewer := z.best
	fewer.hint = fewer.samples
	z.try(fewer)
	fewer.capacity = fewer.samples
	z.try(fewer)
	z.simplify(s.linear, func(float64) float64 { return 0 })
	if s.Smoothness() == layers.Smooth { // otherwise the simplest points are kinks
		z.simplify(s.values, func(float64) float64 { return 0 })
		z.simplify(s.values, unit)
	}
	z.simplify(s.linear, unit)
	for _, digits := range []float64{10, 100} {
		z.simplify(s.values, func(v float64) float64 { return float64(F(math.Round(v*digits) / digits)) })
	}
	return z.best, z.f
}

// values returns the numbers of a trial at which the layer is evaluated.
func (s *subject[F]) values(tr *trial) [][]float64 {
	return [][]float64{tr.params, tr.x[:tr.samples*s.in]}
}

// linear returns the numbers that direct the derivatives.
func (s *subject[F]) linear(tr *trial) [][]float64 {
	if s.seeded {
		return [][]float64{tr.cot}
	}
	return [][]float64{tr.x[tr.samples*s.in:], tr.cot}
}

// unit returns 1 with the sign of v, or 0 for 0.
func unit(v float64) float64 {
	if v == 0 {
		return 0
	}
	return math.Copysign(1, v)
}

// try takes the trial if it fails like the best one so far.
func (z *shrinker) try(tr trial) bool {
	if z.runs == shrinkRuns {
		return false
	}
	z.runs++
	f := z.fails(tr)
	if f == nil || f.check != z.f.check {
		return false
	}
	z.best, z.f = tr, f
	return true
}

// simplify replaces numbers of the parts, first all of a part at once, then halves and so on down to single ones.
func (z *shrinker) simplify(parts func(*trial) [][]float64, simpler func(float64) float64) {
	for i := range parts(&z.best) {
		n := len(parts(&z.best)[i])
		for length := n; length > 0; length /= 2 {
			for from := 0; from < n; from += length {
				tr := clone(z.best)
				if part := parts(&tr)[i]; replace(part[from:min(from+length, n)], simpler) {
					z.try(tr)
				}
			}
		}
	}
}

// replace applies the simplification and reports whether it changed anything.
func replace(v []float64, simpler func(float64) float64) bool {
	changed := false
	for i, x := range v {
		v[i] = simpler(x)
		changed = changed || v[i] != x
	}
	return changed
}

// clone copies what simplify changes.
func clone(tr trial) trial {
	tr.params, tr.x, tr.cot = slices.Clone(tr.params), slices.Clone(tr.x), slices.Clone(tr.cot)
	return tr
}

// single returns the trial of sample n alone.
func (s *subject[F]) single(tr trial, n int) trial {
	pick := func(v []float64, features int) []float64 {
		var row []float64
		for k := range tr.alg.Dim() {
			at := (k*tr.samples + n) * features
			row = append(row, v[at:at+features]...)
		}
		return row
	}
	one := tr
	one.samples = 1
	one.x, one.dx, one.cot = pick(tr.x, s.in), pick(tr.dx, s.in), pick(tr.cot, s.out)
	return one
}
