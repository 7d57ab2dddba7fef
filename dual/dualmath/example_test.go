package dualmath_test

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/jet"
)

func ExampleNormalCDF() {
	fmt.Printf("%.6g\n", dualmath.NormalCDF(dual.Variable(-10.)))
	// Output: (7.61985e-24+7.6946e-23ϵ)
}

func ExampleNormalPDF() {
	fmt.Printf("%.6f\n", dualmath.NormalPDF(dual.Variable(1.)))
	// Output: (0.241971-0.241971ϵ)
}

func ExampleLogNormalCDF() {
	fmt.Printf("%.4f\n", dualmath.LogNormalCDF(dual.Variable(-100.)))
	// Output: (-5005.5242+100.0100ϵ)
}

func ExampleNormalQuantile() {
	fmt.Printf("%.6f\n", dualmath.NormalQuantile(dual.Variable(0.975)))
	// Output: (1.959964+17.110083ϵ)
}

// The gradient of ln Σ eˣⁱ is softmax.
func ExampleLogSumExp() {
	f := func(x []dual.Chunk[float64]) dual.Chunk[float64] { return dualmath.LogSumExp(x...) }
	y, grad := dual.Gradient(f, []float64{1000, 1001, 1002})
	fmt.Printf("%.6f %.6f\n", y, grad)
	// Output: 1002.407606 [0.090031 0.244728 0.665241]
}

func ExampleLogAddExp() {
	fmt.Printf("%.6f\n", dualmath.LogAddExp(dual.Variable(-1000.), dual.Constant(-1000.)))
	// Output: (-999.306853+0.500000ϵ)
}

func ExampleLog1mExp() {
	fmt.Printf("%.6g\n", dualmath.Log1mExp(dual.Variable(-1e-20)))
	// Output: (-46.0517-1e+20ϵ)
}

// The quotient z/x(z) of the SABR formula at the money, with its slope −ρ/2.
func ExampleDivideOut() {
	q := dualmath.DivideOut(sabr, 0.9, dual.Variable(0.), dual.Constant(-0.3)).Inv()
	fmt.Printf("%.6f\n", q)
	// Output: (1.000000+0.150000ϵ)
}

func ExampleSolve() {
	a := []dual.Number[float64]{dual.Variable(2.), dual.Constant(1.), dual.Constant(1.), dual.Constant(3.)}
	x, err := dualmath.Solve(a, []dual.Number[float64]{dual.Constant(3.), dual.Constant(4.)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f %.2f\n", x[0], x[1])
	// Output: (1.00-0.60ϵ) (1.00+0.20ϵ)
}

func ExampleInverse() {
	a := []dual.Number[float64]{dual.Variable(4.), dual.Constant(0.), dual.Constant(0.), dual.Constant(2.)}
	inverse, err := dualmath.Inverse(a)
	fmt.Println(inverse[0], inverse[3], err)
	// Output: (0.25-0.0625ϵ) (0.5+0ϵ) <nil>
}

func ExampleCholesky() {
	a := []dual.Number[float64]{dual.Variable(4.), {}, dual.Constant(2.), dual.Constant(10.)}
	l, err := dualmath.Cholesky(a)
	fmt.Printf("%.4f %.4f %.4f %v\n", l[0], l[2], l[3], err)
	// Output: (2.0000+0.2500ϵ) (1.0000-0.1250ϵ) (3.0000+0.0417ϵ) <nil>
}

// The determinant of a singular matrix has derivatives: its cofactors.
func ExampleDet() {
	a := []dual.Number[float64]{dual.Variable(1.), dual.Constant(2.), dual.Constant(2.), dual.Constant(4.)}
	fmt.Println(dualmath.Det(a))
	// Output: (0+4ϵ)
}

// black is Black's formula for a call on a forward F with strike K; s is the total volatility σ√T.
func black[T dual.Scalar[T]](F, K, s T) T {
	d := F.Div(K).Log().Div(s)
	half := s.Scale(0.5)
	return F.Mul(dualmath.NormalCDF(d.Add(half))).Sub(K.Mul(dualmath.NormalCDF(d.Sub(half))))
}

// impliedVolatility is zero where s is the total volatility of a call with the price x[2].
func impliedVolatility[T dual.Scalar[T]](x []T, s T) T { return black(x[0], x[1], s).Sub(x[2]) }

// Implied volatility: a bisection in plain floats finds it, dual.Implicit differentiates it to every order.
func Example_impliedVolatility() {
	const F, K, price = 100.0, 110.0, 5.0
	lo, hi := 0.01, 2.0
	for range 60 {
		mid := (lo + hi) / 2
		if black(dual.Real[float64]{Real: F}, dual.Real[float64]{Real: K}, dual.Real[float64]{Real: mid}).Real < price {
			lo = mid
		} else {
			hi = mid
		}
	}
	x := jet.Variable(jet.Taylor(2), price, 0)
	s := dual.Implicit(impliedVolatility, lo, x.Lift(F), x.Lift(K), x)
	vega := F * dualmath.NormalPDF(dual.Real[float64]{Real: math.Log(F/K)/lo + lo/2}).Real
	fmt.Printf("σ√T = %.6f, ∂²/∂price² = %.6f\n", s.Value(), s.Derivative(2))
	fmt.Printf("∂/∂price = %.6f, 1/vega = %.6f\n", s.Derivative(1), 1/vega)
	// Output:
	// σ√T = 0.218874, ∂²/∂price² = -0.000567
	// ∂/∂price = 0.026434, 1/vega = 0.026434
}

// The modulus of a complex function of a real number, with its slope: |1/(1+ix)| = 1/√(1+x²).
func ExampleFromReal() {
	x := dualmath.FromReal(dual.Variable(1.))
	fmt.Printf("%.6f\n", x.MulI().Shift(1).Inv().Abs())
	// Output: (0.707107-0.353553ϵ)
}

// The square root on both sides of its branch cut.
func ExampleComplex_Sqrt() {
	above := dualmath.Complex[dual.Number[float64]]{Re: dual.Variable(-4.), Im: dual.Constant(0.)}
	fmt.Println(above.Sqrt().Im, above.Conj().Sqrt().Im)
	// Output: (2-0.25ϵ) (-2+0.25ϵ)
}

func ExampleGamma() {
	fmt.Printf("%.6f\n", dualmath.Gamma(dual.Variable(4.)))
	// Output: (6.000000+7.536706ϵ)
}

func ExampleLgammaSign() {
	y, sign := dualmath.LgammaSign(dual.Variable(-0.5))
	fmt.Printf("%.6f %d\n", y, sign)
	// Output: (1.265512+0.036490ϵ) -1
}

// Trigamma at 1 is π²/6.
func ExamplePolygamma() {
	fmt.Printf("%.6f\n", dualmath.Polygamma(1, dual.Variable(1.)))
	// Output: (1.644934-2.404114ϵ)
}

// The phase of a low-pass filter 1/(1 + iωRC) at its cut-off, and how it changes with ω.
func ExampleComplex_Arg() {
	omega := dual.Variable(1000.)
	z := dualmath.Complex[dual.Number[float64]]{Re: dual.Constant(1.), Im: omega.Scale(1e-3)}
	phase := dualmath.FromReal(dual.Constant(1.)).Div(z).Arg()
	fmt.Printf("%.4f %.4g\n", phase.Real, phase.Emag)
	// Output: -0.7854 -0.0005
}

// The principal value of (1 + i)^x, and its derivative at x = 2, which is (1 + i)²·ln(1 + i).
func ExampleComplex_Pow() {
	x := dualmath.FromReal(dual.Variable(2.))
	z := x.Lift(1 + 1i).Pow(x)
	fmt.Printf("%.4f %.4f%+.4fi\n", z.Value(), z.Re.Emag, z.Im.Emag)
	// Output: (0.0000+2.0000i) -1.5708+0.6931i
}
