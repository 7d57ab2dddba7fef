package pde

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
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

	// Ansatz, if not nil, makes the solution of the network's output, see [Ansatz]. With several outputs Ansatzes has one for
	// each of them, nil for those that are solutions as they are.
	Ansatz   *Ansatz
	Ansatzes []*Ansatz

	// Data has numbers that belong to the points, (points × columns): measurements, say. A residual reads them by
	// [Field.Data]. They do not go with Resample.
	Data []F

	// Order, if positive, has all derivatives up to it computed, for a residual that reads different ones at different
	// points. 0 finds out which ones the residual reads and computes no others; if it reads another one later, that is an
	// error of the training.
	Order int

	group int // points that residuals see at once, 1 if 0
}

// Residual returns the term that asks differential equations to hold at points (Lagaris et al. 1998; Raissi et al. 2019):
// the mean over the points of the squared residuals, for every residual a part. The derivatives are computed in the
// smallest algebra that has them. A generic function can be passed as it is:
//
//	term, err := pde.Residual(net, pde.Collocation[float64]{Points: points}, heat)
func Residual[F dual.Float](net *layers.Net[F], c Collocation[F], residuals ...func(p Point) Num) (train.Term[F], error) {
	t, err := newResidualTerm(net, c, residuals)
	if err != nil {
		return nil, err
	}
	if c.Resample != nil {
		return &resampled[F]{residualTerm: t, drawn: []float64{1}}, nil
	}
	return t, nil
}

// newResidualTerm checks everything and finds out what the residuals read, at points one after the other.
func newResidualTerm[F dual.Float](net *layers.Net[F], c Collocation[F], residuals []func(p Point) Num) (*residualTerm[F], error) {
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
	unknowns := len(net.Coefficients())
	used := c.tryOut(net.In(), net.Out()-unknowns, residuals)
	switch n := used.outputs(); {
	case used.unknowns > unknowns:
		return nil, fmt.Errorf("pde: %s: the residual reads unknown coefficient %d, the network has %d, see layers.Coefficients",
			c.Name, used.unknowns-1, unknowns)
	case used.columns*len(c.Points.X) > len(c.Data)*net.In():
		return nil, fmt.Errorf("pde: %s: the residual reads column %d of the data, which has %d", c.Name, used.columns-1, len(c.Data)*net.In()/len(c.Points.X))
	case n > net.Out():
		return nil, fmt.Errorf("pde: %s: the residual reads output %d, the network has %d", c.Name, n-1, net.Out())
	case n == 0:
		return nil, fmt.Errorf("pde: %s: the residual does not read the solution", c.Name)
	}
	form := used.form(c.Order, net.Out())
	if err := net.Require(form.alg.Order()); err != nil {
		return nil, fmt.Errorf("pde: %s: %w", c.Name, err)
	}
	t := &residualTerm[F]{Collocation: c, form: form, residuals: residuals, inputs: net.In(), outputs: net.Out(), tried: used.tried}
	t.buildIn()
	return t, nil
}

// checkNet reports a network that is not there.
func checkNet[F dual.Float](name string, net *layers.Net[F]) error {
	return given.Check(net != nil, "pde: "+name, "the network")
}

// check reports what keeps the residuals from being trained.
func (c *Collocation[F]) check(net *layers.Net[F], residuals []func(p Point) Num) error {
	for i, r := range residuals {
		if r == nil {
			return fmt.Errorf("pde: %s: residual %d is nil, want one", c.Name, i)
		}
	}
	if err := checkNet(c.Name, net); err != nil {
		return err
	}
	solutions := net.Out() - len(net.Coefficients())
	switch n := len(c.Points.X); {
	case len(residuals) == 0:
		return fmt.Errorf("pde: %s: no residual, want at least 1", c.Name)
	case c.Points.Dim != net.In() || n == 0 || n%net.In() != 0:
		return fmt.Errorf("pde: %s: %d coordinates of points with %d, want points of the network's %d inputs", c.Name, n, c.Points.Dim, net.In())
	case !(c.Weight > 0) || !number.Finite(c.Weight):
		return fmt.Errorf("pde: %s: weight %v, want a finite number above 0", c.Name, c.Weight)
	case c.Order < 0:
		return fmt.Errorf("pde: %s: order %d, want at least 0", c.Name, c.Order)
	case c.Ansatz != nil && c.Ansatzes != nil:
		return fmt.Errorf("pde: %s: both Ansatz and Ansatzes, want one of them", c.Name)
	case c.Ansatz != nil && solutions != 1:
		return fmt.Errorf("pde: %s: an ansatz for a network with %d outputs, want 1; Ansatzes has one for each", c.Name, solutions)
	case c.Ansatzes != nil && len(c.Ansatzes) != solutions:
		return fmt.Errorf("pde: %s: %d ansatzes for a network with %d outputs, want as many", c.Name, len(c.Ansatzes), solutions)
	case len(c.Data) > 0 && c.Resample != nil:
		return fmt.Errorf("pde: %s: data at points that are drawn anew, want it with fixed points", c.Name)
	case len(c.Data)%(len(c.Points.X)/net.In()) != 0:
		return fmt.Errorf("pde: %s: %d numbers of data, want as many for each of %d points", c.Name, len(c.Data), len(c.Points.X)/net.In())
	}
	if i := number.IndexNonFinite(c.Data); i >= 0 {
		return fmt.Errorf("pde: %s: number %d of the data is %v, want a finite number", c.Name, i, c.Data[i])
	}
	if i := number.IndexNonFinite(c.Points.X); i >= 0 {
		return fmt.Errorf("pde: %s: coordinate %d of point %d is %v, want a finite number", c.Name, i%net.In(), i/net.In(), c.Points.X[i])
	}
	return nil
}

// tryPoints is about the number of points at which residuals are tried out, if there are more.
const tryPoints = 4096

// tryOut evaluates the residuals at points all over the collocation to see what they read.
func (c *Collocation[F]) tryOut(inputs, solutions int, residuals []func(p Point) Num) *usage {
	used := &usage{vars: inputs, solutions: solutions}
	n := len(c.Points.X) / inputs
	p := Point{x: make([]Num, inputs), data: make([]float64, len(c.Data)/n), used: used}
	size := max(c.group, 1)
	groups := n / size
	tries := min(groups, max(tryPoints/size, 1))
	for try := range tries {
		first := try * groups / tries * size
		for at := first; at < first+size; at++ {
			c.loadData(p.data, at)
			for i := range p.x {
				p.x[i] = Num{Real: float64(c.Points.X[at*inputs+i])}
			}
			for _, r := range residuals {
				used.note(r(p).Real)
			}
		}
	}
	return used
}

// loadData copies the numbers that belong to a point.
func (c *Collocation[F]) loadData(dst []float64, point int) {
	for i := range dst {
		dst[i] = float64(c.Data[point*len(dst)+i])
	}
}

// residualTerm is the term of residuals at points.
type residualTerm[F dual.Float] struct {
	Collocation[F]
	form      *form
	residuals []func(p Point) Num
	tried     []float64 // what they were where they were tried out
	inputs    int
	outputs   int
	ansatz    []*ansatzJets // of each output; nil without one
	fault     fault
}

// buildIn computes the jets of the ansatzes at the points.
func (t *residualTerm[F]) buildIn() {
	t.ansatz = make([]*ansatzJets, t.outputs)
	all := t.Ansatzes
	if t.Ansatz != nil {
		all = []*Ansatz{t.Ansatz}
	}
	for o, a := range all {
		if a != nil {
			t.ansatz[o] = newAnsatzJets(a, t.form.alg, t.Points)
		}
	}
}

func (t *residualTerm[F]) Algebra() *jet.Algebra { return t.form.alg }

func (t *residualTerm[F]) SeedsInputs() bool { return true }

// Shape implements [train.ShapedTerm].
func (t *residualTerm[F]) Shape() (in, out int) { return t.inputs, t.outputs }

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

// Describe implements [train.Describer]. Points that are drawn anew are those of another epoch, and left out.
func (t *residualTerm[F]) Describe() []train.Trait {
	points := "drawn every epoch"
	if t.Resample == nil {
		points = fmt.Sprintf("checksum %08x", train.Checksum(t.Points.X))
	}
	traits := []train.Trait{{Name: "points", Value: points}, {Name: "weight", Value: fmt.Sprint(t.Weight)},
		{Name: "penalty", Value: fmt.Sprintf("checksum %08x", t.Penalty.Checksum())},
		{Name: "residuals", Value: fmt.Sprintf("checksum %08x", train.Checksum(t.tried))},
		{Name: "derivatives", Value: fmt.Sprintf("components %v of outputs %v over %v", t.form.parts, t.form.outputs, t.form.alg)}}
	for o, a := range t.ansatz {
		if a != nil && t.Resample == nil {
			name := "ansatz"
			if t.Ansatzes != nil {
				name = fmt.Sprint("ansatz ", o)
			}
			traits = append(traits, train.Trait{Name: name, Value: fmt.Sprintf("checksum %08x", train.Checksum(a.offset, a.factor))})
		}
	}
	if len(t.Data) > 0 {
		traits = append(traits, train.Trait{Name: "data", Value: fmt.Sprintf("checksum %08x", train.Checksum(t.Data))})
	}
	return traits
}

// NewPass implements [train.Term].
func (t *residualTerm[F]) NewPass(int) train.Pass[F] { return t.newPass() }

func (t *residualTerm[F]) newPass() *residualPass[F] {
	n := len(t.form.parts)
	p := &residualPass[F]{residualTerm: t, evaluation: newEvaluation(n), sum: make([]float64, n),
		at: Point{x: make([]Num, t.inputs), data: make([]float64, len(t.Data)/t.Len()), form: t.form}}
	for _, r := range t.residuals {
		p.calls = append(p.calls, func(u []Num) Num {
			p.at.u = u
			return r(p.at)
		})
	}
	p.at.gap = &p.gap
	p.jets = newAnsatzScratch(t.form.alg)
	return p
}

// residualPass is what one goroutine needs to evaluate residuals.
type residualPass[F dual.Float] struct {
	*residualTerm[F]
	evaluation
	at    Point
	point int       // the number of that
	sum   []float64 // derivatives of the loss in what is read
	jets  ansatzScratch
}

// Load implements [train.Pass].
func (p *residualPass[F]) Load(x *jet.Batch[F], points []int, _ int) {
	dst := x.Plane(0)
	for r, point := range points {
		copy(dst[r*p.inputs:(r+1)*p.inputs], p.Points.X[point*p.inputs:])
	}
}

// Score implements [train.Pass].
func (p *residualPass[F]) Score(cot, y *jet.Batch[F], points []int, _ int, scale float64, parts []float64) {
	cot.Zero()
	for row, point := range points {
		p.read(y, row, point)
		clear(p.sum)
		for i := range p.residuals {
			parts[i] += p.penalize(i, scale)
		}
		p.write(cot, row, point)
	}
}

// read sets the point and the derivatives of the solution there.
func (p *residualPass[F]) read(y *jet.Batch[F], row, point int) {
	p.point = point
	for i := range p.at.x {
		p.at.x[i] = Num{Real: float64(p.Points.X[point*p.inputs+i])}
	}
	p.loadData(p.at.data, point)
	f := p.form
	for slot, k := range f.parts {
		p.u[slot] = float64(y.Plane(k)[row*p.outputs+f.outputs[slot]]) * f.factorials[slot]
	}
	for o, a := range p.ansatz {
		if a == nil {
			continue
		}
		loadJet(p.jets.net, y, row, o)
		a.apply(&p.jets, point)
		for slot, k := range f.parts {
			if f.outputs[slot] == o {
				p.u[slot] = p.jets.u[k] * f.factorials[slot]
			}
		}
	}
}

// residual returns residual i at the point that was read and sets grad to its derivatives. It is NaN if there is a gap.
func (p *residualPass[F]) residual(i int) float64 { return p.evaluate(&p.evaluation, i) }

// Explain implements [train.ExplainingPass].
func (p *residualPass[F]) Explain() error { return p.explain(&p.evaluation) }

// penalize returns the loss of residual i at the point that was read and adds its derivatives.
func (p *residualPass[F]) penalize(i int, scale float64) float64 {
	loss, slope := p.penalty(p.residual(i))
	slope *= scale
	for slot, g := range p.grad {
		p.sum[slot] += float64(slope * g)
	}
	return loss
}

// penalty returns what a residual costs, with the weight, and the slope of that.
func (c *Collocation[F]) penalty(residual float64) (loss, slope float64) {
	loss, slope = residual*residual, 2*residual
	if c.Penalty != nil && !math.IsNaN(residual) {
		loss, slope = c.Penalty(residual)
	}
	return c.Weight * loss, c.Weight * slope
}

// write sets the cotangents of the network's jets.
func (p *residualPass[F]) write(cot *jet.Batch[F], row, point int) {
	f := p.form
	for slot, k := range f.parts {
		cot.Plane(k)[row*p.outputs+f.outputs[slot]] = F(p.sum[slot] * f.factorials[slot])
	}
	for o, a := range p.ansatz {
		if a == nil {
			continue
		}
		clear(p.jets.bar)
		for slot, k := range f.parts {
			if f.outputs[slot] == o {
				p.jets.bar[k] = p.sum[slot] * f.factorials[slot]
			}
		}
		a.pull(&p.jets, point)
		for k, c := range p.jets.netbar {
			cot.Plane(k)[row*p.outputs+o] = F(c)
		}
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
	t.buildIn()
	t.drawn[0] = float64(epoch)
	return nil
}

// State implements [train.EpochTerm].
func (t *resampled[F]) State() []float64 { return t.drawn }
