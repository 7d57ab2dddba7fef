package layers

import (
	"math/rand/v2"
	"sync"
	"testing"

	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
)

// TestEvaluate compares values, gradients, Hessians and Laplacians with the definition evaluated in hyper-dual numbers,
// for one point and for batches of several tiles.
func TestEvaluate(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for _, shape := range [][]int{{2, 9, 7, 1}, {3, 6, 4}, {4, 8, 8, 8, 2}, {1, 5, 1}} {
		last := len(shape) - 1
		net, err := NewMLP[float64](shape[0], shape[1:last], shape[last], Tanh, rng)
		if err != nil {
			t.Fatal(err)
		}
		randomise(net, rng)
		ws := net.NewWorkspace()
		for _, samples := range []int{1, 5, evalTile + 3} {
			x := make([]float64, samples*net.In())
			fill(x, rng)
			y, grad, hess, lap := hyperdualReference(net, x)
			gotY := net.Value(ws, x)
			requireClose(t, "Value: y", gotY, y, 1e-13)
			gotY, gotGrad := net.Gradient(ws, x)
			requireClose(t, "Gradient: y", gotY, y, 1e-13)
			requireClose(t, "Gradient: grad", gotGrad, grad, 1e-12)
			gotY, gotGrad, gotHess := net.Hessian(ws, x)
			requireClose(t, "Hessian: y", gotY, y, 1e-13)
			requireClose(t, "Hessian: grad", gotGrad, grad, 1e-12)
			requireClose(t, "Hessian: hess", gotHess, hess, 1e-12)
			gotY, gotGrad, gotLap := net.Laplacian(ws, x)
			requireClose(t, "Laplacian: y", gotY, y, 1e-13)
			requireClose(t, "Laplacian: grad", gotGrad, grad, 1e-12)
			requireClose(t, "Laplacian: lap", gotLap, lap, 1e-12)
		}
	}
}

// hyperdualReference evaluates the definition once for every pair of inputs.
func hyperdualReference(n *Net[float64], x []float64) (y, grad, hess, lap []float64) {
	type number = hyperdual.Number[float64]
	params := make([]number, len(n.Params()))
	for i, v := range n.Params() {
		params[i] = number{Real: v}
	}
	d, o := n.In(), n.Out()
	samples := len(x) / d
	y, lap = make([]float64, samples*o), make([]float64, samples*o)
	grad, hess = make([]float64, samples*o*d), make([]float64, samples*o*d*d)
	in := make([]number, d)
	for s := range samples {
		for i := range d {
			for j := range d {
				for k := range in {
					in[k] = number{Real: x[s*d+k]}
				}
				in[i].E1mag, in[j].E2mag = 1, 1
				for k, v := range Eval(n, params, in) {
					at := s*o + k
					y[at], grad[at*d+i], hess[(at*d+i)*d+j] = v.Real, v.E1mag, v.E1E2mag
					if i == j {
						lap[at] += v.E1E2mag
					}
				}
			}
		}
	}
	return y, grad, hess, lap
}

// TestJet compares directional derivatives of order 8 with the definition evaluated in jets.
func TestJet(t *testing.T) {
	const order = 8
	rng := rand.New(rand.NewPCG(13, 14))
	net, err := NewMLP[float64](3, []int{6, 5}, 2, Softplus, rng)
	if err != nil {
		t.Fatal(err)
	}
	x, v := make([]float64, 3), make([]float64, 3)
	fill(x, rng)
	fill(v, rng)
	alg := jet.Taylor(order)
	params, in := make([]jet.Number[float64], len(net.Params())), make([]jet.Number[float64], 3)
	for i, p := range net.Params() {
		params[i] = jet.Constant(p)
	}
	for i := range in {
		in[i] = jet.Variable(alg, 0.0, 0).Scale(v[i]).Shift(x[i])
	}
	want := make([]float64, (order+1)*2)
	for o, y := range Eval(net, params, in) {
		for k := range order + 1 {
			want[k*2+o] = y.Coefficient(k) * alg.Factorial(k)
		}
	}
	requireClose(t, "Jet", net.Jet(net.NewWorkspace(), x, v, order), want, 1e-12)
}

// TestVJP compares pullbacks with the gradients of every output.
func TestVJP(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	net, err := NewMLP[float64](4, []int{6}, 3, SiLU, rng)
	if err != nil {
		t.Fatal(err)
	}
	const samples = 5
	x, cot := make([]float64, samples*4), make([]float64, samples*3)
	fill(x, rng)
	fill(cot, rng)
	y, grad := net.Gradient(net.NewWorkspace(), x)
	want := make([]float64, samples*4)
	for s := range samples {
		for o := range 3 {
			for i := range 4 {
				want[s*4+i] += cot[s*3+o] * grad[(s*3+o)*4+i]
			}
		}
	}
	gotY, got := net.VJP(net.NewWorkspace(), x, cot)
	requireClose(t, "y", gotY, y, 1e-14)
	requireClose(t, "xbar", got, want, 1e-12)
}

// TestEvaluateAllocates checks that nothing is allocated after the first evaluation of a kind.
func TestEvaluateAllocates(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	for _, act := range []Activation{Tanh, LogSigmoid} {
		net, err := NewMLP[float32](3, []int{20, 20}, 2, act, rng)
		if err != nil {
			t.Fatal(err)
		}
		ws, x, v := net.NewWorkspace(), make([]float32, 100*3), make([]float32, 3)
		cot := make([]float32, 100*2)
		for _, f := range []struct {
			name string
			f    func()
		}{
			{"Value", func() { net.Value(ws, x) }},
			{"Gradient", func() { net.Gradient(ws, x) }},
			{"Hessian", func() { net.Hessian(ws, x) }},
			{"Laplacian", func() { net.Laplacian(ws, x) }},
			{"Jet", func() { net.Jet(ws, x[:3], v, 4) }},
			{"VJP", func() { net.VJP(ws, x, cot) }},
		} {
			if n := testing.AllocsPerRun(5, f.f); n != 0 {
				t.Errorf("%s of %s: %v allocations, want 0", f.name, act.Name, n)
			}
		}
	}
}

// TestEvaluateConcurrently uses one network from several goroutines, with a workspace each.
func TestEvaluateConcurrently(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	net, err := NewMLP[float64](2, []int{16, 16}, 1, Tanh, rng)
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float64, 200)
	fill(x, rng)
	_, grad := net.Gradient(net.NewWorkspace(), x)
	want := append([]float64(nil), grad...)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			ws := net.NewWorkspace()
			for range 20 {
				_, got := net.Gradient(ws, x)
				for i := range want {
					if got[i] != want[i] {
						t.Errorf("gradient %d is %v in one goroutine and %v in another", i, got[i], want[i])
						return
					}
				}
			}
		})
	}
	wg.Wait()
}
