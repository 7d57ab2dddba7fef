package layers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestInits draws from every initialisation and compares mean, variance and bound with those of the papers it is named
// after.
func TestInits(t *testing.T) {
	const in, out, n = 30, 70, 40_000
	inf := math.Inf(1)
	for _, c := range []struct {
		name            string
		init            Init
		variance, bound float64
	}{
		{"Glorot", Glorot, 2. / (in + out), math.Sqrt(6. / (in + out))},
		{"He", He, 2. / in, inf},
		{"LeCun", LeCun, 1. / in, inf},
		{"FanIn", FanIn, 1. / (3 * in), 1 / math.Sqrt(in)},
		{"Zeros", Zeros, 0, 0},
		{"SIREN", SIREN(30), 2. / in / 900, math.Sqrt(6./in) / 30},
		{"SIRENFirst", SIRENFirst, 1. / (3 * in * in), 1. / in},
	} {
		rng := rand.New(rand.NewPCG(1, 2))
		sum, squares, largest := 0.0, 0.0, 0.0
		for range n {
			w := c.init(in, out, rng)
			sum += w
			squares += w * w
			largest = max(largest, math.Abs(w))
		}
		// Five standard errors: of a mean σ/√n, of a variance at most √2·σ²/√n.
		if mean, most := sum/n, 5*math.Sqrt(c.variance/n); math.Abs(mean) > most {
			t.Errorf("%s: mean %v, want at most ±%v", c.name, mean, most)
		}
		if v, most := squares/n, 5*math.Sqrt2*c.variance/math.Sqrt(n); math.Abs(v-c.variance) > most {
			t.Errorf("%s: variance %v, want %v ± %v", c.name, v, c.variance, most)
		}
		if largest > c.bound || !math.IsInf(c.bound, 1) && largest < 0.99*c.bound {
			t.Errorf("%s: the largest of %d is %v, want up to %v", c.name, n, largest, c.bound)
		}
	}
}

// Parameters cannot be drawn from nothing, and the panic says so.
func TestInitWithoutSource(t *testing.T) {
	net, err := New(1, rand.New(rand.NewPCG(1, 2)), Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if got := fmt.Sprint(recover()); !strings.Contains(got, "rng is nil), want one for 2 parameters") {
			t.Errorf("panic %q, want one that names the source of random numbers", got)
		}
	}()
	net.Init(nil)
}
