package dataset

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// allocated returns the bytes that f allocates.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// TestMemory compares what reading a file allocates, all in all, with its numbers' size.
func TestMemory(t *testing.T) {
	const n, slack = 1 << 20, 1 << 18 // the slack is for buffers
	path := filepath.Join(t.TempDir(), "a.npy")
	for _, c := range []struct {
		descr string
		width int
	}{{"'|i1'", 1}, {"'<f4'", 4}, {"'<f8'", 8}} {
		content := shaped(c.descr, "(1048576,)", n*c.width)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		fortran := strings.Replace(content, "False", "True ", 1)
		for name, read := range map[string]struct {
			f    func() error
			most int // bytes
		}{
			"file, float32":              {func() error { _, err := OpenNPY[float32](path); return err }, 4 * n},
			"file, float64":              {func() error { _, err := OpenNPY[float64](path); return err }, 8 * n},
			"stream, float64":            {func() error { _, err := ReadNPY[float64](strings.NewReader(content), "a.npy"); return err }, 16 * n},
			"stream, Fortran to float32": {func() error { _, err := ReadNPY[float32](strings.NewReader(fortran), "a.npy"); return err }, 12 * n},
		} {
			var err error
			if got := allocated(func() { err = read.f() }); got > read.most+slack || err != nil {
				t.Errorf("%s, %s: %d bytes and error %v, want at most %d", c.descr, name, got, err, read.most)
			}
		}
	}
}

// TestMemoryCSV reads cells of one byte and a comma, the worst there are.
func TestMemoryCSV(t *testing.T) {
	const rows = 1 << 15
	content := "a,b,c,d,e,f,g,h\n" + strings.Repeat("1,2,3,4,5,6,7,8\n", rows)
	var err error
	got := allocated(func() { _, err = ReadCSV(strings.NewReader(content), "a.csv") })
	if err != nil || got > 32*len(content) {
		t.Errorf("%d bytes for a file of %d and error %v, want at most 32 times as many", got, len(content), err)
	}
}

// TestPromises reads headers that promise what is not there, without memory for it.
func TestPromises(t *testing.T) {
	content := shaped("'<f8'", "(100000000,)", 64)
	path := filepath.Join(t.TempDir(), "a.npy")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func() error{
		"file":   func() error { _, err := OpenNPY[float64](path); return err },
		"stream": func() error { _, err := ReadNPY[float64](bytes.NewReader([]byte(content)), "a.npy"); return err },
	} {
		var err error
		if got := allocated(func() { err = read() }); got > 1<<18 || err == nil || !strings.Contains(err.Error(), "file ends after 8 elements, want 100000000") {
			t.Errorf("%s: %d bytes allocated and error %v", name, got, err)
		}
	}
}
