package synthgrad

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"example.com/sobolev/cmd/demo/internal/progress"
)

func TestScratchImages(t *testing.T) {
	d := generated{100, 10}.dataset()
	img := image.NewGray(image.Rect(0, 0, 10*side, 10*side))
	for i := range 100 {
		for y := range side { for x := range side {
			img.SetGray(i%10*side+x, i/10*side+y, color.Gray{d.train.pixels[i*pixels+y*side+x]})
		}}
	}
	f, _ := os.Create("/tmp/sgtest/gen.png")
	png.Encode(f, img)
	f.Close()
}

func TestScratch(t *testing.T) {
	name := os.Getenv("SG_DATA")
	if name == "" { t.Skip() }
	steps, _ := strconv.Atoi(os.Getenv("SG_STEPS"))
	hidden, _ := strconv.Atoi(os.Getenv("SG_HIDDEN"))
	t0 := time.Now()
	d, err := load(context.Background(), name, "", generated{10000, 2000})
	if err != nil { t.Fatal(err) }
	fmt.Println("load", time.Since(t0))
	s := &setup{data: d, steps: steps, batch: 256, hidden: hidden, curve: 8}
	bars := progress.New(os.Stderr, true, "", 1)
	for _, m := range methods {
		if w := os.Getenv("SG_METHOD"); w != "" && !strings.Contains(w, m.name) { continue }
		t0 := time.Now()
		r, err := job{m, 1}.run(context.Background(), s, bars.Start("", 1))
		if err != nil { t.Fatal(err) }
		fmt.Println(m.name, r.accuracy, r.curve, time.Since(t0))
	}
}
