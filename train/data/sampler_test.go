package data

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSamplersFill checks the ranges, that a Latin hypercube and a Halton sequence hit every slice once, and that the
// average of a smooth function over them is far closer to its integral than over random points.
func TestSamplersFill(t *testing.T) {
	box := Box{Lo: []float64{-1, 0, 2, 5}, Hi: []float64{1, 3, 2, 6}} // the third is an initial time
	const n = 1024
	off := map[string]float64{}
	for name, sample := range map[string]Sampler[float64]{"uniform": Uniform[float64], "latin": LatinHypercube[float64], "halton": Halton[float64]} {
		for seed := range uint64(20) {
			p := sample(box, n, rand.New(rand.NewPCG(seed, 1)))
			if p.Dim != 4 || len(p.X) != 4*n {
				t.Fatalf("%s: %d numbers of dimension %d", name, len(p.X), p.Dim)
			}
			mean := 0.0
			for r := range n {
				f := 1.0
				for i, x := range p.X[4*r : 4*r+4] {
					if x < box.Lo[i] || x > box.Hi[i] {
						t.Fatalf("%s: coordinate %d of point %d is %v", name, i, r, x)
					}
					if width := box.Hi[i] - box.Lo[i]; width > 0 {
						f *= 1 + math.Sin(3*(x-box.Lo[i])/width)
					}
				}
				mean += f / n
			}
			want := math.Pow(1+(1-math.Cos(3))/3, 3)
			off[name] += (mean - want) * (mean - want)
		}
	}
	if !(off["latin"] < off["uniform"]/3 && off["halton"] < off["uniform"]/20) {
		t.Errorf("squared errors of the mean %v", off)
	}
	for i, base := range []int{2, 3} { // n = 2·3³·… points of a Halton sequence in base b fill b^k slices evenly
		p := Halton[float64](Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}, 2*27*32, rand.New(rand.NewPCG(4, 1)))
		slots := []int{64, 27}[i]
		counts := make([]int, slots)
		for r := range len(p.X) / 2 {
			counts[int(p.X[2*r+i]*float64(slots))]++
		}
		if slices.Min(counts) != slices.Max(counts) {
			t.Errorf("base %d: %v points in %d slices", base, counts, slots)
		}
	}
	p := LatinHypercube[float64](box, 10, rand.New(rand.NewPCG(4, 1)))
	seen := map[int]bool{}
	for r := range 10 {
		seen[int(10*p.X[4*r+1]/3)] = true
	}
	if len(seen) != 10 {
		t.Errorf("Latin hypercube hits %d of 10 slices", len(seen))
	}
}

// TestOnBoundary checks that all points are on the surface, shared out by the sizes of the faces.
func TestOnBoundary(t *testing.T) {
	box := Box{Lo: []float64{0, 0, 0}, Hi: []float64{1, 2, 4}} // faces of 8, 4 and 2, twice each
	p := OnBoundary[float64](box, 280, Halton, rand.New(rand.NewPCG(1, 1)))
	var got [3][2]int
	for r := range 280 {
		on := 0
		for i := range 3 {
			switch p.X[3*r+i] {
			case box.Lo[i]:
				got[i][0]++
				on++
			case box.Hi[i]:
				got[i][1]++
				on++
			}
		}
		if on == 0 {
			t.Fatalf("point %v is inside", p.X[3*r:3*r+3])
		}
	}
	for i, want := range []int{80, 40, 20} {
		for side := range 2 {
			if d := got[i][side] - want; d < 0 || d > 3 { // a point may happen to lie on an edge
				t.Errorf("coordinate %d: %v points, want %d on each side", i, got[i], want)
			}
		}
	}
}
