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
)

// TestLoadVersion1 reads files that version 1 wrote, with parameter i equal to (i−7)/8, and expects WriteTo to write
// the same bytes.
func TestLoadVersion1(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	wide := fileNet(t, 3)
	testVersion1(t, wide, "mlp64.net", true)
	testVersion1(t, wide, "mlp32.net", false)
	narrow, err := NewMLP[float32](2, []int{3}, 1, Tanh, rng)
	if err != nil {
		t.Fatal(err)
	}
	testVersion1(t, narrow, "mlp32.net", true)
	testVersion1(t, narrow, "mlp64.net", false)
}

func testVersion1[F dual.Float](t *testing.T, net *Net[F], name string, same bool) {
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
	if !same {
		return
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := net.WriteTo(&b); err != nil || !bytes.Equal(b.Bytes(), old) {
		t.Errorf("%s is written back otherwise (%v):\n%q\nwant\n%q", name, err, b.Bytes(), old)
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

	frame := func(params []float64) []byte {
		b, err := netFormat.Encode(net.header(), floatBytes(params))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	params := append([]float64(nil), net.Params()...)
	good := frame(params)
	params[2] = math.NaN()
	notFinite := frame(params)
	params[2] = 1e300
	huge := frame(params)
	newer := bytes.Clone(good)
	newer[len(netFormat.Word)+1] = 2
	narrow, err := NewMLP[float32](2, []int{3}, 1, Tanh, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	testLoadRefuses(t, net, notFinite, "parameter 2 is NaN, want a finite number")
	testLoadRefuses(t, narrow, notFinite, "parameter 2 is NaN, want a finite number")
	testLoadRefuses(t, narrow, huge, "parameter 2 is 1e+300, want it within ±3.4028235e+38")
	testLoadRefuses(t, net, append(bytes.Clone(good), 0), "1 bytes after the network file, want none")
	testLoadRefuses(t, net, newer, "network file of version 2, want at most 1")
	testLoadRefuses(t, fileNet(t, 4), good, "the file holds a network of")
	if err := net.Load(dir); err == nil || !strings.Contains(err.Error(), "is a directory, want a regular file") {
		t.Errorf("Load of a directory: error %v", err)
	}
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
