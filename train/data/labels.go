package data

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
)

// Labels are derivatives of a function at points, one plane for each component of an algebra. They are derivatives, not
// the Taylor coefficients that a jet.Batch holds and that are smaller by the factorials of their exponents:
// [Labels.SetJets] and [Labels.Jets] convert.
type Labels[F dual.Float] struct {
	Alg             *jet.Algebra
	Points, Outputs int
	Data            []F // components × points × outputs
}

// NewLabels returns labels that are all zero.
func NewLabels[F dual.Float](alg *jet.Algebra, points, outputs int) *Labels[F] {
	given.Must(alg != nil, "data: NewLabels", "the algebra")
	return &Labels[F]{alg, points, outputs, make([]F, alg.Dim()*points*outputs)}
}

// Plane returns the derivatives of component k, points × outputs, to read and to write.
func (l *Labels[F]) Plane(k int) []F {
	n := l.Points * l.Outputs
	return l.Data[k*n : (k+1)*n : (k+1)*n]
}

// SetJets sets the labels of the points from the given one on to the derivatives that the jets hold, a sample for each
// point, over the same algebra.
func (l *Labels[F]) SetJets(first int, y *jet.Batch[F]) {
	l.match("SetJets", first, y)
	from, n := first*l.Outputs, y.Samples*y.Features
	for k := range l.Alg.Dim() {
		dst, f := l.Plane(k)[from:from+n], F(l.Alg.Factorial(k))
		for i, c := range y.Plane(k) {
			dst[i] = c * f
		}
	}
}

// setNumber sets the labels of an output at a point to the derivatives that a number holds. Orders that it does not know
// were not measured. The first component that it knows and that is not finite is returned, −1 if there is none.
func (l *Labels[F]) setNumber(point, output int, y jet.Number[float64]) (nonFinite int) {
	nonFinite = -1
	for k := range l.Alg.Dim() {
		v := F(coefficient(y, k) * l.Alg.Factorial(k))
		l.Plane(k)[point*l.Outputs+output] = v
		if nonFinite < 0 && knows(y, k) && !number.Finite(v) {
			nonFinite = k
		}
	}
	return nonFinite
}

// Jets writes the labels of the points from the given one on as jets, as many as y has samples, over the same algebra.
func (l *Labels[F]) Jets(y *jet.Batch[F], first int) {
	l.match("Jets", first, y)
	from, n := first*l.Outputs, y.Samples*y.Features
	for k := range l.Alg.Dim() {
		dst, f := y.Plane(k), F(l.Alg.Factorial(k))
		for i, v := range l.Plane(k)[from : from+n] {
			dst[i] = v / f
		}
	}
}

// match panics if the jets do not fit into the labels.
func (l *Labels[F]) match(method string, first int, y *jet.Batch[F]) {
	if !l.Alg.Equal(y.Alg) || y.Features != l.Outputs || first < 0 || first+y.Samples > l.Points {
		panic(fmt.Sprintf("data: Labels.%s: jets of %d samples and %d features over %v for points from %d on, "+
			"the labels have %d points and %d outputs over %v",
			method, y.Samples, y.Features, y.Alg, first, l.Points, l.Outputs, l.Alg))
	}
}

// Reshape changes the numbers of points and outputs; what the labels held is lost.
func (l *Labels[F]) Reshape(points, outputs int) {
	n := l.Alg.Dim() * points * outputs
	if cap(l.Data) < n {
		l.Data = make([]F, n)
	}
	l.Points, l.Outputs, l.Data = points, outputs, l.Data[:n]
}
