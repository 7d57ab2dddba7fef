package optim

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual"
)

type dualNumber = dual.Number[float64]

// searched is a function of the step, with its slope by the library.
func searched(f func(dualNumber) dualNumber) func(t float64) (loss, slope float64) {
	return func(t float64) (loss, slope float64) { return dual.Derivative(f, t) }
}

// yanai is the function of Yanai, Ozawa and Kaneko 1981: flat but for two corners, at 0 and 1, rounded by a and b.
func yanai(a, b float64) func(dualNumber) dualNumber {
	gamma := func(beta float64) float64 { return math.Sqrt(1+beta*beta) - beta }
	return func(t dualNumber) dualNumber {
		left := t.Mul(t).Shift(a * a).Sqrt().Scale(gamma(b))
		u := t.Neg().Shift(1)
		return u.Mul(u).Shift(b * b).Sqrt().Scale(gamma(a)).Add(left)
	}
}

// bumpy is the third of the functions: |t−1| with its corner rounded and many waves.
func bumpy(t dualNumber) dualNumber {
	const beta, waves = 0.01, 39
	u := t.Shift(-1)
	var v dualNumber
	switch {
	case t.Real <= 1-beta:
		v = u.Neg()
	case t.Real >= 1+beta:
		v = u
	default:
		v = u.Mul(u).Scale(0.5 / beta).Shift(0.5 * beta)
	}
	return t.Scale(0.5 * waves * math.Pi).Sin().Scale(2 * (1 - beta) / (waves * math.Pi)).Add(v)
}

// TestMoreThuente repeats the published table (Moré and Thuente 1994, tables I to VI): from steps of 1e-3, 1e-1, 1e1 and
// 1e3, the number of evaluations and the step found.
func TestMoreThuente(t *testing.T) {
	for i, c := range []struct {
		f              func(dualNumber) dualNumber
		decrease, flat float64
		evals          [4]int
		steps          [4]float64 // to the two digits published
	}{
		{func(t dualNumber) dualNumber { return t.Neg().Div(t.Mul(t).Shift(2)) }, 0.001, 0.1,
			[4]int{6, 3, 1, 4}, [4]float64{1.4, 1.4, 10, 37}},
		{func(t dualNumber) dualNumber {
			u := t.Shift(0.004)
			return u.PowReal(5).Sub(u.PowReal(4).Scale(2))
		}, 0.1, 0.1, [4]int{12, 8, 8, 11}, [4]float64{1.6, 1.6, 1.6, 1.6}},
		{bumpy, 0.1, 0.1, [4]int{12, 12, 10, 13}, [4]float64{1, 1, 1, 1}},
		{yanai(0.001, 0.001), 0.001, 0.001, [4]int{4, 1, 3, 4}, [4]float64{0.085, 0.1, 0.35, 0.83}},
		{yanai(0.01, 0.001), 0.001, 0.001, [4]int{6, 3, 7, 8}, [4]float64{0.075, 0.078, 0.073, 0.076}},
		{yanai(0.001, 0.01), 0.001, 0.001, [4]int{13, 11, 8, 11}, [4]float64{0.93, 0.93, 0.92, 0.92}},
	} {
		for k, first := range []float64{1e-3, 1e-1, 1e1, 1e3} {
			w := newWolfe(searched(c.f), 0)
			w.decrease, w.flat = c.decrease, c.flat
			loss, slope := w.at(0)
			step, ok := w.search(loss, slope, first)
			if !ok || w.evals != c.evals[k] || fmt.Sprintf("%.2g", step) != fmt.Sprintf("%.2g", c.steps[k]) {
				t.Errorf("function %d from %g: step %.3g (%v) after %d evaluations, want %.2g after %d",
					i+1, first, step, ok, w.evals, c.steps[k], c.evals[k])
			}
		}
	}
}

// TestWolfeNonFinite checks that a search steps back from where there is no loss, and finds the minimum before it.
func TestWolfeNonFinite(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		w := newWolfe(func(t float64) (loss, slope float64) {
			if t >= 1 {
				return bad, bad
			}
			return (t - 0.9) * (t - 0.9), 2 * (t - 0.9)
		}, 1e-13)
		for _, first := range []float64{1e-4, 0.5, 1, 1e8} {
			step, ok := w.search(0.81, -1.8, first)
			if !ok || math.Abs(step-0.9) > 0.9*0.9 || step >= 1 {
				t.Errorf("%v from 1 on, first step %v: step %v (%v) after %d evaluations", bad, first, step, ok, w.evals)
			}
		}
	}
}

// TestWolfeInRounding checks that a search near a minimum goes by the slopes where the loss has no digits left.
func TestWolfeInRounding(t *testing.T) {
	const far = 1e-9 // the loss changes by 1e-18
	rough := []float64{1, 1 + 0x1p-52, 1 - 0x1p-53}
	calls := 0
	w := newWolfe(func(t float64) (loss, slope float64) {
		calls++
		return rough[calls%3] + (t-far)*(t-far), 2 * (t - far)
	}, 1e-13)
	for _, first := range []float64{far / 100, far / 2, far, 3 * far, 100 * far} {
		step, ok := w.search(1, -2*far, first)
		if !ok || math.Abs(step-far) > wolfeFlat*far {
			t.Errorf("first step %v: step %v (%v) after %d evaluations, want about %v", first, step, ok, w.evals, far)
		}
	}
}
