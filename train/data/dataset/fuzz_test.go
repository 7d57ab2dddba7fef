package dataset

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// seed adds the files of testdata that match.
func seed(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(files) == 0 {
			f.Fatal(files, err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(content)
		}
	}
}

// requireBounded reads what may be anything, and fails if that takes more than some memory for every byte of the input
// and some for buffers, or if the error is long or does not begin with the file's name.
func requireBounded(t *testing.T, perByte int, content []byte, read func() error) error {
	t.Helper()
	var err error
	if got, most := allocated(func() { err = read() }), perByte*len(content)+4<<20; got > most {
		t.Fatalf("%d bytes allocated for an input of %d, want at most %d", got, len(content), most)
	}
	if err != nil && (!strings.HasPrefix(err.Error(), "dataset: fuzz:") || len(err.Error()) > 2000) {
		t.Fatalf("error of %d bytes: %.200q, want one that names the file, in short", len(err.Error()), err)
	}
	return err
}

// FuzzReadCSV checks that a table is rectangular whatever is read.
func FuzzReadCSV(f *testing.F) {
	seed(f, "*.csv")
	for _, s := range []string{"x,y\n\"1\",NaN\n", "# x,y\n1,2\n", ",x,\n0,1,\n", "\ufeff\"x\"\r\n-1.#IND\r\n", "x;y\n1,5;2\n", "x\n\"1\n\"\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		var table *Table
		err := requireBounded(t, 400, content, func() (err error) {
			table, err = ReadCSV(bytes.NewReader(content), "fuzz")
			return err
		})
		if err != nil {
			return
		}
		if len(table.Data) != table.Rows()*len(table.Columns) || len(table.lines) != table.Rows() {
			t.Fatalf("%d numbers in %d columns and %d lines", len(table.Data), len(table.Columns), len(table.lines))
		}
		finite := func(v float64) bool { return !math.IsInf(v, 0) }
		m, err := Select[float64](table, table.Columns...)
		if all := !slices.ContainsFunc(table.Data, func(v float64) bool { return !finite(v) }); all && (err != nil || !same(m, table.Data)) || !all && err == nil {
			t.Fatalf("all columns selected: %v and error %v, want %v", m, err, table.Data)
		}
	})
}

// FuzzReadNPY checks that whatever is accepted is written and read back the same.
func FuzzReadNPY(f *testing.F) {
	seed(f, "*.npy")
	f.Fuzz(func(t *testing.T, content []byte) {
		var a *Array[float64]
		err := requireBounded(t, 32, content, func() (err error) {
			a, err = ReadNPY[float64](bytes.NewReader(content), "fuzz")
			return err
		})
		if err == nil {
			requireRoundTrip(t, a)
		}
	})
}

// FuzzWriteNPY checks that numbers of any bits in any shape come back.
func FuzzWriteNPY(f *testing.F) {
	f.Add([]byte{1, 2}, []byte("0123456789abcdef"))
	f.Add([]byte{}, []byte("\xff\xff\xff\xff\xff\xff\xff\x7f"))
	f.Add([]byte{0, 3}, []byte{})
	f.Fuzz(func(t *testing.T, axes, bits []byte) {
		wide, narrow := &Array[float64]{Shape: []int{}}, &Array[float32]{Shape: []int{}}
		count := 1
		for _, n := range axes {
			if n > 7 || count > 1<<16 || len(wide.Shape) == maxAxes {
				return
			}
			count *= int(n)
			wide.Shape = append(wide.Shape, int(n))
		}
		narrow.Shape = wide.Shape
		for i := range count {
			var b [8]byte
			copy(b[:], bits[min(8*i, len(bits)):])
			wide.Data = append(wide.Data, math.Float64frombits(binary.LittleEndian.Uint64(b[:])))
			narrow.Data = append(narrow.Data, math.Float32frombits(binary.LittleEndian.Uint32(b[:])))
		}
		requireRoundTrip(t, wide)
		var b bytes.Buffer
		if err := WriteNPY(&b, narrow); err != nil {
			t.Fatal(err)
		}
		again, err := ReadNPY[float32](&b, "again")
		if err != nil {
			t.Fatal(err)
		}
		alike := func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) || x != x && y != y }
		if !slices.Equal(narrow.Shape, again.Shape) || !slices.EqualFunc(narrow.Data, again.Data, alike) {
			t.Fatalf("%v read back as %v", narrow, again)
		}
	})
}

// requireRoundTrip writes the array and reads it back.
func requireRoundTrip(t *testing.T, a *Array[float64]) {
	t.Helper()
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
}

// FuzzHeader checks that what is accepted as the text of a header says what an array is.
func FuzzHeader(f *testing.F) {
	for _, text := range []string{
		"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }   \n",
		`{"shape": (10L,), "fortran_order": True, "descr": "|b1"}`,
		"{'descr': [('x', '<f8'), ('y', '<f8', (2,))], 'fortran_order': False, 'shape': (3,)}",
		"{'descr': '|O', 'fortran_order': False, 'shape': (-1, 99999999999999999999)}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var h header
		err := requireBounded(t, 64, []byte(text), func() error {
			if err := h.parse(text, 10); err != nil {
				return fuzzed{err}
			}
			return nil
		})
		if err == nil && (h.width < 1 || h.width > 8 || h.shape == nil || slices.ContainsFunc(h.shape, func(n int) bool { return n < 0 })) {
			t.Fatalf("%q: %+v", text, h)
		}
		if err != nil && !strings.Contains(err.Error(), "offset ") {
			t.Fatalf("%q: error %v, want one that names the offset", text, err)
		}
	})
}

// fuzzed is an error of a part of a file, with the file's name.
type fuzzed struct{ error }

func (e fuzzed) Error() string { return "dataset: fuzz: " + e.error.Error() }

// FuzzReadNPZ checks that arrays have the elements that their shapes say, in no more than the memory that was granted.
func FuzzReadNPZ(f *testing.F) {
	seed(f, "*.npz")
	f.Fuzz(func(t *testing.T, content []byte) {
		var arrays map[string]*Array[float64]
		err := requireBounded(t, 400, content, func() (err error) {
			arrays, err = ReadNPZ[float64](bytes.NewReader(content), int64(len(content)), "fuzz", Members{MaxBytes: 1 << 20})
			return err
		})
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
