package dataset

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func rowsOf(from, to int) Rows { return func(int) (int, int) { return from, to } }

// TestRows reads every range of rows, in row-major and column-major order, of files and of archives, and expects what reading
// everything gives.
func TestRows(t *testing.T) {
	dir := t.TempDir()
	column := shaped("'<f8'", "(5, 3)", 0)
	column = strings.Replace(column, "False", "True ", 1)
	for i := range 15 {
		column += string([]byte{0, 0, 0, 0, 0, 0, byte(16 * i), 0x40})
	}
	path := filepath.Join(dir, "columns.npy")
	if err := os.WriteFile(path, []byte(column), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, "testdata/cube.npy", "testdata/cubefortran.npy", "testdata/f2big.npy", "testdata/i1.npy"} {
		whole, err := OpenNPY[float64](path)
		if err != nil {
			t.Fatal(err)
		}
		n := whole.Shape[0]
		each := len(whole.Data) / n
		for from := range n + 1 {
			for to := from; to <= n; to++ {
				part, err := OpenNPYRows[float64](path, rowsOf(from, to))
				if err != nil {
					t.Fatal(err)
				}
				shape := append([]int{to - from}, whole.Shape[1:]...)
				if diff := cmp.Diff(shape, part.Shape); diff != "" || !same(part.Data, whole.Data[from*each:to*each]) {
					t.Errorf("%s, rows %d to %d: %v; shape (-want +got):\n%s", path, from, to, part.Data, diff)
				}
			}
		}
	}
	for _, path := range []string{"testdata/plain.npz", "testdata/packed.npz"} {
		arrays, err := OpenNPZ[float64](path, Members{Names: []string{"x"}, Rows: rowsOf(1, 2)})
		if err != nil {
			t.Fatal(err)
		}
		if x := arrays["x"]; !slices.Equal(x.Shape, []int{1, 3, 4}) || !same(x.Data, count(24)[12:]) {
			t.Errorf("%s: %v, want the second half of the cube", path, x)
		}
	}
}

// TestRowsOfCSV expects rows of a file with a header in a comment and lines between the rows, and the line of a mistake in them.
func TestRowsOfCSV(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("# x,y\n0,1\n\n2,3\n# here\n4,\"5\"\n6,seven\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from := range 4 {
		for to := from; to < 4; to++ {
			table, err := OpenCSVRows(path, func(n int) (int, int) {
				if n != 4 {
					t.Errorf("%d rows, want 4", n)
				}
				return from, to
			})
			if err != nil {
				t.Fatal(err)
			}
			if !same(table.Data, count(6)[2*from:2*to]) {
				t.Errorf("rows %d to %d: %v", from, to, table.Data)
			}
		}
	}
	if _, err := OpenCSVRows(path, rowsOf(3, 4)); err == nil || !strings.Contains(err.Error(), `a.csv:7:3: column "y" is "seven"`) {
		t.Errorf("error %v, want one that names the line", err)
	}
}

// TestRowsErrors expects files that are too short to be found out, and ranges that are none to panic.
func TestRowsErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	if err := os.WriteFile(path, []byte(shaped("'<f8'", "(4, 2)", 63)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenNPYRows[float64](path, rowsOf(0, 1)); err == nil || !strings.Contains(err.Error(), "file ends after 7 elements, want 8") {
		t.Errorf("a file cut short: error %v", err)
	}
	if _, err := OpenNPYRows[float64]("testdata/scalar.npy", rowsOf(0, 1)); err == nil || !strings.Contains(err.Error(), "want an array with rows") {
		t.Errorf("a scalar: error %v", err)
	}
	content, err := os.ReadFile("testdata/packed.npz")
	if err != nil {
		t.Fatal(err)
	}
	broken := archive(t, []*zip.FileHeader{{Name: "x.npy", Method: zip.Store, CompressedSize64: 90, UncompressedSize64: 90}}, string(content[:90]))
	if _, err := ReadNPZ[float64](bytes.NewReader(broken), int64(len(broken)), "a.npz", Members{Rows: rowsOf(0, 1)}); err == nil || !strings.Contains(err.Error(), "a.npz: x.npy: offset 0") {
		t.Errorf("a member that is no array: error %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("rows 1 to 3 of 2: no panic")
		}
	}()
	OpenNPYRows[float64]("testdata/cube.npy", rowsOf(1, 3))
}

// TestRowsMemory expects an eighth of a file to take an eighth of the memory.
func TestRowsMemory(t *testing.T) {
	const n, slack = 1 << 20, 1 << 18
	path := filepath.Join(t.TempDir(), "a.npy")
	if err := os.WriteFile(path, []byte(shaped("'<f8'", "(1048576,)", 8*n)), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	got := allocated(func() { _, err = OpenNPYRows[float64](path, rowsOf(n/8, n/4)) })
	if err != nil || got > 8*n/8+slack {
		t.Errorf("%d bytes allocated and error %v, want %d at most", got, err, 8*n/8+slack)
	}
	lines := "x,y\n" + strings.Repeat("1,2\n", n/8)
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	got = allocated(func() { _, err = OpenCSVRows(path, rowsOf(0, n/64)) })
	whole := allocated(func() { _, err = OpenCSV(path) })
	if err != nil || got > whole/4 && !raceAllocates {
		t.Errorf("%d bytes allocated for an eighth of the rows, %d for all (%v)", got, whole, err)
	}
}
