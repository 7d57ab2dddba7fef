package distill

import (
	"context"
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// teacher is a trained network with the states that it met when it played.
type teacher struct {
	net    *layers.Net[number]
	states *states
	score  float64 // its mean return
}

// How teachers are made and recorded.
const (
	teacherSeed  = 2017
	teacherRate  = 2e-3
	teacherBatch = 128
	episodes     = 100 // of a mean return
	playSeed     = 42
)

// newTeacher trains the teacher of a domain on the advice at n states and records n states of its own. It is the same
// for every run with that number.
func newTeacher(ctx context.Context, d *domain, n, epochs int, bar *progress.Bar) (*teacher, error) {
	rng := rand.New(rand.NewPCG(teacherSeed, uint64(n)))
	net, err := d.network(2, rng)
	if err != nil {
		return nil, err
	}
	lessons := record(d.game, adviser, n, d.stray, rng)
	term := newPolicyTerm(net, lessons, 0, 0)
	_, err = train.FitTerms(ctx, net, []train.Term[number]{term}, nil, train.Options{
		Optimizer: train.Adam(teacherRate), Schedule: train.Cosine, Epochs: epochs, BatchSize: teacherBatch,
		Seed: teacherSeed, OnEpoch: func(e train.Epoch) { bar.Advance(1) },
	})
	if err != nil {
		return nil, fmt.Errorf("the teacher of %s: %w", d.title, err)
	}
	t := &teacher{net: net, states: record(d.game, playerOf(net), n, d.stray, rng)}
	t.score = meanReturn(d.game, playerOf(net), episodes, playSeed)
	return t, nil
}
