package pde

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// Causality says how strictly an equation is to hold earlier before it holds later, see [Causal].
type Causality struct {
	Time      int     // the coordinate
	Slices    int     // of equal length, into which the points are cut along it: at least 2, each with points in it
	Tolerance float64 // ε in the weights, above 0: the larger, the stricter the order
}

// Causal is [Residual] for equations in time, whose residuals count only once those before are small: slice i of the points
// weighs exp(−ε·Σ Lⱼ) with the mean squared residuals Lⱼ of all slices before it (Wang, Sankaran and Perdikaris 2024,
// "Respecting causality for training physics-informed neural networks"). Without that an equation may come to hold late
// before it does early, by a solution that belongs to another beginning.
//
// The weights are made at the beginning of every epoch of what the epoch before left; in the first they are 1. The parts of
// the loss are the slices, as they are weighted. The points are fixed.
func Causal[F dual.Float](net *layers.Net[F], c Collocation[F], order Causality, residuals ...func(p Point) Num) (train.Term[F], error) {
	if c.Name == "" {
		c.Name = "residual"
	}
	if err := checkNet(c.Name, net); err != nil {
		return nil, err
	}
	switch {
	case c.Resample != nil:
		return nil, fmt.Errorf("pde: %s: slices of points that are drawn anew, want fixed points", c.Name)
	case order.Time < 0 || order.Time >= net.In():
		return nil, fmt.Errorf("pde: %s: coordinate %d for the time, want 0 to %d", c.Name, order.Time, net.In()-1)
	case order.Slices < 2:
		return nil, fmt.Errorf("pde: %s: %d slices of time, want at least 2", c.Name, order.Slices)
	case !(order.Tolerance > 0) || !number.Finite(order.Tolerance):
		return nil, fmt.Errorf("pde: %s: tolerance %v of causal weights, want a finite number above 0", c.Name, order.Tolerance)
	}
	points, err := newResidualTerm(net, c, residuals)
	if err != nil {
		return nil, err
	}
	t := &causalTerm[F]{points: points, Causality: order, counts: make([]float64, order.Slices), weights: make([]float64, order.Slices)}
	for i := range t.weights {
		t.weights[i] = 1
	}
	t.cut()
	for i, n := range t.counts {
		if n == 0 {
			return nil, fmt.Errorf("pde: %s: no points in slice %d of %d, want some in each", points.Name, i+1, order.Slices)
		}
	}
	return t, nil
}

// causalTerm is the term of residuals with causal weights.
type causalTerm[F dual.Float] struct {
	Causality
	points  *residualTerm[F]
	slice   []int     // of each point
	counts  []float64 // points of each slice
	weights []float64 // of each slice, in this epoch
}

// cut finds the slice of every point.
func (t *causalTerm[F]) cut() {
	lo, hi := math.Inf(1), math.Inf(-1)
	at := func(point int) float64 { return float64(t.points.Points.X[point*t.points.inputs+t.Time]) }
	for i := range t.Len() {
		lo, hi = min(lo, at(i)), max(hi, at(i))
	}
	part := 1.0
	if !number.Finite(hi - lo) {
		part = 0.5 // of the times, whose difference is a number
	}
	for i := range t.Len() {
		s := 0
		if hi > lo {
			s = min(int(float64(t.Slices)*((part*at(i)-part*lo)/(part*hi-part*lo))), t.Slices-1)
		}
		t.slice = append(t.slice, s)
		t.counts[s]++
	}
}

// BeginEpoch implements [train.EpochTerm].
func (t *causalTerm[F]) BeginEpoch(_ int, _ float64, parts []float64) error {
	before := 0.0
	for i, part := range parts {
		loss := part / t.points.Weight * float64(t.Len()) / t.counts[i] / t.weights[i]
		t.weights[i] = max(math.Exp(-t.Tolerance*before), 1e-100) // what has no weight could not be measured
		before += loss
	}
	return nil
}

// State implements [train.EpochTerm].
func (t *causalTerm[F]) State() []float64 { return t.weights }

// Fault implements [train.FallibleTerm].
func (t *causalTerm[F]) Fault() error { return t.points.Fault() }

func (t *causalTerm[F]) Algebra() *jet.Algebra { return t.points.Algebra() }

func (t *causalTerm[F]) SeedsInputs() bool { return true }

// Shape implements [train.ShapedTerm].
func (t *causalTerm[F]) Shape() (in, out int) { return t.points.Shape() }

func (t *causalTerm[F]) Len() int { return t.points.Len() }

func (t *causalTerm[F]) Parts() []string {
	var names []string
	for i := range t.Slices {
		names = append(names, fmt.Sprintf("%s, slice %d", t.points.Name, i+1))
	}
	return names
}

// Describe implements [train.Describer].
func (t *causalTerm[F]) Describe() []train.Trait {
	return append(t.points.Describe(), train.Trait{Name: "causality", Value: fmt.Sprintf("%+v", t.Causality)})
}

// NewPass implements [train.Term].
func (t *causalTerm[F]) NewPass(int) train.Pass[F] { return &causalPass[F]{t.points.newPass(), t} }

// causalPass weighs the residuals of a point as its slice.
type causalPass[F dual.Float] struct {
	*residualPass[F]
	term *causalTerm[F]
}

// Score implements [train.Pass].
func (p *causalPass[F]) Score(cot, y *jet.Batch[F], points []int, _ int, scale float64, parts []float64) {
	cot.Zero()
	for row, point := range points {
		p.read(y, row, point)
		clear(p.sum)
		s := p.term.slice[point]
		w := p.term.weights[s]
		for i := range p.residuals {
			parts[s] += float64(w * p.penalize(i, scale*w))
		}
		p.write(cot, row, point)
	}
}

// Residuals implements [train.ResidualTerm].
func (t *causalTerm[F]) Residuals() (int, error) { return t.points.Residuals() }

// NewResidualPass implements [train.ResidualTerm].
func (t *causalTerm[F]) NewResidualPass(points int) train.ResidualPass[F] {
	return &causalRootPass[F]{t.points.NewResidualPass(points).(*rootPass[F]), t}
}

// causalRootPass is the pass of the weighted residuals themselves.
type causalRootPass[F dual.Float] struct {
	*rootPass[F]
	term *causalTerm[F]
}

// Residuals implements [train.ResidualPass].
func (p *causalRootPass[F]) Residuals(r []float64, y *jet.Batch[F], points []int, step int) {
	p.rootPass.Residuals(r, y, points, step)
	each, n := len(p.residuals), len(p.residuals)*len(p.grad)
	for row, point := range points {
		root := math.Sqrt(p.term.weights[p.term.slice[point]])
		for i := range each {
			r[row*each+i] *= root
		}
		for i := range n {
			p.slopes[row*n+i] *= root
		}
	}
}
