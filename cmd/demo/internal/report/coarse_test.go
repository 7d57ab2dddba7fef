package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A smooth picture keeps its colours to half a step, stays transparent where it was, and compresses to less.
func TestCoarse(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 256, 200))
	for y := range 200 {
		for x := range 256 {
			wave := math.Sin(float64(x*y) / 9000)
			img.SetNRGBA(x, y, color.NRGBA{uint8(127 + 127*wave), uint8(90 + 60*wave*wave), uint8(127 - 100*wave), 255})
		}
	}
	img.SetNRGBA(3, 4, color.NRGBA{})
	got := coarse(img)
	for i, v := range img.Pix {
		if d := int(got.Pix[i]) - int(v); d > coarseStep/2 || d < -coarseStep/2 || (v == 0 || v == 255) && d != 0 {
			t.Fatalf("byte %d is %d, want %d or near", i, got.Pix[i], v)
		}
	}
	exact, err := encodePNG(img)
	if err != nil {
		t.Fatal(err)
	}
	small, err := plainPNG(got)
	if err != nil || 2*len(small) > len(exact) {
		t.Errorf("%d bytes, %v, want less than half of %d", len(small), err, len(exact))
	}
	read, err := png.Decode(bytes.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got.Pix, read.(*image.NRGBA).Pix); diff != "" || read.Bounds() != got.Bounds() {
		t.Errorf("the picture read again (-want +got)\n%s", diff)
	}
}
