//go:build unix

package train

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// BenchmarkProducts takes turns at a training step's gradient, J·v and Jᵀ·u for the residuals of the same loss, in one
// goroutine, and reports the processor time of the gradient and that of the products as multiples of it.
func BenchmarkProducts(b *testing.B) {
	const points = 960
	for _, c := range []struct {
		alg *jet.Algebra
		w   int
	}{{jet.Real(), 64}, {jet.Real(), 256}, {jet.Full(2, 1), 64}, {jet.Full(2, 1), 256}, {jet.Full(2, 2), 64}, {jet.Full(2, 2), 256},
		{jet.Full(2, 3), 64}, {jet.Laplace(2), 64}, {jet.Full(6, 1), 64}, {jet.Full(6, 2), 64}} {
		b.Run(fmt.Sprintf("%v/w=%d", c.alg, c.w), func(b *testing.B) { benchmarkProducts(b, c.alg, c.w, points) })
	}
}

func benchmarkProducts(b *testing.B, alg *jet.Algebra, w, points int) {
	d := max(alg.Vars(), 1)
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](d, []int{w, w, w}, 1, layers.Tanh, rng)
	if err != nil {
		b.Fatal(err)
	}
	training := &data.Data[float64]{In: d, Out: 1, X: make([]float64, points*d), Labels: data.NewLabels[float64](jet.Full(d, alg.Order()), points, 1)}
	if alg.Weights() != nil {
		training.Labels = data.NewLabels[float64](alg, points, 1)
	}
	for _, x := range [][]float64{training.X, training.Labels.Data} {
		for i := range x {
			x[i] = rng.NormFloat64()
		}
	}
	term, err := Regression(net, training, MeanSquared(alg.Order()))
	if err != nil {
		b.Fatal(err)
	}
	t, err := NewTrainer(net, Options{Optimizer: optim.GaussNewton(optim.GaussNewtonOptions{}), Epochs: 1, Workers: 1}, term)
	if err != nil {
		b.Fatal(err)
	}
	t.pool = newPool(0)
	defer t.pool.close()
	p, err := newLeastSquares(any(t.objective).(*objective[float64]), 1)
	if err != nil {
		b.Fatal(err)
	}
	m, n := p.Size()
	y, x := make([]float64, m), make([]float64, n)
	work := []func(){t.evaluateOnce, func() { p.Mul(y, x, net.Params()) }, func() { p.MulTransposed(x, y, net.Params()) }}
	var spent [3]time.Duration
	for i, f := range work {
		for range 3 {
			f()
		}
		if allocs := testing.AllocsPerRun(3, f); allocs != 0 {
			b.Errorf("product %d: %v allocations, want 0", i, allocs)
		}
	}
	for b.Loop() {
		for i, f := range work {
			start := processorTime(b)
			f()
			spent[i] += processorTime(b) - start
		}
	}
	b.ReportMetric(spent[0].Seconds()*1e3/float64(b.N), "ms/gradient")
	b.ReportMetric(spent[1].Seconds()/spent[0].Seconds(), "Jv/gradient")
	b.ReportMetric(spent[2].Seconds()/spent[0].Seconds(), "Ju/gradient")
}

// evaluateOnce computes the gradient of a training step.
func (t *Trainer[F]) evaluateOnce() { t.evaluate(0, 0) }

// processorTime returns what the process has used so far.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
