package jet

import (
	"math"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"example.com/sobolev/internal/golden"
	"example.com/sobolev/internal/series"
)

// The composition φ(a + n) in rational arithmetic, by adding up powers of n, with the coefficients of φ known to 50
// digits: what [Algebra.Apply] computes, with nothing in common. The error is measured against the sum of the absolute
// values of all terms. The primals, which are those of package math, are tested elsewhere.
func TestApplyGolden(t *testing.T) {
	const bound = 1e-14
	rng := rand.New(rand.NewPCG(11, 12))
	for _, entry := range series.All() {
		worst := 0.0
		for _, fields := range golden.Rows(t, filepath.Join("../testdata/golden", entry.Name+".tsv"), 10) {
			at, phi, ok := goldenRow(t, fields)
			if !ok || entry.Smoothness == 0 && at == 0 {
				continue
			}
			for _, a := range []*Algebra{Taylor(7), Full(2, 3), HyperDual(), Laplace(2, 3, -0.5), Diagonal(2, 3)} {
				x := generic(rng, a.Dim(), at)
				for k := 1; k < len(x); k++ {
					x[k] = math.Round(64*x[k]) / 64
				}
				z := slice(a.Dim())
				a.Apply(z, x, entry.Rule)
				for k, want := range composeExactly(a, x, phi) {
					if e := math.Abs(z[k]-want.sum) / want.scale; k > 0 && want.scale > 0 && !(e <= worst) {
						worst = e
						if !(e <= bound) {
							t.Errorf("%s at %v over %v: component %d is %v, want %v (error %.2g)", entry.Name, at, a, k, z[k], want.sum, e)
						}
					}
				}
			}
		}
		t.Logf("%-16s %.2g", entry.Name, worst)
	}
}

// goldenRow reads a point and its coefficients; ok is false for points at which some coefficient is huge or nearly a
// root, where the rule's own error is all there is to see.
func goldenRow(t *testing.T, fields []string) (at float64, phi []*big.Rat, ok bool) {
	t.Helper()
	at = golden.Float(t, fields[0])
	for _, f := range fields[1:] {
		c, isNumber := new(big.Rat).SetString(f)
		if !isNumber {
			return 0, nil, false // infinite or NaN
		}
		if v, _ := c.Float64(); v != 0 && (math.Abs(v) > 1e12 || math.Abs(v) < 1e-12) {
			return 0, nil, false
		}
		phi = append(phi, c)
	}
	return at, phi, math.Abs(at) < 50
}

// exact is a component of the result, and the sum of the absolute values of its terms.
type exact struct{ sum, scale float64 }

func composeExactly(a *Algebra, x []float64, phi []*big.Rat) []exact {
	m := a.Dim()
	rational := func() []*big.Rat {
		r := make([]*big.Rat, m)
		for k := range r {
			r[k] = new(big.Rat)
		}
		return r
	}
	n, sum := rational(), rational()
	for k := 1; k < m; k++ {
		n[k].SetFloat64(x[k])
	}
	result := make([]exact, m)
	power, absPower := rational(), slice(m)
	power[0].SetInt64(1)
	absPower[0] = 1
	terms := a.Terms()
	for d := range a.Order() + 1 {
		size, _ := phi[d].Float64()
		for k := range m {
			sum[k].Add(sum[k], new(big.Rat).Mul(phi[d], power[k]))
			result[k].scale += math.Abs(size) * absPower[k]
		}
		next, absNext := rational(), slice(m)
		for _, term := range terms {
			if term.Y == 0 || n[term.Y].Sign() == 0 {
				continue
			}
			c := new(big.Rat).SetFloat64(term.C)
			c.Mul(c, power[term.X])
			next[term.Z].Add(next[term.Z], c.Mul(c, n[term.Y]))
			absNext[term.Z] += math.Abs(term.C*x[term.Y]) * absPower[term.X]
		}
		power, absPower = next, absNext
	}
	for k := range result {
		result[k].sum, _ = sum[k].Float64()
	}
	return result
}
