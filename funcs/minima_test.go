package funcs_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

// dimensions returns those a function is tested in.
func dimensions(f funcs.Function) []int {
	if f.Dim != 0 {
		return []int{f.Dim}
	}
	var dims []int
	for d := 1; d <= 6; d++ {
		if _, err := f.Dimension(d); err == nil {
			dims = append(dims, d)
		}
	}
	return dims
}

// exact lists the functions that are 0 at their minima to the last bit.
var exact = map[string]bool{
	"Ackley": true, "Beale": true, "Booth": true, "Bukin": true, "Griewank": true, "Levy": true, "Matyas": true,
	"Rastrigin": true, "Rosenbrock": true, "Zakharov": true,
}

func TestMinima(t *testing.T) {
	for _, f := range funcs.All() {
		for _, d := range dimensions(f) {
			minima := f.Minima(d)
			if len(minima) == 0 {
				t.Errorf("%s has no known minimum in %d dimensions", f.Name, d)
			}
			for _, m := range minima {
				checkMinimum(t, f, d, m)
			}
		}
	}
}

func checkMinimum(t *testing.T, f funcs.Function, d int, m funcs.Minimum) {
	t.Helper()
	for i, c := range f.Domain(d) {
		if m.X[i] < c.Lo || m.X[i] > c.Hi {
			t.Errorf("%s: the minimum %v is outside the domain %v", f.Name, m.X, f.Domain(d))
		}
	}
	switch got := f.Value(m.X); {
	case exact[f.Name] && got != 0:
		t.Errorf("%s%v = %v, want exactly 0", f.Name, m.X, got)
	case math.Abs(got-m.Value) > 2e-14*max(1, math.Abs(m.Value)):
		t.Errorf("%s%v = %v, want %v", f.Name, m.X, got, m.Value)
	}
	if f.Name == "Ackley" || f.Name == "Bukin" {
		return // no gradient there: TestKinks
	}
	// A point rounded to 1 ulp leaves a slope of curvature·ulp.
	for i := range m.X {
		if got := partial(f, m.X, i); math.Abs(got) > 1e-13*max(1, math.Abs(m.X[i]))*curvature(f, m.X, i) {
			t.Errorf("%s%v: partial %d = %v, want 0", f.Name, m.X, i, got)
		}
	}
}

// curvature returns 1 + |∂²f/∂xᵢ²|.
func curvature(f funcs.Function, x []float64, i int) float64 {
	s := make([]second, len(x))
	for k, v := range x {
		s[k] = second{Real: dual.Number[float64]{Real: v, Emag: one(k == i)}, Emag: dual.Constant(one(k == i))}
	}
	return 1 + math.Abs(funcs.Eval(f, s).Emag.Emag)
}

// Nothing in the domain lies below the minimum.
func TestMinimaAreLowest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, f := range funcs.All() {
		for _, d := range dimensions(f) {
			lowest := f.Minima(d)[0].Value
			x := make([]float64, d)
			for range 5000 {
				for i, c := range f.Domain(d) {
					x[i] = c.Lo + (c.Hi-c.Lo)*rng.Float64()
				}
				if v := f.Value(x); v < lowest-1e-14*math.Abs(lowest) || v != v {
					t.Fatalf("%s(%v) = %v, below the minimum %v", f.Name, x, v, lowest)
				}
			}
		}
	}
}

// Minima that have been printed in the literature, to the digits printed.
func TestPublishedMinima(t *testing.T) {
	for _, c := range []struct {
		name     string
		dim      int
		want     float64
		decimals int
	}{
		{"McCormick", 2, -1.9133, 3},
		{"StyblinskiTang", 2, -78.3323, 4},
		{"SixHumpCamel", 2, -1.0316, 4},
		{"Branin", 2, 0.397887, 6},
		{"Michalewicz", 2, -1.8013, 4},
		{"Michalewicz", 5, -4.687658, 6},
		{"Michalewicz", 10, -9.66015, 5},
	} {
		got := lookup(t, c.name).Minima(c.dim)[0].Value
		if math.Abs(got-c.want) > math.Pow(10, -float64(c.decimals)) {
			t.Errorf("%s: minimum in %d dimensions is %v, want %v", c.name, c.dim, got, c.want)
		}
	}
}

// Derivatives at kinks are those along the seed.
func TestKinks(t *testing.T) {
	for _, c := range []struct {
		name    string
		x, seed []float64
		want    float64
	}{
		{"Ackley", []float64{0, 0}, []float64{1, 0}, 4 / math.Sqrt2},
		{"Ackley", []float64{0, 0}, []float64{-1, 0}, 4 / math.Sqrt2},
		{"Ackley", []float64{0, 0}, []float64{3, 4}, 20 / math.Sqrt2},
		{"Ackley", []float64{0, 0}, []float64{0, 0}, 0},
		{"Ackley", []float64{0}, []float64{-2}, 8},
		{"Ackley", []float64{0, 0, 0}, []float64{2, -1, 2}, 12 / math.Sqrt(3)},
		{"Ackley", []float64{0, 1}, []float64{1, 0}, 0}, // smooth beside the tip
		{"Bukin", []float64{-10, 1}, []float64{1, 0}, math.Inf(1)},
		{"Bukin", []float64{-10, 1}, []float64{0, -1}, math.Inf(1)},
		{"Bukin", []float64{-10, 2}, []float64{1, 0}, 10.01},
		{"Bukin", []float64{-10, 2}, []float64{-1, 0}, -9.99},
		{"Bukin", []float64{-10, 1}, []float64{0, 0}, 0},
	} {
		x := make([]dual.Number[float64], len(c.x))
		for i := range x {
			x[i] = dual.Number[float64]{Real: c.x[i], Emag: c.seed[i]}
		}
		got := lookup(t, c.name).Dual(x).Emag
		if got != c.want && !(math.Abs(got-c.want) <= 1e-14*math.Abs(c.want)) {
			t.Errorf("%s at %v along %v: derivative %v, want %v", c.name, c.x, c.seed, got, c.want)
		}
	}
}
