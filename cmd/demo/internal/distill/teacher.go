package distill

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// teacher is a trained network with the states that it met when it played.
type teacher struct {
	net    *layers.Net[number]
	states *states
	score  float64 // its mean return
}

// How teachers are trained and networks play.
const (
	teacherSeed  = 2017
	teacherRate  = 2e-3
	teacherBatch = 64
	playSeed     = 42
)

// teacherWork is what the teacher of a domain costs, in the units of [job.Steps]: twice the width is about three times
// the work.
func teacherWork(d *domain, b budget) int { return b.lessonSteps * plainProducts * 3 * d.work }

// newTeacher trains the teacher of a domain on the advice at states of a well-played game and records the states that it
// meets itself. It is the same for every run with the same budget.
func newTeacher(ctx context.Context, d *domain, b budget, beside *progress.Bar) (*teacher, error) {
	work := teacherWork(d, b)
	bar := beside.Beside("the teacher of "+d.title, work)
	defer bar.Finish()
	rng := rand.New(rand.NewPCG(teacherSeed, 1))
	net, err := d.network(2, d.act, rng)
	if err != nil {
		return nil, err
	}
	lessons := record(d.game, adviser, b.lessons, d.stray, rng)
	batch := min(teacherBatch, lessons.len())
	epochs := max(1, b.lessonSteps*batch/lessons.len())
	_, err = train.FitTerms(ctx, net, []train.Term[number]{newPolicyTerm(net, lessons, projection{}, 0)}, nil, train.Options{
		Optimizer: optim.Adam(teacherRate), Schedule: optim.Cosine, Epochs: epochs, BatchSize: batch, Seed: teacherSeed,
		OnEpoch: func(e train.Epoch) { bar.Advance(work*e.Epoch/epochs - work*(e.Epoch-1)/epochs) },
	})
	if err != nil {
		return nil, fmt.Errorf("the teacher of %s: %w", d.title, err)
	}
	t := &teacher{net: net, states: record(d.game, playerOf(net), b.states, d.stray, rand.New(rand.NewPCG(teacherSeed, 2)))}
	t.score = meanReturn(d.game, playerOf(net), b.episodes, playSeed)
	return t, nil
}

// faculty trains every teacher once, when it is first asked for.
type faculty struct {
	mu  sync.Mutex
	all map[*domain]func() (*teacher, error)
}

func newFaculty() *faculty { return &faculty{all: map[*domain]func() (*teacher, error){}} }

// of returns the teacher of a job. The first to ask trains it, with a bar beside its own, and the others wait.
func (f *faculty) of(ctx context.Context, j job, bar *progress.Bar) (*teacher, error) {
	f.mu.Lock()
	get := f.all[j.domain]
	if get == nil {
		get = sync.OnceValues(func() (*teacher, error) { return newTeacher(ctx, j.domain, j.budget, bar) })
		f.all[j.domain] = get
	}
	f.mu.Unlock()
	return get()
}

// teaching is what the teachers of the jobs cost.
func teaching(todo []job) (total int) {
	taught := map[*domain]bool{}
	for _, j := range todo {
		if !taught[j.domain] {
			taught[j.domain] = true
			total += teacherWork(j.domain, j.budget)
		}
	}
	return total
}
