package layers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"example.com/sobolev/jet"
)

// planCases are the networks and algebras that strategies are compared on: few and many inputs, one and several
// outputs.
func planCases() (cases []sweepCase) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct{ in, width, out int }{{2, 64, 1}, {10, 64, 1}, {4, 64, 4}, {2, 64, 8}, {10, 128, 1}} {
		net, err := NewMLP[float64](c.in, []int{c.width, c.width}, c.out, Tanh, rng)
		if err != nil {
			panic(err)
		}
		for _, alg := range []*jet.Algebra{jet.Real(), jet.Dual(c.in), jet.Laplace(c.in), jet.Full(c.in, 2)} {
			if alg.Dim()*c.out > 200 {
				continue
			}
			cases = append(cases, sweepCase{fmt.Sprintf("%d-%d-%d-%d/%v", c.in, c.width, c.width, c.out, alg), net, alg})
		}
	}
	return cases
}

// sweepStep returns a function that carries a tile there and back by the plan.
func sweepStep(c sweepCase, plan Plan) func() {
	const samples = 32
	sweep := c.net.NewSweep(plan, samples)
	x, cot := jet.NewBatch[float64](c.alg, samples, c.net.In()), jet.NewBatch[float64](c.alg, samples, c.net.Out())
	rng := rand.New(rand.NewPCG(3, 4))
	fill(x.Plane(0), rng)
	fill(cot.Data, rng)
	grad := make([]float64, len(c.net.Params()))
	return func() {
		sweep.Prepare(c.net.Params(), samples)
		sweep.Forward(x)
		sweep.Backward(nil, grad, cot)
	}
}

// BenchmarkSweep times a tile there and back by each strategy.
func BenchmarkSweep(b *testing.B) {
	for _, c := range planCases() {
		for _, strategy := range []Strategy{Jets, HalfOrder} {
			plan, err := c.net.Plan(c.alg, true, strategy)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/%v", c.name, strategy), func(b *testing.B) {
				step := sweepStep(c, plan)
				b.ReportAllocs()
				for b.Loop() {
					step()
				}
			})
		}
	}
}

// BenchmarkPlanner times all strategies in turn and reports how much longer the planner's choice takes than the
// fastest: 1 where it is the fastest.
func BenchmarkPlanner(b *testing.B) {
	for _, c := range planCases() {
		b.Run(c.name, func(b *testing.B) {
			chosen, err := c.net.Plan(c.alg, true, Auto)
			if err != nil {
				b.Fatal(err)
			}
			var steps []func()
			var best []time.Duration
			at := 0
			for i, strategy := range []Strategy{Jets, HalfOrder} {
				plan, err := c.net.Plan(c.alg, true, strategy)
				if err != nil {
					b.Fatal(err)
				}
				if strategy == chosen.Strategy {
					at = i
				}
				steps, best = append(steps, sweepStep(c, plan)), append(best, math.MaxInt64)
			}
			for b.Loop() { // the strategies by turns, so that the machine's noise meets all of them
				for i, step := range steps {
					start := time.Now()
					step()
					best[i] = min(best[i], time.Since(start))
				}
			}
			b.ReportMetric(float64(best[at])/float64(min(best[0], best[1])), "chosen/fastest")
		})
	}
}

// BenchmarkPoint times evaluations at a single point.
func BenchmarkPoint(b *testing.B) {
	net, err := NewMLP[float64](4, []int{64, 64}, 1, Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		b.Fatal(err)
	}
	ws, x := net.NewWorkspace(), []float64{0.1, -0.2, 0.3, 0.4}
	for _, e := range []struct {
		name string
		f    func()
	}{
		{"Value", func() { net.Value(ws, x) }},
		{"Gradient", func() { net.Gradient(ws, x) }},
		{"Laplacian", func() { net.Laplacian(ws, x) }},
		{"Hessian", func() { net.Hessian(ws, x) }},
	} {
		b.Run(e.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.f()
			}
		})
	}
}
