package data

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
)

// Arrays are training data as a caller has them: row-major slices, nil where there is none. A NaN stands for a number
// that was not measured.
type Arrays[F dual.Float] struct {
	X    []F // points × inputs
	Y    []F // values, points × outputs
	Grad []F // gradients, points × outputs × inputs
	Hess []F // Hessians, points × outputs × inputs × inputs

	// Higher[i] holds the tensors of order 3+i, points × outputs × inputs × … × inputs.
	Higher [][]F

	HessianVectors *HessianVectors[F]

	Weights []F // one for each point
}

// FromArrays returns data with the given numbers of inputs and outputs. Orders may be left out: what is not there was
// not measured. The entries of a tensor that should be equal, such as ij and ji of a Hessian, are averaged over those
// that were measured.
func FromArrays[F dual.Float](in, out int, a Arrays[F]) (*Data[F], error) {
	if in < 1 || out < 1 {
		return nil, fmt.Errorf("data: FromArrays: %d inputs and %d outputs, want at least 1 of each", in, out)
	}
	n := len(a.X) / in
	if n == 0 || n*in != len(a.X) {
		return nil, fmt.Errorf("data: FromArrays: points: %d numbers, want a positive multiple of %d inputs", len(a.X), in)
	}
	if i := number.IndexNonFinite(a.X); i >= 0 {
		return nil, fmt.Errorf("data: FromArrays: points: sample %d, input %d is %v, want a finite number", i/in, i%in, a.X[i])
	}
	orders := append([][]F{a.Y, a.Grad, a.Hess}, a.Higher...)
	order, size, labelled := 0, out, a.HessianVectors != nil
	for q, t := range orders {
		if t != nil {
			if len(t) != n*size {
				return nil, fmt.Errorf("data: FromArrays: derivatives of order %d: %d numbers, want %d points × %d", q, len(t), n, size)
			}
			order, labelled = q, true
		}
		size *= in
	}
	if !labelled {
		return nil, fmt.Errorf("data: FromArrays: neither values nor derivatives, want some")
	}
	d := &Data[F]{In: in, Out: out, X: a.X, Labels: jet.NewBatch[F](jet.Full(in, order), n, out),
		HessianVectors: a.HessianVectors, Weights: a.Weights}
	if err := d.Check(); err != nil {
		return nil, err
	}
	for q, t := range orders[:order+1] {
		d.setTensors(q, t)
	}
	return d, nil
}

// setTensors fills the labels of order q from whole tensors, or marks them as not measured if t is nil.
func (d *Data[F]) setTensors(q int, t []F) {
	entries := tensorEntries(d.In, q, d.Labels.Alg)
	first, last := d.Labels.Alg.Components(q)
	sums, counts := make([]float64, last), make([]float64, last)
	for s := range d.Len() * d.Out {
		clear(sums)
		clear(counts)
		for e, k := range entries {
			if t == nil {
				break
			}
			if v := float64(t[s*len(entries)+e]); !math.IsNaN(v) {
				sums[k] += v
				counts[k]++
			}
		}
		for k := first; k < last; k++ {
			d.Labels.Plane(k)[s] = F(sums[k] / counts[k]) // 0/0 where nothing was measured
		}
	}
}

// tensorEntries returns, for every entry of a tensor of order q in n dimensions, row-major, the component of the algebra
// that holds it.
func tensorEntries(n, q int, alg *jet.Algebra) []int {
	size := 1
	for range q {
		size *= n
	}
	entries := make([]int, size)
	alpha := make([]int, alg.Vars())
	for e := range entries {
		clear(alpha)
		for rest, i := e, 0; i < q; i++ {
			alpha[rest%n]++
			rest /= n
		}
		entries[e] = alg.Index(alpha...)
	}
	return entries
}
