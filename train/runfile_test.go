package train

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/internal/file"
)

// TestReadRunVersion1 reads a file that version 1 wrote after 3 steps of Adam, parameter i set to (i−7)/8.
func TestReadRunVersion1(t *testing.T) {
	path := filepath.Join("testdata", "v1", "adam.run")
	h, err := readRun(path)
	if err != nil {
		t.Fatal(err)
	}
	params := []float64{-7. / 8, -6. / 8, -5. / 8, -4. / 8, -3. / 8, -2. / 8, -1. / 8}
	if diff := cmp.Diff(file.AppendFloats(nil, params), h.Sections[0].data); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
	var got strings.Builder
	for _, s := range h.Sections {
		fmt.Fprintf(&got, "%s:%d×%d ", s.Name, s.Count, s.Bits)
	}
	want := "params:7×64 last:7×64 average:0×64 optimizer 0:7×64 optimizer 1:7×64 optimizer 2:1×64 " +
		"epoch sums:2×64 epoch parts:2×64 term 0:2×64 counters:8×64 "
	if got.String() != want {
		t.Errorf("sections %q, want %q", got.String(), want)
	}
}

// TestRunSizes checks that sections of no size at all are refused, before memory is asked for them.
func TestRunSizes(t *testing.T) {
	for _, c := range []struct {
		count, bits int
		want        string
	}{
		{-1, 64, `section "params": -1 numbers`},
		{1, 17, `section "params": numbers of 17 bits`},
		{math.MaxInt, 64, `section "params": 9223372036854775807 numbers`},
		{math.MaxInt / 8, 64, "sections: 4 of 9223372036854775800 bytes: the run file is truncated"},
	} {
		b, err := runFormat.Encode(runHeader{Sections: []runSection{{Name: "params", Bits: c.bits, Count: c.count}}})
		if err != nil {
			t.Fatal(err)
		}
		want := c.want
		if math.MaxInt == math.MaxInt32 {
			want = strings.NewReplacer("9223372036854775807", "2147483647", "9223372036854775800", "2147483640").Replace(want)
		}
		if _, err := decodeRun(strings.NewReader(string(b))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d numbers of %d bits: error %v, want one with %q", c.count, c.bits, err, want)
		}
	}
}

// FuzzDecodeRun checks that no file makes the parser fail in any other way than by an error, and that what it accepts is
// written back as it was.
func FuzzDecodeRun(f *testing.F) {
	h := runHeader{Optimizer: "Adam(0.001)", Parts: []string{"value"}, Points: []int{3}, Batches: []int{3},
		Sections: []runSection{newSection("params", []float32{1, 2}), newSection("counters", []float64{3})}}
	b, err := h.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(runFormat.Word + "\x00\x01\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := decodeRun(bytes.NewReader(b))
		if err != nil {
			return
		}
		for _, s := range h.Sections {
			if s.Bits == 32 {
				_, err = numbers[float32](s)
			} else {
				_, err = numbers[float64](s)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		again, err := h.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeRun(bytes.NewReader(again)); err != nil {
			t.Fatal(err)
		}
	})
}
