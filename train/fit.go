package train

import (
	"context"
	"fmt"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// An Epoch reports one pass over the data.
type Epoch struct {
	Epoch        int       // counted from 1
	Loss         float64   // mean over the points of the epoch's steps, each before its update
	Parts        []float64 // the same for the parts of the loss
	Validation   float64   // loss on the validation data after the epoch; 0 without
	LearningRate float64   // of the last step
	GradNorm     float64   // of the last step
	Throughput   float64   // points per second, mean over the steps, those since the run was resumed
}

// A Result reports a training run.
type Result struct {
	Parts  []string // what Epoch.Parts holds
	Epochs []Epoch
	Best   int    // the epoch with the lowest validation loss; the last without validation data
	Stop   string // why a searching optimiser ended the run early, see [Step.Stop]; not known of a run that was resumed
	Plan   string // how the derivatives of every term were computed, see [layers.Plan]
}

// String tells how the run ended: the epochs, the last training loss with its parts, and the best epoch of a validated
// run.
func (r *Result) String() string {
	if len(r.Epochs) == 0 {
		return "no epochs"
	}
	last := r.Epochs[len(r.Epochs)-1]
	var parts []string
	for i, name := range r.Parts {
		parts = append(parts, fmt.Sprintf("%s %.3g", name, last.Parts[i]))
	}
	s := fmt.Sprintf("%d epochs, loss %.3g (%s)", len(r.Epochs), last.Loss, strings.Join(parts, ", "))
	if r.Best > 0 && r.Epochs[r.Best-1].Validation != 0 {
		s += fmt.Sprintf(", best in epoch %d with validation loss %.3g", r.Best, r.Epochs[r.Best-1].Validation)
	}
	return s
}

// Fit trains the network on the data. It returns what happened even if it ends early: when the context is cancelled or
// the loss leaves the finite numbers, with that error, and the network keeps its last finite parameters.
func Fit[F dual.Float](ctx context.Context, net *layers.Net[F], d *data.Data[F], opt Options) (*Result, error) {
	return FitValidated(ctx, net, d, nil, opt)
}

// FitValidated is [Fit] with validation data, on which the loss is computed after every epoch. The network is left with
// the parameters of the best epoch, also when the run is cancelled.
func FitValidated[F dual.Float](ctx context.Context, net *layers.Net[F], d, validation *data.Data[F], opt Options) (*Result, error) {
	if err := given.Check(ctx != nil, "train: Fit", "the context"); err != nil {
		return nil, err
	}
	term, err := newRegression(net, d, opt.Loss)
	if err != nil {
		return nil, err
	}
	var check []Term[F]
	if validation != nil {
		if err := checkData(validation, net); err != nil {
			return nil, fmt.Errorf("train: validation: %w", err)
		}
		other, err := term.with(validation)
		if err != nil {
			return nil, fmt.Errorf("train: validation: %w", err)
		}
		check = append(check, other)
	}
	return FitTerms(ctx, net, []Term[F]{term}, check, opt)
}

// FitTerms is [FitValidated] on a sum of terms, such as data and the residuals of differential equations. The validation
// terms, if there are any, take the part of the validation data.
//
//	data, err := train.Regression(net, measured, train.Sobolev(1))
//	equation, err := pde.Residual(net, pde.Collocation[float64]{Points: points}, heat)
//	result, err := train.FitTerms(ctx, net, []train.Term[float64]{data, equation}, nil, options)
func FitTerms[F dual.Float](ctx context.Context, net *layers.Net[F], terms, validation []Term[F], opt Options) (*Result, error) {
	if err := given.Check(ctx != nil, "train: Fit", "the context"); err != nil {
		return nil, err
	}
	t, err := NewTrainer(net, opt, terms...)
	if err != nil {
		return nil, err
	}
	if opt.Patience > 0 && len(validation) == 0 {
		return nil, fmt.Errorf("train: options: patience %d without validation data", opt.Patience)
	}
	r, err := newRun(t, validation)
	if err != nil {
		return nil, err
	}
	if opt.Checkpoint.Resume {
		if err := r.resume(); err != nil {
			return nil, err
		}
	}
	return r.result, r.epochs(ctx)
}
