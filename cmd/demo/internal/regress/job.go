package regress

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// job is one network to train.
type job struct {
	problem *problem
	arch    architecture
	method  method
	n       int
	seed    int
	budget  budget
}

// budget says how long a network is trained and watched.
type budget struct {
	rate   float64
	epochs int
	batch  int
	curve  int // how often the held-out error is recorded along the way

	// published says that inputs and values stay as they are and the rate where it is, and that a run ends when the loss has
	// converged.
	published bool
}

func (j job) String() string {
	return fmt.Sprintf("%s, %s, %s, seed %d", j.problem.f.Name, count.Of(j.n, "sample"), j.method.name, j.seed)
}

// Key implements [experiment.Job].
func (j job) Key() string {
	b := j.budget
	key := fmt.Sprintf("%v, %v, %d epochs of %d, rate %g", j, j.arch, b.epochs, b.batch, b.rate)
	if b.published {
		key += ", published"
	}
	return key
}

// Steps implements [experiment.Job]: it counts epochs.
func (j job) Steps() int { return j.budget.epochs }

// A row is a result as the command prints it and as it is kept. Errors are mean squares at the held-out points, in the
// function's own units.
type row struct {
	Fn      string  `json:"fn"`
	N       int     `json:"n"`
	Order   int     `json:"order"`
	Net     string  `json:"net,omitempty"`    // printed if methods are chosen by name
	Method  string  `json:"method,omitempty"` // likewise
	Seed    int     `json:"seed"`
	MSE     float64 `json:"test_mse"`
	GradMSE float64 `json:"test_grad_mse"` // of the gradient's components
	Seconds float64 `json:"seconds"`       // of training

	// Epochs and Converged say how a run in the paper's setting ended.
	Epochs    int  `json:"epochs,omitempty"`
	Converged bool `json:"converged,omitempty"`
}

// result is what became of a job: a row and, if the job was done in this run, what figures want besides.
type result struct {
	row
	job
	data  *data.Data[number]
	net   *layers.Net[number]
	curve []point // held-out error of the values along the way
}

// Restore implements [experiment.Job].
func (j job) Restore(kept *result) *result {
	kept.job = j
	return kept
}

// point is one point of a learning curve.
type point struct {
	epoch int
	mse   float64
}

// Run implements [experiment.Job]: it trains the job's network and judges it.
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	seed := uint64(j.seed)
	training, err := j.problem.sample(j.n, j.method.order, rand.New(rand.NewPCG(nameSeed(j.problem.f.Name), seed<<32|uint64(j.n))))
	if err != nil {
		return nil, err
	}
	net, err := j.arch.network(len(j.problem.box.Lo), rand.New(rand.NewPCG(seed, 0x11e7)))
	if err != nil {
		return nil, err
	}
	units := j.units(training)
	watch := newWatch(j, net, units)
	opt := train.Options{Loss: j.method.loss, Optimizer: optim.Adam(j.budget.rate), Schedule: optim.Cosine, Epochs: j.budget.epochs,
		BatchSize: j.budget.batch, Seed: seed, Workers: 1}
	done := &convergence{}
	opt.OnEpoch = func(e train.Epoch) {
		bar.Advance(1)
		watch.record(e.Epoch)
		if j.budget.published {
			done.record(e)
		}
	}
	if j.budget.published {
		opt.Schedule = optim.Constant
	}
	start := time.Now()
	err = done.fit(ctx, func(ctx context.Context) error {
		_, err := train.Fit(ctx, net, units.Apply(training), opt)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%v: %w", j, err)
	}
	seconds := time.Since(start).Seconds() - watch.seconds
	if err := units.Fold(net); err != nil {
		return nil, err
	}
	parts, err := train.Evaluate(net, j.problem.test, train.MeanSquared(1))
	if err != nil {
		return nil, err
	}
	r := &result{job: j, data: training, net: net, curve: watch.curve, row: row{
		Fn: j.problem.f.Name, N: j.n, Order: j.method.order, Net: j.arch.String(), Method: j.method.name, Seed: j.seed,
		MSE: parts[0], GradMSE: parts[1], Seconds: seconds,
	}}
	if j.budget.published {
		r.Epochs, r.Converged = done.epochs, done.reached
	}
	return r, nil
}

// units are those of training: inputs in [−1, 1] and values of deviation 1, or everything as it is.
func (j job) units(training *data.Data[number]) *data.Normalizer[number] {
	u := data.BoxNormalizer(j.problem.box, training)
	if j.budget.published {
		for _, scale := range [][]float64{u.XScale, u.YScale} {
			for i := range scale {
				scale[i] = 1
			}
		}
		clear(u.XShift)
		clear(u.YShift)
	}
	return u
}

// network returns an untrained network with the given number of inputs. Weights and biases are drawn from ±1/√inputs:
// with few inputs it matters that the kinks of the first layer are spread out.
func (a architecture) network(in int, rng *rand.Rand) (*layers.Net[number], error) {
	var ls []layers.Layer[number]
	for _, w := range a.hidden {
		ls = append(ls, layers.DenseInit[number](w, layers.FanIn, layers.FanIn), layers.Activate[number](a.act))
	}
	return layers.New(in, rng, append(ls, layers.DenseInit[number](1, layers.FanIn, layers.FanIn))...)
}

// watch records a learning curve on some of the held-out points.
type watch struct {
	net     *layers.Net[number]
	some    *data.Data[number] // in the units of training
	scale   float64            // from those units' squared errors to the function's own
	every   int
	curve   []point
	seconds float64 // spent on watching
}

// watched is the number of held-out points of a learning curve.
const watched = 1000

func newWatch(j job, net *layers.Net[number], units *data.Normalizer[number]) *watch {
	if j.budget.curve == 0 {
		return &watch{}
	}
	y := units.YScale[0]
	return &watch{net: net, some: units.Apply(j.problem.test.Slice(0, watched)), scale: y * y,
		every: max(1, j.budget.epochs/j.budget.curve)}
}

// record adds a point to the curve if it is time for one.
func (w *watch) record(epoch int) {
	if w.every == 0 || epoch%w.every != 0 {
		return
	}
	start := time.Now()
	parts, err := train.Evaluate(w.net, w.some, train.MeanSquared(0))
	if err == nil {
		w.curve = append(w.curve, point{epoch, parts[0] * w.scale})
	}
	w.seconds += time.Since(start).Seconds()
}
