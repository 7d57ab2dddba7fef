package safetensors

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/internal/file"
)

// frame is a file with the header, and that many bytes of arrays.
func frame(header string, size int) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), make([]byte, size)...)
}

// TestRoundTrip writes a file and reads it from a stream in which others follow.
func TestRoundTrip(t *testing.T) {
	want := File{
		Metadata: map[string]string{"a": `"quoted"`, "ü": "\n"},
		Tensors: []Tensor{
			{"z", "F64", []int{2, 1}, file.AppendFloats(nil, []float64{1, -2})},
			{"a.weight", "F32", []int{}, file.AppendFloats(nil, []float32{0.5})},
			{"empty", "F64", []int{0, 3}, []byte{}},
			{"flags", "BOOL", []int{3}, []byte{1, 0, 1}},
		},
	}
	b, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if begin := 8 + binary.LittleEndian.Uint64(b); begin%8 != 0 {
		t.Errorf("arrays begin at byte %d, want a multiple of 8", begin)
	}
	r := bytes.NewReader(append(bytes.Clone(b), "rest"...))
	got, n, err := Read(r)
	if err != nil || int(n) != len(b) || r.Len() != 4 {
		t.Errorf("%d bytes read of %d, %d left of 4, error %v", n, len(b), r.Len(), err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestReadsReference reads a file of the reference implementation, see testdata/make.py, and expects Encode to write it back
// as that implementation orders it: byte for byte.
func TestReadsReference(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "reference.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	f, _, err := Read(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		shape []int
		want  []float64
	}{
		{"double", []int{2, 3}, []float64{0, 0.1, 0.2, 0.3, 0.4, -1e300}},
		{"single", []int{4}, []float64{1, float64(float32(0.1)), -3.5, float64(float32(1e38))}},
		{"half", []int{2, 4}, []float64{0, 1, -2.5, 65504, 0x1p-24, -0x1.554p-2, math.Inf(1), 0x1.ff8p-15}},
		{"scalar", []int{}, []float64{7}},
		{"none", []int{0, 2}, nil},
	} {
		found := false
		for _, tensor := range f.Tensors {
			if tensor.Name != c.name {
				continue
			}
			found = true
			got, err := Floats[float64](tensor)
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(c.want, got); len(c.want)+len(got) > 0 && diff != "" || !cmp.Equal(tensor.Shape, c.shape) {
				t.Errorf("%s of shape %v, want %v; (-want +got):\n%s", c.name, tensor.Shape, c.shape, diff)
			}
		}
		if !found {
			t.Errorf("no array %q", c.name)
		}
	}
	if diff := cmp.Diff(map[string]string{"made": "by the reference implementation"}, f.Metadata); diff != "" {
		t.Errorf("metadata (-want +got):\n%s", diff)
	}
	if back, err := f.Encode(); err != nil || !bytes.Equal(back, b) {
		t.Errorf("written back otherwise (%v):\n%q\nwant\n%q", err, back[:min(len(back), 400)], b[:400])
	}
}

// TestHalf compares all numbers of 16 bits with their definition.
func TestHalf(t *testing.T) {
	for b := range 1 << 16 {
		sign, exponent, mantissa := 1-2*float64(b>>15), b>>10&31, float64(b&1023)/1024
		want := sign * (1 + mantissa) * math.Pow(2, float64(exponent-15))
		switch {
		case exponent == 0:
			want = sign * mantissa * 0x1p-14
		case exponent == 31 && mantissa == 0:
			want = sign * math.Inf(1)
		case exponent == 31:
			want = math.NaN()
		}
		if got := float64(half(uint16(b))); got != want && (got == got || want == want) {
			t.Errorf("half %04x is %v, want %v", b, got, want)
		}
	}
	for b, want := range map[uint16]float32{0x3f80: 1, 0xc040: -3, 0x4049: 3.140625, 0x7f80: float32(math.Inf(1))} {
		if got := brain(b); got != want {
			t.Errorf("bfloat16 %04x is %v, want %v", b, got, want)
		}
	}
}

// TestReadRefuses gives headers that are wrong, and expects an error that says how, before memory is taken for what they claim.
func TestReadRefuses(t *testing.T) {
	array := func(kind, shape, offsets string) string {
		return fmt.Sprintf(`{"a":{"dtype":%q,"shape":%s,"data_offsets":%s}}`, kind, shape, offsets)
	}
	two := func(first, second string) string {
		return `{"a":{"dtype":"U8","shape":[4],"data_offsets":` + first + `},"b":{"dtype":"U8","shape":[4],"data_offsets":` + second + `}}`
	}
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "header: 0 of 8 bytes: the safetensors file is truncated"},
		{"huge header", append(bytes.Repeat([]byte{0xff}, 8), '{'), "which says that the header has 18446744073709551615 bytes, want at most 100000000"},
		{"short header", frame(`{}`, 0)[:9], "header: 1 of 2 bytes"},
		{"no object", frame(`[]`, 0), "begins with [, want a JSON object"},
		{"empty header", frame("", 0), "header: 0 bytes that end before a JSON object does"},
		{"blank header", frame("  ", 0), "header: 2 bytes that end before a JSON object does"},
		{"open header", frame(`{`, 0), "header: 1 bytes that end before a JSON object does"},
		{"no JSON", frame(`{"a":`, 0), "header: 5 bytes that end before a JSON object does"},
		{"long name", frame(`{"`+strings.Repeat("a", 1000)+`":{"dtype":"U8","shape":[1],"data_offsets":[0,2]}}`, 2), `header: "` + strings.Repeat("a", 200) + `": bytes [0 2]`},
		{"long shape", frame(array("U8", "["+strings.Repeat("1,", 5000)+"-1]", "[0,1]"), 1), "1 1…, want no negative length"},
		{"commands", frame("\"\x1b[2J\"", 0), `invalid character '\x1b'`},
		{"escaped commands", frame(`"\u001b[2J"`, 0), `header: begins with "\x1b[2J", want a JSON object`},
		{"deep", frame(`{"a":`+strings.Repeat("[", 20000)+strings.Repeat("]", 20000)+`}`, 0), `"a"`},
		{"more than an object", frame(`{} {}`, 0), "{ follows, want nothing but blanks"},
		{"twice", frame(`{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}`, 0), `two arrays are called "a"`},
		{"metadata twice", frame(`{"__metadata__":{},"__metadata__":{}}`, 0), `two arrays are called "__metadata__"`},
		{"metadata", frame(`{"__metadata__":{"a":1}}`, 0), "cannot unmarshal number"},
		{"type", frame(array("F8_E4M3", "[1]", "[0,1]"), 1), `numbers of type "F8_E4M3", want one of`},
		{"null", frame(`{"a":null}`, 0), `numbers of type ""`},
		{"negative", frame(array("U8", "[-1,-4]", "[0,4]"), 4), "want no negative length"},
		{"overflow", frame(array("F64", "[4294967296,4294967296]", "[0,0]"), 0), "want one that fits in memory"},
		{"zero times overflow", frame(array("F64", "[4294967296,4294967296,0]", "[0,0]"), 0), "want one that fits in memory"},
		{"no place", frame(`{"a":{"dtype":"U8","shape":[1]}}`, 1), "want a place to begin and one to end"},
		{"backwards", frame(array("U8", "[1]", "[1,0]"), 1), "want a place to begin and one to end"},
		{"before the beginning", frame(array("U8", "[1]", "[-1,0]"), 1), "want a place to begin and one to end"},
		{"other size", frame(array("U8", "[4]", "[0,5]"), 5), "want 4 of them for type U8 and shape [4]"},
		{"hole at the beginning", frame(array("U8", "[4]", "[1,5]"), 5), `array "a" begins at byte 1, want 0`},
		{"hole", frame(two("[0,4]", "[5,9]"), 9), `array "b" begins at byte 5, want 4`},
		{"overlap", frame(two("[0,4]", "[3,7]"), 7), `array "b" begins at byte 3, want 4`},
		{"same place", frame(two("[0,4]", "[0,4]"), 4), "begins at byte 0, want 4"},
		{"fewer bytes", frame(array("F64", "[100000000000]", "[0,800000000000]"), 16), "arrays: 16 of 800000000000 bytes"},
	} {
		if math.MaxInt == math.MaxInt32 && c.name == "fewer bytes" {
			c.want = "want one that fits in memory"
		}
		if _, _, err := Read(bytes.NewReader(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	byteAt := func(name string) Tensor { return Tensor{name, "U8", []int{1}, []byte{1}} }
	for name, f := range map[string]File{
		"twice":    {Tensors: []Tensor{byteAt("a"), byteAt("a")}},
		"metadata": {Tensors: []Tensor{byteAt("__metadata__")}},
		"size":     {Tensors: []Tensor{{"a", "U8", []int{2}, []byte{1}}}},
		"type":     {Tensors: []Tensor{{"a", "F7", []int{1}, []byte{1}}}},
	} {
		if _, err := f.Encode(); err == nil || !strings.Contains(err.Error(), "safetensors: ") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := Floats[float32](Tensor{"a", "F64", []int{1}, file.AppendFloats(nil, []float64{-1e39})}); err == nil {
		t.Error("-1e39 as a float32: no error")
	}
	if _, err := Floats[float32](byteAt("a")); err == nil {
		t.Error("integers: no error")
	}
}

// FuzzRead expects whatever is read to be written and read back the same.
func FuzzRead(f *testing.F) {
	reference, err := os.ReadFile(filepath.Join("testdata", "reference.safetensors"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(reference)
	f.Add(frame(`{}`, 0))
	f.Add(frame(`{"__metadata__":{"a":"b"},"a":{"dtype":"U8","shape":[2,0],"data_offsets":[0,0]}}  `, 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, n, err := Read(bytes.NewReader(b))
		if err != nil {
			return
		}
		if n > int64(len(b)) {
			t.Fatalf("%d bytes read of %d", n, len(b))
		}
		back, err := got.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := Read(bytes.NewReader(back))
		if err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(got.Metadata, again.Metadata) || len(got.Tensors) != len(again.Tensors) {
			t.Errorf("%v, read back as %v", got, again)
		}
		for i, a := range got.Tensors {
			if b := again.Tensors[i]; a.Name != b.Name || a.Type != b.Type || !bytes.Equal(a.Data, b.Data) {
				t.Errorf("array %v is read back as %v", a, b)
			}
		}
	})
}
