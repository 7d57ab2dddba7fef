package train

import (
	"context"
	"errors"
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// run is a Fit under way.
type run[F dual.Float] struct {
	trainer    *Trainer[F]
	opt        Options // with defaults
	result     *Result
	validation []*scorer[F]
	best       []F     // parameters of the best epoch; nil without validation
	throughput float64 // sum over the epoch's steps so far
	steps      int     // their number
	resumed    bool    // whether the run goes on with one from a file
}

func newRun[F dual.Float](t *Trainer[F], validation []Term[F]) (*run[F], error) {
	r := &run[F]{trainer: t, opt: t.opt, result: &Result{Parts: t.Parts(), Plan: t.plansString()}}
	var err error
	if r.validation, err = t.validators(validation); err != nil {
		return nil, err
	}
	if len(validation) > 0 {
		t.leaveJudging()
		r.best = append([]F(nil), t.goal()...)
	}
	return r, nil
}

// epochs takes all steps and reports every epoch.
func (r *run[F]) epochs(ctx context.Context) error {
	defer r.restore()
	if r.outOfPatience() || r.resumed && r.trainer.over() {
		return nil
	}
	for step, err := range r.trainer.Steps(ctx) {
		if err != nil {
			if e := r.saveCancelled(); e != nil {
				return errors.Join(err, e)
			}
			return err
		}
		r.add(step)
		if !step.Last {
			continue
		}
		e, err := r.finish(step)
		if err != nil {
			return err
		}
		if r.opt.OnEpoch != nil {
			r.opt.OnEpoch(e)
		}
		if err := r.saveEvery(e.Epoch); err != nil {
			return err
		}
		if r.outOfPatience() {
			break
		}
	}
	return r.endAlike()
}

// endAlike returns an error on all ranks unless they end the run with the same parameters, terms and validation.
func (r *run[F]) endAlike() error {
	if !r.trainer.over() { // otherwise the last step has seen to it
		if err := r.trainer.endAlike(); err != nil {
			return err
		}
	}
	return r.trainer.validateAlike("validation "+atEnd, r.validation)
}

// outOfPatience reports whether the validation loss has not improved for too long.
func (r *run[F]) outOfPatience() bool {
	patience := r.opt.Patience
	return patience > 0 && len(r.result.Epochs)-r.result.Best >= patience
}

// add adds a step to the current epoch.
func (r *run[F]) add(s Step) {
	r.steps++
	r.throughput += s.Throughput
}

// finish closes the current epoch with its last step.
func (r *run[F]) finish(s Step) (Epoch, error) {
	r.result.Stop = s.Stop
	parts := r.trainer.meanParts()
	e := Epoch{Epoch: len(r.result.Epochs) + 1, Loss: sum(parts), Parts: slices.Clone(parts),
		Throughput: r.throughput / float64(r.steps), LearningRate: s.LearningRate, GradNorm: s.GradNorm}
	r.throughput, r.steps = 0, 0
	if err := r.validate(&e); err != nil {
		return e, err
	}
	r.result.Epochs = append(r.result.Epochs, e)
	return e, nil
}

// validate computes the validation loss of the epoch just ended and keeps the parameters if they are the best so far.
func (r *run[F]) validate(e *Epoch) error {
	if len(r.validation) == 0 {
		r.result.Best = e.Epoch
		return nil
	}
	for _, s := range r.validation {
		loss, err := s.loss(r.trainer.goal())
		if err != nil {
			return err
		}
		e.Validation += loss
	}
	r.trainer.judge(e.Validation)
	lowest := math.Inf(1)
	if r.result.Best > 0 {
		lowest = r.result.Epochs[r.result.Best-1].Validation
	}
	if e.Validation < lowest {
		r.result.Best = e.Epoch
		copy(r.best, r.trainer.goal())
	}
	return nil
}

// restore gives the network the parameters that the run is after.
func (r *run[F]) restore() {
	if r.result.Best > 0 && r.best != nil {
		r.trainer.setParams(r.best)
	} else if goal := r.trainer.goal(); number.IndexNonFinite(goal) < 0 {
		r.trainer.setParams(goal)
	}
}
