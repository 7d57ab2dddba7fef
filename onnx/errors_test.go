package onnx_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/onnx"
	"github.com/google/go-cmp/cmp"
)

// opaque is a layer of a user's that says nothing of itself.
type opaque struct{ layers.Layer[float64] }

func (opaque) String() string { return "Opaque" }

func TestWhatCannotBeExported(t *testing.T) {
	square := func(x []dual.Any) []dual.Any { return []dual.Any{x[0].Mul(x[0]), x[1]} }
	mine := layers.Activation{Name: "mine", Rule: layers.Tanh.Rule}
	liar := layers.Activation{Name: "tanh", Rule: layers.Sin.Rule}
	within := func(l layers.Layer[float64]) func(*testing.T) *layers.Net[float64] {
		return network(2, layers.Dense[float64](2, nil), layers.Skip(layers.Activate[float64](layers.Tanh), l))
	}
	parameter := func(v float64) func(*testing.T) *layers.Net[float64] {
		return func(t *testing.T) *layers.Net[float64] {
			net := network(2, layers.Dense[float64](2, nil))(t)
			net.Params()[1] = v
			return net
		}
	}
	for _, c := range []struct {
		name    string
		network func(*testing.T) *layers.Net[float64]
		want    []string
	}{
		{"no network", func(*testing.T) *layers.Net[float64] { return nil }, []string{"the network is nil"}},
		{"function", within(layers.FromFunc[float64]("square", 2, 2, square)), []string{"layer 1.1", "square", "cannot be exported"}},
		{"activation", within(layers.Activate[float64](mine)), []string{"layer 1.1", `"mine" is a Go function`}},
		{"another tanh", within(layers.Activate[float64](liar)), []string{"layer 1.1", `"tanh" is a Go function`}},
		{"layer", within(opaque{layers.Activate[float64](layers.Tanh)}), []string{"layer 1.1, Opaque", "cannot be exported"}},
		{"each", network(4, layers.Each(2, layers.Activate[float64](mine))), []string{"layer 0.0", `"mine"`}},
		{"NaN", parameter(math.NaN()), []string{"0.weight: number 1 is NaN"}},
		{"beyond single precision", parameter(1e39), []string{"0.weight: number 1 is 1e+39", "finite in the model's precision"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			err := onnx.Export(&b, c.network(t), onnx.Options{Gradient: true, Float32: true})
			if err == nil || b.Len() > 0 {
				t.Fatalf("error %v, %d bytes, want an error and nothing written", err, b.Len())
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q, want %q in it", err, want)
				}
			}
		})
	}
}

// broken is a writer that fails.
type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestWriterFails(t *testing.T) {
	if err := onnx.Export(broken{}, networks[float32]()["dense"](t), onnx.Options{}); !errors.Is(err, errBroken) {
		t.Errorf("error %v, want that of the writer", err)
	}
}

// TestFloat32 exports networks of float64 in single precision: they are those of float32.
func TestFloat32(t *testing.T) {
	single := networks[float32]()
	for name, network := range networks[float64]() {
		got := export(t, network(t), onnx.Options{Gradient: true, Float32: true})
		if diff := cmp.Diff(export(t, single[name](t), onnx.Options{Gradient: true}), got); diff != "" {
			t.Errorf("%s (-float32 +float64 in single precision):\n%s", name, diff)
		}
	}
}
