package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// atNets are networks of three inputs and two outputs, smooth and not.
func atNets(t *testing.T) []*layers.Net[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(5, 6))
	smooth, err := layers.NewMLP[float64](3, []int{7, 5}, 2, layers.Tanh, rng)
	if err != nil {
		t.Fatal(err)
	}
	kinked, err := layers.New(3, rng, layers.Dense[float64](6, nil), layers.Activate[float64](layers.ReLU),
		layers.Skip(layers.LayerNorm[float64](1e-3), layers.Dense[float64](6, nil)), layers.Softmax[float64](), layers.Dense[float64](2, nil))
	if err != nil {
		t.Fatal(err)
	}
	return []*layers.Net[float64]{smooth, kinked}
}

// inner and outer are what generic code does before a network and after it. The first input is a constant.
func inner[T dual.Scalar[T]](x []T) []T {
	return []T{x[0].Lift(0.3), x[0].Mul(x[1]).Sin(), x[1].Add(x[0].Scale(0.5)).Exp().Scale(0.1)}
}

func outer[T dual.Scalar[T]](y []T) T { return y[0].Mul(y[1]).Add(y[0]) }

// requireAt compares a network inside generic code with its definition on the same numbers, coefficient by coefficient.
func requireAt[T dual.Scalar[T]](t *testing.T, net *layers.Net[float64], x []T) {
	t.Helper()
	params := make([]T, len(net.Params()))
	for i, p := range net.Params() {
		params[i] = x[0].Lift(p)
	}
	got := outer(layers.At(net, net.NewWorkspace(), inner(x)))
	want := outer(layers.Eval(net, params, inner(x)))
	if diff := cmp.Diff(coefficients(want), coefficients(got), cmpopts.EquateApprox(1e-11, 1e-12)); diff != "" {
		t.Errorf("%T through %v (-want +got):\n%s", x[0], net, diff)
	}
}

func coefficients[T any](x T) []float64 { return any(x).(dual.Coefficients).AppendCoefficients(nil) }

// TestAt pushes numbers of every kind through networks inside generic code.
func TestAt(t *testing.T) {
	for _, net := range atNets(t) {
		requireAt(t, net, []dual.Real[float64]{dual.Real[float64]{}.Lift(0.7), dual.Real[float64]{}.Lift(-0.4)})
		requireAt(t, net, []dual.Number[float64]{{Real: 0.7, Emag: 1}, {Real: -0.4, Emag: 2}})
		requireAt(t, net, []hyperdual.Number[float64]{{Real: 0.7, E1mag: 1, E2mag: 0.5}, {Real: -0.4, E2mag: 1, E1E2mag: 3}})
		type second = dual.Nested[dual.Number[float64]]
		type third = dual.Nested[second]
		a := second{Real: dual.Number[float64]{Real: 0.7, Emag: 1}, Emag: dual.Number[float64]{Real: 1}}
		b := second{Real: dual.Number[float64]{Real: -0.4, Emag: 0.5}, Emag: dual.Number[float64]{Real: -1, Emag: 0.2}}
		requireAt(t, net, []second{a, b})
		requireAt(t, net, []third{{Real: a, Emag: a.Lift(1)}, {Real: b, Emag: b.Lift(0.5)}})
		for _, alg := range []*jet.Algebra{jet.Taylor(5), jet.Full(2, 3), jet.HyperDual(), jet.Laplace(2)} {
			requireAt(t, net, []jet.Number[float64]{jet.Variable(alg, 0.7, 0), jet.Variable(alg, -0.4, min(1, alg.Vars()-1))})
		}
		// Equal algebras that are not one and the same, and single precision, go the general way.
		requireAt(t, net, []jet.Number[float64]{jet.Variable(jet.Full(2, 3), 0.7, 0), jet.Variable(jet.Full(2, 3), -0.4, 1)})
	}
}

// TestAtDrivers takes gradients and Hessians of code that calls a network.
func TestAtDrivers(t *testing.T) {
	x := []float64{0.7, -0.4}
	for _, net := range atNets(t) {
		ws := net.NewWorkspace()
		params := make([]dual.Number3[float64], len(net.Params()))
		for i, p := range net.Params() {
			params[i].Real = p
		}
		_, want := dual.Gradient(func(x []dual.Number3[float64]) dual.Number3[float64] {
			return outer(layers.Eval(net, params, inner(x)))
		}, x)
		_, chunk := dual.Gradient(func(x []dual.Chunk[float64]) dual.Chunk[float64] { return outer(layers.At(net, ws, inner(x))) }, x)
		_, three := dual.Gradient(func(x []dual.Number3[float64]) dual.Number3[float64] { return outer(layers.At(net, ws, inner(x))) }, x)
		_, boxed := dual.Gradient(func(x []dual.Number[float64]) dual.Number[float64] {
			y := layers.At(net, ws, inner([]dual.Any{dual.Box(x[0]), dual.Box(x[1])}))
			return dual.Unbox[dual.Number[float64]](outer(y))
		}, x)
		_, grad, hess := hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] {
			return outer(layers.At(net, ws, inner(x)))
		}, x)
		for kind, got := range map[string][]float64{"Chunk": chunk, "Number3": three, "Any": boxed, "hyperdual.Chunk": grad} {
			if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 1e-13)); diff != "" {
				t.Errorf("%s: gradient (-want +got):\n%s", kind, diff)
			}
		}
		p := jet.Partials(func(x []jet.Number[float64]) jet.Number[float64] { return outer(layers.At(net, ws, inner(x))) }, x, 2)
		partials := []float64{p.At(2, 0), p.At(1, 1), p.At(1, 1), p.At(0, 2)}
		if diff := cmp.Diff(partials, hess, cmpopts.EquateApprox(1e-11, 1e-12)); diff != "" {
			t.Errorf("Hessian (-jets +hyperdual.Chunk):\n%s", diff)
		}
	}
}

// TestAtConstants expects the network's value bit for bit, and constants that stay constants.
func TestAtConstants(t *testing.T) {
	for _, net := range atNets(t) {
		ws := net.NewWorkspace()
		want := net.Value(ws, []float64{0.1, -2, 3})[1]
		h := layers.At(net, ws, []hyperdual.Number[float64]{{Real: 0.1}, {Real: -2}, {Real: 3}})[1]
		if h != (hyperdual.Number[float64]{Real: want}) {
			t.Errorf("%v, want the constant %v", h, want)
		}
		if y := layers.At(net, ws, []jet.Number[float64]{jet.Constant(0.1), jet.Constant(-2.), jet.Constant(3.)})[1]; y.Value() != want || y.Order() != 0 {
			t.Errorf("%v, want the constant %v", y, want)
		}
	}
}

// TestAtOfAnotherPrecision expects single-precision numbers to go through a network in double precision.
func TestAtOfAnotherPrecision(t *testing.T) {
	net := atNets(t)[0]
	ws := net.NewWorkspace()
	y := layers.At(net, ws, []dual.Number[float32]{{Real: 0.25, Emag: 1}, {Real: -2}, {Real: 3}})[0]
	value, grad := net.Gradient(ws, []float64{0.25, -2, 3})
	if y.Real != float32(value[0]) || math.Abs(float64(y.Emag)-grad[0]) > 1e-6 {
		t.Errorf("%v, want %v and %v", y, value[0], grad[0])
	}
}

func TestAtMisuse(t *testing.T) {
	net := atNets(t)[0]
	defer func() {
		if got := fmt.Sprint(recover()); !strings.Contains(got, "At: 2 inputs, want the network's 3") {
			t.Errorf("panic %q", got)
		}
	}()
	layers.At(net, net.NewWorkspace(), make([]dual.Number[float64], 2))
}

// BenchmarkAt compares the gradient of code that is a network alone with the network's own.
func BenchmarkAt(b *testing.B) {
	net, err := layers.NewMLP[float64](36, []int{64, 64}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		b.Fatal(err)
	}
	ws, x := net.NewWorkspace(), make([]float64, 36)
	grad, work := make([]float64, 36), make([]dual.Chunk[float64], 36)
	f := func(x []dual.Chunk[float64]) dual.Chunk[float64] { return layers.At(net, ws, x)[0] }
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"Net.Gradient", func() { net.Gradient(ws, x) }},
		{"At", func() { dual.GradientInto(grad, f, x, work) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.do()
			}
		})
	}
}
