package onnx_test

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/onnx"
	"github.com/google/go-cmp/cmp"
)

// TestDefinitions computes the models by the definitions of their operators.
func TestDefinitions(t *testing.T) {
	for name, network := range networks[float64]() {
		t.Run("float64/"+name, func(t *testing.T) { interpret(t, network(t), 1e-12) })
	}
	for name, network := range networks[float32]() {
		t.Run("float32/"+name, func(t *testing.T) { interpret(t, network(t), 4e-5) }) // LayerNorm divides by deviations that are small here
	}
}

func interpret[F dual.Float](t *testing.T, net *layers.Net[F], tolerance float64) {
	x := points(net)
	y, dy := net.Gradient(net.NewWorkspace(), x)
	input := operand{[]int{len(x) / net.In(), net.In()}, widen(x)}
	known := decode(t, export(t, net, onnx.Options{Gradient: true})).run(t, input)
	value := decode(t, export(t, net, onnx.Options{}))
	for _, c := range []struct {
		what string
		got  operand
		want operand
	}{
		{"outputs", known["y"], operand{[]int{input.shape[0], net.Out()}, widen(y)}},
		{"Jacobian", known["dy_dx"], operand{[]int{input.shape[0], net.Out(), net.In()}, widen(dy)}},
		{"outputs alone", value.run(t, input)["y"], operand{[]int{input.shape[0], net.Out()}, widen(y)}},
	} {
		if diff := cmp.Diff(c.want, c.got, cmp.AllowUnexported(operand{}), near(tolerance, c.want.data)); diff != "" {
			t.Errorf("%s (-network +model):\n%s", c.what, diff)
		}
	}
	if diff := cmp.Diff([]string{"y"}, value.outputs); diff != "" {
		t.Errorf("without Gradient (-want +got):\n%s", diff)
	}
}

// TestTails holds the digits of activations far from 0 and close to it, relative to the number itself.
func TestTails(t *testing.T) {
	x := []float64{-1e300, -800, -300, -40, -20, -1e-3, -1e-9, -1e-300, 0, 1e-300, 1e-9, 1e-3, 20, 40, 300, 800, 1e300}
	for _, a := range append(layers.Activations(), layers.ELU(0.7), layers.LeakyReLU(-0.2)) {
		net := network(1, layers.Activate[float64](a))(t)
		known := decode(t, export(t, net, onnx.Options{Gradient: true})).run(t, operand{[]int{len(x), 1}, x})
		absolute := 0.0
		if a.Name == "gelu" || a.Name == "gelutanh" {
			absolute = 1e-14 // 1 + erf; the exponential of gelutanh magnifies the rounding of its argument
		}
		y, dy := net.Gradient(net.NewWorkspace(), x)
		for i := range x {
			for what, c := range map[string][2]float64{"value": {known["y"].data[i], y[i]}, "slope": {known["dy_dx"].data[i], dy[i]}} {
				if got, want := c[0], c[1]; !(math.Abs(got-want) <= absolute+4e-15*math.Abs(want)) {
					t.Errorf("%s at %g: %s %g, want %g", a.Name, x[i], what, got, want)
				}
			}
		}
	}
}

func TestNames(t *testing.T) {
	net := networks[float64]()["mlp"](t)
	if err := net.SetNames([]string{"a", "b", "ü\""}, nil); err != nil {
		t.Fatal(err)
	}
	got := decode(t, export(t, net, onnx.Options{})).metadata
	if diff := cmp.Diff(map[string]string{"inputs": `["a","b","ü\""]`}, got); diff != "" {
		t.Errorf("metadata (-want +got):\n%s", diff)
	}
}

// own is an affine layer of a user's, ownFunction one that is elementwise.
type (
	own         struct{ layers.Affine[float64] }
	ownFunction struct{ layers.Elementwise[float64] }
)

func (own) String() string         { return "Own" }
func (ownFunction) String() string { return "OwnFunction" }

func TestLayersOfOnesOwn(t *testing.T) {
	affine := own{layers.Dense[float64](3, nil).(layers.Affine[float64])}
	function := ownFunction{layers.Activate[float64](layers.GELU).(layers.Elementwise[float64])}
	interpret(t, network(2, affine, function, layers.Dense[float64](2, nil))(t), 1e-12)
}
