package losses

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// A run is one method on one task for a number of steps: a row of numbers over the seeds.
type run struct {
	task   *task
	method int
	steps  int
	rate   float64
	times  float64 // steps in units of those of the losses with derivatives
}

// name is the method's; the plain loss with more steps is named after how many times as many they are.
func (r *run) name() string {
	name := r.task.methods[r.method].name
	if r.times != 1 {
		name += fmt.Sprintf(" ×%.3g", r.times)
	}
	return name
}

// A comparison is a derivative loss with the plain runs that it is compared with.
type comparison struct {
	task                   *task
	plain, equalWork, with *run
}

// plan lists a task's runs, each once, and what is compared.
func (o *options) plan(t *task) (runs []*run, compared []comparison, err error) {
	s, err := t.sample(rand.New(rand.NewPCG(nameSeed(t.name), 1)))
	if err != nil {
		return nil, nil, err
	}
	at := func(method int, times float64) *run {
		for _, r := range runs {
			if r.method == method && r.times == times {
				return r
			}
		}
		steps := int(math.Round(times * float64(o.steps)))
		runs = append(runs, &run{t, method, steps, o.rate, times})
		return runs[len(runs)-1]
	}
	base, err := t.products(t.methods[0], s)
	if err != nil {
		return nil, nil, fmt.Errorf("%s, %s: %w", t.name, t.methods[0].name, err)
	}
	for i, m := range t.methods[1:] {
		products, err := t.products(m, s)
		if err != nil {
			return nil, nil, fmt.Errorf("%s, %s: %w", t.name, m.name, err)
		}
		c := comparison{task: t, plain: at(0, 1)}
		c.equalWork = at(0, float64(products)/float64(base))
		c.with = at(1+i, 1)
		compared = append(compared, c)
	}
	return runs, compared, nil
}

// jobs lists the networks to train and what is compared: for every run all seeds.
func (o *options) jobs() (todo []job, compared []comparison, err error) {
	for i := range o.tasks {
		runs, cs, err := o.plan(&o.tasks[i])
		if err != nil {
			return nil, nil, err
		}
		compared = append(compared, cs...)
		for _, r := range runs {
			for seed := 1; seed <= o.seeds; seed++ {
				todo = append(todo, job{r, seed})
			}
		}
	}
	return todo, compared, nil
}

// A job is one network to train.
type job struct {
	*run
	seed int
}

// String implements [experiment.Job].
func (j job) String() string { return fmt.Sprintf("%s, %s, seed %d", j.task.name, j.name(), j.seed) }

// Key implements [experiment.Job].
func (j job) Key() string {
	return fmt.Sprintf("%s, %s, seed %d, %d steps, rate %g", j.task.name, j.name(), j.seed, j.steps, j.rate)
}

// Steps implements [experiment.Job].
func (j job) Steps() int { return j.steps }

// Run implements [experiment.Job].
func (j job) Run(ctx context.Context, bar *progress.Bar) (done, error) {
	r, err := j.train(ctx, bar)
	return done{r, j}, err
}

// Restore implements [experiment.Job].
func (j job) Restore(kept done) done { return done{kept.result, j} }

// done is a result with its job.
type done struct {
	result
	job
}

// A result is what is kept of a job.
type result struct {
	Error   float64 // of what the task measures, on held-out points
	Seconds float64 // of training
}

// train trains the job's network.
func (j job) train(ctx context.Context, bar *progress.Bar) (r result, err error) {
	seed := uint64(j.seed)
	m := j.task.methods[j.method]
	s, err := j.task.sample(rand.New(rand.NewPCG(nameSeed(j.task.name), seed)))
	if err != nil {
		return r, err
	}
	v := s[m.view]
	net, err := j.task.network(v, rand.New(rand.NewPCG(seed, 0x11e7)))
	if err != nil {
		return r, err
	}
	m.loss.Seed = seed
	terms, err := m.objective(net, v)
	if err != nil {
		return r, fmt.Errorf("%v: %w", j, err)
	}
	start := time.Now()
	_, err = train.FitTerms(ctx, net, terms, nil, train.Options{Optimizer: optim.Adam(j.rate), Schedule: optim.Cosine,
		Epochs: j.steps, Seed: seed, Workers: 1, OnEpoch: func(train.Epoch) { bar.Advance(1) }})
	r.Seconds = time.Since(start).Seconds()
	if err != nil {
		return r, fmt.Errorf("%v: %w", j, err)
	}
	r.Error, err = j.task.measure.of(net, v.test)
	return r, err
}
