package train

import (
	"fmt"

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
	*objective[F]
	opt Options

	stepper  optim.Stepper[F] // one of these three is not nil
	searcher optim.Searcher[F]
	solver   optim.Solver
	again    func() float64 // evaluates the objective at the parameters of a search
	fresh    bool           // whether the gradient is that at the current parameters, as a search leaves it
	last     []F            // parameters of the last finite step
	average  []F            // nil without Options.Average

	total   int  // steps of the current run over Steps
	taken   int  // of them
	stopped bool // whether the run ended early, with nothing left to gain
	step    Step
	epoch   epochMean
	before  []float64 // scratch: a term's state before an epoch
	plateau optim.PlateauState
	judged  bool    // whether someone else tells the plateau which loss counts
	traits  []Trait // what the run is, once it was asked for
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
	Stop         string  // why a searching optimiser ended the run with this step; empty while it goes on
}

// NewTrainer returns a trainer of the network on the sum of the terms.
func NewTrainer[F dual.Float](net *layers.Net[F], opt Options, terms ...Term[F]) (*Trainer[F], error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	r, err := newRanks(opt.Group, opt.Shards)
	if err != nil {
		return nil, err
	}
	t, err := newTrainer(net, opt, r, terms)
	if err = r.agree(err); err != nil {
		return nil, err
	}
	if err := t.startAlike(); err != nil {
		return nil, err
	}
	return t, nil
}

// newTrainer returns a trainer that has not yet heard of other ranks. The options have their defaults.
func newTrainer[F dual.Float](net *layers.Net[F], opt Options, r ranks, terms []Term[F]) (*Trainer[F], error) {
	o, err := newObjective(net, opt, r, terms)
	if err != nil {
		return nil, err
	}
	t := &Trainer[F]{objective: o, opt: opt, last: append([]F(nil), net.Params()...), plateau: optim.NewPlateauState()}
	if opt.Average > 0 {
		t.average = append([]F(nil), net.Params()...)
	}
	if err := t.setOptimizer(); err != nil {
		return nil, err
	}
	t.step.Parts = make([]float64, len(t.names))
	t.epoch.sums = make([]float64, len(t.names))
	t.epoch.parts = make([]float64, len(t.names))
	t.total = opt.Epochs * t.stepsPerEpoch()
	return t, nil
}

// setOptimizer asks the optimiser for its rule.
func (t *Trainer[F]) setOptimizer() error {
	if c, ok := t.opt.Optimizer.(optim.Chooser); ok {
		t.opt.Optimizer = c.Choose(t.problem())
	}
	if c, ok := t.opt.Optimizer.(optim.Checker); ok {
		if err := c.Check(); err != nil {
			return err
		}
	}
	update, err := optim.NewUpdate[F](t.opt.Optimizer, len(t.grad))
	if err != nil {
		return err
	}
	t.again = func() float64 {
		t.evaluate(0, 0)
		return t.loss()
	}
	switch u := update.(type) {
	case optim.Stepper[F]:
		t.stepper = u
		return nil
	case optim.Searcher[F]:
		t.searcher = u
		return t.checkWhole()
	case optim.Solver:
		t.solver = u
		return t.bindSolver()
	}
	return fmt.Errorf("train: optimiser %v: its update is a %T, want a Stepper, a Searcher or a Solver", t.opt.Optimizer, update)
}

// checkWhole reports options that an optimiser cannot have that decides how far to go by the loss of all points.
func (t *Trainer[F]) checkWhole() error {
	if t.opt.ClipNorm > 0 || t.opt.ClipValue > 0 {
		return fmt.Errorf("train: options: %v decides how far it goes by itself, gradients must not be clipped", t.opt.Optimizer)
	}
	for i, s := range t.supply {
		if s.batch < s.points {
			return fmt.Errorf("train: options: %v needs the whole loss at every step, got batches of %d of the %d points of term %d",
				t.opt.Optimizer, t.opt.BatchSize, s.points, i)
		}
	}
	return nil
}

// problem returns what an optimiser may be chosen by.
func (t *Trainer[F]) problem() optim.Problem {
	_, double := any(t.grad).([]float64)
	p := optim.Problem{Params: len(t.grad), Residuals: t.residuals(), Double: double, Whole: t.opt.ClipNorm == 0 && t.opt.ClipValue == 0}
	for i := range t.terms {
		p.Whole = p.Whole && t.supply[i].batch >= t.supply[i].points
	}
	return p
}

// Optimizer returns the optimiser that the run has: the one chosen, where that was left to an [optim.Chooser].
func (t *Trainer[F]) Optimizer() optim.Optimizer { return t.opt.Optimizer }

// rule returns what the optimiser remembers, for checkpoints.
func (t *Trainer[F]) rule() optim.Update[F] {
	switch {
	case t.searcher != nil:
		return t.searcher
	case t.solver != nil:
		return any(t.solver).(optim.Update[F])
	}
	return t.stepper
}

// goal returns the parameters that the run is after: the average where there is one.
func (t *Trainer[F]) goal() []F {
	if t.average != nil {
		return t.average
	}
	return t.net.Params()
}

// setParams gives the network other parameters.
func (t *Trainer[F]) setParams(params []F) { copy(t.net.Params(), params) }

// meanParts returns the parts of the loss, averaged over the last epoch; valid until the next one ends.
func (t *Trainer[F]) meanParts() []float64 { return t.epoch.parts }

// over reports whether the current run over Steps has come to its end.
func (t *Trainer[F]) over() bool { return t.taken >= t.total || t.stopped }

// leaveJudging leaves it to the caller to tell the plateau which loss counts, by judge.
func (t *Trainer[F]) leaveJudging() { t.judged = true }

// judge tells the plateau the loss of an epoch.
func (t *Trainer[F]) judge(loss float64) { t.plateau.Judge(t.opt.Plateau, loss) }

// Plans returns how the derivatives of each term are computed.
func (t *Trainer[F]) Plans() []layers.Plan { return t.plans }

// Parts names the parts of the loss in [Step.Parts]. Where several terms have a part of one name, the later ones are
// numbered: value, value #2.
func (t *Trainer[F]) Parts() []string { return t.names }

// Average returns the moving average of the parameters, nil without Options.Average. It changes with every step.
func (t *Trainer[F]) Average() []F { return t.average }
