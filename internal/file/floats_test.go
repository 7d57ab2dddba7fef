package file

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFloats(t *testing.T) {
	x := []float64{0, 1, -2, math.Inf(1), math.NaN(), 5e-324, 0.1}
	b := AppendFloats([]byte("head"), x)
	if got, want := string(b[4:28]), "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x00\xc0"; got != want {
		t.Errorf("0, 1, -2 are %q, want %q", got, want)
	}
	if diff := cmp.Diff(x, Floats[float64](b[4:], 64), cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
	narrow := []float32{0, 1, -2, float32(math.Inf(1)), float32(math.NaN()), 0, 0.1}
	if diff := cmp.Diff(narrow, Floats[float32](b[4:], 64), cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
	b = AppendFloats(nil, narrow)
	if got, want := string(b[4:12]), "\x00\x00\x80\x3f\x00\x00\x00\xc0"; got != want {
		t.Errorf("1, -2 in float32 are %q, want %q", got, want)
	}
	if diff := cmp.Diff(narrow, Floats[float32](b, 32), cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
}

func TestAddFloats(t *testing.T) {
	for _, c := range []struct {
		size, count, bits int
		want              int
		err               string
	}{
		{0, 0, 32, 0, ""},
		{10, 3, 32, 22, ""},
		{10, 3, 64, 34, ""},
		{7, (math.MaxInt - 7) / 8, 64, 7 + (math.MaxInt-7)/8*8, ""},
		{7, (math.MaxInt-7)/8 + 1, 64, 0, "want 0 or more and what fits in memory"},
		{0, math.MaxInt, 32, 0, "want 0 or more and what fits in memory"},
		{0, -1, 64, 0, "-1 numbers, want 0 or more"},
		{0, 1, 16, 0, "numbers of 16 bits, want 32 or 64"},
		{0, 1, 0, 0, "numbers of 0 bits"},
	} {
		got, err := AddFloats(c.size, c.count, c.bits)
		if got != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("AddFloats(%d, %d, %d) = %d, %v, want %d, %q", c.size, c.count, c.bits, got, err, c.want, c.err)
		}
	}
}

func TestOverflow(t *testing.T) {
	x := []float64{math.Inf(1), math.NaN(), 3.4e38, -1e39, 1e300}
	b := AppendFloats(nil, x)
	if i, v := Overflow[float32](b, 64); i != 3 || v != -1e39 {
		t.Errorf("number %d, %v, want number 3, -1e39", i, v)
	}
	if i, _ := Overflow[float32](b[:24], 64); i >= 0 {
		t.Errorf("number %d of %v", i, x[:3])
	}
	if i, _ := Overflow[float64](b, 64); i >= 0 {
		t.Errorf("number %d in float64", i)
	}
}
