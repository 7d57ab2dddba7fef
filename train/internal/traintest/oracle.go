// Package traintest holds what the tests of several packages of training share: the definition of a loss gradient in
// forward-mode numbers as an oracle, and small networks and data to try it on.
package traintest

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/internal/order"
)

// Number is a derivative of a network with its own derivative in one parameter.
type Number = dual.Number[float64]

// A Definition states the loss of sample s from the network's output jets y[output][component], Taylor coefficients.
type Definition func(s int, y [][]Number) Number

// A Term is a train.Term with one of its passes, from below package train, whose own tests use it.
type Term struct {
	Algebra     *jet.Algebra
	SeedsInputs bool
	Len, Parts  int
	Pass        Pass
}

// A Pass loads and scores points.
type Pass interface {
	Load(x *jet.Batch[float64], points []int, step int)
	Score(cot, y *jet.Batch[float64], points []int, step int, scale float64, parts []float64)
}

// SweepOnce computes the mean loss over all points and its parameter gradient as training does.
func SweepOnce(net *layers.Net[float64], term Term, plan layers.Plan, step int) (loss float64, grad []float64) {
	n := term.Len
	points := make([]int, n)
	for i := range points {
		points[i] = (i + 1) % n // not in order
	}
	x, cot := jet.NewBatch[float64](term.Algebra, n, net.In()), jet.NewBatch[float64](term.Algebra, n, net.Out())
	for i := range cot.Data {
		cot.Data[i] = 1e9 // must be overwritten
	}
	for i := range x.Data {
		x.Data[i] = 1e9
	}
	sweep := net.NewSweep(plan, n)
	sweep.Prepare(net.Params(), n)
	parts := make([]float64, term.Parts)
	grad = make([]float64, len(net.Params()))
	term.Pass.Load(x, points, step)
	term.Pass.Score(cot, sweep.Forward(x), points, step, 1/float64(n), parts)
	sweep.Backward(nil, grad, cot)
	for _, p := range parts {
		loss += p / float64(n)
	}
	return loss, grad
}

// Parts returns the parts of the mean loss over all points at the given parameters.
func Parts(net *layers.Net[float64], term Term, params []float64) []float64 {
	n := term.Len
	points := order.Identity(make([]int, n))
	x, cot := jet.NewBatch[float64](term.Algebra, n, net.In()), jet.NewBatch[float64](term.Algebra, n, net.Out())
	sweep := net.NewForward(term.Algebra, term.SeedsInputs, n)
	sweep.Prepare(params, n)
	parts := make([]float64, term.Parts)
	term.Pass.Load(x, points, 0)
	term.Pass.Score(cot, sweep.Forward(x), points, 0, 1, parts)
	for i := range parts {
		parts[i] /= float64(n)
	}
	return parts
}

// PureForward computes the same from the definition, with dual numbers over jets for the parameters, one after the other.
func PureForward(net *layers.Net[float64], term Term, step int, want Definition) (loss float64, grad []float64) {
	type jets = dual.Nested[jet.Number[float64]]
	alg, n := term.Algebra, term.Len
	x := jet.NewBatch[float64](alg, 1, net.In())
	grad = make([]float64, len(net.Params()))
	params, in := make([]jets, len(net.Params())), make([]jets, net.In())
	for s := range n {
		term.Pass.Load(x, []int{s}, step)
		if term.SeedsInputs {
			x.Seed(x.Plane(0))
		}
		for i := range in {
			in[i] = jets{Real: x.Number(0, i), Emag: jet.Constant(0.0)}
		}
		for p := range grad {
			for i, v := range net.Params() {
				params[i] = jets{Real: jet.Constant(v), Emag: jet.Constant(0.0)}
			}
			params[p].Emag = jet.Constant(1.0)
			y := make([][]Number, net.Out())
			for o, v := range layers.Eval(net, params, in) {
				for k := range alg.Dim() {
					y[o] = append(y[o], Number{Real: v.Real.Coefficient(k), Emag: v.Emag.Coefficient(k)})
				}
			}
			l := want(s, y)
			grad[p] += l.Emag / float64(n)
			if p == 0 {
				loss += l.Real / float64(n)
			}
		}
	}
	return loss, grad
}
