package distill

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// A method is what a student learns from.
type method int

const (
	divergence method = iota // the teacher's probabilities
	gradients                // and the input gradients of their logarithms, along random directions
	jacobians                // and all of these gradients
)

// methodNames are the names in flags and rows.
var methodNames = [...]string{"kl", "kl+sobolev", "kl+jacobian"}

func (m method) String() string { return methodNames[m] }

// title is the method's name in tables.
func (m method) title() string {
	return [...]string{"divergence alone", "divergence + gradients", "divergence + Jacobians"}[m]
}

// budget says how many states there are and how long networks are trained.
type budget struct {
	states      int // recorded of the teacher
	lessons     int // states that the teacher learns from
	lessonSteps int // of the teacher
	steps       int // of a student
	batch       int // states a step of a student
	episodes    int // of a mean return
}

// job is one student to train.
type job struct {
	domain    *domain
	budget    budget
	fraction  float64 // of the states, in per cent
	method    method
	gradients projection
	act       layers.Activation // of the student
	seed      int
	teachers  *faculty
}

func (j job) String() string {
	return fmt.Sprintf("%s, %g %%, %v, seed %d", j.domain.title, j.fraction, j.method, j.seed)
}

// Key implements [experiment.Job].
func (j job) Key() string {
	return fmt.Sprintf("%s, %g %%, %v, seed %d, %+v, %s, %+v", j.domain.name, j.fraction, j.method, j.seed, j.gradients, j.act.Name, j.budget)
}

// Steps implements [experiment.Job]: what a job costs, in products of a CartPole student.
func (j job) Steps() int { return j.budget.steps * j.products() * j.domain.work }

// plainProducts is the number of matrix products that a layer costs in a training step on the divergence.
const plainProducts = 3

// products is the number of those of the job.
func (j job) products() int {
	k := j.gradients.directions
	switch j.method {
	case divergence:
		return plainProducts
	case jacobians:
		k = j.domain.game().Actions()
	}
	return 2*k + plainProducts*(1+k)
}

// result is what became of a job: what is kept and, if the job was done in this run, the networks.
type result struct {
	kept
	job
	teacher *teacher
	net     *layers.Net[number]
}

// Restore implements [experiment.Job].
func (j job) Restore(kept *result) *result {
	kept.job = j
	return kept
}

// studentRate is the learning rate of students.
const studentRate = 2e-3

// Run implements [experiment.Job]: it trains the job's student and judges it.
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	t, err := j.teachers.of(ctx, j, bar)
	if err != nil {
		return nil, err
	}
	seed := uint64(j.seed)
	order := rand.New(rand.NewPCG(seed, 0xda7a)).Perm(t.states.len())
	n := max(1, int(math.Round(j.fraction/100*float64(len(order)))))
	own, rest := t.states.pick(order[:n]), t.states.pick(order[n:])
	net, err := j.domain.network(1, j.act, rand.New(rand.NewPCG(seed, 0x11e7)))
	if err != nil {
		return nil, err
	}
	if j.method != divergence {
		own.differentiate(t.net)
	}
	start := time.Now()
	batch := min(n, j.budget.batch)
	epochs := max(1, j.budget.steps*batch/n)
	_, err = train.FitTerms(ctx, net, []train.Term[number]{newPolicyTerm(net, own, j.gradients, seed)}, nil, train.Options{
		Optimizer: optim.Adam(studentRate), Schedule: optim.Cosine, Epochs: epochs, BatchSize: batch, Seed: seed, Workers: 1,
		OnEpoch: func(e train.Epoch) { bar.Advance(j.Steps()*e.Epoch/epochs - j.Steps()*(e.Epoch-1)/epochs) },
	})
	if err != nil {
		return nil, fmt.Errorf("%v: %w", j, err)
	}
	r := &result{job: j, teacher: t, net: net, kept: kept{
		row:     row{Env: j.domain.name, Fraction: j.fraction, Method: j.method.String(), Seed: j.seed, Act: j.act.Name, Directions: j.gradients.directions},
		Teacher: t.score, Trained: n, Recorded: len(order), Seconds: time.Since(start).Seconds(),
	}}
	r.Disagreement, r.KL = judge(net, rest)
	r.Return = meanReturn(j.domain.game, playerOf(net), j.budget.episodes, playSeed)
	return r, nil
}
