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

	// Slopes are derivatives along Directions, in place of those along the inputs.
	Directions []F // points × directions × inputs
	Slopes     []F // points × outputs × directions

	Weights []F // one for each point
}

// FromArrays returns data with the given numbers of inputs and outputs. Orders may be left out: what is not there was
// not measured. The entries of a tensor that should be equal, such as ij and ji of a Hessian, are averaged over those
// that were measured. Infinite numbers and negative weights are errors that name the sample.
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
	if a.Directions != nil || a.Slopes != nil {
		return a.directional(in, out)
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
	d := &Data[F]{In: in, Out: out, X: a.X, Labels: NewLabels[F](jet.Full(in, order), n, out),
		HessianVectors: a.HessianVectors, Weights: a.Weights}
	if err := d.checkShapes(); err != nil {
		return nil, err
	}
	if err := a.checkNumbers(n); err != nil {
		return nil, err
	}
	for q, t := range orders[:order+1] {
		d.setTensors(q, t)
	}
	return d, nil
}

// directional returns data with derivatives along directions.
func (a *Arrays[F]) directional(in, out int) (*Data[F], error) {
	n := len(a.X) / in
	directions := len(a.Directions) / len(a.X)
	switch {
	case a.Grad != nil || a.Hess != nil || a.Higher != nil || a.HessianVectors != nil:
		return nil, fmt.Errorf("data: FromArrays: slopes along directions beside derivatives along the inputs, want one of both")
	case directions == 0 || directions*len(a.X) != len(a.Directions):
		return nil, fmt.Errorf("data: FromArrays: directions: %d numbers, want a positive multiple of %d points × %d inputs",
			len(a.Directions), n, in)
	case len(a.Slopes) != n*out*directions:
		return nil, fmt.Errorf("data: FromArrays: slopes: %d numbers, want %d points × %d outputs × %d directions",
			len(a.Slopes), n, out, directions)
	case a.Y != nil && len(a.Y) != n*out:
		return nil, fmt.Errorf("data: FromArrays: derivatives of order 0: %d numbers, want %d points × %d", len(a.Y), n, out)
	}
	d := &Data[F]{In: in, Out: out, X: a.X, Labels: NewLabels[F](jet.Dual(directions), n, out),
		Directions: a.Directions, Weights: a.Weights}
	if err := d.checkShapes(); err != nil {
		return nil, err
	}
	if err := a.checkNumbers(n); err != nil {
		return nil, err
	}
	d.setTensors(0, a.Y)
	d.setTensors(1, a.Slopes)
	return d, nil
}

// checkNumbers reports the first label, direction or weight of n points that cannot have been meant, by its place in the
// arrays. Their shapes have been checked.
func (a *Arrays[F]) checkNumbers(n int) error {
	type part struct {
		name    string
		numbers []F
		known   bool // and may not be NaN
	}
	parts := []part{{"values", a.Y, false}, {"gradients", a.Grad, false}, {"Hessians", a.Hess, false},
		{"slopes", a.Slopes, false}, {"directions", a.Directions, true}}
	for i, t := range a.Higher {
		parts = append(parts, part{fmt.Sprintf("derivatives of order %d", 3+i), t, false})
	}
	if h := a.HessianVectors; h != nil {
		parts = append(parts, part{"products with the Hessian", h.H, false}, part{"vectors", h.U, true})
	}
	for _, p := range parts {
		for i, v := range p.numbers {
			if math.IsInf(float64(v), 0) || p.known && v != v {
				want := "a finite number, or NaN if it was not measured"
				if p.known {
					want = "a finite number"
				}
				size := len(p.numbers) / n
				return fmt.Errorf("data: FromArrays: %s: sample %d, number %d of %d is %v, want %s",
					p.name, i/size, i%size, size, v, want)
			}
		}
	}
	for i, w := range a.Weights {
		if !(w >= 0) || math.IsInf(float64(w), 1) {
			return fmt.Errorf("data: FromArrays: weights: sample %d is %v, want a finite number of at least 0", i, w)
		}
	}
	return nil
}

// setTensors fills the labels of order q from whole tensors over the algebra's variables, or marks them as not measured
// if t is nil.
func (d *Data[F]) setTensors(q int, t []F) {
	entries := tensorEntries(d.Labels.Alg.Vars(), q, d.Labels.Alg)
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
	if q <= 1 { // the components themselves
		first, last := alg.Components(q)
		entries := make([]int, last-first)
		for i := range entries {
			entries[i] = first + i
		}
		return entries
	}
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
