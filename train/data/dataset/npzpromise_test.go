package dataset

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"strings"
	"testing"
)

// TestPromisesOfMembers reads a deflated member that promises more than it holds: memory grows with what is there, not with
// the promise, which is within all limits.
func TestPromisesOfMembers(t *testing.T) {
	const promised = 5_000_000 // elements
	noise := make([]byte, 1<<16)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	var deflated bytes.Buffer
	w, err := flate.NewWriter(&deflated, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	head := shaped("'<f8'", "(5000000,)", 0)
	w.Write([]byte(head))
	w.Write(noise)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	content := archive(t, []*zip.FileHeader{{Name: "x.npy", Method: zip.Deflate, CompressedSize64: uint64(deflated.Len()),
		UncompressedSize64: uint64(len(head) + 8*promised)}}, deflated.String())
	got := allocated(func() {
		_, err = ReadNPZ[float64](bytes.NewReader(content), int64(len(content)), "a.npz", Members{})
	})
	if err == nil || !strings.Contains(err.Error(), "x.npy") {
		t.Errorf("error %v, want one that names the member", err)
	}
	if got > 1<<20 {
		t.Errorf("%d bytes allocated for a member of %d, want less than 1 MiB", got, deflated.Len())
	}
}
