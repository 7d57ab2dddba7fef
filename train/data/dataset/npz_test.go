package dataset

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
	arrays, err := OpenNPZ[float32]("testdata/molecules.npz", Members{Names: []string{"energy", "none"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]*Array[float32]{"energy": {Shape: []int{3}, Data: []float32{7, 0.5, 2.5}}}
	if diff := cmp.Diff(want, arrays); diff != "" {
		t.Errorf("one array beside text (-want +got):\n%s", diff)
	}
	if _, err := OpenNPZ[float64]("testdata/molecules.npz", Members{}); err == nil || !strings.Contains(err.Error(), `molecules.npz: names.npy: offset`) {
		t.Errorf("all arrays, text among them: error %v", err)
	}
}

// archive is a ZIP file with members in their order: file headers and what is written as their bytes, as it stands.
func archive(t testing.TB, headers []*zip.FileHeader, contents ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, h := range headers {
		w, err := z.CreateRaw(h)
		if err == nil {
			_, err = io.WriteString(w, contents[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNPZErrors(t *testing.T) {
	array := shaped("'<f8'", "(1,)", 8)
	n := uint64(len(array))
	member := func(change func(h *zip.FileHeader)) *zip.FileHeader {
		h := &zip.FileHeader{Name: "x.npy", CompressedSize64: n, UncompressedSize64: n}
		change(h)
		return h
	}
	plain := func() *zip.FileHeader { return member(func(*zip.FileHeader) {}) }
	for want, headers := range map[string][]*zip.FileHeader{
		`a second member "x.npy", want one of each name`:                {plain(), plain()},
		`member "x.txt", want .npy files alone`:                         {member(func(h *zip.FileHeader) { h.Name = "x.txt" })},
		"x.npy: an encrypted member":                                    {member(func(h *zip.FileHeader) { h.Flags = 1 })},
		"x.npy: compression method 12, want 0 (stored) or 8 (deflated)": {member(func(h *zip.FileHeader) { h.Method = 12 })},
		"x.npy: 9223372036854775808 bytes in an archive of":             {member(func(h *zip.FileHeader) { h.CompressedSize64 = 1 << 63 })},
		"x.npy: a stored member of 1 bytes in":                          {member(func(h *zip.FileHeader) { h.UncompressedSize64 = 1 })},
		"x.npy: 1099511627776 bytes out of":                             {member(func(h *zip.FileHeader) { h.Method, h.UncompressedSize64 = 8, 1<<40 })},
		"checksum":                                                      {member(func(h *zip.FileHeader) { h.CRC32 = 1 })},
	} {
		content := archive(t, headers, array, array)
		_, err := ReadNPZ[float64](bytes.NewReader(content), int64(len(content)), "a.npz", Members{})
		if err == nil || !strings.Contains(err.Error(), "dataset: a.npz: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	if _, err := OpenNPZ[float64]("testdata/cube.npy", Members{}); err == nil || !strings.Contains(err.Error(), "want a ZIP archive") {
		t.Errorf("no archive: error %v", err)
	}
	if _, err := OpenNPZ[float64]("testdata/none.npz", Members{}); err == nil || !strings.Contains(err.Error(), "none.npz") {
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

// TestTruncatedNPZ reads every beginning of archives.
func TestTruncatedNPZ(t *testing.T) {
	for _, name := range []string{"plain.npz", "packed.npz"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for n := range content {
			_, err := ReadNPZ[float64](bytes.NewReader(content[:n]), int64(n), "begun.npz", Members{})
			if err == nil || !strings.Contains(err.Error(), "dataset: begun.npz: ") {
				t.Fatalf("%s: %d of %d bytes: error %v, want one that names the file", name, n, len(content), err)
			}
		}
	}
}

// TestMaxBytes reads a megabyte of zeros that NumPy compressed a thousand times, and archives that promise more.
func TestMaxBytes(t *testing.T) {
	content, err := os.ReadFile("testdata/zeros.npz")
	if err != nil {
		t.Fatal(err)
	}
	read := func(m Members) (arrays map[string]*Array[float32], err error) {
		return ReadNPZ[float32](bytes.NewReader(content), int64(len(content)), "zeros.npz", m)
	}
	const need = 4 << 20 // of float32
	exact := int64(need - 8*len(content))
	for _, most := range []int64{0, exact, 1 << 62, 1<<63 - 1} {
		arrays, err := read(Members{MaxBytes: most})
		if err != nil || len(arrays["x"].Data) != 1<<20 {
			t.Errorf("MaxBytes %d: %d arrays and error %v, want a million zeros", most, len(arrays), err)
		}
	}
	for most, want := range map[int64]string{
		exact - 1: "zeros.npz: x.npy: 1048576 elements of shape [1048576] take 4194304 bytes, want at most 4194303, see MaxBytes",
		-1:        "MaxBytes -1, want at least 0",
	} {
		var arrays map[string]*Array[float32]
		if bytes := allocated(func() { arrays, err = read(Members{MaxBytes: most}) }); bytes > 1<<18 {
			t.Errorf("MaxBytes %d: %d bytes allocated for what is refused", most, bytes)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("MaxBytes %d: arrays %v, error %v, want one with %q", most, slices.Collect(maps.Keys(arrays)), err, want)
		}
	}
}

// TestMaxBytesOfAll counts what several arrays take together.
func TestMaxBytesOfAll(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"x.npy", "y.npy"} {
		w, err := z.Create(name) // deflated
		if err == nil {
			_, err = io.WriteString(w, shaped("'|i1'", "(100000,)", 100000))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := ReadNPZ[float64](bytes.NewReader(b.Bytes()), int64(b.Len()), "two.npz", Members{MaxBytes: 800000})
	if err == nil || !strings.Contains(err.Error(), "two.npz: y.npy: 100000 elements") {
		t.Errorf("error %v, want one about the second array", err)
	}
}
