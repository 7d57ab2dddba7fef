package bachelier

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// A method is one of the two ways to train.
type method struct {
	name  string
	title string
	loss  func(d int) train.Loss
}

// methods are the two ways that are compared, the standard one first.
var methods = [2]method{
	{"standard", "payoffs", func(int) train.Loss { return train.Sobolev(1) }},
	{"differential", "payoffs + derivatives", func(d int) train.Loss { return train.Differential(d, 1) }},
}

// job is one network to train. Its seed draws the market, the paths and the initial weights.
type job struct {
	d, paths int
	method   method
	seed     int
	epochs   int
	peak     float64 // of the learning rate
}

// String implements [experiment.Job].
func (j job) String() string { return j.Key() }

// Key implements [experiment.Job].
func (j job) Key() string {
	return fmt.Sprintf("d=%d, %d paths, %s, seed %d, %d epochs, rate %g", j.d, j.paths, j.method.name, j.seed, j.epochs, j.peak)
}

// A row is a result as the command prints it. Errors are root mean squares over the held-out states and, for the deltas,
// over the assets.
type row struct {
	D       int     `json:"d"`
	Paths   int     `json:"paths"`
	Method  string  `json:"method"`
	Seed    int     `json:"seed"`
	Value   float64 `json:"rmse_value"`
	Delta   float64 `json:"rmse_delta"`
	Seconds float64 `json:"seconds"` // of training
}

// result is a row with what tables and figures want besides.
type result struct {
	row
	FirstDelta float64 `json:"rmse_first_delta"` // error of the delta of the first asset alone
	Prices     curve   `json:"prices"`           // along the line on which all assets are worth the same
	Deltas     curve   `json:"deltas"`           // derivative in the basket along that line
}

// Steps implements [experiment.Job]: it counts epochs.
func (j job) Steps() int { return j.epochs }

// Restore implements [experiment.Job]: all of a result is kept.
func (j job) Restore(kept *result) *result { return kept }

// Run implements [experiment.Job]: it trains the job's network and judges it.
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	m := newMarket(j.d, j.stream("market"))
	training, err := m.sample(j.paths, j.stream("paths"))
	if err != nil {
		return nil, err
	}
	test, err := m.truth(j.stream("held out"))
	if err != nil {
		return nil, err
	}
	net, err := network(j.d, j.stream("weights"))
	if err != nil {
		return nil, err
	}
	units := data.Standardize(training)
	start := time.Now()
	_, err = train.Fit(ctx, net, units.Apply(training), train.Options{
		Loss: j.method.loss(j.d), Optimizer: optim.Adam(j.peak / publishedPeak), Schedule: rate,
		Epochs: j.epochs, BatchSize: max(256, j.paths/16), Seed: uint64(j.seed), Workers: 1,
		OnEpoch: func(train.Epoch) { bar.Advance(1) },
	})
	if err != nil {
		return nil, fmt.Errorf("bachelier: %v: %w", j, err)
	}
	r := &result{row: row{D: j.d, Paths: j.paths, Method: j.method.name, Seed: j.seed, Seconds: time.Since(start).Seconds()}}
	if err := units.Fold(net); err != nil {
		return nil, err
	}
	return r, r.judge(net, test)
}

// stream returns the random numbers of one purpose. Those of the paths begin alike for any number of them.
func (j job) stream(purpose string) *rand.Rand {
	tag := uint64(0)
	for _, c := range []byte(purpose) {
		tag = tag<<8 | uint64(c)
	}
	return rand.New(rand.NewPCG(uint64(j.seed)<<32|uint64(j.d), tag))
}

// network returns the untrained network: four hidden layers of 20 softplus units, weights of variance 1/inputs.
func network(d int, rng *rand.Rand) (*layers.Net[number], error) {
	var ls []layers.Layer[number]
	for range 4 {
		ls = append(ls, layers.Dense[number](20, layers.LeCun), layers.Activate[number](layers.Softplus))
	}
	return layers.New(d, rng, append(ls, layers.Dense[number](1, layers.LeCun))...)
}

// publishedPeak is the highest value of rate.
const publishedPeak = 0.1

// rate is the published learning rate at a fraction of the run, linear between the given points: a warm-up to a very
// high rate and a long way down.
func rate(done float64) float64 {
	points := [...]struct{ done, rate float64 }{{0, 1e-8}, {0.2, publishedPeak}, {0.6, 0.01}, {0.9, 1e-6}, {1, 1e-8}}
	for i, p := range points[1:] {
		if done <= p.done {
			before := points[i]
			return before.rate + (p.rate-before.rate)*(done-before.done)/(p.done-before.done)
		}
	}
	return points[len(points)-1].rate
}

// judge computes the errors on the held-out states and the network's curves.
func (r *result) judge(net *layers.Net[number], test *data.Data[number]) error {
	parts, err := train.Evaluate(net, test, train.MeanSquared(1))
	if err != nil {
		return err
	}
	r.Value, r.Delta = math.Sqrt(parts[0]), math.Sqrt(parts[1])
	only := train.MeanSquared(1)
	only.Orders[1].Entries = make([]float64, r.D)
	only.Orders[1].Entries[0] = float64(r.D) // undoes the mean over the assets
	if parts, err = train.Evaluate(net, test, only); err != nil {
		return err
	}
	r.FirstDelta = math.Sqrt(parts[1])
	r.Prices, r.Deltas = line(net)
	return nil
}
