package idx_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/idx"
)

// pack compresses content.
func pack(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write([]byte(content))
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	labels = "\x00\x00\x08\x01\x00\x00\x00\x03\x07\x02\xff"                                     // three of them
	images = "\x00\x00\x08\x03\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x02\x01\x02\x03\x04" // two of 1 × 2 pixels
)

func TestRead(t *testing.T) {
	longest := uint32(1<<32 - 1) // no constant, which would not fit an int of 32 bits
	for _, c := range []struct {
		content string
		shape   []int
		data    []byte
	}{
		{labels, []int{3}, []byte{7, 2, 255}},
		{images, []int{2, 1, 2}, []byte{1, 2, 3, 4}},
		{"\x00\x00\x08\x02\x00\x00\x00\x00\xff\xff\xff\xff", []int{0, int(longest)}, nil},
	} {
		for _, content := range []string{c.content, pack(t, c.content)} {
			a, err := idx.Read(strings.NewReader(content), "a")
			if err != nil {
				t.Fatalf("%q: %v", content, err)
			}
			if !slices.Equal(a.Shape, c.shape) || !slices.Equal(a.Data, c.data) {
				t.Errorf("%q: shape %v, data %v, want %v and %v", content, a.Shape, a.Data, c.shape, c.data)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	broken := []byte(pack(t, images))
	broken[len(broken)-6] ^= 1 // in the checksum
	for _, c := range []struct{ content, want string }{
		{"", "offset 0: the file ends in the magic number, got 0 bytes, want 4"},
		{"\x00\x00\x08", "offset 3: the file ends in the magic number, got 3 bytes, want 4"},
		{"\x00\x00\x0d\x01", "offset 0: magic number 00 00 0d 01, want 00 00 08"},
		{"\x00\x00\x08\x00", "magic number 00 00 08 00"},
		{"GIF8", "magic number 47 49 46 38"},
		{images[:10], "offset 10: the file ends in the length of axis 1, got 2 bytes, want 4"},
		{images[:18], "offset 18: the file ends after 2 elements of shape [2 1 2], want 4"},
		{images + "!", "offset 20: more bytes after 4 elements of shape [2 1 2], want the end"},
		{"\x00\x00\x08\x02\xff\xff\xff\xff\xff\xff\xff\xff", "offset 4: axis 0 has length 4294967295: more than"},
		{"\x00\x00\x08\x01\x70\x00\x00\x00", "offset 8: the file ends after 0 elements"},
		{"\x1f\x8b\x08", "gzip stream"},
		{string(broken), "gzip: invalid checksum"},
		{pack(t, images[:18]), "offset 18: the file ends after 2 elements"},
	} {
		_, err := idx.Read(strings.NewReader(c.content), "train-images")
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "idx: train-images: ") {
			t.Errorf("%q: error %v, want one with %q", c.content, err, c.want)
		}
	}
	if _, err := idx.Open(filepath.Join(t.TempDir(), "none.gz")); err == nil || !strings.Contains(err.Error(), "none.gz") {
		t.Errorf("no file: error %v", err)
	}
}

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "labels.gz")
	if err := os.WriteFile(path, []byte(pack(t, labels)), 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := idx.Open(path)
	if err != nil || len(a.Data) != 3 {
		t.Errorf("%v, %v, want three labels", a, err)
	}
}

// FuzzRead checks that whatever is accepted has as many elements as its shape says, and is what the bytes say.
func FuzzRead(f *testing.F) {
	f.Add([]byte(labels))
	f.Add([]byte(images))
	f.Add([]byte(pack(f, images)))
	f.Fuzz(func(t *testing.T, content []byte) {
		a, err := idx.Read(bytes.NewReader(content), "fuzz")
		if err != nil {
			return
		}
		count := 1
		for _, n := range a.Shape {
			count *= n
		}
		if count != len(a.Data) {
			t.Fatalf("%d elements of shape %v", len(a.Data), a.Shape)
		}
		if content[0] == 0 && !bytes.HasSuffix(content, a.Data) {
			t.Fatalf("elements %v are not the end of %v", a.Data, content)
		}
	})
}

func ExampleRead() {
	file := strings.NewReader("\x00\x00\x08\x02\x00\x00\x00\x02\x00\x00\x00\x03abcdef")
	a, err := idx.Read(file, "letters")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%v %s\n", a.Shape, a.Data)
	// Output: [2 3] abcdef
}
