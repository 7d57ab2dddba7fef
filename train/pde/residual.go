package pde

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// Collocation says where and how much a differential equation is asked to hold. Boundary and initial conditions are
// equations on points of their own.
type Collocation[F dual.Float] struct {
	Name    string         // of this part of the loss, "residual" if empty
	Points  data.Points[F] // see [data.Uniform], [data.LatinHypercube], [data.Halton], [data.OnBoundary]
	Weight  float64        // of the mean squared residual, 1 if 0
	Penalty train.Penalty  // of a residual, [train.Squared] if nil

	// Resample, if not nil, returns the points of an epoch, counted from 1, always the same number. Points may then be
	// left out. It must depend on the epoch alone, so that a run can be repeated and resumed:
	//
	//	func(epoch int) data.Points[float64] {
	//		return data.Uniform[float64](box, 1000, rand.New(rand.NewPCG(seed, uint64(epoch))))
	//	}
	Resample func(epoch int) data.Points[F]

	// Ansatz, if not nil, makes the solution of the network's output, see [Ansatz].
	Ansatz *Ansatz

	// Order, if positive, has all derivatives up to it computed, for a residual that reads different ones at different
	// points. 0 finds out which ones the residual reads and computes no others.
	Order int
}

// Residual returns the term that asks differential equations to hold at points (Lagaris et al. 1998; Raissi et al. 2019):
// the mean over the points of the squared residuals, for every residual a part. The derivatives are computed in the
// smallest algebra that has them. A generic function can be passed as it is:
//
//	term, err := pde.Residual(net, pde.Collocation[float64]{Points: points}, heat)
func Residual[F dual.Float](net *layers.Net[F], c Collocation[F], residuals ...func(p Point) Num) (train.Term[F], error) {
	if c.Resample != nil && c.Points.X == nil {
		c.Points = c.Resample(1)
	}
	if c.Name == "" {
		c.Name = "residual"
	}
	if c.Weight == 0 {
		c.Weight = 1
	}
	if err := c.check(net, residuals); err != nil {
		return nil, err
	}
	used := c.tryOut(net.In(), residuals)
	switch n := used.outputs(); {
	case n > net.Out():
		return nil, fmt.Errorf("pde: %s: the residual reads output %d, the network has %d", c.Name, n-1, net.Out())
	case n == 0:
		return nil, fmt.Errorf("pde: %s: the residual does not read the solution", c.Name)
	}
	form := used.form(c.Order, net.Out())
	if err := net.Require(form.alg.Order()); err != nil {
		return nil, fmt.Errorf("pde: %s: %w", c.Name, err)
	}
	t := &residualTerm[F]{Collocation: c, form: form, residuals: residuals, inputs: net.In(), outputs: net.Out()}
	t.scratch = newFreeList(t.newScratch)
	if c.Ansatz != nil {
		t.ansatz = newAnsatzJets(c.Ansatz, form.alg, c.Points)
	}
	if c.Resample != nil {
		return &resampled[F]{residualTerm: t, drawn: []float64{1}}, nil
	}
	return t, nil
}

// check reports what keeps the residuals from being trained.
func (c *Collocation[F]) check(net *layers.Net[F], residuals []func(p Point) Num) error {
	switch n := len(c.Points.X); {
	case len(residuals) == 0:
		return fmt.Errorf("pde: %s: no residual, want at least 1", c.Name)
	case c.Points.Dim != net.In() || n == 0 || n%net.In() != 0:
		return fmt.Errorf("pde: %s: %d coordinates of points with %d, want points of the network's %d inputs", c.Name, n, c.Points.Dim, net.In())
	case !(c.Weight > 0) || !number.Finite(c.Weight):
		return fmt.Errorf("pde: %s: weight %v, want a finite number above 0", c.Name, c.Weight)
	case c.Order < 0:
		return fmt.Errorf("pde: %s: order %d, want at least 0", c.Name, c.Order)
	case c.Ansatz != nil && net.Out() != 1:
		return fmt.Errorf("pde: %s: an ansatz for a network with %d outputs, want 1", c.Name, net.Out())
	}
	if i := number.IndexNonFinite(c.Points.X); i >= 0 {
		return fmt.Errorf("pde: %s: coordinate %d of point %d is %v, want a finite number", c.Name, i%net.In(), i/net.In(), c.Points.X[i])
	}
	return nil
}

// tryPoints is the number of points at which residuals are tried out.
const tryPoints = 64

// tryOut evaluates the residuals at some points to see what they read.
func (c *Collocation[F]) tryOut(inputs int, residuals []func(p Point) Num) *usage {
	used := &usage{vars: inputs}
	p := Point{x: make([]Num, inputs), used: used}
	for at := range min(len(c.Points.X)/inputs, tryPoints) {
		for i := range p.x {
			p.x[i] = Num{Real: float64(c.Points.X[at*inputs+i])}
		}
		for _, r := range residuals {
			r(p)
		}
	}
	return used
}

// residualTerm is the term of residuals at points.
type residualTerm[F dual.Float] struct {
	Collocation[F]
	form      *form
	residuals []func(p Point) Num
	inputs    int
	outputs   int
	ansatz    *ansatzJets // nil without an ansatz
	scratch   *freeList[residualScratch]
}

// residualScratch is what one goroutine needs to evaluate residuals.
type residualScratch struct {
	p         Point
	u         []float64 // the derivatives that are read
	grad, sum []float64 // derivatives in these: of one residual, and of the loss
	work      []Num
	calls     []func(u []Num) Num // residual r of the numbers u
	jets      ansatzScratch
}

func (t *residualTerm[F]) newScratch() *residualScratch {
	n := len(t.form.parts)
	s := &residualScratch{p: Point{x: make([]Num, t.inputs), form: t.form}, u: make([]float64, n),
		grad: make([]float64, n), sum: make([]float64, n), work: make([]Num, n)}
	for _, r := range t.residuals {
		s.calls = append(s.calls, func(u []Num) Num {
			s.p.u = u
			return r(s.p)
		})
	}
	if t.ansatz != nil {
		s.jets = newAnsatzScratch(t.form.alg)
	}
	return s
}

func (t *residualTerm[F]) Algebra() *jet.Algebra { return t.form.alg }

func (t *residualTerm[F]) Identity() bool { return true }

func (t *residualTerm[F]) Len() int { return len(t.Points.X) / t.inputs }

func (t *residualTerm[F]) Parts() []string {
	if len(t.residuals) == 1 {
		return []string{t.Name}
	}
	var names []string
	for i := range t.residuals {
		names = append(names, fmt.Sprintf("%s %d", t.Name, i+1))
	}
	return names
}

func (t *residualTerm[F]) Load(x *jet.Batch[F], points []int, _ int) {
	dst := x.Plane(0)
	for r, p := range points {
		copy(dst[r*t.inputs:(r+1)*t.inputs], t.Points.X[p*t.inputs:])
	}
}

func (t *residualTerm[F]) Score(cot, y *jet.Batch[F], points []int, _ int, scale float64, parts []float64) {
	s := t.scratch.take()
	defer t.scratch.give(s)
	cot.Zero()
	for row, point := range points {
		t.load(s, y, row, point)
		clear(s.sum)
		for i := range t.residuals {
			parts[i] += t.score(s, i, scale)
		}
		t.store(s, cot, row, point)
	}
}

// load sets the point and the derivatives of the solution there.
func (t *residualTerm[F]) load(s *residualScratch, y *jet.Batch[F], row, point int) {
	for i := range s.p.x {
		s.p.x[i] = Num{Real: float64(t.Points.X[point*t.inputs+i])}
	}
	if t.ansatz != nil {
		loadJet(s.jets.net, y, row)
		t.ansatz.apply(&s.jets, point)
		for slot, k := range t.form.parts {
			s.u[slot] = s.jets.u[k] * t.form.alg.Factorial(k)
		}
		return
	}
	for slot, k := range t.form.parts {
		s.u[slot] = float64(y.Plane(k)[row*t.outputs+t.form.outputs[slot]]) * t.form.alg.Factorial(k)
	}
}

// score returns the loss of residual i at the point that is loaded and adds its derivatives.
func (t *residualTerm[F]) score(s *residualScratch, i int, scale float64) float64 {
	residual := dual.GradientInto(s.grad, s.calls[i], s.u, s.work)
	loss, slope := residual*residual, 2*residual
	if t.Penalty != nil {
		loss, slope = t.Penalty(residual)
	}
	slope *= scale * t.Weight
	for slot, g := range s.grad {
		s.sum[slot] += slope * g
	}
	return t.Weight * loss
}

// store writes the cotangents of the network's jets.
func (t *residualTerm[F]) store(s *residualScratch, cot *jet.Batch[F], row, point int) {
	if t.ansatz != nil {
		clear(s.jets.bar)
		for slot, k := range t.form.parts {
			s.jets.bar[k] = s.sum[slot] * t.form.alg.Factorial(k)
		}
		t.ansatz.pull(&s.jets, point)
		for k, c := range s.jets.netbar {
			cot.Plane(k)[row] = F(c)
		}
		return
	}
	for slot, k := range t.form.parts {
		cot.Plane(k)[row*t.outputs+t.form.outputs[slot]] = F(s.sum[slot] * t.form.alg.Factorial(k))
	}
}

// resampled is a residual term that draws new points every epoch.
type resampled[F dual.Float] struct {
	*residualTerm[F]
	drawn []float64 // one element: the epoch that the points were drawn for
}

// BeginEpoch implements [train.EpochTerm].
func (t *resampled[F]) BeginEpoch(epoch int, _ float64, _ []float64) error {
	n := len(t.Points.X)
	t.Points = t.Resample(epoch)
	if len(t.Points.X) != n || t.Points.Dim != t.inputs {
		return fmt.Errorf("pde: %s: %d coordinates of dimension %d drawn for epoch %d, want %d of dimension %d",
			t.Name, len(t.Points.X), t.Points.Dim, epoch, n, t.inputs)
	}
	if t.ansatz != nil {
		t.ansatz = newAnsatzJets(t.Ansatz, t.form.alg, t.Points)
	}
	t.drawn[0] = float64(epoch)
	return nil
}

// State implements [train.EpochTerm].
func (t *resampled[F]) State() []float64 { return t.drawn }
