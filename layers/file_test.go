package layers

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/internal/safetensors"
)

func fileNet(t testing.TB, widths ...int) *Net[float64] {
	t.Helper()
	net, err := NewMLP[float64](2, widths, 1, Tanh, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func TestSaveLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net")
	net := fileNet(t, 5, 4)
	if err := net.Save(path); err != nil {
		t.Fatal(err)
	}
	loaded := fileNet(t, 5, 4)
	loaded.Init(rand.New(rand.NewPCG(9, 9)))
	if err := loaded.Load(path); err != nil {
		t.Fatal(err)
	}
	for i, p := range net.Params() {
		if loaded.Params()[i] != p {
			t.Fatalf("parameter %d is %v, want %v", i, loaded.Params()[i], p)
		}
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("directory holds %v (%v), want the file alone", entries, err)
	}
}

func TestSaveKeepsOldFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing")
	if err := fileNet(t, 3).Save(filepath.Join(dir, "net")); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("Save into a missing directory: %v, want an error that names it", err)
	}
}

func TestReadFromConvertsWidth(t *testing.T) {
	var b bytes.Buffer
	net := fileNet(t, 3)
	if _, err := net.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	narrow, err := NewMLP[float32](2, []int{3}, 1, Tanh, rand.New(rand.NewPCG(2, 2)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := narrow.ReadFrom(&b); err != nil {
		t.Fatal(err)
	}
	for i, p := range net.Params() {
		if narrow.Params()[i] != float32(p) {
			t.Fatalf("parameter %d is %v, want %v", i, narrow.Params()[i], float32(p))
		}
	}
}

func TestReadFromRejects(t *testing.T) {
	var good bytes.Buffer
	if _, err := fileNet(t, 3).WriteTo(&good); err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte(nil), good.Bytes()...)
	flipped[len(flipped)-20] ^= 1
	for _, c := range []struct {
		name  string
		bytes []byte
		net   *Net[float64]
		want  string
	}{
		{"empty", nil, fileNet(t, 3), "no network file"},
		{"foreign", []byte("PK\x03\x04 something else entirely"), fileNet(t, 3), "no safetensors file"},
		{"truncated", good.Bytes()[:good.Len()-30], fileNet(t, 3), "arrays: 74 of 104 bytes: the safetensors file is truncated"},
		{"damaged", flipped, fileNet(t, 3), "damaged"},
		{"other shape", good.Bytes(), fileNet(t, 4), "13 parameters, want 2, [Dense(4) tanh Dense(1)] and 17"},
	} {
		before := append([]float64(nil), c.net.Params()...)
		_, err := c.net.ReadFrom(bytes.NewReader(c.bytes))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
		for i, p := range before {
			if c.net.Params()[i] != p {
				t.Fatalf("%s: parameter %d has changed", c.name, i)
			}
		}
	}
}

// nestedFile is a file of no arrays that describes layers inside layers.
func nestedFile(tb testing.TB, depth int) []byte {
	tb.Helper()
	layer := `{"name":"tanh","kind":"Activate","settings":{"function":"tanh"}}`
	b, err := safetensors.File{Metadata: map[string]string{architectureName: `{"version":2,"in":2,"layers":[` +
		strings.Repeat(`{"name":"s","kind":"Skip","layers":[`, depth) + layer + strings.Repeat("]}", depth+1)}}.Encode()
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// FuzzReadFrom expects no panic, and a network that is what it was where reading it fails.
func FuzzReadFrom(f *testing.F) {
	var good bytes.Buffer
	if _, err := fileNet(f, 3).WriteTo(&good); err != nil {
		f.Fatal(err)
	}
	f.Add(good.Bytes())
	f.Add([]byte(version1.Word + "\x00\x01\n"))
	f.Add(nestedFile(f, 3))
	f.Add(nestedFile(f, 1000))
	f.Fuzz(func(t *testing.T, b []byte) {
		if f, _, err := safetensors.Read(bytes.NewReader(b)); err == nil {
			_, _ = build[float64](f) // as Open does: a network or an error
		}
		net := fileNet(t, 3)
		before := append([]float64(nil), net.Params()...)
		if _, err := net.ReadFrom(bytes.NewReader(b)); err == nil {
			return
		}
		for i, p := range before {
			if net.Params()[i] != p {
				t.Fatalf("parameter %d has changed though reading failed", i)
			}
		}
	})
}

// TestLoadOfOtherInputs checks that a file of a network with other inputs is refused where layers and parameters alone
// would not tell.
func TestLoadOfOtherInputs(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "net")
	nets := make([]*Net[float64], 2)
	for i := range nets {
		net, err := New(2+i, rng, Activate[float64](Tanh))
		if err != nil {
			t.Fatal(err)
		}
		nets[i] = net
	}
	if err := nets[0].Save(path); err != nil {
		t.Fatal(err)
	}
	if err := nets[1].Load(path); err == nil || !strings.Contains(err.Error(), "2 inputs") {
		t.Errorf("error %v, want one about 2 inputs", err)
	}
}
