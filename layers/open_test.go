package layers_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// TestOpen saves a network of every layer of the package, opens the file and expects the same network, in both precisions.
func TestOpen(t *testing.T) {
	t.Run("float32", testOpen[float32])
	t.Run("float64", testOpen[float64])
}

func testOpen[F dual.Float](t *testing.T) {
	for _, c := range builtin[F]() {
		rng := rand.New(rand.NewPCG(7, 8))
		net, err := layers.New(c.in, rng, c.layer, layers.Skip(layers.Activate[F](layers.ELU(0.7))))
		if err != nil {
			t.Fatal(err)
		}
		for i := range net.Params() {
			net.Params()[i] = F(rng.NormFloat64())
		}
		inputs, outputs := make([]string, net.In()), make([]string, net.Out())
		for i := range inputs {
			inputs[i] = fmt.Sprint("x", i)
		}
		for i := range outputs {
			outputs[i] = fmt.Sprint("y", i)
		}
		if err := net.SetNames(inputs, outputs); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "model.safetensors")
		if err := net.Save(path); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got, err := layers.Open[F](path)
		if err != nil {
			t.Errorf("%s: %v (kinds.go holds the records of all layers here)", c.name, err)
			continue
		}
		if diff := cmp.Diff(net.String(), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(net.Params(), got.Params()); diff != "" {
			t.Errorf("%s: parameters (-want +got):\n%s", c.name, diff)
		}
		gotInputs, gotOutputs := got.Names()
		if diff := cmp.Diff([][]string{inputs, outputs}, [][]string{gotInputs, gotOutputs}); diff != "" {
			t.Errorf("%s: names (-want +got):\n%s", c.name, diff)
		}
		if err := got.SetNames(outputs[:1], inputs); err == nil && (net.In() != 1 || net.Out() != net.In()) {
			t.Errorf("%s: names in other numbers: no error", c.name)
		}
		x := make([]F, c.in)
		for i := range x {
			x[i] = F(rng.NormFloat64())
		}
		if diff := cmp.Diff(net.Jet(net.NewWorkspace(), x, x, 3), got.Jet(got.NewWorkspace(), x, x, 3)); diff != "" {
			t.Errorf("%s: derivatives (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestOpenOtherWidth opens a file of float64 in float32, and the other way round.
func TestOpenOtherWidth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net")
	net, err := layers.NewMLP[float64](2, []int{3}, 1, layers.GELU, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	if err := net.Save(path); err != nil {
		t.Fatal(err)
	}
	narrow, err := layers.Open[float32](path)
	if err != nil {
		t.Fatal(err)
	}
	if err := narrow.Save(path); err != nil {
		t.Fatal(err)
	}
	wide, err := layers.Open[float64](path)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range net.Params() {
		if got := wide.Params()[i]; got != float64(float32(p)) {
			t.Errorf("parameter %d is %v, want %v", i, got, float32(p))
		}
	}
}

// lift is a layer of a user's, y = x·gain, with one parameter for every feature and a factor.
type lift struct {
	layers.Layer[float64]
	Factor float64 `json:"factor"`
}

func (l lift) String() string { return fmt.Sprintf("lift(%g)", l.Factor) }

func (l lift) Record(int) layers.Record[float64] {
	settings, err := json.Marshal(l)
	if err != nil {
		panic(err)
	}
	return layers.Record[float64]{Kind: "lift", Settings: settings, Constants: []float64{1, l.Factor}}
}

func newLift(factor float64) lift { return lift{layers.LayerNorm[float64](1), factor} }

func (l lift) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, `{"factor":%g}`, l.Factor), nil }

// unknown is a layer that cannot be opened.
type unknown struct{ layers.Layer[float64] }

var (
	cubic = layers.Activation{Name: "cubic", Smoothness: layers.Smooth, Rule: func(c []float64, a float64) {
		clear(c)
		for k, v := range []float64{a * a * a, 3 * a * a, 3 * a, 1}[:min(4, len(c))] {
			c[k] = v
		}
	}}
	private = layers.Activation{Name: "private", Smoothness: layers.Smooth, Rule: cubic.Rule}
)

func init() {
	layers.Register("lift", func(r layers.Record[float64]) (layers.Layer[float64], error) {
		l := newLift(0)
		if err := r.Read(&struct{ Factor *float64 }{&l.Factor}); err != nil {
			return nil, err
		}
		if len(r.Constants) != 2 || r.Constants[1] != l.Factor {
			return nil, fmt.Errorf("constants %v", r.Constants)
		}
		return l, nil
	})
	layers.RegisterActivation(cubic)
	layers.RegisterFunc("bent", bent)
}

// TestOpenOthersLayers opens networks of layers and activations that were registered, and of some that were not.
func TestOpenOthersLayers(t *testing.T) {
	for _, c := range []struct {
		name  string
		layer layers.Layer[float64]
		want  string // the error of Open
	}{
		{"registered", newLift(0.25), ""},
		{"registered activation", layers.Activate[float64](cubic), ""},
		{"inside", layers.Skip(layers.Sequential[float64]{newLift(3), layers.Activate[float64](cubic)}), ""},
		{"function", bentLayer[float64](), ""},
		{"unknown function", layers.FromFunc[float64]("unbent", 3, 5, bent), `function "unbent" is not known here; call layers.RegisterFunc`},
		{"no record", unknown{layers.LayerNorm[float64](1)}, "layer 1, LayerNorm(1): it has no record"},
		{"no record inside", layers.Skip[float64](unknown{layers.LayerNorm[float64](1)}), "layer 1.0, LayerNorm(1): it has no record"},
		{"activation", layers.Activate[float64](private), `activation "private" is not known here; call layers.RegisterActivation`},
	} {
		path := filepath.Join(t.TempDir(), "net")
		net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](3, nil), c.layer)
		if err != nil {
			t.Fatal(err)
		}
		if err := net.Save(path); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		copied := net.Clone()
		clear(copied.Params())
		if err := copied.Load(path); err != nil {
			t.Errorf("%s: Load: %v", c.name, err)
		} else if diff := cmp.Diff(net.Params(), copied.Params()); diff != "" {
			t.Errorf("%s: Load (-want +got):\n%s", c.name, diff)
		}
		got, err := layers.Open[float64](path)
		switch {
		case c.want != "":
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
			}
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		default:
			if diff := cmp.Diff(net.Params(), got.Params()); diff != "" || net.String() != got.String() {
				t.Errorf("%s: %v, want %v; parameters (-want +got):\n%s", c.name, got, net, diff)
			}
		}
	}
	for name, twice := range map[string]func(){
		"kind": func() {
			layers.Register("lift", func(layers.Record[float64]) (layers.Layer[float64], error) { return nil, nil })
		},
		"kind of ours": func() {
			layers.Register("Dense", func(layers.Record[float64]) (layers.Layer[float64], error) { return nil, nil })
		},
		"function":       func() { layers.RegisterFunc("bent", bent) },
		"no function":    func() { layers.RegisterFunc("none", nil) },
		"activation":     func() { layers.RegisterActivation(cubic) },
		"one of ours":    func() { layers.RegisterActivation(layers.Activation{Name: "tanh", Rule: cubic.Rule}) },
		"without a rule": func() { layers.RegisterActivation(layers.Activation{Name: "ruleless"}) },
		"in a family":    func() { layers.RegisterActivation(layers.Activation{Name: "elu(3)", Rule: cubic.Rule}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("registering twice, %s: no panic", name)
				}
			}()
			twice()
		}()
	}
}

// hostile is a safetensors file with the given architecture and one array.
func hostile(t *testing.T, architecture string, name string, shape string, size int) []byte {
	t.Helper()
	text, err := json.Marshal(architecture)
	if err != nil {
		t.Fatal(err)
	}
	header := fmt.Sprintf(`{"__metadata__":{"sobolev":%s},"%s":{"dtype":"F64","shape":%s,"data_offsets":[0,%d]}}`, text, name, shape, size)
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, size)...)
}

// TestOpenRefuses gives files that lie, and expects an error that says in what.
func TestOpenRefuses(t *testing.T) {
	dense := func(out string) string {
		return `{"version":2,"in":2,"layers":[{"name":"Dense(` + out + `)","kind":"Dense","settings":{"out":` + out + `}}]}`
	}
	narrow := map[string]string{ // what ints of 32 bits cannot hold is refused earlier
		"huge":       "fewer weights than there are numbers",
		"beyond int": "cannot unmarshal number 9223372036854775807",
		"window":     "cannot unmarshal number 4611686018427387904",
	}
	one := func(layer string) string { return `{"version":2,"in":2,"layers":[` + layer + `]}` }
	for _, c := range []struct{ name, architecture, array, shape, want string }{
		{"newer", `{"version":3,"layers":7}`, "0.weight", "[1,1]", "network file of version 3, want at most 2: a newer release wrote it"},
		{"version 1", `{"version":1,"in":2}`, "0.weight", "[1,1]", "architecture of version 1, want 2"},
		{"version 0", `{"version":0,"in":2}`, "0.weight", "[1,1]", "architecture of version 0, want 2"},
		{"no version", `{"in":2}`, "0.weight", "[1,1]", "architecture without a version, want 2"},
		{"no JSON", `{`, "0.weight", "[1,1]", "architecture: unexpected end of JSON input"},
		{"no layers", `{"version":2,"in":2}`, "0.weight", "[1,1]", "no layers"},
		{"no inputs", `{"version":2,"in":-5,"layers":[{"name":"tanh","kind":"Activate","settings":{"function":"tanh"}}]}`, "0.weight", "[1,1]", "-5 inputs"},
		{"huge", dense("1000000000"), "0.weight", "[1,1]", "layers of 3000000000 parameters, the file has 1"},
		{"beyond int", dense("9223372036854775807"), "0.weight", "[1,1]", "fewer weights than there are numbers"},
		{"negative", dense("-1"), "0.weight", "[1,1]", "-1 outputs, want at least 1"},
		{"other shape", dense("1"), "0.weight", "[3,1]", `array "0.weight" of shape [1 2] is wanted, the file has "0.weight" [3 1]`},
		{"other kind", one(`{"name":"x","kind":"Transformer"}`), "0.weight", "[1,1]", `layer 0, x: layers of kind "Transformer" are not known here`},
		{"other settings", one(`{"name":"x","kind":"Dense","settings":{"out":1,"bias":false}}`), "0.weight", "[1,1]", `unknown field "bias"`},
		{"other name", one(`{"name":"Dense(2)","kind":"Dense","settings":{"out":1}}`), "0.weight", "[1,1]", "calls itself Dense(1)"},
		{"softmax with settings", one(`{"name":"Softmax","kind":"Softmax","settings":{"axis":1}}`), "0.weight", "[1,1]", `unknown field "axis"`},
		{"image", one(`{"name":"x","kind":"MaxPool2D","settings":{"image":[65536,65536,65536],"window":[1,1]}}`), "0.weight", "[1,1]", "fewer than 2³¹ numbers"},
		{"window", one(`{"name":"x","kind":"Conv2D","settings":{"image":[1,2,1],"window":[4611686018427387904,1]}}`), "0.weight", "[1,1]", "want at most 268435456"},
		{"channels", one(`{"name":"Conv2D(1×2×1, window 1×1, 200000000 channels)","kind":"Conv2D","settings":{"image":[1,2,1],"window":[1,1],"channels":200000000}}`), "0.weight", "[1,1]", "layers of 400000000 parameters, the file has 1"},
		{"activation", one(`{"name":"x","kind":"Activate","settings":{"function":"elu(NaN)"}}`), "0.weight", "[1,1]", "elu(NaN)"},
	} {
		path := filepath.Join(t.TempDir(), "net")
		size := 8
		if c.shape == "[3,1]" {
			size = 24
		}
		if err := os.WriteFile(path, hostile(t, c.architecture, c.array, c.shape, size), 0o666); err != nil {
			t.Fatal(err)
		}
		if want, ok := narrow[c.name]; ok && math.MaxInt == math.MaxInt32 {
			c.want = want
		}
		if _, err := layers.Open[float64](path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	run := filepath.Join("..", "train", "testdata", "v1", "adam.run")
	if _, err := layers.Open[float64](run); err == nil || !strings.Contains(err.Error(), "Trainer.Load and Checkpoint.Resume read training runs") {
		t.Errorf("a training run: error %v", err)
	}
	if _, err := layers.Open[float64](filepath.Join("testdata", "v1", "mlp64.net")); !errors.Is(err, layers.ErrNoLayers) || !strings.Contains(err.Error(), "build the network, and Load it (it is of version 1)") {
		t.Errorf("version 1: error %v", err)
	}
	torch, err := filepath.Glob(filepath.Join("testdata", "torch", "*.safetensors"))
	if err != nil || len(torch) == 0 {
		t.Fatalf("PyTorch's files: %v, error %v", torch, err)
	}
	for _, path := range torch {
		if _, err := layers.Open[float64](path); !errors.Is(err, layers.ErrNoLayers) {
			t.Errorf("%s: error %v, want %v", path, err, layers.ErrNoLayers)
		}
	}
}

// TestOpenDamaged flips three bits of every byte of a file and expects an error, unless the network is the same: JSON's keys may be capitals.
func TestOpenDamaged(t *testing.T) {
	var b bytes.Buffer
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float32](1, nil), layers.Skip(layers.Activate[float32](layers.Tanh)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := net.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "net")
	good := b.Bytes()
	for i := range good {
		for _, bit := range []int{0, 3, 5} {
			bad := bytes.Clone(good)
			bad[i] ^= 1 << bit
			if err := os.WriteFile(path, bad, 0o666); err != nil {
				t.Fatal(err)
			}
			if got, err := layers.Open[float32](path); err == nil && (got.String() != net.String() || !slices.Equal(got.Params(), net.Params())) {
				t.Errorf("bit %d of byte %d, in %q, is damaged: no error, and %v with %v", bit, i, good[max(0, i-8):min(len(good), i+8)], got, got.Params())
			}
		}
	}
}
