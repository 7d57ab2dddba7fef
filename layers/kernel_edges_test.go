package layers

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
	"example.com/sobolev/internal/vec"
)

// TestKernelsAtEdges: what a network makes of a number is what its activation's rule makes of it, at both infinities and NaN,
// at zeros (whose sign is not kept), at the smallest and the largest floats, and where exponentials leave the range, for
// orders 0 to 8, both precisions and all instruction sets, in a slice and alone.
func TestKernelsAtEdges(t *testing.T) {
	for _, level := range vec.Levels() {
		t.Run(level.String(), func(t *testing.T) {
			defer vec.Force(level)()
			for _, act := range append(Activations(), Sine(30), LeakyReLU(0), LeakyReLU(-0.5), ELU(0.5), ELU(0)) {
				t.Run(act.Name, func(t *testing.T) {
					testKernelAtEdges[float32](t, &act)
					testKernelAtEdges[float64](t, &act)
				})
			}
		})
	}
}

func testKernelAtEdges[F dual.Float](t *testing.T, act *Activation) {
	z := edges[F]()
	for count := 1; count < 10; count++ {
		coefficients := func(z []F) [][]F {
			phi := planesLike(count, z)
			newTaylor[F](act, count).Coefficients(phi, z)
			return phi
		}
		slopes := func(z []F) [][]F {
			d := planesLike(count, z)
			derivatives(act, d, z, make([]float64, count))
			return d
		}
		for name, compute := range map[string]func([]F) [][]F{"coefficient": coefficients, "derivative": slopes} {
			if name == "derivative" && count > maxKernel {
				continue // the sweeps that call for derivatives need no more
			}
			all := compute(z)
			for i, v := range z {
				want, factorial := atEdge(act, v), 1.
				alone := compute(z[i : i+1])
				for k := range count {
					factorial *= float64(max(k, 1))
					scale := 1.
					if name == "derivative" {
						scale = factorial
					}
					got := all[k][i]
					if g := alone[k][0]; g != got && (g == g || got == got) {
						t.Errorf("%T: %s %d of %d at %v: %v in a slice, %v alone", v, name, k, count, v, got, g)
					}
					if msg := differs(got, want, k, scale, v); msg != "" {
						t.Errorf("%T: %s %d of %d at %v: %s", v, name, k, count, v, msg)
					}
				}
			}
		}
	}
}

// edges returns the points.
func edges[F dual.Float]() []F {
	smallest, normal, largest := 5e-324, 0x1p-1022, math.MaxFloat64
	if F(smallest) == 0 {
		smallest, normal, largest = math.SmallestNonzeroFloat32, 0x1p-126, math.MaxFloat32
	}
	z := []F{F(math.NaN())}
	for _, v := range []float64{0, smallest, 3 * smallest, normal, 1e-30, 1e-8, 0.5, 1, 12.5, 20, 30, 40, 87, 88.72, 88.8, 103, 104.1, 150,
		700, 709.5, 710, 745, 746, 1e4, 1e10, 1e30, largest / 1e5, largest / 3, largest / 2, largest, math.Inf(1)} {
		z = append(z, F(v), F(-v))
	}
	return z
}

func planesLike[F dual.Float](count int, z []F) [][]F {
	p := make([][]F, count)
	for k := range p {
		p[k] = make([]F, len(z))
	}
	return p
}

// atEdge returns ten coefficients of the rule; that of Sine takes the product with ω in the precision of the network.
func atEdge[F dual.Float](act *Activation, z F) []float64 {
	c := make([]float64, 10)
	if act.kernel != sineKernel {
		act.Rule(c, float64(z))
		return c
	}
	series.Sin(c, float64(F(act.param)*z))
	for k := range c {
		c[k] *= math.Pow(act.param, float64(k))
	}
	return c
}

// differs says in what a coefficient, or scale times it, is not the k-th of c. Finite ones may be off by 64 units of rounding of
// the largest of it and its neighbours, and by what an exponential that has underflowed can be.
func differs[F dual.Float](got F, c []float64, k int, scale float64, z F) string {
	want := c[k] * scale
	unit, normal := 0x1p-52, 0x1p-1022
	if F(1e-300) == 0 {
		unit, normal = 0x1p-23, 0x1p-126
	}
	bad := fmt.Sprintf("got %v, want %v", got, want)
	switch {
	case F(want) == got || want != want && got != got:
		return ""
	case want != want || math.IsInf(float64(F(want)), 0) || got-got != 0:
		return bad
	}
	size := max(math.Abs(c[k]), math.Abs(c[k+1]), math.Abs(c[max(k-1, 0)])) * scale
	tiny := normal
	if a := math.Abs(float64(z)); a > 1 && a < 1000 {
		tiny *= math.Pow(a, float64(k+1)) * scale
	}
	if math.Abs(float64(got)-want) <= 64*unit*size+tiny {
		return ""
	}
	return bad
}
