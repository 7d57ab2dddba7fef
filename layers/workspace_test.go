package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// small returns a network of three inputs.
func small(t *testing.T, seed uint64, width int) *layers.Net[float64] {
	t.Helper()
	net, err := layers.NewMLP[float64](3, []int{width}, 2, layers.Tanh, rand.New(rand.NewPCG(seed, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// panicOf returns what f panics with, "" if it does not.
func panicOf(f func()) (message string) {
	defer func() {
		if r := recover(); r != nil {
			message = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}

// TestWorkspaceOfAnotherNetwork checks that no evaluation of a network takes the workspace of another one, be it of the
// same shape, and that a workspace that was refused serves its own network as before.
func TestWorkspaceOfAnotherNetwork(t *testing.T) {
	a, same, other := small(t, 1, 5), small(t, 2, 5), small(t, 3, 7)
	ws, x := a.NewWorkspace(), []float64{0.1, 0.2, 0.3}
	want := slices.Clone(a.Value(ws, x))
	for _, n := range []*layers.Net[float64]{same, other, a.Clone()} {
		for method, f := range map[string]func(){
			"Value":     func() { n.Value(ws, x) },
			"Gradient":  func() { n.Gradient(ws, x) },
			"Hessian":   func() { n.Hessian(ws, x) },
			"Laplacian": func() { n.Laplacian(ws, x) },
			"Jet":       func() { n.Jet(ws, x, x, 2) },
			"Jets":      func() { n.Jets(ws, jet.NewBatch[float64](jet.Taylor(1), 1, 3)) },
			"VJP":       func() { n.VJP(ws, x, []float64{1, 1}) },
		} {
			got := panicOf(f)
			for _, want := range []string{"layers: " + method + ": a workspace of another network", a.String(), n.String(), "Adopt"} {
				if !strings.Contains(got, want) {
					t.Errorf("%s: panic %q, want one about %q", method, got, want)
				}
			}
		}
	}
	if got := a.Value(ws, x); !slices.Equal(got, want) {
		t.Errorf("values %v after the refusals, want %v", got, want)
	}
}

// TestAdopt checks that a workspace goes over to a clone and to a network of the same layers, whose values it then has, of
// every kind, without allocating, and not to one of other layers.
func TestAdopt(t *testing.T) {
	a, same := small(t, 1, 5), small(t, 2, 5)
	ws, x := a.NewWorkspace(), []float64{0.1, 0.2, 0.3}
	all := func(n *layers.Net[float64], ws *layers.Workspace[float64]) []float64 {
		_, _, h := n.Hessian(ws, x)
		h = slices.Clone(h)
		h = append(h, n.Value(ws, x)...)
		_, g := n.Gradient(ws, x)
		h = append(h, g...)
		h = append(h, n.Jet(ws, x, x, 3)...)
		_, xbar := n.VJP(ws, x, []float64{1, -1})
		return append(h, xbar...)
	}
	all(a, ws)
	for _, n := range []*layers.Net[float64]{same, a.Clone(), a} {
		if err := ws.Adopt(n); err != nil {
			t.Fatal(err)
		}
		if got, want := all(n, ws), all(n, n.NewWorkspace()); !slices.Equal(got, want) {
			t.Errorf("an adopted workspace gives %v, its network's own %v", got, want)
		}
	}
	for _, n := range []*layers.Net[float64]{small(t, 3, 7), mustMLP(t, 3, layers.Softplus), mustMLP(t, 2, layers.Tanh)} {
		err := ws.Adopt(n)
		if err == nil || !strings.Contains(err.Error(), n.String()) || !strings.Contains(err.Error(), a.String()) {
			t.Errorf("%v adopted: error %v, want one that names both networks", n, err)
		}
	}
	a.Value(ws, x)
	if allocs := testing.AllocsPerRun(10, func() { _, _ = a.Value(ws, x), a.Jet(ws, x, x, 3) }); allocs != 0 {
		t.Errorf("%v allocations for a value and a jet, want 0", allocs)
	}
}

func mustMLP(t *testing.T, in int, act layers.Activation) *layers.Net[float64] {
	t.Helper()
	net, err := layers.NewMLP[float64](in, []int{5}, 2, act, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// waiting is a layer that lets the test look while it is evaluated.
type waiting struct{ layers.Layer[float64] }

func (l waiting) NewPass(alg *jet.Algebra, in, samples int) layers.Pass[float64] {
	return waitingPass{l.Layer.NewPass(alg, in, samples)}
}

type waitingPass struct{ layers.Pass[float64] }

var duringForward func()

func (p waitingPass) Forward(y, x *jet.Batch[float64], params []float64) {
	duringForward()
	p.Pass.Forward(y, x, params)
}

// TestWorkspaceInUse checks that an evaluation in a workspace in which another one is under way is refused, and that the
// latter goes on.
func TestWorkspaceInUse(t *testing.T) {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 1)),
		layers.Layer[float64](waiting{layers.Dense[float64](1, nil)}), layers.Activate[float64](layers.Tanh))
	if err != nil {
		t.Fatal(err)
	}
	ws, x := net.NewWorkspace(), []float64{0.5}
	var message string
	duringForward = func() {
		done := make(chan string)
		go func() { done <- panicOf(func() { net.Gradient(ws, x) }) }()
		message = <-done
	}
	got := net.Value(ws, x)[0]
	if !strings.Contains(message, "layers: Gradient: a workspace that another goroutine is using") {
		t.Errorf("a second goroutine: panic %q, want one that says so", message)
	}
	duringForward = func() {}
	if want := net.Value(net.NewWorkspace(), x)[0]; got != want {
		t.Errorf("value %v, want %v", got, want)
	}
}

// TestGradientMemory bounds the memory in which gradients are computed: it grows with the inputs, not with their square,
// of which one tile would take 156 MB at 784 inputs and 2.5 TB at 100,000.
func TestGradientMemory(t *testing.T) {
	for _, c := range []struct{ inputs, limit int }{{784, 8 << 20}, {100_000, 512 << 20}} {
		net, err := layers.NewMLP[float32](c.inputs, []int{4}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
		if err != nil {
			t.Fatal(err)
		}
		x := make([]float32, c.inputs)
		for i := range x {
			x[i] = float32(i%7) / 7
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, grad := net.Gradient(net.NewWorkspace(), x)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > uint64(c.limit) {
			t.Errorf("%d inputs: %d bytes, want at most %d", c.inputs, got, c.limit)
		}
		// ∂y/∂xᵢ = Σⱼ W₁[i,j]·(1 − tanh²)·w₂[j], from the parameters.
		w := net.Params()
		i, want := c.inputs/2, 0.0
		for j := range 4 {
			z := float64(w[4*c.inputs+j])
			for k, v := range x {
				z += float64(v) * float64(w[4*k+j])
			}
			a := math.Tanh(z)
			want += float64(w[4*i+j]) * (1 - a*a) * float64(w[4*c.inputs+4+j])
		}
		if got := float64(grad[i]); got-want > 1e-6 || want-got > 1e-6 {
			t.Errorf("%d inputs: slope %v in input %d, want %v", c.inputs, got, i, want)
		}
	}
}
