package pde

import (
	"slices"
	"strconv"

	"example.com/sobolev/jet"
)

// usage records what a residual reads.
type usage struct {
	vars      int
	solutions int // outputs of the network before its unknown coefficients
	unknowns  int // one more than the last of these that was read
	columns   int // one more than the last column of data that was read
	partials  []partialUse
	seconds   []secondUse
	count     int
	tried     []float64 // the first values of residuals, to tell them apart by
}

type partialUse struct {
	output int
	along  []int
}

type secondUse struct {
	output int
	w      []float64
}

func (u *usage) partial(output int, along []int) {
	if len(along) == 2 && along[0] == along[1] {
		w := make([]float64, u.vars)
		w[along[0]] = 1
		u.second(output, w)
		return
	}
	if !slices.ContainsFunc(u.partials, func(p partialUse) bool { return p.output == output && slices.Equal(p.along, along) }) {
		u.partials = append(u.partials, partialUse{output, slices.Clone(along)})
	}
}

func (u *usage) second(output int, w []float64) {
	if !slices.ContainsFunc(u.seconds, func(s secondUse) bool { return s.output == output && slices.Equal(s.w, w) }) {
		u.seconds = append(u.seconds, secondUse{output, slices.Clone(w)})
	}
}

// number returns another number between 0.25 and 1.25, to try out residuals with.
func (u *usage) number() float64 {
	u.count++
	golden := 0.6180339887498949 * float64(u.count)
	return 0.25 + golden - float64(int(golden))
}

// note keeps the value of a residual, if it is one of the first, rounded to what every platform computes.
func (u *usage) note(value float64) {
	const most = 256
	if len(u.tried) < most {
		rounded, _ := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 6, 64), 64)
		u.tried = append(u.tried, rounded)
	}
}

// order returns the highest order of derivatives that was read.
func (u *usage) order() int {
	order := 0
	for _, p := range u.partials {
		order = max(order, len(p.along))
	}
	if len(u.seconds) > 0 {
		order = max(order, 2)
	}
	return order
}

// outputs returns one more than the last output that was read.
func (u *usage) outputs() int {
	n := 0
	for _, p := range u.partials {
		n = max(n, p.output+1)
	}
	for _, s := range u.seconds {
		n = max(n, s.output+1)
	}
	return n
}

// algebra returns the smallest algebra that holds everything that was read, and at least the given order in full.
func (u *usage) algebra(order int) *jet.Algebra {
	weights, laplace := u.laplace()
	switch need := max(order, u.order()); {
	case need == 0:
		return jet.Real()
	case need == 1:
		return jet.Dual(u.vars)
	case laplace && order < 2:
		return jet.Laplace(u.vars, weights...)
	default:
		return jet.Full(u.vars, need)
	}
}

// laplace reports whether the first derivatives and a single weighted Laplacian are enough, and its weights.
func (u *usage) laplace() (weights []float64, enough bool) {
	if u.vars == 1 || len(u.seconds) == 0 {
		return nil, false
	}
	for _, p := range u.partials {
		if len(p.along) > 1 {
			return nil, false
		}
	}
	weights = u.seconds[0].w
	for _, s := range u.seconds {
		if !slices.Equal(s.w, weights) {
			return nil, false
		}
	}
	return weights, true
}
