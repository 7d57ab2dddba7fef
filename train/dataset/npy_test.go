package dataset

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// same compares numbers, a NaN being equal to a NaN, and −0 not to 0.
func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
	})
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
		if !slices.Equal(a.Shape, c.shape) || !same(a.Data, c.want) {
			t.Errorf("%s: shape %v of %v, want %v of %v", c.file, a.Shape, a.Data, c.shape, c.want)
		}
	}
}

func TestReadNPZ(t *testing.T) {
	for _, file := range []string{"plain.npz", "packed.npz"} {
		arrays, err := OpenNPZ[float64](filepath.Join("testdata", file), Members{})
		if err != nil {
			t.Fatal(err)
		}
		if x := arrays["x"]; len(arrays) != 2 || x == nil || !slices.Equal(x.Shape, []int{2, 3, 4}) || !same(x.Data, count(24)) {
			t.Errorf("%s: %d arrays, x = %v, want 2 and the cube", file, len(arrays), x)
		}
	}
}

func TestNPYErrors(t *testing.T) {
	file := func(header string) string {
		return npyMagic + "\x01\x00" + string([]byte{byte(len(header)), byte(len(header) >> 8)}) + header
	}
	for _, c := range []struct{ content, want string }{
		{"", "offset 0: 0 bytes"},
		{"PK\x03\x04 is a ZIP file", `offset 0: "PK`},
		{npyMagic + "\x04\x00", "offset 6: version 4.0, want 1 to 3"},
		{npyMagic + "\x02\x00\xff\xff\xff\x7f", "header of 2147483647 bytes"},
		{npyMagic + "\x01\x00\x10\x00{'descr'", "offset 10: header of 8 bytes, want 16"},
		{file("{'descr': 'O', 'fortran_order': False, 'shape': (3,)}"), `offset 19: elements of type "O"`},
		{file("{'descr': '<f8', 'shape': (3,)}"), "2 keys, want descr, fortran_order and shape"},
		{file("{'descr': '<f8', 'descr': '<f8', 'shape': (3,)}"), `a second "descr"`},
		{file("{'descr': '<f8', 'fortran_order': 0, 'shape': (3,)}"), `want True or False`},
		{file("{'descr': '<f8', 'fortran_order': True, 'shape': (-3,)}"), "want the length of an axis"},
		{file("{'descr': '<f8', 'fortran_order': True, 'shape': (3,)} x"), "want the end of the header"},
		{file("{'descr': '<f8', 'fortran_order': True, 'shape': (4294967296, 4294967296)}"), "too many elements"},
		{file("{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}") + strings.Repeat("\x00", 20), "file ends after 2 elements, want 3"},
		{file("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,)}"), "file ends after 0 elements"},
		{file("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)}") + strings.Repeat("\x00", 9), "more bytes after"},
	} {
		e := unknown
		_, err := readWhole[float64](strings.NewReader(c.content), "a.npy", &e)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "a.npy") {
			t.Errorf("%q: error %v, want one with %q", c.content, err, c.want)
		}
	}
	if _, err := OpenNPY[float64]("testdata/text.npy"); err == nil || !strings.Contains(err.Error(), `"<U1"`) {
		t.Errorf("text: error %v, want one that names the type", err)
	}
	if _, err := OpenNPZ[float64]("testdata/cube.npy", Members{}); err == nil || !strings.Contains(err.Error(), "want a ZIP archive") {
		t.Errorf("no archive: error %v", err)
	}
	if _, err := OpenNPY[float64]("testdata/none.npy"); err == nil || !strings.Contains(err.Error(), "none.npy") {
		t.Errorf("no file: error %v", err)
	}
	packed, err := os.ReadFile("testdata/plain.npz")
	if err != nil {
		t.Fatal(err)
	}
	packed[200] ^= 1 // among the elements of x
	if _, err := ReadNPZ[float64](bytes.NewReader(packed), int64(len(packed)), "broken.npz", Members{}); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("flipped bit: error %v, want one about the checksum", err)
	}
}

func TestWriteNPYErrors(t *testing.T) {
	err := WriteNPY(&bytes.Buffer{}, &Array[float64]{Shape: []int{2, 2}, Data: make([]float64, 3)})
	if err == nil || !strings.Contains(err.Error(), "3 elements of shape [2 2], want 4") {
		t.Errorf("error %v", err)
	}
}

// FuzzReadNPY checks that whatever is accepted is written and read back the same.
func FuzzReadNPY(f *testing.F) {
	files, err := filepath.Glob("testdata/*.npy")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		a, err := ReadNPY[float64](bytes.NewReader(content), "fuzz")
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteNPY(&b, a); err != nil {
			t.Fatal(err)
		}
		again, err := ReadNPY[float64](&b, "again")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Shape, again.Shape) || !same(a.Data, again.Data) {
			t.Fatalf("%v read back as %v", a, again)
		}
	})
}

func FuzzReadNPZ(f *testing.F) {
	for _, file := range []string{"plain.npz", "packed.npz", "samples.npz"} {
		content, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		arrays, err := ReadNPZ[float64](bytes.NewReader(content), int64(len(content)), "fuzz", Members{})
		if err != nil {
			return
		}
		for name, a := range arrays {
			if n, err := elements(a.Shape); err != nil || n != len(a.Data) {
				t.Fatalf("%s: %d elements of shape %v", name, len(a.Data), a.Shape)
			}
		}
	})
}
