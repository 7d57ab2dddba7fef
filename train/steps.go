package train

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/train/optim"
)

// Steps returns the steps of the run in order. The sequence ends after Options.Epochs epochs, or earlier when a
// searching optimiser finds nothing left to gain. It ends with the context's error when that is cancelled, and with a
// [NonFiniteError] when the loss is no longer finite: then the parameters are those of the last finite step.
//
// When the caller breaks off the parameters are finite too. A run that was broken off goes on where it was when Steps is ranged over again; after its end a new one begins, of as
// many epochs.
func (t *Trainer[F]) Steps(ctx context.Context) iter.Seq2[Step, error] {
	given.Must(ctx != nil, "train: Trainer.Steps", "the context")
	return func(yield func(Step, error) bool) {
		t.pool = newPool(t.opt.Workers - 1)
		defer t.pool.close()
		if t.solver != nil {
			defer t.solver.Close()
		}
		t.cancelled = ctx.Err
		t.askRanks()
		steps := t.stepsPerEpoch()
		t.total = t.opt.Epochs * steps
		if t.over() {
			t.taken, t.stopped = 0, false
		}
		for !t.over() {
			err := t.interrupted()
			if err == nil {
				err = t.next(t.taken%steps, steps)
			}
			if err == nil && t.over() {
				err = t.checkParams()
			}
			if !yield(t.step, err) || err != nil {
				t.keepFinite()
				return
			}
		}
	}
}

// askRanks finds out whether the run was cancelled on any rank before its first step. From then on every evaluation tells.
func (t *Trainer[F]) askRanks() {
	if t.shards.group == nil || t.lost != nil {
		return
	}
	err := t.shards.agree(t.cancelled())
	t.ending = isCancellation(err)
	if !t.ending {
		t.lost = err
	}
}

// interrupted returns the error of a run that is to end before the next step: on all ranks if it is to end on one, which is
// named on those that are not.
func (t *Trainer[F]) interrupted() error {
	if t.lost != nil || !t.wasCancelled() {
		return t.lost
	}
	own := t.cancelled()
	if t.shards.group == nil {
		return own
	}
	err := t.shards.agree(own)
	if !isCancellation(err) {
		t.lost = err
		return err
	}
	return cmp.Or(own, err)
}

// isCancellation reports whether an error is that of a context which was cancelled or whose deadline is past, here or on another rank.
func isCancellation(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// wasCancelled reports whether the run is to end. All ranks know of it at the same step, a process that is alone at once.
func (t *Trainer[F]) wasCancelled() bool {
	if t.shards.group == nil {
		return t.cancelled() != nil
	}
	return t.ending && t.lost == nil
}

// next takes step i of the epoch.
func (t *Trainer[F]) next(i, steps int) error {
	if i == 0 {
		t.step.Epoch++
		if err := t.shards.agree(t.beginEpoch()); err != nil {
			t.step.Epoch--
			return err
		}
		t.epoch.reset()
	}
	if err := t.take(i); err != nil {
		return err
	}
	t.step.Last = i == steps-1 || t.stopped
	t.epoch.steps++
	for k := range t.terms {
		share := t.share(k, i)
		for j, p := range t.partsOf(k, t.step.Parts) {
			t.partsOf(k, t.epoch.sums)[j] += float64(p * share)
		}
	}
	if t.step.Last {
		t.closeEpoch()
		if !t.judged {
			t.judge(sum(t.epoch.parts))
		}
	}
	return nil
}

// beginEpoch tells the terms and draws the order of the points. It depends on the epoch and the parts of the last one
// alone, so that a run can be resumed anywhere.
func (t *Trainer[F]) beginEpoch() error {
	for k, term := range t.terms {
		if e, ok := term.(EpochTerm); ok {
			changed, err := t.beginTerm(k, e)
			if err != nil {
				return err
			}
			t.fresh = t.fresh && !changed
		}
	}
	t.shuffle(t.opt.Seed, t.step.Epoch)
	return nil
}

// take makes one step: the gradient of every term, then the update.
func (t *Trainer[F]) take(i int) error {
	start := time.Now()
	t.step.Step++
	t.step.Stop = ""
	if !t.fresh {
		t.evaluate(i, t.seed())
		if t.solver != nil {
			t.solver.Forget()
		}
	}
	if t.lost != nil {
		return t.lost
	}
	copy(t.step.Parts, t.parts)
	t.step.Loss = t.loss()
	t.step.GradNorm = linalg.Norm(t.grad)
	if !number.Finite(t.step.Loss) || !number.Finite(t.step.GradNorm) {
		err := t.sameParams()
		if err == nil {
			err = t.agreeOnFault(nil)
		}
		if err == nil {
			err = t.nonFinite(i)
		}
		copy(t.net.Params(), t.last)
		return err
	}
	copy(t.last, t.net.Params())
	t.step.LearningRate = t.rate()
	if err := t.checkRate(); err != nil {
		return err
	}
	if err := t.update(); err != nil {
		return err
	}
	t.taken++
	t.step.Throughput = float64(t.samples) / time.Since(start).Seconds()
	return nil
}

// rate is the learning rate of the current step: the schedule is read in the step's middle.
func (t *Trainer[F]) rate() float64 {
	return t.opt.Optimizer.Rate() * t.opt.Schedule((float64(t.taken)+0.5)/float64(t.total)) * t.plateau.Scale
}

// checkRate reports a learning rate that no step can be taken with.
func (t *Trainer[F]) checkRate() error {
	if rate := t.step.LearningRate; rate >= 0 && number.Finite(rate) {
		return nil
	}
	opt, schedule := t.opt.Optimizer, t.opt.Schedule((float64(t.taken)+0.5)/float64(t.total))
	return fmt.Errorf("train: step %d: learning rate %v, want a finite number, not negative: "+
		"%v of %v times %v of the schedule times %v of the plateau",
		t.step.Step, t.step.LearningRate, opt.Rate(), opt, schedule, t.plateau.Scale)
}

// update changes the parameters by the current gradient.
func (t *Trainer[F]) update() error {
	params := t.net.Params()
	switch {
	case t.searcher != nil:
		t.fresh = t.searcher.Search(params, t.grad, t.step.Loss, t.step.LearningRate, t.again)
		if t.stopped = !t.fresh; t.stopped {
			t.step.Stop = t.searcher.Why()
		}
		if err := t.agreeOnFault(nil); err != nil {
			return err
		}
	case t.solver != nil:
		if err := t.agreeOnFault(t.solve()); err != nil {
			return err
		}
	default:
		optim.Clip(t.grad, t.step.GradNorm, t.opt.ClipNorm, t.opt.ClipValue)
		t.stepper.Step(params, t.grad, t.step.LearningRate)
	}
	if t.lost != nil {
		return t.lost
	}
	if t.average != nil && number.IndexNonFinite(params) < 0 {
		optim.MoveAverage(t.average, params, t.opt.Average, t.step.Step)
	}
	return nil
}

// seed is the step as the terms see it. Whoever compares losses needs one that stays the same, so there it stays 0.
func (t *Trainer[F]) seed() int {
	if t.stepper == nil {
		return 0
	}
	return t.step.Step
}

// keepFinite gives the network the parameters of the last finite step if the current ones are not finite.
func (t *Trainer[F]) keepFinite() {
	if number.IndexNonFinite(t.net.Params()) >= 0 {
		copy(t.net.Params(), t.last)
	}
}

// checkParams reports a last step that led out of the finite numbers, or ranks that have parted ways.
func (t *Trainer[F]) checkParams() error {
	if err := t.endAlike(); err != nil {
		return err
	}
	if number.IndexNonFinite(t.net.Params()) < 0 {
		return nil
	}
	err := t.nonFinite(0)
	t.keepFinite()
	return err
}

// epochMean averages the parts of the loss over the points of an epoch's steps.
type epochMean struct {
	sums  []float64 // over the steps, each times its share of a full batch
	steps int
	parts []float64 // means of the last epoch that was closed
}

func (e *epochMean) reset() {
	clear(e.sums)
	e.steps = 0
}

// closeEpoch takes the means over the points of the epoch's steps.
func (t *Trainer[F]) closeEpoch() {
	for k := range t.terms {
		steps := 0.0
		for i := range t.epoch.steps {
			steps += t.share(k, i)
		}
		for j, s := range t.partsOf(k, t.epoch.sums) {
			t.partsOf(k, t.epoch.parts)[j] = s / steps
		}
	}
}

// share is the number of points of term k in step i of the epoch as a share of a full batch: what the step weighs in means
// over points.
func (t *Trainer[F]) share(k, i int) float64 {
	_, count := t.supply[k].take(i)
	return float64(count) / float64(t.supply[k].batch)
}
