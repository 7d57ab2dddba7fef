package train

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestTileSizesAgree computes the gradient of the same points in tiles of different sizes: it differs by no more than
// the order of summation can make it.
func TestTileSizesAgree(t *testing.T) {
	const points = 100
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{24, 24}, 1, layers.Tanh, rng)
	if err != nil {
		t.Fatal(err)
	}
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	f := func(x []dual.Any) dual.Any { return x[0].Mul(x[1]).Add(x[0].Sin()) }
	d, err := data.FromFunc(f, data.Uniform[float64](box, points, rng), 2)
	if err != nil {
		t.Fatal(err)
	}
	term, err := Regression(net, d, Sobolev(1, 1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	order := rng.Perm(points)
	var want []float64
	var loss float64
	for _, strategy := range []layers.Strategy{layers.HalfOrder, layers.Jets} {
		plan, err := net.Plan(term.Algebra(), true, strategy)
		if err != nil {
			t.Fatal(err)
		}
		for _, batch := range []int{points, 1, 7, 33, 48, 60, 1000} { // decides the size of a tile and the shards
			grad := make([]float64, len(net.Params()))
			s := newShards(ranks{shards: 8, size: 1}, net, 1, grad)
			s.addTerm(net, term, plan, points, tileSize(batch, 48))
			s.setPoints(0, [][]int{order}, len(order))
			parts := s.allocateParts()
			if _, err := s.gradient(newPool(0), 1, told{}); err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want, loss = grad, sum(parts)
			}
			if got := sum(parts); math.Abs(got-loss) > 1e-12*loss {
				t.Errorf("%v, tiles of %d: loss %v, want %v", strategy, tileSize(batch, 48), got, loss)
			}
			if diff := cmp.Diff(want, grad, cmpopts.EquateApprox(1e-11, 1e-11)); diff != "" {
				t.Fatalf("%v, tiles of %d: gradient (-want +got):\n%s", strategy, tileSize(batch, 48), diff)
			}
		}
	}
}

// TestTileSize checks that tiles are of about the intended size and that none is left empty.
func TestTileSize(t *testing.T) {
	for _, samples := range []int{16, 48} {
		for batch := 1; batch < 3000; batch++ {
			size := tileSize(batch, samples)
			tiles := (batch + size - 1) / size
			if size < 1 || size > 2*samples || batch > 3*samples && size < samples/2 || tiles*size-batch >= size {
				t.Fatalf("batch of %d: tiles of %d", batch, size)
			}
		}
	}
	for batch, want := range map[int]int{48: 1, 64: 1, 100: 2, 128: 4, 256: 8, 512: 12, 1000: 24, 1024: 24, 2048: 44} {
		if size := tileSize(batch, 48); (batch+size-1)/size != want {
			t.Errorf("batch of %d: tiles of %d, want %d of them", batch, size, want)
		}
	}
}
