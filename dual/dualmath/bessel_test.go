package dualmath_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/jet"
)

// TestBesselEdges: the coefficients of orders 0 to 3 where the functions are infinite, zero or not defined.
func TestBesselEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name string
		f    func(int, taylor) taylor
		n    int
		x    float64
		want [4]float64
	}{
		{"BesselJ", dualmath.BesselJ[taylor], 0, 0, [4]float64{1, 0, -0.25, 0}},
		{"BesselJ", dualmath.BesselJ[taylor], 1, 0, [4]float64{0, 0.5, 0, -1. / 16}},
		{"BesselJ", dualmath.BesselJ[taylor], -3, 0, [4]float64{0, 0, 0, -1. / 48}},
		{"BesselJ", dualmath.BesselJ[taylor], 7, 5e-324, [4]float64{0, 0, 0, 0}},
		{"BesselJ", dualmath.BesselJ[taylor], 2, inf, [4]float64{0, 0, 0, 0}},
		{"BesselJ", dualmath.BesselJ[taylor], 2, -inf, [4]float64{0, 0, 0, 0}},
		{"BesselJ", dualmath.BesselJ[taylor], 2, nan, [4]float64{nan, nan, nan, nan}},
		{"BesselY", dualmath.BesselY[taylor], 0, 0, [4]float64{-inf, inf, -inf, inf}},
		{"BesselY", dualmath.BesselY[taylor], 2, 0, [4]float64{-inf, inf, -inf, inf}},
		{"BesselY", dualmath.BesselY[taylor], -1, 0, [4]float64{inf, -inf, inf, -inf}},
		{"BesselY", dualmath.BesselY[taylor], 3, 1e-200, [4]float64{-inf, inf, -inf, inf}}, // overflow
		{"BesselY", dualmath.BesselY[taylor], -3, 1e-200, [4]float64{inf, -inf, inf, -inf}},
		{"BesselY", dualmath.BesselY[taylor], 2, inf, [4]float64{0, 0, 0, 0}},
		{"BesselY", dualmath.BesselY[taylor], 2, -1, [4]float64{nan, nan, nan, nan}},
		{"BesselY", dualmath.BesselY[taylor], 2, nan, [4]float64{nan, nan, nan, nan}},
		{"BesselI", dualmath.BesselI[taylor], 0, 0, [4]float64{1, 0, 0.25, 0}},
		{"BesselI", dualmath.BesselI[taylor], -1, 0, [4]float64{0, 0.5, 0, 1. / 16}},
		{"BesselI", dualmath.BesselI[taylor], 1, inf, [4]float64{inf, inf, inf, inf}},
		{"BesselI", dualmath.BesselI[taylor], 1, -inf, [4]float64{-inf, inf, -inf, inf}},
		{"BesselI", dualmath.BesselI[taylor], 2, -800, [4]float64{inf, -inf, inf, -inf}}, // overflow
		{"BesselI", dualmath.BesselI[taylor], 2, nan, [4]float64{nan, nan, nan, nan}},
		{"BesselK", dualmath.BesselK[taylor], 0, 0, [4]float64{inf, -inf, inf, -inf}},
		{"BesselK", dualmath.BesselK[taylor], 3, 1e-200, [4]float64{inf, -inf, inf, -inf}}, // overflow
		{"BesselK", dualmath.BesselK[taylor], 2, inf, [4]float64{0, 0, 0, 0}},
		{"BesselK", dualmath.BesselK[taylor], 2, 1e6, [4]float64{0, 0, 0, 0}}, // underflow
		{"BesselK", dualmath.BesselK[taylor], 2, -1, [4]float64{nan, nan, nan, nan}},
		{"BesselK", dualmath.BesselK[taylor], 2, nan, [4]float64{nan, nan, nan, nan}},
	} {
		y := c.f(c.n, jet.Variable(jet.Taylor(3), c.x, 0))
		for k, want := range c.want {
			if got := y.Coefficient(k); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s(%d, %v): coefficient %d is %v, want %v", c.name, c.n, c.x, k, got, want)
			}
		}
	}
}

// TestBesselHighOrders compares with mpmath where the order is far from the argument, and where the value is near the
// ends of the floats.
func TestBesselHighOrders(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(int, first) first
		n    int
		x    float64
		want float64
	}{
		{"BesselJ", dualmath.BesselJ[first], 100, 1, 8.4318287896267085e-189},
		{"BesselJ", dualmath.BesselJ[first], 200, 199.5, 0.070527064406119453},
		{"BesselJ", dualmath.BesselJ[first], 2000, 1e3, 0},
		{"BesselJ", dualmath.BesselJ[first], 5, 2.404825557695773, 0.016389243204805852},
		{"BesselY", dualmath.BesselY[first], 100, 1, -3.7752878101105284e+185},
		{"BesselI", dualmath.BesselI[first], 200, 715, 4.1258307544320231e+296},
		{"BesselI", dualmath.BesselI[first], 100, 1, 8.4736740081380789e-189},
		{"BesselK", dualmath.BesselK[first], 0, 740, 1.9295416577411072e-323},
		{"BesselK", dualmath.BesselK[first], 200, 740, 8.8219817005662249e-312},
	} {
		got := c.f(c.n, first{Real: c.x}).Real
		if !(math.Abs(got-c.want) <= 3e-14*math.Abs(c.want)+5e-324) {
			t.Errorf("%s(%d, %v) = %.17g, want %.17g", c.name, c.n, c.x, got, c.want)
		}
	}
}

// TestBesselEquation: derivatives beyond the golden ones satisfy x²f″ + xf' + (±x² − n²)f = 0, order by order.
func TestBesselEquation(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(int, taylor) taylor
		sign float64
	}{
		{"BesselJ", dualmath.BesselJ[taylor], 1}, {"BesselY", dualmath.BesselY[taylor], 1},
		{"BesselI", dualmath.BesselI[taylor], -1}, {"BesselK", dualmath.BesselK[taylor], -1},
	} {
		for _, n := range []int{0, 2, 9} {
			const a, orders = 3.7, 20
			y := c.f(n, jet.Variable(jet.Taylor(orders), a, 0))
			for k := range orders - 1 {
				at := func(i int) float64 {
					if i < 0 {
						return 0
					}
					return y.Coefficient(i)
				}
				j := float64(k)
				terms := []float64{a * a * (j + 2) * (j + 1) * at(k+2), a * (2*j + 1) * (j + 1) * at(k+1),
					(j*j - float64(n*n) + c.sign*a*a) * at(k), c.sign * 2 * a * at(k-1), c.sign * at(k-2)}
				var sum, size float64
				for _, v := range terms {
					sum, size = sum+v, size+math.Abs(v)
				}
				if math.Abs(sum) > 1e-14*size {
					t.Errorf("%s(%d): the equation's coefficient %d is %.2g of its terms", c.name, n, k, sum/size)
				}
			}
		}
	}
}

// The field of a wave in a round guide, and its radial slope.
func ExampleBesselJ() {
	fmt.Printf("%.6f\n", dualmath.BesselJ(1, first{Real: 2, Emag: 1}))
	// Output: (0.576725-0.064472ϵ)
}

func ExampleBesselY() {
	fmt.Printf("%.6f\n", dualmath.BesselY(0, first{Real: 2, Emag: 1}))
	// Output: (0.510376+0.107032ϵ)
}

// The mean direction of von Mises' distribution, I₁(κ)/I₀(κ), with its slope in the concentration κ.
func ExampleBesselI() {
	kappa := first{Real: 2, Emag: 1}
	fmt.Printf("%.6f\n", dualmath.BesselI(1, kappa).Div(dualmath.BesselI(0, kappa)))
	// Output: (0.697775+0.164223ϵ)
}

func ExampleBesselK() {
	fmt.Printf("%.6f\n", dualmath.BesselK(0, first{Real: 2, Emag: 1}))
	// Output: (0.113894-0.139866ϵ)
}
