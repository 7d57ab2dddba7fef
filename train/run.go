package train

import (
	"context"
	"errors"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// run is a Fit under way.
type run[F dual.Float] struct {
	trainer    *Trainer[F]
	result     *Result
	validation []*scorer[F]
	best       []F   // parameters of the best epoch; nil without validation
	current    Epoch // sums over the epoch's steps so far
	steps      int   // their number
	resumed    bool  // whether the run goes on with one from a file
}

func newRun[F dual.Float](t *Trainer[F], validation []Term[F]) (*run[F], error) {
	r := &run[F]{trainer: t, result: &Result{Parts: t.Parts(), Plan: t.plansString()}}
	r.current.Parts = make([]float64, len(t.names))
	for _, term := range validation {
		if err := t.net.Require(term.Algebra().Order()); err != nil {
			return nil, err
		}
		r.validation = append(r.validation, newScorer(t.net, term))
	}
	if len(validation) > 0 {
		t.judged = true
		r.best = append([]F(nil), r.params()...)
	}
	return r, nil
}

// params are what the run is after: the average where there is one.
func (r *run[F]) params() []F {
	if r.trainer.average != nil {
		return r.trainer.average
	}
	return r.trainer.net.Params()
}

// epochs takes all steps and reports every epoch.
func (r *run[F]) epochs(ctx context.Context) error {
	defer r.restore()
	t := r.trainer
	if r.outOfPatience() || r.resumed && (t.taken >= t.total || t.stopped) {
		return nil
	}
	for step, err := range t.Steps(ctx) {
		if err != nil {
			if e := r.saveCancelled(ctx); e != nil {
				return errors.Join(err, e)
			}
			return err
		}
		r.add(step)
		if !step.Last {
			continue
		}
		e := r.finish(step)
		if t.opt.OnEpoch != nil {
			t.opt.OnEpoch(e)
		}
		if err := r.saveEvery(e.Epoch); err != nil {
			return err
		}
		if r.outOfPatience() {
			return nil
		}
	}
	return nil
}

// outOfPatience reports whether the validation loss has not improved for too long.
func (r *run[F]) outOfPatience() bool {
	patience := r.trainer.opt.Patience
	return patience > 0 && len(r.result.Epochs)-r.result.Best >= patience
}

// add adds a step to the current epoch.
func (r *run[F]) add(s Step) {
	r.steps++
	r.current.Loss += s.Loss
	r.current.Throughput += s.Throughput
	for i, p := range s.Parts {
		r.current.Parts[i] += p
	}
}

// finish closes the current epoch with its last step.
func (r *run[F]) finish(s Step) Epoch {
	n := float64(r.steps)
	e := Epoch{Epoch: len(r.result.Epochs) + 1, Loss: r.current.Loss / n, Throughput: r.current.Throughput / n,
		LearningRate: s.LearningRate, GradNorm: s.GradNorm}
	for i, p := range r.current.Parts {
		e.Parts = append(e.Parts, p/n)
		r.current.Parts[i] = 0
	}
	r.current.Loss, r.current.Throughput, r.steps = 0, 0, 0
	r.validate(&e)
	r.result.Epochs = append(r.result.Epochs, e)
	return e
}

// validate computes the validation loss of the epoch just ended and keeps the parameters if they are the best so far.
func (r *run[F]) validate(e *Epoch) {
	if len(r.validation) == 0 {
		r.result.Best = e.Epoch
		return
	}
	for _, s := range r.validation {
		e.Validation += s.loss(r.params())
	}
	t := r.trainer
	t.plateau.Judge(t.opt.Plateau, e.Validation)
	lowest := math.Inf(1)
	if r.result.Best > 0 {
		lowest = r.result.Epochs[r.result.Best-1].Validation
	}
	if e.Validation < lowest {
		r.result.Best = e.Epoch
		copy(r.best, r.params())
	}
}

// restore gives the network the parameters that the run is after.
func (r *run[F]) restore() {
	t := r.trainer
	switch {
	case r.result.Best > 0 && r.best != nil:
		copy(t.net.Params(), r.best)
	case t.average != nil && number.IndexNonFinite(t.average) < 0:
		copy(t.net.Params(), t.average)
	}
}
