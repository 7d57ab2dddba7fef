package layers_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/layers"
)

// TestLoadTorch loads weights that PyTorch saved and expects its values, gradients and Hessians. See testdata/torch/make.py.
func TestLoadTorch(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "torch", "points.json"))
	if err != nil {
		t.Fatal(err)
	}
	type point struct{ X, Y, Jacobian, Hessian []float64 }
	var points map[string]point
	if err := json.Unmarshal(b, &points); err != nil {
		t.Fatal(err)
	}
	dense := func(out int) layers.Layer[float64] { return layers.Dense[float64](out, nil) }
	first := layers.Conv2D[float64](layers.Image{Height: 4, Width: 5, Channels: 2}, 3, layers.Window{Height: 2, Width: 3, Padding: 1}, nil)
	nets := map[string][]layers.Layer[float64]{
		"dense": {dense(5), layers.Activate[float64](layers.Tanh), dense(4), layers.Activate[float64](layers.SiLU), dense(2)},
		"norm": {dense(6), layers.LayerNorm[float64](1e-5), layers.Activate[float64](layers.GELU), dense(3),
			layers.Softmax[float64]()},
		"image": {first, layers.Activate[float64](layers.Softplus),
			layers.Conv2D[float64](first.Image(), 1, layers.Window{Height: 2, Width: 2, Stride: 2}, nil)},
	}
	if len(points) != len(nets) {
		t.Fatalf("points of %d networks, want %d", len(points), len(nets))
	}
	for name, want := range points {
		net, err := layers.New(len(want.X), rand.New(rand.NewPCG(1, 2)), nets[name]...)
		if err != nil {
			t.Fatal(err)
		}
		if err := net.Load(filepath.Join("testdata", "torch", name+".safetensors")); err != nil {
			t.Error(err)
			continue
		}
		y, jacobian, hessian := net.Hessian(net.NewWorkspace(), want.X)
		if diff := cmp.Diff(want, point{want.X, y, jacobian, hessian}, cmpopts.EquateApprox(1e-12, 1e-13)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
