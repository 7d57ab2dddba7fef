package dualmath_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/jet"
)

func sine[T dual.Scalar[T]](_ []T, z T) T { return z.Sin() }

// sabr is the x(z) of the SABR formula, whose quotient z/x(z) is 0/0 at the money; x[0] is ρ.
func sabr[T dual.Scalar[T]](x []T, z T) T {
	rho := x[0]
	root := z.Mul(z).Sub(rho.Mul(z).Scale(2)).Shift(1).Sqrt()
	return root.Add(z).Sub(rho).Log().Sub(rho.Neg().Shift(1).Log())
}

// TestDivideOut compares with Sinc to order 8, on both sides of the place where it begins to divide.
func TestDivideOut(t *testing.T) {
	for _, at := range []float64{0, 1e-300, -1e-9, 0.1, 1.9, 2.1, -3} {
		z := jet.Variable(jet.Taylor(8), at, 0)
		alike(t, "sin z/z", dualmath.DivideOut(sine, 4, z), z.Sinc(), 2e-15)
	}
}

// TestDivideOutWaves: a function that is analytic as far as is said, and oscillates within: sin(kz)/z = k·sinc(kz), to order 4. What a
// quotient by z is right to is a unit in the last place of the sine, over z.
func TestDivideOutWaves(t *testing.T) {
	alg := jet.Taylor(4)
	for _, k := range []float64{1, 2, 5, 10, 300} {
		wave := func(_ []dual.Nested[taylor], z dual.Nested[taylor]) dual.Nested[taylor] { return z.Scale(k).Sin() }
		for _, radius := range []float64{4, 10, 20, 100, math.Inf(1)} {
			for _, at := range []float64{0, 1e-12, 0.01, 0.4, 1.9, 4.9, 9.8, 30} {
				z := jet.Variable(alg, at, 0)
				got, want := dualmath.DivideOut(wave, radius, z), z.Scale(k).Sinc().Scale(k)
				for n, size := 0, k; n <= 4; n, size = n+1, size*k/float64(n+1) {
					if g, w := got.Coefficient(n), want.Coefficient(n); !(math.Abs(g-w) <= 1e-14*size) {
						t.Errorf("sin(%vz)/z, radius %v, at %v: coefficient %d is %v, want %v", k, radius, at, n, g, w)
					}
				}
			}
		}
	}
}

// TestDivideOutRadius: a radius that is none is refused.
func TestDivideOutRadius(t *testing.T) {
	for _, radius := range []float64{0, -1, math.NaN()} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.Contains(r, "dualmath: DivideOut: radius") {
					t.Errorf("radius %v: panic %q, want one that names it", radius, r)
				}
			}()
			dualmath.DivideOut(sine, radius, dual.Variable(0.))
		}()
	}
}

// TestDivideOutSABR compares the derivatives of z/x(z) at z = 0 with its expansion, 1 − ρz/2 + (2−3ρ²)z²/12 + …, whose
// coefficients are differentiated in ρ by hand.
func TestDivideOutSABR(t *testing.T) {
	const rho = -0.3
	v := variables(4, 0, rho)
	q := dualmath.DivideOut(sabr, 0.9, v[0], v[1]).Inv()
	alg := jet.Full(2, 4)
	for k := range alg.Dim() {
		e := alg.Exponents(k)
		want := 0.
		switch [2]int{e[0], e[1]} {
		case [2]int{0, 0}:
			want = 1
		case [2]int{1, 0}:
			want = -rho / 2
		case [2]int{1, 1}:
			want = -0.5
		case [2]int{2, 0}:
			want = (2 - 3*rho*rho) / 12
		case [2]int{2, 1}:
			want = -rho / 2
		case [2]int{2, 2}:
			want = -0.25
		case [2]int{3, 0}, [2]int{3, 1}, [2]int{4, 0}:
			continue // not in the expansion above
		}
		near(t, "coefficient", q.Coefficient(k), want, 1e-14)
	}
}
