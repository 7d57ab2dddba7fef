package synthgrad

import (
	"math"
	"math/rand/v2"
)

// generated is a data set that needs no files: drawn digits, each turned, sheared, stretched, bent and moved at random,
// with a stray line and noise.
type generated struct{ train, test int }

const generatedSeed = 0x5d16175

// dataset draws the images. Image i is the same in every set that is large enough to have it.
func (g generated) dataset() *dataset {
	return &dataset{"generated", drawAll(g.train, 0), drawAll(g.test, 1<<40)}
}

// drawAll draws n images, whose numbers start from first.
func drawAll(n int, first uint64) *images {
	s := &images{make([]byte, n*pixels), make([]byte, n)}
	var ink [pixels]float64
	for i := range n {
		rng := rand.New(rand.NewPCG(generatedSeed, first+uint64(i)))
		s.labels[i] = byte(i % classes)
		draw(&ink, glyphs[s.labels[i]], rng)
		for k, v := range ink {
			v += 0.15 * rng.NormFloat64()
			s.pixels[i*pixels+k] = byte(255 * min(max(v, 0), 1))
		}
	}
	return s
}

// draw puts a glyph into an image at random.
func draw(ink *[pixels]float64, glyph [][]point, rng *rand.Rand) {
	clear(ink[:])
	place := placement(rng)
	thickness := 0.5 + 0.8*rng.Float64()
	for _, line := range glyph {
		for i := 1; i < len(line); i++ {
			stroke(ink, place(line[i-1]), place(line[i]), thickness)
		}
	}
	stray := func() point { return point{side * rng.Float64(), side * rng.Float64()} }
	a := stray()
	stroke(ink, a, point{a.x + 5*rng.NormFloat64(), a.y + 5*rng.NormFloat64()}, thickness)
}

// placement returns a random map from the glyphs' sheet to pixels: a bend, then an affine map.
func placement(rng *rand.Rand) func(point) point {
	bend, phase := 0.08*rng.NormFloat64(), 2*math.Pi*rng.Float64()
	sin, cos := math.Sincos(0.15 * rng.NormFloat64())
	shear := 0.15 * rng.NormFloat64()
	sx, sy := 8+3*rng.Float64(), 8+3*rng.Float64()
	mx, my := side/2+rng.NormFloat64(), side/2+rng.NormFloat64()
	return func(p point) point {
		x := p.x + bend*math.Sin(3*p.y+phase) + shear*p.y
		y := p.y + bend*math.Sin(3*p.x+2*phase)
		return point{mx + sx*(cos*x-sin*y), my + sy*(sin*x+cos*y)}
	}
}

// stroke darkens the pixels near the line from a to b, with soft edges.
func stroke(ink *[pixels]float64, a, b point, thickness float64) {
	reach := thickness + 1
	rows := func(p, q float64) (from, to int) {
		return max(0, int(min(p, q)-reach)), min(side-1, int(max(p, q)+reach))
	}
	x0, x1 := rows(a.x, b.x)
	y0, y1 := rows(a.y, b.y)
	dx, dy := b.x-a.x, b.y-a.y
	length := dx*dx + dy*dy
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			px, py := float64(x)+0.5-a.x, float64(y)+0.5-a.y
			t := 0.0
			if length > 0 {
				t = min(max((px*dx+py*dy)/length, 0), 1)
			}
			away := math.Hypot(px-t*dx, py-t*dy)
			k := y*side + x
			ink[k] = max(ink[k], min(1, reach-away))
		}
	}
}
