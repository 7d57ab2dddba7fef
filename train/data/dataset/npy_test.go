package dataset

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// same compares numbers, a NaN being equal to a NaN, and −0 not to 0.
func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
	})
}

// npyFile puts a header's text into version 1 of the format.
func npyFile(header string) string {
	return npyMagic + "\x01\x00" + string([]byte{byte(len(header)), byte(len(header) >> 8)}) + header
}

// shaped is a file whose header has the type and shape, and elements that are zero.
func shaped(descr, shape string, elements int) string {
	return npyFile("{'descr': "+descr+", 'fortran_order': False, 'shape': "+shape+"}") + strings.Repeat("\x00", elements)
}

func count(n int) []float64 {
	c := make([]float64, n)
	for i := range c {
		c[i] = float64(i)
	}
	return c
}

// TestReadNPY reads files that NumPy wrote (testdata/make.py).
func TestReadNPY(t *testing.T) {
	floats := []float64{0.5, -1.25, 3, math.Copysign(0, -1), math.Inf(1), math.NaN()}
	ints, uints := []float64{0, 1, -1, 127, -128}, []float64{0, 1, 200, 255}
	for _, c := range []struct {
		file  string
		shape []int
		want  []float64
	}{
		{"f2", []int{6}, floats}, {"f2big", []int{6}, floats}, {"f4", []int{6}, floats}, {"f8", []int{6}, floats}, {"f8big", []int{6}, floats},
		{"i1", []int{5}, ints}, {"i2big", []int{5}, ints}, {"i4", []int{5}, ints}, {"i8", []int{5}, ints},
		{"u1", []int{4}, uints}, {"u2", []int{4}, uints}, {"u4big", []int{4}, uints}, {"u8", []int{4}, uints},
		{"bool", []int{3}, []float64{1, 0, 1}},
		{"halves", []int{6}, []float64{0x1p-24, 1023 * 0x1p-24, 0x1p-14, 65504, -0x1p-24, 1365 * 0x1p-12}},
		{"cube", []int{2, 3, 4}, count(24)}, {"cubefortran", []int{2, 3, 4}, count(24)}, {"version2", []int{2, 3, 4}, count(24)},
		{"scalar", []int{}, []float64{2.5}}, {"empty", []int{3, 0}, nil},
	} {
		a, err := OpenNPY[float64](filepath.Join("testdata", c.file+".npy"))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(c.shape, a.Shape); diff != "" || !same(a.Data, c.want) {
			t.Errorf("%s: %v, want %v; shape (-want +got):\n%s", c.file, a.Data, c.want, diff)
		}
	}
}

func TestNPYErrors(t *testing.T) {
	trillion := "file ends after 0 elements"
	if math.MaxInt == math.MaxInt32 {
		trillion = "too many elements, want at most 134217727"
	}
	for _, c := range []struct{ content, want string }{
		{"", "offset 0: 0 bytes"},
		{"PK\x03\x04 is a ZIP file", `offset 0: "PK`},
		{npyMagic + "\x04\x00", "offset 6: version 4.0, want 1 to 3"},
		{npyMagic + "\x02\x00\xff\xff\xff\x7f", "header of 2147483647 bytes"},
		{npyMagic + "\x01\x00\x10\x00{'descr'", "offset 10: header of 8 bytes, want 16"},
		{npyFile("{'descr': 'O', 'fortran_order': False, 'shape': (3,)}"), `offset 19: elements of type "O"`},
		{npyFile("{'descr': '<f8', 'shape': (3,)}"), "2 keys, want descr, fortran_order and shape"},
		{npyFile("{'descr': '<f8', 'descr': '<f8', 'shape': (3,)}"), `a second "descr"`},
		{npyFile("{'descr': '<f8', 'fortran_order': 0, 'shape': (3,)}"), `want True or False`},
		{npyFile("{'descr': '<f8', 'fortran_order': True, 'shape': (-3,)}"), "want the length of an axis"},
		{npyFile("{'descr': '<f8', 'fortran_order': True, 'shape': (3,)} x"), "want the end of the header"},
		{npyFile("{'descr': '<f8', 'fortran_order': True, 'shape': (4294967296, 4294967296)}"), "too many elements"},
		{npyFile("{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}") + strings.Repeat("\x00", 20), "file ends after 2 elements, want 3"},
		{npyFile("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,)}"), trillion},
		{npyFile("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}") + strings.Repeat("\x00", 9), "more bytes after"},
		{shaped("'|f8'", "(1,)", 8), `elements of type "|f8"`},
		{shaped("'<f8'", "(99999999999999999999,)", 8), "an axis of length \"99999999999999999999\" has too many elements"},
		{shaped("'<f8'", "("+strings.Repeat("1,", 65)+")", 8), "shape with 65 axes, want at most 64"},
		{shaped("'"+strings.Repeat("z", 1000)+"'", "(1,)", 8), `elements of type "` + strings.Repeat("z", 40) + `"…, unknown`},
		{npyMagic + "\x02\x00\x01\x00\x01\x00" + strings.Repeat(" ", 1<<16+1), "offset 8: header of 65537 bytes, want at most 65536"},
		{npyMagic + "\x02\x00\x00\x00\x01\x00" + strings.Repeat(" ", 1<<16), `offset 65548: "", want "{"`},
	} {
		e := unknown
		_, err := readWhole[float64](strings.NewReader(c.content), "a.npy", &e)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "a.npy") {
			t.Errorf("%q: error %v, want one with %q", c.content, err, c.want)
		}
	}
	for file, want := range map[string]string{
		"structured": `offset 20: a structured type "[('x', '<f8'), ('y', '<f8', (2,))]", want`,
		"object":     `type "|O", Python objects (a pickle), want`,
		"complex":    `type "<c16", complex numbers, want`,
		"times":      `type "<M8[D]", times, want`,
		"text":       `type "<U1", text, want`,
	} {
		_, err := OpenNPY[float64](filepath.Join("testdata", file+".npy"))
		if err == nil || !strings.Contains(err.Error(), file+".npy: offset") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", file, err, want)
		}
	}
	if _, err := OpenNPY[float64]("testdata/text.npy"); err == nil || !strings.Contains(err.Error(), `"<U1"`) {
		t.Errorf("text: error %v, want one that names the type", err)
	}
	if _, err := OpenNPY[float64]("testdata/none.npy"); err == nil || !strings.Contains(err.Error(), "none.npy") {
		t.Errorf("no file: error %v", err)
	}
}

// TestTruncatedNPY reads every beginning of files, from the disk and from a stream.
func TestTruncatedNPY(t *testing.T) {
	path := filepath.Join(t.TempDir(), "begun.npy")
	for _, name := range []string{"cube.npy", "cubefortran.npy", "f2big.npy", "scalar.npy", "empty.npy", "version2.npy"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err == nil {
			err = os.WriteFile(path, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		for n := len(content) - 1; n >= 0; n-- {
			_, read := ReadNPY[float64](bytes.NewReader(content[:n]), "begun.npy")
			errs := []error{read}
			if n%16 < 2 || n < 12 {
				if err := os.Truncate(path, int64(n)); err != nil {
					t.Fatal(err)
				}
				_, opened := OpenNPY[float64](path)
				errs = append(errs, opened)
			}
			for _, err := range errs {
				if err == nil || !strings.Contains(err.Error(), "begun.npy: offset ") || !strings.Contains(err.Error(), ", want ") {
					t.Fatalf("%s: %d of %d bytes: error %v, want one that names the file and offset", name, n, len(content), err)
				}
			}
		}
	}
}

// TestNarrowNPY reads numbers into float32.
func TestNarrowNPY(t *testing.T) {
	var b bytes.Buffer
	if err := WriteNPY(&b, &Array[float64]{Shape: []int{4}, Data: []float64{0.1, math.Inf(-1), math.NaN(), 1e300}}); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	_, err := ReadNPY[float32](bytes.NewReader(whole), "wide.npy")
	if want := "wide.npy: offset 152: element 3 is 1e+300, want a number within the range of float32"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want one with %q", err, want)
	}
	copy(whole[len(whole)-8:], make([]byte, 8))
	a, err := ReadNPY[float32](bytes.NewReader(whole), "wide.npy")
	if err != nil {
		t.Fatal(err)
	}
	want := []float32{0.1, float32(math.Inf(-1)), float32(math.NaN()), 0}
	if diff := cmp.Diff(want, a.Data, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("float32 from float64 (-want +got):\n%s", diff)
	}
}

func TestWriteNPYErrors(t *testing.T) {
	err := WriteNPY(&bytes.Buffer{}, &Array[float64]{Shape: []int{2, 2}, Data: make([]float64, 3)})
	if err == nil || !strings.Contains(err.Error(), "3 elements of shape [2 2], want 4") {
		t.Errorf("error %v", err)
	}
	for want, shape := range map[string][]int{
		"shape [-2 -2], want lengths of at least 0": {-2, -2},
		"65 axes, want at most 64":                  make([]int, 65),
	} {
		if err := WriteNPY(&bytes.Buffer{}, &Array[float32]{Shape: shape}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
