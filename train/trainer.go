package train

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/optim"
)

// A Trainer takes the steps of a training run. [Fit] is the loop that most users want; with a Trainer the loop is the
// caller's own:
//
//	for step, err := range trainer.Steps(ctx) {
//		…
//	}
//
// Its results are the same, bit for bit, for any number of workers.
type Trainer[F dual.Float] struct {
	net     *layers.Net[F]
	opt     Options
	terms   []Term[F]
	plans   []layers.Plan
	lanes   []*lanes[F]
	runs    []func(worker int) // lanes[k].run as the pool calls it, made once
	reduces []func(worker int) // likewise lanes[k].reduce
	order   [][]int            // the points of each term in the order of the current epoch
	names   []string
	offs    []int // the parts of term k are offs[k] to offs[k+1]
	rng     *rand.Rand
	pcg     *rand.PCG // of rng
	workers int
	pool    *pool // of the current range over Steps

	stepper  optim.Stepper[F]  // nil if searcher is not
	searcher optim.Searcher[F] // nil if stepper is not
	evaluate func() float64
	grad     []F
	parts    []float64 // of the parameters that grad belongs to
	fresh    bool      // whether these are the current ones, as a search leaves them
	last     []F       // parameters of the last finite step
	average  []F       // nil without Options.Average

	total   int  // steps of the current run over Steps
	taken   int  // of them
	stopped bool // whether the run ended early, with nothing left to gain
	step    Step
	samples int // points of the current step
	epoch   epochMean
	before  []float64 // scratch: a term's state before an epoch
	plateau optim.PlateauState
	judged  bool // whether someone else tells the plateau which loss counts
}

// A Step reports one training step.
type Step struct {
	Step         int       // counted from 1
	Epoch        int       // counted from 1
	Last         bool      // whether it ends its epoch
	Loss         float64   // the weighted loss on the step's points, before the update
	Parts        []float64 // its parts, as [Trainer.Parts] names them; valid until the next step
	LearningRate float64
	GradNorm     float64 // Euclidean norm of the gradient, before any clipping
	Throughput   float64 // points per second
}

// NewTrainer returns a trainer of the network on the sum of the terms.
func NewTrainer[F dual.Float](net *layers.Net[F], opt Options, terms ...Term[F]) (*Trainer[F], error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	if len(terms) == 0 {
		return nil, fmt.Errorf("train: no terms to train on, want at least 1")
	}
	n := len(net.Params())
	t := &Trainer[F]{net: net, opt: opt, terms: terms, workers: opt.Workers,
		grad: make([]F, n), last: append([]F(nil), net.Params()...), plateau: optim.NewPlateauState(),
		offs: []int{0}, pcg: rand.NewPCG(0, 0)}
	t.rng = rand.New(t.pcg)
	if opt.Average > 0 {
		t.average = append([]F(nil), net.Params()...)
	}
	if err := t.setOptimizer(); err != nil {
		return nil, err
	}
	for i, term := range terms {
		if err := t.add(i, term); err != nil {
			return nil, err
		}
	}
	t.parts = make([]float64, len(t.names))
	t.step.Parts = make([]float64, len(t.names))
	t.epoch.sums = make([]float64, len(t.names))
	t.epoch.parts = make([]float64, len(t.names))
	t.total = opt.Epochs * t.stepsPerEpoch()
	return t, nil
}

// setOptimizer asks the optimiser for its rule.
func (t *Trainer[F]) setOptimizer() error {
	update, err := optim.NewUpdate[F](t.opt.Optimizer, len(t.grad))
	if err != nil {
		return err
	}
	switch u := update.(type) {
	case optim.Stepper[F]:
		t.stepper = u
	case optim.Searcher[F]:
		t.searcher = u
		if t.opt.ClipNorm > 0 || t.opt.ClipValue > 0 {
			return fmt.Errorf("train: options: %v searches along its direction, gradients must not be clipped", t.opt.Optimizer)
		}
	default:
		return fmt.Errorf("train: optimiser %v: its update is a %T, want a Stepper or a Searcher", t.opt.Optimizer, update)
	}
	t.evaluate = func() float64 {
		t.gradient(0)
		return sum(t.parts)
	}
	return nil
}

// add plans a term and allocates its lanes.
func (t *Trainer[F]) add(i int, term Term[F]) error {
	if term.Len() < 1 {
		return fmt.Errorf("train: term %d has no points, want at least 1", i)
	}
	if t.searcher != nil && t.batch(term) < term.Len() {
		return fmt.Errorf("train: options: %v needs the whole loss at every step, got batches of %d of the %d points of term %d",
			t.opt.Optimizer, t.opt.BatchSize, term.Len(), i)
	}
	if err := t.net.Require(term.Algebra().Order()); err != nil {
		return err
	}
	plan, err := t.net.Plan(term.Algebra(), term.SeedsInputs(), t.opt.Strategy)
	if err != nil {
		return err
	}
	l := newLanes(t.net, term, plan, t.batch(term), t.workers, t.grad)
	t.plans = append(t.plans, plan)
	t.lanes = append(t.lanes, l)
	t.runs = append(t.runs, func(worker int) { l.run(worker, t.net.Params()) })
	t.reduces = append(t.reduces, l.reduce)
	t.order = append(t.order, identityOrder(make([]int, term.Len())))
	t.names = append(t.names, term.Parts()...)
	t.offs = append(t.offs, len(t.names))
	return nil
}

// batch is the number of a term's points in one step.
func (t *Trainer[F]) batch(term Term[F]) int {
	if t.opt.BatchSize > 0 {
		return min(t.opt.BatchSize, term.Len())
	}
	return term.Len()
}

// stepsPerEpoch is the number of steps in which the first term's points are all used once.
func (t *Trainer[F]) stepsPerEpoch() int {
	n, batch := t.terms[0].Len(), t.batch(t.terms[0])
	return (n + batch - 1) / batch
}

// Plans returns how the derivatives of each term are computed.
func (t *Trainer[F]) Plans() []layers.Plan { return t.plans }

// Parts names the parts of the loss in [Step.Parts].
func (t *Trainer[F]) Parts() []string { return t.names }

// Average returns the moving average of the parameters, nil without Options.Average. It changes with every step.
func (t *Trainer[F]) Average() []F { return t.average }

// identityOrder fills order with 0, 1, 2, …
func identityOrder(order []int) []int {
	for i := range order {
		order[i] = i
	}
	return order
}

// sum returns Σ x.
func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}
