package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// shape is a network with two hidden layers and the batch it is trained on.
type shape struct{ d, w, batch int }

// config is one line of the benchmark.
type config struct {
	task    string // sobolev, laplacian or laplacian_fwd
	order   int    // of the loss's derivatives, for sobolev
	shape   shape
	act     layers.Activation
	threads int
}

// stepRow is the result of a config.
type stepRow struct {
	Task     string  `json:"task"`
	Order    int     `json:"order"`
	D        int     `json:"d"`
	W        int     `json:"w"`
	Batch    int     `json:"batch"`
	Act      string  `json:"act"`
	Dtype    string  `json:"dtype"`
	Threads  int     `json:"threads"`
	Us       float64 `json:"us_per_step"` // median over blocks
	UsMin    float64 `json:"us_min"`
	UsMax    float64 `json:"us_max"`
	Plan     string  `json:"plan"`
	Products int     `json:"products"` // a layer, as counted for gflops
	GFLOPS   float64 `json:"gflops"`
	Peak     float64 `json:"peak_gflops"` // of one core, measured just before
	Fraction float64 `json:"fraction"`    // of the peak of all threads
}

// blocks, block and warmUp are those of the scripts for other programs that the rows are compared with.
const (
	blocks = 11
	block  = 25 * time.Millisecond
	warmUp = 150 * time.Millisecond
)

// products is the number of matrix products a layer that the task needs in principle, whatever the plan executes.
func (c config) products() int {
	switch c.task {
	case "laplacian":
		return 3*c.shape.d + 6
	case "laplacian_fwd":
		return c.shape.d + 2
	}
	return []int{3, 6, 3*c.shape.d + 6}[c.order]
}

// run times the config with networks of F.
func run[F dual.Float](c config) (stepRow, error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[F](c.shape.d, []int{c.shape.w, c.shape.w}, 1, c.act, rng)
	if err != nil {
		return stepRow{}, err
	}
	rate := peak[F]()
	var t timing
	var plan string
	if c.task == "laplacian_fwd" {
		t, plan = forward(c, net, rng)
	} else if t, plan, err = steps(c, net, rng); err != nil {
		return stepRow{}, err
	}
	d, w := c.shape.d, c.shape.w
	flops := 2 * float64(c.shape.batch*c.products()*(d*w+w*w+w))
	r := stepRow{Task: c.task, Order: c.order, D: d, W: w, Batch: c.shape.batch, Act: c.act.Name,
		Dtype: fmt.Sprintf("%T", *new(F)), Threads: c.threads, Us: microseconds(t.median), UsMin: microseconds(t.min),
		UsMax: microseconds(t.max), Plan: plan, Products: c.products(), Peak: rate / 1e9}
	r.GFLOPS = flops / t.median / 1e9
	r.Fraction = r.GFLOPS / (r.Peak * float64(c.threads))
	return r, nil
}

// steps times full training steps: forward, loss, parameter gradient and, but for Laplacians, Adam.
func steps[F dual.Float](c config, net *layers.Net[F], rng *rand.Rand) (timing, string, error) {
	term, optimizer, err := terms(c, net, rng)
	if err != nil {
		return timing{}, "", err
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: optimizer, Epochs: 1 << 30, Workers: c.threads}, term)
	if err != nil {
		return timing{}, "", err
	}
	t := measure(blocks, block, warmUp, func(n int) {
		for _, e := range trainer.Steps(context.Background()) {
			if e != nil {
				err = e
				return
			}
			if n--; n == 0 {
				return
			}
		}
	})
	return t, trainer.Plans()[0].String(), err
}

// forward times the evaluation of values and Laplacians of a batch.
func forward[F dual.Float](c config, net *layers.Net[F], rng *rand.Rand) (timing, string) {
	x := make([]F, c.shape.batch*c.shape.d)
	for i := range x {
		x[i] = F(rng.NormFloat64())
	}
	ws := net.NewWorkspace()
	return measure(blocks, block, warmUp, func(n int) {
		for range n {
			net.Laplacian(ws, x)
		}
	}), "forward"
}

// terms returns the task's loss on random data and its optimiser.
func terms[F dual.Float](c config, net *layers.Net[F], rng *rand.Rand) (train.Term[F], optim.Optimizer, error) {
	alg := jet.Full(c.shape.d, c.order)
	training := &data.Data[F]{In: c.shape.d, Out: 1, X: make([]F, c.shape.batch*c.shape.d),
		Labels: data.NewLabels[F](alg, c.shape.batch, 1)}
	for i := range training.X {
		training.X[i] = F(rng.NormFloat64())
	}
	for i := range training.Labels.Data {
		training.Labels.Data[i] = F(rng.NormFloat64())
	}
	if c.task == "laplacian" {
		return newLaplacian(training), noUpdate{}, nil
	}
	term, err := train.Regression(net, training, train.MeanSquared(c.order))
	return term, optim.Adam(1e-4), err
}
