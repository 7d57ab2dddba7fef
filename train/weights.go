package train

import (
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/internal/number"
)

// A WeightSchedule returns the weights of a loss's orders for an epoch, counted from 1, at the fraction of the run that
// is done, from 0 to 1. The parts are the losses of the orders in the epoch before, each without its weight: means over
// the epoch's steps; 0 for an order that had weight 0, and nil in the first epoch. Within an epoch the weights stay.
//
// A schedule must depend on its arguments alone, so that runs can be repeated. The parts are its own until it returns: it may
// overwrite them and return them.
type WeightSchedule func(epoch int, done float64, parts []float64) []float64

// SwapWeights changes the weights at a fraction of the run, as in force matching, where the forces lead first and the
// energies at the end.
//
// It panics unless the fraction is from 0 to 1 and the weights are finite, none negative, the same number before and after.
func SwapWeights(at float64, before, after []float64) WeightSchedule {
	if !(at >= 0 && at <= 1) {
		panic(fmt.Sprintf("train: SwapWeights: at fraction %v of the run, want from 0 to 1", at))
	}
	if len(before) != len(after) {
		panic(fmt.Sprintf("train: SwapWeights: %d weights before and %d after, want as many", len(before), len(after)))
	}
	mustBeWeights("SwapWeights", before)
	mustBeWeights("SwapWeights", after)
	return func(_ int, done float64, _ []float64) []float64 {
		if done < at {
			return before
		}
		return after
	}
}

// AnnealWeights keeps w[0], that of the values, and lowers those of the derivatives to zero by (1−t)², t the fraction of
// the run that is done: derivatives guide the beginning, values decide the end. It panics unless the weights are finite,
// none negative.
func AnnealWeights(w ...float64) WeightSchedule {
	mustBeWeights("AnnealWeights", w)
	return func(_ int, done float64, parts []float64) []float64 {
		return scaleDerivatives(parts, w, (1-done)*(1-done))
	}
}

// DecayWeights keeps w[0], that of the values, and multiplies those of the derivatives by factor after every epoch. It
// panics unless the factor and the weights are finite, none negative.
func DecayWeights(factor float64, w ...float64) WeightSchedule {
	if !isWeight(factor) {
		panic(fmt.Sprintf("train: DecayWeights: factor %v, want a finite number of at least 0", factor))
	}
	mustBeWeights("DecayWeights", w)
	return func(epoch int, _ float64, parts []float64) []float64 {
		return scaleDerivatives(parts, w, math.Pow(factor, float64(epoch-1)))
	}
}

// mustBeWeights panics unless all of w can multiply a loss.
func mustBeWeights(function string, w []float64) {
	for q, v := range w {
		if !isWeight(v) {
			panic(fmt.Sprintf("train: %s: weight %v of order %d, want a finite number of at least 0", function, v, q))
		}
	}
}

// scaleDerivatives returns w with all weights but the first times c, in the memory of dst if it has as many.
func scaleDerivatives(dst, w []float64, c float64) []float64 {
	scaled := append(dst[:0], w...)
	for q := 1; q < len(scaled); q++ {
		scaled[q] *= c
	}
	return scaled
}

// BalanceWeights adapts the weights to the losses so that the orders' shares in the gradient do not depend on their
// units: for the weights p, scaled to Σ pᵩ = 1, and the losses Lᵩ of the epoch before,
//
//	wᵩ = pᵩ·G/Lᵩ,    G = Π Lᵩ^pᵩ.
//
// The weighted loss then has the gradient of the geometric mean G (exactly, where L is that of the epoch before), every
// order contributes pᵩ of it, and the scale of any label may change without changing the direction. The first epoch
// has the weights p. An order without loss, such as one without labels, keeps its p and takes no part in the mean; any
// other counts as at least 1e-12 of the largest, so that one that is fitted exactly does not drive out the rest. It panics
// unless the weights are finite, none negative and one above 0.
func BalanceWeights(p ...float64) WeightSchedule {
	mustBeWeights("BalanceWeights", p)
	if total := sum(p); !(total > 0) || !number.Finite(total) {
		panic(fmt.Sprintf("train: BalanceWeights: weights %v, want a finite sum above 0", p))
	}
	p = normalized(p)
	return func(_ int, _ float64, parts []float64) []float64 {
		if len(parts) != len(p) {
			return slices.Clone(p)
		}
		total, largest, logMean := 0.0, 0.0, 0.0
		for q, l := range parts {
			if l > 0 {
				total += p[q]
				largest = max(largest, l)
			}
		}
		for q, l := range parts {
			if l > 0 && p[q] > 0 {
				logMean += p[q] / total * math.Log(max(l, 1e-12*largest))
			}
		}
		for q, l := range parts {
			parts[q] = p[q]
			if l > 0 && p[q] > 0 {
				parts[q] = p[q] / total * math.Exp(logMean) / max(l, 1e-12*largest)
			}
		}
		return parts
	}
}

// normalized returns p over its sum.
func normalized(p []float64) []float64 {
	w, total := make([]float64, len(p)), sum(p)
	for q, v := range p {
		w[q] = v / total
	}
	return w
}

// weighting holds the weights of a loss's orders as a schedule changes them.
type weighting struct {
	now      []float64
	whole    []float64 // see regression: 0 for an order of which nothing was measured
	lacks    []string  // why that is so
	schedule WeightSchedule
	losses   []float64 // scratch
}

// newWeighting starts with the weights that stand in the loss.
func newWeighting(l Loss, orders int) *weighting {
	return &weighting{schedule: l.Schedule, now: l.weights(orders), losses: make([]float64, orders)}
}

// measured reports the first of the weights that is for an order of which nothing was measured.
func (w *weighting) measured(weights []float64) error {
	for q, v := range weights {
		if v > 0 && w.whole[q] == 0 {
			return fmt.Errorf("weight %v of order %d, of which %s, want some or weight 0", v, q, w.lacks[q])
		}
	}
	return nil
}

// begin asks the schedule for the weights of an epoch. The parts are those of the last one, weights included.
func (w *weighting) begin(epoch int, done float64, parts []float64) error {
	if w.schedule == nil {
		return nil
	}
	var losses []float64
	if slices.ContainsFunc(parts, func(p float64) bool { return p != 0 }) {
		losses = w.losses
		for q, p := range parts {
			losses[q] = 0
			if w.now[q] > 0 {
				losses[q] = p / w.now[q]
			}
		}
	}
	next := w.schedule(epoch, done, losses)
	if len(next) != len(w.now) {
		return fmt.Errorf("train: epoch %d: the weight schedule returned %d weights, want one for each of %d orders", epoch, len(next), len(w.now))
	}
	for q, v := range next {
		if !isWeight(v) {
			return fmt.Errorf("train: epoch %d: the weight schedule returned %v for order %d, want a finite number of at least 0", epoch, v, q)
		}
	}
	if err := w.measured(next); err != nil {
		return fmt.Errorf("train: epoch %d: the weight schedule: %w", epoch, err)
	}
	copy(w.now, next)
	return nil
}
