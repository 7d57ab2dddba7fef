package vec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/internal/series"
)

// taylors are the activations with recurrences, by name.
func taylors[F Float](count int) map[string]*Taylor[F] {
	return map[string]*Taylor[F]{
		"tanh": TanhTaylor[F](count), "sigmoid": SigmoidTaylor[F](count), "softplus": SoftplusTaylor[F](count),
		"logsigmoid": LogSigmoidTaylor[F](count), "silu": SiLUTaylor[F](count), "gelu": GELUTaylor[F](count),
		"gelutanh": GELUTanhTaylor[F](count), "sin": SineTaylor[F](count, 1), "sine": SineTaylor[F](count, 4),
		"elu": ELUTaylor[F](count, 1), "leakyrelu": LeakyReLUTaylor[F](count, 0.25),
		"rule": RuleTaylor[F](count, series.Atan),
	}
}

// taylorRules are the rules that state the same activations.
var taylorRules = map[string]series.Rule{
	"tanh": series.Tanh, "sigmoid": series.Sigmoid, "softplus": series.Softplus, "logsigmoid": series.LogSigmoid,
	"silu": series.SiLU, "gelu": series.GELU, "gelutanh": series.GELUTanh, "sin": series.Sin,
	"sine": func(c []float64, a float64) {
		series.Sin(c, 4*a)
		for k := range c {
			c[k] *= math.Pow(4, float64(k))
		}
	},
	"elu":       func(c []float64, a float64) { series.ELU(c, a, 1) },
	"leakyrelu": func(c []float64, a float64) { series.LeakyReLU(c, a, 0.25) },
	"rule":      series.Atan,
}

// taylorError returns the error of coefficient k at z in the units that Taylor states, c being the true coefficients, at
// least up to order k+1. Exponentials below the smallest normal number are zero; they may be multiplied by powers of z.
func taylorError[F Float](got F, c []float64, k int, z F) float64 {
	unit := math.Ldexp(1, -52)
	if is32[F]() {
		unit = math.Ldexp(1, -23)
	}
	size := max(math.Abs(c[k]), math.Abs(c[k+1]))
	if k > 0 {
		size = max(size, math.Abs(c[k-1]))
	}
	tiny := float64(smallestNormal[F]()) * max(1, math.Pow(math.Abs(float64(z)), float64(k+1)))
	return (math.Abs(float64(got)-c[k]) - tiny) / size / unit
}

// TestTaylor compares the coefficients of all orders up to 8 with those of the rules.
func TestTaylor(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testTaylor[float32](t)
		testTaylor[float64](t)
	})
}

func testTaylor[F Float](t *testing.T) {
	var z []F
	for i, v := range dense() {
		if i%4 == 0 {
			z = append(z, F(v))
		}
	}
	z = append(z, 0, 1e-30, -1e-30, 15, -15, 30, -30, 50, -50, 86, -86, 90, -90, 720, -720)
	c := make([]float64, 10)
	for count := 1; count < len(c); count++ {
		for name, taylor := range taylors[F](count) {
			limit := 64.0
			if name == "gelutanh" && !is32[F]() {
				limit = 256 // TestTaylorGELUTanh shows that it is the rule that is off: it composes σ with a cubic, which cancels
			}
			phi := planesOf[F](count, len(z))
			taylor.Coefficients(phi, z)
			for i, v := range z {
				taylorRules[name](c, float64(v))
				for k := range count {
					if e := taylorError(phi[k][i], c, k, v); e > limit || math.IsNaN(e) && float64(phi[k][i]) != c[k] {
						t.Fatalf("%s: coefficient %d of %d at %v = %v, want %v: %.1f units", name, k, count, v, phi[k][i], c[k], e)
					}
				}
			}
		}
	}
}

// TestTaylorGELUTanh checks coefficients against values computed with 60 digits by mpmath's taylor.
func TestTaylorGELUTanh(t *testing.T) {
	want := []float64{3.9579143035427237903, 1.000402472746944379, -0.00086974097629270525394, 0.0011312369901743318853,
		-0.00096546818620327037404, 0.00054270253845985683295, -0.00017796216374595164582, 9.0018830703360043254e-6,
		0.000021546449676084897989}
	forEachLevel(t, func(t *testing.T) {
		if l := Current(); l == Portable || l == NEON {
			t.Skip("the rule is not as exact")
		}
		count := len(want) - 1
		phi := planesOf[float64](count, 1)
		GELUTanhTaylor[float64](count).Coefficients(phi, []float64{3.958})
		for k := range count {
			if e := taylorError(phi[k][0], want, k, 3.958); e > 16 {
				t.Errorf("coefficient %d = %v, want %v: %.1f units", k, phi[k][0], want[k], e)
			}
		}
	})
}

// TestTaylorSpecial checks that arguments without a number or without end give what the rules say.
func TestTaylorSpecial(t *testing.T) {
	inf := math.Inf(1)
	z := []float64{inf, -inf, math.NaN(), 1e300, -1e300}
	const count = 7
	forEachLevel(t, func(t *testing.T) {
		for name, taylor := range taylors[float64](count) {
			phi, c := planesOf[float64](count, len(z)), make([]float64, count)
			taylor.Coefficients(phi, z)
			for i, v := range z {
				taylorRules[name](c, v)
				for k, want := range c {
					got := phi[k][i]
					if got != want && !(got != got && want != want) && !(math.Abs(got-want) <= 4e-16*math.Abs(want)) {
						t.Errorf("%s: coefficient %d at %v = %v, want %v", name, k, v, got, want)
					}
				}
			}
		}
	})
}

// TestTaylorElements checks that a coefficient depends on its argument alone, not on the place or the number of elements,
// and that the value may take the place of the argument.
func TestTaylorElements(t *testing.T) {
	const count, most = 6, 2*taylorBlock + 67
	z := random[float32](rand.New(rand.NewPCG(5, 6)), most)
	forEachLevel(t, func(t *testing.T) {
		for name, taylor := range taylors[float32](count) {
			all, one := planesOf[float32](count, most), planesOf[float32](count, 1)
			taylor.Coefficients(all, z)
			for _, n := range []int{0, 1, 5, 63, 64, 65, taylorBlock, most - 1} {
				some := planesOf[float32](count, n)
				copy(some[0], z)
				taylor.Coefficients(some, some[0])
				for k := range some {
					equalBits(t, fmt.Sprintf("%s: coefficient %d", name, k), some[k], all[k][:n])
				}
			}
			for i := 0; i < most; i += 37 {
				taylor.Coefficients(one, z[i:i+1])
				for k := range one {
					if one[k][0] != all[k][i] {
						t.Fatalf("%s: coefficient %d of element %d is %v alone, %v among others", name, k, i, one[k][0], all[k][i])
					}
				}
			}
			if n := testing.AllocsPerRun(5, func() { taylor.Coefficients(all, z) }); n != 0 {
				t.Errorf("%s: %v allocations, want 0", name, n)
			}
		}
	})
}

// TestTanhSeries checks that the kernel gives the bits of the program that it stands for.
func TestTanhSeries(t *testing.T) {
	testTanhSeries[float32](t)
	testTanhSeries[float64](t)
}

func testTanhSeries[F Float](t *testing.T) {
	z := random[F](rand.New(rand.NewPCG(7, 8)), 100)
	forEachLevel(t, func(t *testing.T) {
		for count := 5; count <= 9; count++ {
			got, want := planesOf[F](count, len(z)), planesOf[F](count, len(z))
			taylor := TanhTaylor[F](count)
			taylor.Coefficients(got, z)
			taylor.program.Straighten(nil)
			taylor.Coefficients(want, z)
			for k := range got {
				equalBits(t, fmt.Sprintf("coefficient %d of %d", k, count), got[k], want[k])
			}
		}
	})
}

func planesOf[F Float](count, n int) [][]F {
	p := make([][]F, count)
	for k := range p {
		p[k] = make([]F, n)
	}
	return p
}
