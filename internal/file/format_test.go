package file

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var testFormat = Format{Word: "test-file", Name: "test file", Body: "weights", Version: 2}

type testHeader struct {
	Size int    `json:"size"`
	Who  string `json:"who,omitempty"`
}

// frame writes a file's contents out by hand.
func frame(version byte, header, body string) []byte {
	b := append([]byte("test-file\x00"), version, '\n')
	b = append(b, byte(len(header)), byte(len(header)>>8), byte(len(header)>>16), byte(len(header)>>24))
	return sum(append(b, header+body...))
}

// sum appends the checksum.
func sum(b []byte) []byte { return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)) }

// read is Format.Read with the header's own size.
func read(r io.Reader) (h testHeader, body []byte, n int64, err error) {
	body, n, err = testFormat.Read(r, &h, func() (int, error) { return h.Size, nil })
	return h, body, n, err
}

func decode(b []byte, check error) (body []byte, err error) {
	var h testHeader
	return testFormat.Decode(bytes.NewReader(b), &h, func() (int, error) { return h.Size, check })
}

func TestEncode(t *testing.T) {
	got, err := testFormat.Encode(testHeader{Size: 5}, []byte("ab"), nil, []byte("cde"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(frame(2, `{"size":5}`, "abcde"), got); diff != "" {
		t.Error(diff)
	}
	if _, err := testFormat.Encode(math.NaN()); err == nil || !strings.Contains(err.Error(), "header: json") {
		t.Errorf("no JSON: error %v", err)
	}
	_, err = testFormat.Encode(testHeader{Who: strings.Repeat("x", maxHeader)})
	if err == nil || !strings.Contains(err.Error(), "want at most 1048576") {
		t.Errorf("a large header: error %v", err)
	}
}

// TestReadStream reads three files that follow one another, one of an older version, and what comes after them.
func TestReadStream(t *testing.T) {
	stream := frame(1, `{"size":3,"who":"a"}`, "one")
	stream = append(stream, frame(2, `{"size":0,"who":"b"}`, "")...)
	stream = append(stream, frame(2, `{"size":5,"who":"c"}`, "three")...)
	stream = append(stream, "rest"...)
	r := bytes.NewReader(stream)
	for _, want := range []testHeader{{3, "a"}, {0, "b"}, {5, "c"}} {
		before := r.Len()
		h, body, n, err := read(r)
		if err != nil {
			t.Fatal(err)
		}
		if h != want || len(body) != want.Size || n != int64(before-r.Len()) {
			t.Errorf("header %v, body %q, %d bytes of %d", h, body, n, before-r.Len())
		}
	}
	if rest, err := io.ReadAll(r); err != nil || string(rest) != "rest" {
		t.Errorf("after the files: %q (%v), want %q", rest, err, "rest")
	}
}

func TestDecodeErrors(t *testing.T) {
	good := frame(2, `{"size":5}`, "abcde")
	if body, err := decode(good, nil); err != nil || string(body) != "abcde" {
		t.Fatalf("body %q, error %v", body, err)
	}
	flip := func(i int) []byte {
		b := bytes.Clone(good)
		b[i] ^= 1
		return b
	}
	long := func(size uint32) []byte {
		return sum(append(binary.LittleEndian.AppendUint32([]byte("test-file\x00\x02\n"), size), "{}"...))
	}
	fault := errors.New("of another network")
	head := len("test-file\x00\x02\n") + 4
	for _, c := range []struct {
		name  string
		bytes []byte
		size  error
		want  string
	}{
		{"empty", nil, nil, `no test file: begins with "", want "test-file\x00\x02\n"`},
		{"foreign", []byte("PK\x03\x04 something else"), nil, "no test file: begins with"},
		{"short", good[:4], nil, `no test file: begins with "test"`},
		{"newer", frame(3, `{"size":5}`, "abcde"), nil, "test file of version 3, want at most 2: a newer release wrote it"},
		{"version 0", frame(0, `{"size":5}`, "abcde"), nil, "test file of version 0, want 1 to 2"},
		{"no header", good[:head-2], nil, "header: 2 of 4 bytes: the test file is truncated"},
		{"half a header", good[:head+3], nil, "header: 3 of 10 bytes: the test file is truncated"},
		{"half a body", good[:len(good)-6], nil, "weights: 3 of 5 bytes: the test file is truncated"},
		{"half a checksum", good[:len(good)-1], nil, "checksum: 3 of 4 bytes: the test file is truncated"},
		{"trailing bytes", append(bytes.Clone(good), "more"...), nil, "4 bytes after the test file, want none"},
		{"damaged body", flip(len(good) - 6), nil, "the file is damaged"},
		{"damaged header", flip(head), nil, "the file is damaged"},
		{"damaged number", flip(head + 8), nil, "the file is damaged"},
		{"damaged checksum", flip(len(good) - 1), nil, "the file is damaged"},
		{"refused", good, fault, "of another network"},
		{"refused and damaged", flip(len(good) - 6), fault, "the file is damaged"},
		{"no JSON", frame(2, `{"size":five}`, "abcde"), nil, "header: invalid character"},
		{"negative body", frame(2, `{"size":-5}`, "abcde"), nil, "weights of -5 bytes"},
		{"header of 2 GiB", long(0x80000000), nil, "header of 2147483648 bytes, want at most 1048576"},
		{"header of 4 GiB", long(0xffffffff), nil, "header of 4294967295 bytes, want at most 1048576"},
	} {
		if _, err := decode(c.bytes, c.size); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	for i := range good {
		if _, err := decode(good[:i], nil); err == nil {
			t.Errorf("the first %d of %d bytes: no error", i, len(good))
		}
		if _, err := decode(flip(i), nil); err == nil {
			t.Errorf("byte %d changed: no error", i)
		}
	}
}

// TestReadAllocatesWhatIsThere reads a small file that promises 2 GiB.
func TestReadAllocatesWhatIsThere(t *testing.T) {
	b := frame(2, `{"size":2147483647}`, strings.Repeat("x", 3<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := decode(b, nil)
	runtime.ReadMemStats(&after)
	if err == nil || !strings.Contains(err.Error(), "3145732 of 2147483647 bytes: the test file is truncated") {
		t.Errorf("error %v", err)
	}
	if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20 {
		t.Errorf("%d bytes allocated for a file of %d", got, len(b))
	}
}

// failing fails after some bytes.
type failing struct {
	r io.Reader
}

var errDisk = errors.New("disk on fire")

func (f failing) Read(b []byte) (int, error) {
	k, err := f.r.Read(b)
	if err == io.EOF {
		err = errDisk
	}
	return k, err
}

func TestReadReportsReader(t *testing.T) {
	good := frame(2, `{"size":5}`, "abcde")
	for i := range good {
		if _, _, n, err := read(failing{bytes.NewReader(good[:i])}); !errors.Is(err, errDisk) || n != int64(i) {
			t.Errorf("after %d bytes: error %v with n = %d, want %v", i, err, n, errDisk)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(frame(2, `{"size":5}`, "abcde"))
	f.Add(frame(1, `{"size":0}`, ""))
	f.Add([]byte("test-file\x00\x02\n\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		body, err := decode(b, nil)
		if err != nil {
			return
		}
		end := len(b) - 4
		if !bytes.Equal(body, b[end-len(body):end]) {
			t.Errorf("body %q of file %q", body, b)
		}
		if _, err := decode(append(bytes.Clone(b), 0), nil); err == nil {
			t.Errorf("%q and a byte more is accepted", b)
		}
	})
}
