package onnx_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/onnx"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var write = flag.String("write", "", "folder to write the models to, for testdata/check.py")

// A result is what check.py found of a model.
type result struct {
	Model    string    // SHA-256
	Runtime  string    // that computed the numbers: of onnxruntime, or the reference evaluator of onnx where that has no kernel
	X, Y, DY []float64 // the points, the outputs and their Jacobian
}

// TestRuntimes compares what ONNX Runtime, and in double precision what it has no kernels for the reference evaluator, made of the
// exported models with the networks themselves. The models are the same, byte by byte.
func TestRuntimes(t *testing.T) {
	var results map[string]result
	text, err := os.ReadFile("testdata/results.json")
	if err == nil {
		err = json.Unmarshal(text, &results)
	}
	if err != nil && *write == "" {
		t.Fatal(err)
	}
	for name, network := range networks[float32]() {
		t.Run("float32/"+name, func(t *testing.T) { compare(t, results, name+".float32", network(t), 1e-5) })
	}
	for name, network := range networks[float64]() {
		t.Run("float64/"+name, func(t *testing.T) { compare(t, results, name+".float64", network(t), 1e-12) })
	}
}

func compare[F dual.Float](t *testing.T, results map[string]result, name string, net *layers.Net[F], tolerance float64) {
	model, x := export(t, net, onnx.Options{Gradient: true}), points(net)
	if *write != "" {
		points, _ := json.Marshal(x)
		for path, content := range map[string][]byte{name + ".onnx": model, name + ".json": points} {
			if err := os.WriteFile(filepath.Join(*write, path), content, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	r, ok := results[name]
	if !ok {
		t.Fatalf("testdata/results.json has no results of this model; the head of testdata/check.py says how to make them")
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(model)); sum != r.Model {
		t.Fatalf("the model is not the one that testdata/results.json has results of; the head of testdata/check.py says how to make them anew")
	}
	y, dy := net.Gradient(net.NewWorkspace(), x)
	for _, c := range []struct {
		what      string
		got, want []float64
	}{{"points", r.X, widen(x)}, {"outputs", r.Y, widen(y)}, {"Jacobian", r.DY, widen(dy)}} {
		if diff := cmp.Diff(c.want, c.got, near(tolerance, c.want)); diff != "" {
			t.Errorf("%s by %s (-network +model):\n%s", c.what, r.Runtime, diff)
		}
	}
}

func export[F dual.Float](t *testing.T, net *layers.Net[F], o onnx.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := onnx.Export(&b, net, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// near compares with a tolerance relative to the largest of the wanted numbers, at least 1.
func near(tolerance float64, want []float64) cmp.Option {
	largest := 1.0
	for _, v := range want {
		largest = max(largest, math.Abs(v))
	}
	return cmpopts.EquateApprox(0, tolerance*largest)
}

func widen[F dual.Float](v []F) []float64 {
	w := make([]float64, len(v))
	for i := range v {
		w[i] = float64(v[i])
	}
	return w
}
