package main

import (
	"context"
	"fmt"
	"math"
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

// compare times steps on values and gradients with Adam: of one thread and of several on rank 0 alone, while the other
// ranks sleep, and of all ranks.
func compare[F dual.Float](ctx context.Context, g train.Group, s shape) error {
	var trainers [3]*train.Trainer[F]
	for i, opt := range []train.Options{{Workers: 1}, {Workers: g.Size()}, {Workers: 1, Group: g}} {
		var err error
		if trainers[i], err = newTrainer[F](s, opt); err != nil {
			return err
		}
	}
	var least [3]float64
	for i := range least {
		least[i] = math.Inf(1)
	}
	for range *rounds {
		for i, t := range trainers[:2] {
			start := time.Now()
			if g.Rank() == 0 {
				us, _, err := timeSteps(ctx, t, *block, math.MaxInt)
				if err != nil {
					return err
				}
				least[i] = min(least[i], us)
			}
			time.Sleep(*block + 5*time.Millisecond - time.Since(start)) // not waiting for rank 0, which keeps a processor busy
		}
		count := []float64{0}
		if g.Rank() == 0 {
			count[0] = math.Ceil(float64(block.Microseconds()) / least[0])
		}
		if err := g.SumFloat64(count); err != nil {
			return err
		}
		us, _, err := timeSteps(ctx, trainers[2], time.Hour, int(count[0]))
		if err != nil {
			return err
		}
		least[2] = min(least[2], us)
	}
	if n := float64(g.Size()); g.Rank() == 0 {
		fmt.Printf("| 1; %d, %d, %d | %T | %.0f | %.0f | %.2f | %.0f | %.2f |\n", s.d, s.w, s.batch, *new(F),
			least[0], least[1], least[0]/least[1]/n, least[2], least[0]/least[2]/n)
	}
	return nil
}

// timeSteps takes up to that many steps, no new one after that time, and returns the microseconds that each takes.
func timeSteps[F dual.Float](ctx context.Context, t *train.Trainer[F], most time.Duration, count int) (us float64, steps int, err error) {
	var start time.Time
	for _, err := range t.Steps(ctx) {
		if err != nil {
			return 0, 0, err
		}
		if start.IsZero() {
			start = time.Now() // after a first step, for which goroutines are started
			continue
		}
		if steps++; steps >= count || time.Since(start) > most {
			break
		}
	}
	return float64(time.Since(start).Nanoseconds()) / 1e3 / float64(steps), steps, nil
}

func newTrainer[F dual.Float](s shape, opt train.Options) (*train.Trainer[F], error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[F](s.d, []int{s.w, s.w}, 1, layers.Tanh, rng)
	if err != nil {
		return nil, err
	}
	d := &data.Data[F]{In: s.d, Out: 1, X: normal[F](rng, s.batch*s.d), Labels: data.NewLabels[F](jet.Full(s.d, 1), s.batch, 1)}
	copy(d.Labels.Data, normal[F](rng, len(d.Labels.Data)))
	term, err := train.Regression(net, d, train.Sobolev(1, 1))
	if err != nil {
		return nil, err
	}
	opt.Optimizer, opt.Epochs = optim.Adam(1e-3), 1<<30
	return train.NewTrainer(net, opt, term)
}

func normal[F dual.Float](rng *rand.Rand, n int) []F {
	x := make([]F, n)
	for i := range x {
		x[i] = F(rng.NormFloat64())
	}
	return x
}
