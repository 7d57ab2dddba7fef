package layers

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/safetensors"
)

// TestLoadVersion1 reads files that version 1 wrote, with parameter i equal to (i−7)/8, also from a stream.
func TestLoadVersion1(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	wide := fileNet(t, 3)
	testVersion1(t, wide, "mlp64.net")
	testVersion1(t, wide, "mlp32.net")
	narrow, err := NewMLP[float32](2, []int{3}, 1, Tanh, rng)
	if err != nil {
		t.Fatal(err)
	}
	testVersion1(t, narrow, "mlp32.net")
	testVersion1(t, narrow, "mlp64.net")
}

func testVersion1[F dual.Float](t *testing.T, net *Net[F], name string) {
	t.Helper()
	path := filepath.Join("testdata", "v1", name)
	clear(net.Params())
	if err := net.Load(path); err != nil {
		t.Error(err)
	}
	want := make([]F, len(net.Params()))
	for i := range want {
		want[i] = F(i-7) / 8
	}
	if diff := cmp.Diff(want, net.Params()); diff != "" {
		t.Errorf("%s: parameters (-want +got):\n%s", name, diff)
	}
	clear(net.Params())
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := bytes.NewReader(append(old, "rest"...))
	if n, err := net.ReadFrom(b); err != nil || int(n) != len(old) || b.Len() != 4 {
		t.Errorf("%s: ReadFrom reads %d bytes of %d: %v", name, n, len(old), err)
	}
	if diff := cmp.Diff(want, net.Params()); diff != "" {
		t.Errorf("%s: parameters from a stream (-want +got):\n%s", name, diff)
	}
}

// TestReadFromStream reads networks that follow one another, and what comes after them.
func TestReadFromStream(t *testing.T) {
	var b bytes.Buffer
	nets := []*Net[float64]{fileNet(t, 3), fileNet(t, 5, 4), fileNet(t, 3)}
	for i, net := range nets {
		net.Init(rand.New(rand.NewPCG(3, uint64(i))))
		if _, err := net.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
	}
	b.WriteString("rest")
	for i, want := range nets {
		got, before := want.Clone(), b.Len()
		clear(got.Params())
		n, err := got.ReadFrom(&b)
		if err != nil || int(n) != before-b.Len() {
			t.Errorf("network %d: %d bytes of %d, error %v", i, n, before-b.Len(), err)
		}
		if diff := cmp.Diff(want.Params(), got.Params()); diff != "" {
			t.Errorf("network %d (-want +got):\n%s", i, diff)
		}
	}
	if b.String() != "rest" {
		t.Errorf("after the networks: %q, want %q", b.String(), "rest")
	}
}

// TestFileRefuses checks that a parameter that is not finite is neither written nor read, and that Load takes nothing
// but one network of its own kind and version.
func TestFileRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "net")
	net := fileNet(t, 3)
	for v, want := range map[float64]string{
		math.NaN():   "parameter 4 is NaN, want a finite number",
		math.Inf(1):  "parameter 4 is +Inf, want a finite number",
		math.Inf(-1): "parameter 4 is -Inf, want a finite number",
	} {
		bad := net.Clone()
		bad.Params()[4] = v
		if _, err := bad.WriteTo(&bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("WriteTo: error %v, want one with %q", err, want)
		}
		if err := bad.Save(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Save: error %v, want one with %q", err, want)
		}
		if _, err := os.Stat(path); err == nil {
			t.Fatal("Save wrote what it refuses")
		}
	}

	narrow, err := NewMLP[float32](2, []int{3}, 1, Tanh, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	for _, frame := range []struct {
		encode func(params []float64) []byte
		number string // what it calls parameter 2
	}{
		{func(params []float64) []byte { return frame1(t, params) }, "parameter 2"},
		{func(params []float64) []byte { return frame2(t, net, params) }, `number 4 of "0.weight"`},
	} {
		params := append([]float64(nil), net.Params()...)
		good := frame.encode(params)
		testLoadRefuses(t, net, append(bytes.Clone(good), 0), "1 bytes after the network")
		testLoadRefuses(t, fileNet(t, 4), good, "the file holds a network of")
		params[2] = math.NaN()
		notFinite := frame.encode(params)
		testLoadRefuses(t, net, notFinite, frame.number+" is NaN, want a finite number")
		testLoadRefuses(t, narrow, notFinite, frame.number+" is NaN, want a finite number")
		params[2] = 1e300
		testLoadRefuses(t, narrow, frame.encode(params), frame.number+" is 1e+300, want it within ±3.4028235e+38")
	}
	newer := frame1(t, net.Params())
	newer[len(version1.Word)+1] = 2
	testLoadRefuses(t, net, newer, "network file of version 2, want at most 1")
	testLoadRefuses(t, net, make([]byte, 64), "header: 0 bytes that end before a JSON object does")
	for name, err := range map[string]error{"Save": net.Save(""), "Load": net.Load("")} {
		if want := "layers: " + name; err == nil || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), ": the path is empty, want that of a file") {
			t.Errorf("%s of an empty path: error %v", name, err)
		}
	}
	if err := net.Load(dir); err == nil || !strings.Contains(err.Error(), "is a directory, want a regular file") {
		t.Errorf("Load of a directory: error %v", err)
	}
}

// frame1 is a file of version 1 for fileNet(3).
func frame1(t *testing.T, params []float64) []byte {
	t.Helper()
	b, err := version1.Encode(header1{In: 2, Layers: []string{"Dense(3)", "tanh", "Dense(1)"}, Params: 13, Bits: 64}, floatBytes(params))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// frame2 is a file of the network with other parameters, finite or not.
func frame2(t *testing.T, net *Net[float64], params []float64) []byte {
	t.Helper()
	other := net.Clone()
	copy(other.Params(), params)
	f := safetensors.File{Tensors: other.tensors()}
	var err error
	if f.Metadata, err = newArchitecture(net).metadata(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// floatBytes writes numbers out, finite or not.
func floatBytes(x []float64) (b []byte) {
	for _, v := range x {
		for bits, k := math.Float64bits(v), 0; k < 8; k++ {
			b = append(b, byte(bits>>(8*k)))
		}
	}
	return b
}

// testLoadRefuses checks the error that a file gives, and that it leaves the network as it was.
func testLoadRefuses[F dual.Float](t *testing.T, net *Net[F], b []byte, want string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "net")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	before := append([]F(nil), net.Params()...)
	if err := net.Load(path); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want one with %q", err, want)
	}
	if diff := cmp.Diff(before, net.Params()); diff != "" {
		t.Errorf("parameters have changed (-want +got):\n%s", diff)
	}
}
