package synthgrad

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/train/optim"
)

// watched is the number of test images of a learning curve.
const watched = 1000

// job is one classifier to train.
type job struct {
	setup  *setup
	method method
	seed   int
}

// String implements [experiment.Job].
func (j job) String() string {
	return fmt.Sprintf("%s, %s, seed %d", j.setup.name(), j.method.name, j.seed)
}

// Key implements [experiment.Job].
func (j job) Key() string {
	return fmt.Sprintf("%s, seed %d: %s, %d steps", j.method.name, j.seed, j.setup.key(), j.Steps())
}

// Steps implements [experiment.Job].
func (j job) Steps() int {
	if !j.setup.equalTime {
		return j.setup.steps
	}
	return stepsInTime(j.setup, j.method)
}

// Restore implements [experiment.Job].
func (j job) Restore(kept *result) *result {
	kept.job = j
	return kept
}

// result is what became of a job. Its fields are what is kept of it.
type result struct {
	job      job
	Accuracy float64   `json:"accuracy"` // on all test images
	Curve    []reading `json:"curve"`    // accuracy on some of them along the way
	Cosines  []float64 `json:"cosines"`  // of the gradients sent with the true ones, see [classifier.alignment]
	Seconds  float64   `json:"seconds"`
}

// row is one line of the command's -json output.
type row struct {
	Data     string  `json:"data"`
	Net      string  `json:"net"`
	Module   string  `json:"module"`
	Free     bool    `json:"free,omitempty"`
	Slopes   float64 `json:"slopes"`
	Held     bool    `json:"validation,omitempty"` // judged on training images that were held back
	Method   string  `json:"method"`
	Seed     int     `json:"seed"`
	Accuracy float64 `json:"accuracy"`
	Steps    int     `json:"steps"`
}

func (r *result) row() row {
	s := r.job.setup
	return row{s.data.name, s.net.name, s.predictor.form, s.predictor.free, s.predictor.slopes, s.validation, r.job.method.name, r.job.seed, r.Accuracy, r.job.Steps()}
}

// reading is one point of a learning curve.
type reading struct {
	Step     int     `json:"step"`
	Accuracy float64 `json:"accuracy"`
}

// Run implements [experiment.Job]: it trains the job's classifier. A cancelled context ends it without a result.
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	s, steps := j.setup, j.Steps()
	c, err := j.classifier()
	if err != nil {
		return nil, err
	}
	start := time.Now()
	r := &result{job: j}
	some := s.data.test.first(watched)
	every := max(1, steps/s.curve)
	batches := newBatches(s.data.train.len(), s.batch, uint64(j.seed))
	for step := 1; step <= steps; step++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rate := firstRate * optim.Cosine((float64(step)-0.5)/float64(steps))
		loss := c.step(s.data.train, batches.next(), rate)
		if math.IsNaN(loss) || math.IsInf(loss, 0) {
			return nil, fmt.Errorf("synthgrad: %v: step %d: loss is %v", j, step, loss)
		}
		if step%every == 0 {
			r.Curve = append(r.Curve, reading{step, c.accuracy(some)})
			bar.Note(fmt.Sprintf("loss %.3f", loss))
		}
		bar.Advance(1)
	}
	r.Accuracy = c.accuracy(s.data.test)
	r.Cosines = c.alignment(some)
	r.Seconds = time.Since(start).Seconds()
	return r, nil
}

// classifier returns the untrained classifier, the same for all methods of a seed, with the method's signals.
func (j job) classifier() (*classifier, error) {
	s := j.setup
	parts, err := s.net.blocks(rand.New(rand.NewPCG(uint64(j.seed), 0xb10c)))
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(uint64(j.seed), 0x519a1))
	signals := make([]signal, hiddens)
	for k := range signals {
		if signals[k], err = j.method.signal(s.predictor, s.net.shapes[k], s.batch, rng); err != nil {
			return nil, err
		}
	}
	return newClassifier(parts, signals, s.batch)
}

// batches draws images in random order, each once before any comes again; what is left of an epoch and too little for a
// batch is not used.
type batches struct {
	order []int
	size  int
	used  int
	rng   *rand.Rand
}

func newBatches(n, size int, seed uint64) *batches {
	b := &batches{size: min(n, size), used: n, rng: rand.New(rand.NewPCG(seed, 0xba7c4))}
	for i := range n {
		b.order = append(b.order, i)
	}
	return b
}

// next returns the numbers of the images of a batch, valid until the next call.
func (b *batches) next() []int {
	if b.used+b.size > len(b.order) {
		b.rng.Shuffle(len(b.order), func(i, j int) { b.order[i], b.order[j] = b.order[j], b.order[i] })
		b.used = 0
	}
	b.used += b.size
	return b.order[b.used-b.size : b.used]
}
