package report

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// noise is a picture that nothing compresses.
type noise struct{ rng *rand.Rand }

func (n noise) render() (block, error) {
	img := image.NewNRGBA(image.Rect(0, 0, 600, 600))
	for i := range img.Pix {
		img.Pix[i] = uint8(n.rng.Uint32()) | uint8(i%4/3*255)
	}
	b := block{Title: "noise"}
	b.addPanel("", "", img)
	return b, nil
}

// A page of many pictures stays below three megabytes, one of few has all their pixels.
func TestPageStaysSmall(t *testing.T) {
	for n, full := range map[int]bool{1: true, 12: false} {
		var items []Item
		for i := range n {
			items = append(items, noise{rand.New(rand.NewPCG(1, uint64(i)))})
		}
		path, err := one(items...).Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		html, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(html) > 3_000_000 {
			t.Errorf("%d pictures: the page has %d bytes, want at most 3 million", n, len(html))
		}
		if got := strings.Contains(string(html), fmt.Sprintf(`width="%d"`, 600)); got != full {
			t.Errorf("%d pictures at their full size: %v, want %v", n, got, full)
		}
	}
}

// A smaller picture has the mean of what it covers, and the opacity.
func TestScaled(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 4, 2))
	for x := range 4 {
		img.SetNRGBA(x, 0, color.NRGBA{R: uint8(40 * x), A: 255})
	}
	got := scaled(img, 0.5).(*image.NRGBA)
	if got.Bounds() != image.Rect(0, 0, 2, 1) {
		t.Fatalf("half of %v is %v", img.Bounds(), got.Bounds())
	}
	for x, want := range []color.NRGBA{{R: 20, A: 128}, {R: 100, A: 128}} { // the lower row is transparent and has no colour
		if got.NRGBAAt(x, 0) != want {
			t.Errorf("pixel %d is %v, want %v", x, got.NRGBAAt(x, 0), want)
		}
	}
	if c := scaled(img, 2./3).(*image.NRGBA).NRGBAAt(0, 0); c.R != 13 { // one pixel and half of the next: (0 + 40/2)/1.5
		t.Errorf("at two thirds the first pixel is %v, want a red of 13", c)
	}
	if scaled(img, 1) != image.Image(img) {
		t.Error("at its own size a picture is another")
	}
}
