package pde

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// An Ansatz builds boundary or initial conditions into the solution, so that they need not be learned (Lagaris et al.
// 1998): u(x) = Offset(x) + Factor(x)·net(x), where the offset satisfies the conditions and the factor is zero where they
// hold. A nil offset is 0, a nil factor 1. Both are functions written for numbers of any kind, say edges[dual.Any] of a
// generic one. A residual of a [Collocation] with an ansatz sees u and its derivatives.
type Ansatz struct {
	Offset, Factor func(x []dual.Any) dual.Any
}

// Solution returns the solution at the points (samples × inputs) that the ansatz makes of a network with one output. A
// nil ansatz has the network itself as the solution. The result is a slice of its own.
func Solution[F dual.Float](a *Ansatz, net *layers.Net[F], points []F) []F {
	return Solutions([]*Ansatz{a}, net, points)
}

// Solutions is [Solution] for a network with as many outputs as there are ansatzes, nil for those that are solutions as they
// are: (samples × outputs). Unknown coefficients, see [layers.Coefficients], are not among the outputs.
func Solutions[F dual.Float](ansatzes []*Ansatz, net *layers.Net[F], points []F) []F {
	given.Must(net != nil, "pde: Solution", "the network")
	n := len(ansatzes)
	if want := net.Out() - len(net.Coefficients()); n != want {
		panic(fmt.Sprintf("pde: Solutions: %d ansatzes, want one for each of %d outputs", n, want))
	}
	y := net.Value(net.NewWorkspace(), points)
	u := make([]F, 0, n*len(y)/net.Out())
	x := make([]dual.Any, net.In())
	for ; len(y) > 0; y, points = y[net.Out():], points[len(x):] {
		for i := range x {
			x[i] = dual.Box(dual.Real[float64]{Real: float64(points[i])})
		}
		for o, a := range ansatzes {
			u = append(u, F(a.value(float64(y[o]), x)))
		}
	}
	return u
}

// value returns the solution for the network's output y at x.
func (a *Ansatz) value(y float64, x []dual.Any) float64 {
	if a == nil {
		return y
	}
	if a.Factor != nil {
		y *= a.Factor(x).Value()
	}
	if a.Offset != nil {
		y += a.Offset(x).Value()
	}
	return y
}

// ansatzJets holds the jets of an ansatz's functions at all points: they do not change in training.
type ansatzJets struct {
	alg            *jet.Algebra
	offset, factor []float64 // points × components
}

// ansatzScratch holds jets at one point: the network's, the solution's, and their cotangents.
type ansatzScratch struct{ net, u, bar, netbar []float64 }

func newAnsatzScratch(alg *jet.Algebra) ansatzScratch {
	m := alg.Dim()
	return ansatzScratch{make([]float64, m), make([]float64, m), make([]float64, m), make([]float64, m)}
}

func newAnsatzJets[F dual.Float](a *Ansatz, alg *jet.Algebra, p data.Points[F]) *ansatzJets {
	n := len(p.X) / p.Dim
	j := &ansatzJets{alg: alg, offset: make([]float64, n*alg.Dim()), factor: make([]float64, n*alg.Dim())}
	x := make([]dual.Any, p.Dim)
	for at := range n {
		for i := range x {
			x[i] = dual.Box(variable(alg, float64(p.X[at*p.Dim+i]), i))
		}
		offset, factor := j.at(at)
		evaluateJet(offset, a.Offset, x, 0)
		evaluateJet(factor, a.Factor, x, 1)
	}
	return j
}

// evaluateJet writes the coefficients of f(x), or those of a constant if there is no f.
func evaluateJet(dst []float64, f func(x []dual.Any) dual.Any, x []dual.Any, constant float64) {
	if f == nil {
		dst[0] = constant
		return
	}
	y := dual.Unbox[jet.Number[float64]](f(x))
	for k := range dst {
		dst[k] = y.Coefficient(k)
	}
}

// at returns the jets at a point.
func (j *ansatzJets) at(point int) (offset, factor []float64) {
	m := j.alg.Dim()
	return j.offset[point*m : (point+1)*m], j.factor[point*m : (point+1)*m]
}

// apply computes the solution's jet from the network's.
func (j *ansatzJets) apply(s *ansatzScratch, point int) {
	offset, factor := j.at(point)
	j.alg.Mul(s.u, factor, s.net)
	j.alg.Add(s.u, s.u, offset)
}

// pull computes the cotangent of the network's jet from the solution's.
func (j *ansatzJets) pull(s *ansatzScratch, point int) {
	_, factor := j.at(point)
	clear(s.netbar)
	j.alg.MulAdjoint(s.netbar, factor, s.bar)
}

// loadJet copies the jet of an output of a row.
func loadJet[F dual.Float](dst []float64, y *jet.Batch[F], row, output int) {
	for k := range dst {
		dst[k] = float64(y.Plane(k)[row*y.Features+output])
	}
}
