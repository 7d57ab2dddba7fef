package layers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// TestSweepOracle compares both strategies with the definition: the network evaluated with dual numbers in its
// parameters over jets in its inputs.
func TestSweepOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, c := range sweepCases(t) {
		if len(c.net.Params()) > 60 {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			const samples = 2
			x := jet.NewBatch[float64](c.alg, samples, c.net.In())
			cot := jet.NewBatch[float64](c.alg, samples, c.net.Out())
			fill(x.Plane(0), rng)
			fill(cot.Data, rng)
			y, grad := oracle(c.net, x, cot)
			for _, strategy := range []Strategy{Jets, HalfOrder} {
				plan, err := c.net.Plan(c.alg, true, strategy)
				if err != nil {
					t.Fatal(err)
				}
				sweep := c.net.NewSweep(plan, samples)
				sweep.Prepare(c.net.Params(), samples)
				requireClose(t, fmt.Sprint(strategy, " results"), sweep.Forward(x).Data, y, 1e-12)
				got := make([]float64, len(grad))
				sweep.Backward(nil, got, cot)
				requireClose(t, fmt.Sprint(strategy, " gradients"), got, grad, 1e-12)
			}
		})
	}
}

// oracle computes the output jets and the parameter gradient of Σ cot·y one parameter after the other.
func oracle(n *Net[float64], x, cot *jet.Batch[float64]) (y, grad []float64) {
	type number = dual.Nested[jet.Number[float64]]
	alg := x.Alg
	y = make([]float64, len(cot.Data))
	grad = make([]float64, len(n.Params()))
	params, in := make([]number, len(n.Params())), make([]number, n.In())
	for s := range x.Samples {
		for i := range in {
			v := jet.Constant(x.Plane(0)[s*n.In()+i])
			if alg.Order() > 0 {
				v = jet.Variable(alg, x.Plane(0)[s*n.In()+i], i)
			}
			in[i] = number{Real: v, Emag: v.Lift(0)}
		}
		for p := range grad {
			for i, v := range n.Params() {
				params[i] = number{Real: in[0].Real.Lift(v), Emag: in[0].Real.Lift(0)}
			}
			params[p].Emag = in[0].Real.Lift(1)
			for o, v := range Eval(n, params, in) {
				for k := range alg.Dim() {
					at := s*n.Out() + o
					y[k*x.Samples*n.Out()+at] = v.Real.Coefficient(k)
					grad[p] += cot.Plane(k)[at] * v.Emag.Coefficient(k)
				}
			}
		}
	}
	return y, grad
}
