package fit

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/layers"
	"example.com/sobolev/onnx"
)

// version1 is a network of 2, 3 and 1 units that version 1 saved.
var version1 = filepath.Join("..", "..", "..", "..", "layers", "testdata", "v1", "mlp64.net")

// torch is a file of PyTorch's.
var torch = filepath.Join("..", "..", "..", "..", "layers", "testdata", "torch", "dense.safetensors")

func convertArgs(ctx context.Context, args []string) error {
	return convert(ctx, args, io.Discard, io.Discard)
}

// TestConvert gives a file of version 1 its layers, and exports it.
func TestConvert(t *testing.T) {
	dir := t.TempDir()
	model, narrow, graph := filepath.Join(dir, "model.safetensors"), filepath.Join(dir, "narrow.safetensors"), filepath.Join(dir, "model.onnx")
	for _, args := range [][]string{
		{version1, "-layers", "2,3,1", "-to", model},
		{model, "-to", narrow, "-bits", "32"},
		{model, "-to", graph, "-gradient"},
	} {
		if err := convertArgs(t.Context(), args); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
	}
	want, err := layers.NewMLP[float64](2, []int{3}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err == nil {
		err = want.Load(version1)
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := layers.Open[float64](model)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Params(), got.Params()); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
	rounded, err := layers.Open[float64](narrow)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range want.Params() {
		if r := rounded.Params()[i]; r != float64(float32(v)) {
			t.Errorf("parameter %d is %v in 32 bits, want %v", i, r, float32(v))
		}
	}
	var b bytes.Buffer
	if err := onnx.Export(&b, want, onnx.Options{Gradient: true}); err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(graph); err != nil || !bytes.Equal(file, b.Bytes()) {
		t.Errorf("the ONNX model differs from that of the network (error %v)", err)
	}
}

// TestConvertKeepsNames gives a file that has its layers the same ones again: its inputs and outputs keep their names.
func TestConvertKeepsNames(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from.safetensors"), filepath.Join(dir, "to.safetensors")
	net, err := layers.NewMLP[float64](2, []int{3}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err == nil {
		err = errors.Join(net.SetNames([]string{"angle", "speed"}, []string{"energy"}), net.Save(from))
	}
	if err == nil {
		err = convertArgs(t.Context(), []string{from, "-layers", "2,3,1", "-to", to})
	}
	if err != nil {
		t.Fatal(err)
	}
	got, err := layers.Open[float64](to)
	if err != nil {
		t.Fatal(err)
	}
	x, y := got.Names()
	if diff := cmp.Diff([][]string{{"angle", "speed"}, {"energy"}}, [][]string{x, y}); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestConvertRefuses(t *testing.T) {
	path, to := linear(t), filepath.Join(t.TempDir(), "to.safetensors")
	csv, large := filepath.Join(t.TempDir(), "table.csv"), filepath.Join(t.TempDir(), "large.safetensors")
	net, err := layers.NewMLP[float64](2, nil, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err == nil {
		net.Params()[0] = 1e300
		err = errors.Join(net.Save(large), os.WriteFile(csv, []byte("x,y\n1,2\n"), 0o666))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want string }{
		{"", "no MODEL, want it as the first argument"},
		{path, `-to is "", want a file that ends in .safetensors or .onnx`},
		{path + " -to net.bin", `-to is "net.bin", want a file that ends in .safetensors or .onnx`},
		{path + " -to " + path, "is there already; want another -to, or -overwrite"},
		{path + " -gradient -to " + to, "want a file that ends in .onnx"},
		{path + " -act relu -to " + to, "-act without -layers"},
		{path + " -layers 2 -to " + to, "-layers has 1 width"},
		{path + " -layers 2,99999999,99999999,1 -to " + to, "convert: -layers makes a network of 1e+16 weights, want at most 67108864"},
		{path + " -bits 16 -to " + to, `got "16", want one of 64, 32`},
		{path + " -layers 2,3,2 -to " + to, "layers: Load"},
		{version1 + " -to " + to, version1 + " does not say which layers it is the weights of; -layers and -act describe dense ones"},
		{torch + " -to " + to, torch + " does not say which layers it is the weights of; -layers and -act describe dense ones"},
		{"none -to " + to, "no such file"},
		{csv + " -to " + to, "no safetensors file"},
		{large + " -bits 32 -to " + to, "is 1e+300, want it within"},
	} {
		err := convertArgs(context.Background(), strings.Fields(c.args))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("demo convert %s: error %v, want one line with %q", c.args, err, c.want)
		}
		if helps := strings.Contains(c.args, version1) || strings.Contains(c.args, torch); !helps && strings.Contains(err.Error(), "describe dense") {
			t.Errorf("demo convert %s: error %v recommends -layers, which do not help", c.args, err)
		}
		if _, err := os.Stat(to); err == nil {
			t.Fatalf("demo convert %s wrote a file", c.args)
		}
	}
}
