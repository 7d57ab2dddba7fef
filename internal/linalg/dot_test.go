package linalg

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/internal/vec"
)

// TestDotOfEveryMagnitude compares sums and norms with exact ones, from the smallest numbers to the largest.
func TestDotOfEveryMagnitude(t *testing.T) {
	for _, scale := range []float64{1, 1e-20, 1e19, 3e37, 1e-37} {
		testDot[float32](t, scale, 1, 1e-5)
		testDot[float32](t, scale, 1e-3/scale, 1e-5)
	}
	for _, scale := range []float64{1, 1e-170, 1e-300, 1e160, 1e300, 1e306} {
		testDot[float64](t, scale, 1, 1e-14)
		testDot[float64](t, scale, 1e-3/scale, 1e-14)
	}
}

func testDot[F vec.Float](t *testing.T, scaleA, scaleB, tolerance float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 5, 1024, 1025, 3000} {
		a, b := make([]F, n), make([]F, n)
		dot, squares := new(big.Float).SetPrec(2000), new(big.Float).SetPrec(2000)
		size := 0.0 // Σ |a·b|, scaled
		for i := range a {
			a[i], b[i] = F(scaleA*(rng.Float64()-0.3)), F(scaleB*(rng.Float64()-0.3))
			x, y := big.NewFloat(float64(a[i])), big.NewFloat(float64(b[i]))
			dot.Add(dot, new(big.Float).SetPrec(2000).Mul(x, y))
			squares.Add(squares, new(big.Float).SetPrec(2000).Mul(x, x))
			size += math.Abs(float64(a[i])) / scaleA * math.Abs(float64(b[i])) / scaleB
		}
		want, _ := dot.Float64()
		if got := Dot(a, b); !(math.Abs(got-want)/scaleA <= tolerance*size*scaleB) {
			t.Errorf("%T, n = %d, scales %g, %g: dot %v, want %v", F(0), n, scaleA, scaleB, got, want)
		}
		want, _ = new(big.Float).SetPrec(2000).Sqrt(squares).Float64()
		if got := Norm(a); !(math.Abs(got-want) <= tolerance*want) {
			t.Errorf("%T, n = %d, scale %g: norm %v, want %v", F(0), n, scaleA, got, want)
		}
	}
}

// TestDotNotFinite checks that what is not finite stays so, and a norm that is too large is infinite.
func TestDotNotFinite(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		a    []float64
		want float64
	}{
		{[]float64{1, nan}, nan}, {[]float64{inf, 1}, inf}, {[]float64{1, -inf}, inf},
		{[]float64{1.7e308, 1.7e308}, inf}, {[]float64{0, 0}, 0},
	} {
		if got := Norm(c.a); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("norm of %v: %v, want %v", c.a, got, c.want)
		}
	}
	if got := MaxAbs([]float32{1, -3, 2}); got != 3 {
		t.Errorf("largest magnitude %v, want 3", got)
	}
	if got := MaxAbs([]float64{1, nan, 2}); !math.IsNaN(got) {
		t.Errorf("largest magnitude beside a NaN: %v, want NaN", got)
	}
}

func TestExponent(t *testing.T) {
	for _, c := range []struct {
		a    []float64
		want int
	}{{nil, 0}, {[]float64{0}, 0}, {[]float64{1}, 1}, {[]float64{0.99, -7}, 3}, {[]float64{5e-324}, -1073}, {[]float64{math.NaN()}, 0}} {
		if got := Exponent(c.a); got != c.want {
			t.Errorf("exponent of %v: %d, want %d", c.a, got, c.want)
		}
	}
}
