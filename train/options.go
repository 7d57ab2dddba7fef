package train

import (
	"fmt"
	"math/bits"
	"runtime"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/optim"
)

// Options say how to train. The zero value of every field but Loss and Epochs has a sensible meaning.
type Options struct {
	Loss      Loss            // what to minimise on data; not used where the terms are given
	Optimizer optim.Optimizer // Adam with rate 1e-3 if nil
	Schedule  optim.Schedule  // of the learning rate; constant if nil
	Plateau   optim.Plateau   // lowers the learning rate further when the loss stops falling
	Epochs    int             // passes over the data
	BatchSize int             // points a step; all of them if 0
	Seed      uint64          // of the order of mini-batches
	Workers   int             // goroutines; one for every processor if 0. The result does not depend on it.
	Strategy  layers.Strategy

	// Group is the processes that share every step, nil if this one is alone. All ranks make the same call, with the same
	// terms, options and callbacks; only Workers may differ, and the points where they are divided among the ranks, see
	// [data.Sharding]. The run starts from the parameters of rank 0, which also reads and writes its checkpoints, and ends on all
	// ranks when it is cancelled on one. Its results are those of one process, bit for bit. The size of the group is a power
	// of two up to Shards.
	//
	// Ranks that do not take part in the same run are an error on all of them, which names rank and difference. They compare
	// options, and what the terms and the validation say of themselves, see [Describer], with checksums of data, before the run;
	// the latter again at its end, unless it is cancelled; and the parameters every 64 evaluations and at the end. Not noticed are
	// data that a rank changes and changes back in between, points that it draws anew in another way than the others, functions
	// that differ where they are not tried out, terms that are no Describer, and, but for a run that is resumed, what a rank
	// changes in a part of the data that it alone has.
	//
	// The ranks share the evaluations of the loss. What an optimiser makes of a gradient every rank computes for itself,
	// and Levenberg–Marquardt, whose work that mostly is, gains nothing from a group.
	Group Group

	// Shards is the number of partial gradients of a step, a power of two; 8 if 0. They are added in a binary tree that does
	// not depend on Workers and Group. As many workers and ranks can share a step at most, some 48 points at a time going to
	// each in turn. Another number gives other rounding errors.
	Shards int

	ClipNorm  float64 // largest Euclidean norm of the gradient, which is scaled down to it; none if 0
	ClipValue float64 // largest magnitude of an element of the gradient, applied first; none if 0

	// Average is the decay, such as 0.999, of a moving average of the parameters (Polyak and Juditsky 1992). If it is not
	// 0, the average is what is validated and what the network is left with.
	Average float64

	// Patience ends the run when the validation loss has not improved for this many epochs, and restores the best
	// parameters; 0 never does. It needs validation data, see [FitValidated].
	Patience int

	// OnEpoch, if not nil, is called after every epoch.
	OnEpoch func(Epoch)

	Checkpoint Checkpoint // where to save the run on its way
}

// A Checkpoint says where and how often [Fit] saves a run, so that another call may go on with it.
type Checkpoint struct {
	Path   string // file; nothing is saved if empty
	Every  int    // epochs from one save to the next, 1 if 0; a run that is cancelled is saved too
	Resume bool   // go on with the run in the file if there is one
}

// withDefaults checks the options and fills in what was left out.
func (o Options) withDefaults() (Options, error) {
	if o.Epochs < 1 {
		return o, fmt.Errorf("train: options: %d epochs, want at least 1", o.Epochs)
	}
	for _, c := range []struct {
		format string
		number int
	}{
		{"batch size %d", o.BatchSize}, {"%d workers", o.Workers}, {"patience %d", o.Patience},
		{"checkpoint every %d epochs", o.Checkpoint.Every},
	} {
		if c.number < 0 {
			return o, fmt.Errorf("train: options: "+c.format+", want none negative", c.number)
		}
	}
	if o.Shards < 0 || bits.OnesCount(uint(o.Shards)) > 1 {
		return o, fmt.Errorf("train: options: %d shards, want a power of two", o.Shards)
	}
	if !(o.ClipNorm >= 0) || !(o.ClipValue >= 0) {
		return o, fmt.Errorf("train: options: gradients clipped to norm %v and value %v, want neither negative", o.ClipNorm, o.ClipValue)
	}
	if !(o.Average >= 0 && o.Average < 1) {
		return o, fmt.Errorf("train: options: decay %v of the average, want at least 0 and less than 1", o.Average)
	}
	if err := o.Plateau.Check(); err != nil {
		return o, err
	}
	if o.Optimizer == nil {
		o.Optimizer = optim.Adam(1e-3)
	}
	if o.Schedule == nil {
		o.Schedule = optim.Constant
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Shards == 0 {
		o.Shards = defaultShards
	}
	o.Checkpoint.Every = max(o.Checkpoint.Every, 1)
	return o, nil
}
