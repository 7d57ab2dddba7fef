package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// number is a derivative of a network with its own derivative in one parameter.
type number = dual.Number[float64]

// A definition states the loss of sample s from the network's output jets y[output][component], Taylor coefficients.
type definition func(s int, y [][]number) number

// lossCase is a loss on data with its definition, written anew with plain arithmetic of dual numbers.
type lossCase struct {
	name string
	net  *layers.Net[float64]
	data *Data[float64]
	loss Loss
	step int
	want definition
}

// TestLossOracle compares losses and parameter gradients of every strategy with the definition, the parameters being
// dual numbers over jets, one parameter after the other.
func TestLossOracle(t *testing.T) {
	for _, c := range lossCases(t) {
		t.Run(c.name, func(t *testing.T) {
			term, err := newRegression(c.net, c.data, c.loss)
			if err != nil {
				t.Fatal(err)
			}
			wantLoss, wantGrad := pureForward(c.net, term, c.step, c.want)
			ran := 0
			for _, strategy := range []layers.Strategy{layers.Jets, layers.TwoSweep, layers.Auto} {
				plan, err := c.net.Plan(term.Algebra(), term.Identity(), strategy)
				if err != nil {
					continue
				}
				ran++
				loss, grad := sweepOnce(c.net, term, plan, c.step)
				requireNear(t, fmt.Sprint(strategy, ": loss"), []float64{loss}, []float64{wantLoss}, 1e-12)
				requireNear(t, fmt.Sprint(strategy, ": gradient"), grad, wantGrad, 1e-12)
			}
			if ran < 2 {
				t.Fatalf("only %d strategies ran", ran)
			}
		})
	}
}

// sweepOnce computes the mean loss over all points and its parameter gradient as training does.
func sweepOnce(net *layers.Net[float64], term Term[float64], plan layers.Plan, step int) (loss float64, grad []float64) {
	n := term.Len()
	points := make([]int, n)
	for i := range points {
		points[i] = (i + 1) % n // not in order
	}
	x, cot := jet.NewBatch[float64](term.Algebra(), n, net.In()), jet.NewBatch[float64](term.Algebra(), n, net.Out())
	for i := range cot.Data {
		cot.Data[i] = 1e9 // must be overwritten
	}
	for i := range x.Data {
		x.Data[i] = 1e9
	}
	sweep := net.NewSweep(plan, n)
	sweep.Prepare(net.Params(), n)
	parts := make([]float64, len(term.Parts()))
	grad = make([]float64, len(net.Params()))
	term.Load(x, points, step)
	term.Score(cot, sweep.Forward(x), points, step, 1/float64(n), parts)
	sweep.Backward(grad, cot)
	for _, p := range parts {
		loss += p / float64(n)
	}
	return loss, grad
}

// pureForward computes the same from the definition.
func pureForward(net *layers.Net[float64], term Term[float64], step int, want definition) (loss float64, grad []float64) {
	type jets = dual.Nested[jet.Number[float64]]
	alg, n := term.Algebra(), term.Len()
	x := jet.NewBatch[float64](alg, 1, net.In())
	grad = make([]float64, len(net.Params()))
	params, in := make([]jets, len(net.Params())), make([]jets, net.In())
	for s := range n {
		term.Load(x, []int{s}, step)
		if term.Identity() {
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
			y := make([][]number, net.Out())
			for o, v := range layers.Eval(net, params, in) {
				for k := range alg.Dim() {
					y[o] = append(y[o], number{Real: v.Real.Coefficient(k), Emag: v.Emag.Coefficient(k)})
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

// requireNear fails unless got and want agree relative to the largest magnitude among want.
func requireNear(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	scale := 0.0
	for _, w := range want {
		scale = max(scale, math.Abs(w))
	}
	if scale == 0 {
		t.Fatalf("%s: all wanted numbers are zero, which tests nothing", what)
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= tol*scale) {
			t.Fatalf("%s: element %d is %v, want %v (largest %v)", what, i, got[i], want[i], scale)
		}
	}
}

// target is a function with derivatives of all orders, no two alike, for any number of inputs and outputs.
func target[T dual.Scalar[T]](outputs int) func(x []T) []T {
	return func(x []T) []T {
		y := make([]T, outputs)
		for o := range y {
			a, b := x[0].Lift(0), x[0].Lift(0.2*float64(o+1))
			for i, v := range x {
				a = a.Add(v.Scale(0.7 + 0.3*float64(i+o)))
				b = b.Add(v.Mul(v).Scale(0.5 - 0.2*float64(i)))
			}
			y[o] = a.Sin().Add(b.Exp().Scale(0.3)).Add(a.Mul(b).Scale(0.5))
		}
		return y
	}
}

// small returns a little network with all parameters non-zero, so little that every parameter can be seeded in turn.
func small(t *testing.T, in, out int, act layers.Activation) *layers.Net[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(10*in+out), 3))
	net, err := layers.NewMLP[float64](in, []int{4, 3}, out, act, rng)
	if err != nil {
		t.Fatal(err)
	}
	for i := range net.Params() {
		net.Params()[i] = 0.7 * rng.NormFloat64()
	}
	return net
}

// labelled returns data of target with all derivatives up to the order at three points.
func labelled(t *testing.T, in, out, order int) *Data[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(in), uint64(order)))
	p := Points[float64]{Dim: in, X: make([]float64, 3*in)}
	for i := range p.X {
		p.X[i] = rng.NormFloat64()
	}
	d, err := FromVectorFunc(target[dual.Any](out), p, order)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// tuples returns all index tuples of length q in n dimensions.
func tuples(n, q int) [][]int {
	all := [][]int{nil}
	for range q {
		var next [][]int
		for _, t := range all {
			for i := range n {
				next = append(next, append(append([]int(nil), t...), i))
			}
		}
		all = next
	}
	return all
}

// component returns the component of ∂ over the indices, and its factorial.
func component(alg *jet.Algebra, indices []int) (k int, factorial float64) {
	alpha := make([]int, alg.Vars())
	for _, i := range indices {
		alpha[i]++
	}
	k = alg.Index(alpha...)
	return k, alg.Factorial(k)
}

// entrywise is the definition of a loss that sums a norm over all entries of the full tensors: no multiplicities, every
// permutation of the indices on its own.
func entrywise(d *Data[float64], order int, norm func(q int, e number) number, weight func(q int, indices []int, o int) float64, scale func(q int, indices []int) float64) definition {
	alg, labelAlg := jet.Full(d.In, order), d.Labels.Alg
	return func(s int, y [][]number) number {
		sum := number{}
		for q := range order + 1 {
			for _, indices := range tuples(d.In, q) {
				k, factorial := component(alg, indices)
				l, _ := component(labelAlg, indices)
				for o := range y {
					label := d.Labels.Plane(l)[s*d.Out+o]
					if math.IsNaN(label) {
						continue
					}
					e := y[o][k].Scale(factorial).Shift(-label).Scale(1 / scale(q, indices))
					sum = sum.Add(norm(q, e).Scale(weight(q, indices, o)))
				}
			}
		}
		if d.Weights != nil {
			sum = sum.Scale(d.Weights[s])
		}
		return sum
	}
}

func one(int, []int) float64 { return 1 }

func square(_ int, e number) number { return e.Mul(e) }

// rootMeanSquare computes the scale of labels over full tensors.
func rootMeanSquare(d *Data[float64], q int, entry []int) float64 {
	sum, count := 0.0, 0.0
	for _, indices := range tuples(d.In, q) {
		k, _ := component(d.Labels.Alg, indices)
		if entry != nil {
			if want, _ := component(d.Labels.Alg, entry); want != k {
				continue
			}
		}
		for _, v := range d.Labels.Plane(k) {
			if !math.IsNaN(v) {
				sum += v * v
				count++
			}
		}
	}
	return math.Sqrt(sum / count)
}
