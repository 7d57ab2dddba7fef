package layertest

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
)

const (
	differencePoints = 3
	differenceStep   = 1.0 / 16 // the first of the halving steps
	differenceSteps  = 9
	differenceTol    = 1e-6 // beside the estimated error
)

// checkDifferences compares the first derivatives of Eval with extrapolated differences of its values: they differ if
// Eval leaves the numbers it is given, by way of Value, where its result depends on them.
func (s *subject[F]) checkDifferences() error {
	rng := s.rng(forDifferences)
	for range differencePoints {
		params, weights := s.initial(rng), normal[F](s.out, rng)
		x, dx := make([]float64, s.in), make([]float64, s.in)
		for i := range x {
			a, b := s.input(rng), s.input(rng)
			x[i], dx[i] = (a+b)/2, (b-a)/2
		}
		for _, c := range []struct {
			what        string
			dparams, dx []float64
		}{
			{"parameters", normal[F](s.params, rng), make([]float64, s.in)},
			{"inputs", make([]float64, s.params), dx},
		} {
			value := func(t float64) float64 {
				y := eval(s.Layer, moved(params, c.dparams, t), moved(x, c.dx, t))
				sum := 0.0
				for o, v := range y {
					sum += weights[o] * v.Value()
				}
				return sum
			}
			exact := 0.0
			for o, v := range eval(s.Layer, seeded(params, c.dparams), seeded(x, c.dx)) {
				exact += weights[o] * v.Emag
			}
			got, err := extrapolate(value)
			scale := max(math.Abs(exact), math.Abs(value(0)))
			if !(err <= 1e-5*scale) {
				continue // a kink or the end of the domain is near
			}
			if !close(exact, got, differenceTol*scale+20*err) {
				return fmt.Errorf("the derivative of Eval along a direction in the %s is %v, but differences of its values give %v ± %.1g\n"+
					"\tparameters: %s, moved along %s\n\tinputs: %s, moved along %s\n\tweights of the outputs: %s",
					c.what, exact, got, err, list(params), list(c.dparams), list(x), list(c.dx), list(weights))
			}
		}
	}
	return nil
}

// moved returns the numbers v + t·direction.
func moved(v, direction []float64, t float64) []dual.Real[float64] {
	r := make([]dual.Real[float64], len(v))
	for i := range r {
		r[i] = dual.Real[float64]{Real: v[i] + t*direction[i]}
	}
	return r
}

// seeded returns dual numbers at v with the direction as seed.
func seeded(v, direction []float64) []dual.Number[float64] {
	d := make([]dual.Number[float64], len(v))
	for i := range d {
		d[i] = dual.Number[float64]{Real: v[i], Emag: direction[i]}
	}
	return d
}

// extrapolate returns the derivative of f at 0 and an estimate of its error: central differences with steps that
// halve, extrapolated to step zero in even powers of it (Ridders 1982).
func extrapolate(f func(float64) float64) (derivative, err float64) {
	var last, row [differenceSteps]float64
	derivative, err = math.NaN(), math.Inf(1)
	for i, h := 0, differenceStep; i < differenceSteps; i, h = i+1, h/2 {
		row[0] = (f(h) - f(-h)) / (2 * h)
		power := 1.0
		for j := 1; j <= i; j++ {
			power *= 4
			row[j] = row[j-1] + (row[j-1]-last[j-1])/(power-1)
			if e := max(math.Abs(row[j]-row[j-1]), math.Abs(row[j]-last[j-1])); e <= err {
				derivative, err = row[j], e
			}
		}
		last = row
	}
	return derivative, err
}
