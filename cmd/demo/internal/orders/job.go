package orders

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// job is one network to train. Its seed draws the samples and the initial weights.
type job struct {
	target  *target
	act     layers.Activation
	size    int // samples of the highest order
	samples int // own
	steps   int
	order   int
	weights []float64 // of the orders
	seed    int
}

// String implements [experiment.Job].
func (j job) String() string { return j.Key() }

// Key implements [experiment.Job].
func (j job) Key() string {
	return fmt.Sprintf("%s, %s, %d samples, %d steps, orders weighted %s, seed %d", j.target.name, j.act.Name, j.samples, j.steps,
		strings.Trim(strings.ReplaceAll(fmt.Sprint(j.weights), " ", ":"), "[]"), j.seed)
}

// A row is a result as the command prints it: mean squared errors of values, first and second derivatives at the
// held-out points, in the function's own units.
type row struct {
	Fn      string  `json:"fn"`
	N       int     `json:"n"`
	Order   int     `json:"order"`
	Net     string  `json:"net,omitempty"` // if there are several
	Seed    int     `json:"seed"`
	MSE0    float64 `json:"mse0"`
	MSE1    float64 `json:"mse1"`
	MSE2    float64 `json:"mse2"`
	Seconds float64 `json:"seconds"` // of training
}

// mse returns the error of derivatives of the order.
func (r row) mse(order int) float64 { return [...]float64{r.MSE0, r.MSE1, r.MSE2}[order] }

// result is a row with its job.
type result struct {
	row
	job job
}

// Steps implements [experiment.Job].
func (j job) Steps() int { return j.steps }

// Restore implements [experiment.Job].
func (j job) Restore(kept *result) *result {
	kept.job = j
	return kept
}

// Run implements [experiment.Job]: it trains the job's network and judges it.
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	seed := uint64(j.seed)
	training, err := j.target.sample(j.samples, j.order, j.target.stream(seed))
	if err != nil {
		return nil, err
	}
	net, err := network(j.target.dim(), j.act, rand.New(rand.NewPCG(seed, 0x0de5)))
	if err != nil {
		return nil, err
	}
	units := data.BoxNormalizer(j.target.box, training)
	start := time.Now()
	_, err = train.Fit(ctx, net, units.Apply(training), train.Options{
		Loss: train.Balanced(nil, j.weights...), Optimizer: optim.Adam(2e-3), Schedule: optim.Cosine,
		Epochs: j.steps, Workers: 1, OnEpoch: func(train.Epoch) { bar.Advance(1) },
	})
	if err != nil {
		return nil, fmt.Errorf("orders: %v: %w", j, err)
	}
	seconds := time.Since(start).Seconds()
	if err := units.Fold(net); err != nil {
		return nil, err
	}
	parts, err := train.Evaluate(net, j.target.test, train.MeanSquared(2))
	if err != nil {
		return nil, err
	}
	return &result{job: j, row: row{Fn: j.target.name, N: j.samples, Order: j.order, Seed: j.seed,
		MSE0: parts[0], MSE1: parts[1], MSE2: parts[2], Seconds: seconds}}, nil
}

// network returns the untrained network: two hidden layers of 64, weights and biases drawn from ±1/√inputs.
func network(in int, act layers.Activation, rng *rand.Rand) (*layers.Net[number], error) {
	dense := func(out int) layers.Layer[number] { return layers.DenseInit[number](out, layers.FanIn, layers.FanIn) }
	return layers.New(in, rng, dense(64), layers.Activate[number](act), dense(64), layers.Activate[number](act), dense(1))
}
