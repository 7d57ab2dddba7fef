package dualtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// A verdict is the result of a check at one point.
type verdict struct {
	outside   bool // the function has no finite value there
	compared  int  // components that were compared
	kinks     int  // components left out at kinks
	component string
	got, want float64
	against   []string // the answers that contradict; empty: the check passed
}

func (v *verdict) failed() bool { return len(v.against) > 0 }

// contradict records an answer that contradicts the component's value. The first component to fail is reported.
func (v *verdict) contradict(component string, got, want float64, answer string) {
	if v.failed() && v.component != component {
		return
	}
	if !v.failed() {
		v.component, v.got, v.want = component, got, want
	}
	v.against = append(v.against, fmt.Sprintf("%s: %v", answer, want))
}

// run checks random points and reports the first that fails, simplified.
func run(t TB, what string, c *config, check func(x []float64) verdict) {
	t.Helper()
	rng := rand.New(rand.NewPCG(c.seed, 0))
	var outside, kinks, compared int
	for range c.points {
		x := c.draw(rng)
		v := check(x)
		if v.failed() {
			y, v := simplify(x, v, check)
			t.Errorf("dualtest: %s: %s at x = %v: got %v, want %v\n\tagainst %s\n\tfirst seen at x = %v; dualtest.Seed(%#x) draws the same points",
				what, v.component, y, v.got, v.want, strings.Join(v.against, ", "), x, c.seed)
			return
		}
		if v.outside {
			outside++
		}
		kinks += v.kinks
		compared += v.compared
	}
	switch {
	case compared == 0:
		t.Errorf("dualtest: %s: nothing to compare: of %d points %d are outside the domain, and %d components at kinks",
			what, c.points, outside, kinks)
	case outside+kinks > 0:
		t.Logf("dualtest: %s: of %d points %d outside the domain, and %d components at kinks left out",
			what, c.points, outside, kinks)
	}
}

// draw returns a point: mostly uniform in the box, at times a whole number or zero, where special cases live, or an
// end of the interval.
func (c *config) draw(rng *rand.Rand) []float64 {
	x := make([]float64, len(c.lo))
	for i := range x {
		lo, hi := c.lo[i], c.hi[i]
		v := lo + (hi-lo)*rng.Float64()
		switch rng.IntN(16) {
		case 0:
			v = math.Round(v)
		case 1:
			v = 0
		case 2:
			v = lo
		case 3:
			v = hi
		}
		x[i] = min(max(v, lo), hi)
	}
	return x
}

// simplify makes the coordinates of a failing point simpler one by one while the same component fails.
func simplify(x []float64, v verdict, check func(x []float64) verdict) ([]float64, verdict) {
	y := append([]float64(nil), x...)
	for changed := true; changed; {
		changed = false
		for i, old := range y {
			for _, simple := range simpler(old) {
				y[i] = simple
				if w := check(y); w.failed() && w.component == v.component {
					v, changed = w, true
					break
				}
				y[i] = old
			}
		}
	}
	return y, v
}

// simpler lists the numbers simpler than x, simplest first: 0, 1, −1, whole numbers, few decimals.
func simpler(x float64) []float64 {
	var list []float64
	for _, s := range []float64{0, 1, -1, math.Round(x), round(x, 10), round(x, 100), round(x, 1000)} {
		if s == x {
			break
		}
		list = append(list, s)
	}
	return list
}

func round(x, unit float64) float64 { return math.Round(x*unit) / unit }

// agree reports whether got agrees with want up to the slack and a relative tolerance.
func agree(got, want, tolerance, slack float64) bool {
	if math.IsInf(want, 0) || math.IsInf(got, 0) {
		return got == want
	}
	return math.Abs(got-want) <= tolerance*max(1, math.Abs(want))+slack
}
