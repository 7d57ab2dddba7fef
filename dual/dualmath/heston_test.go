package dualmath_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/hyperdual"
)

// heston returns the price of a European call with strike 1 in Heston's model, x = S, T, v₀, κ, θ, σ, ρ, r, by Lewis'
// integral
//
//	C = S − √(S·e^(−rT))/π·∫₀^∞ Re[e^(iuk)·φ(u − i/2)]/(u² + ¼) du,   k = ln S + rT,
//
// of the characteristic function φ of the logarithm of the forward, in the form that crosses no branch cut (Albrecher
// et al., The little Heston trap, 2007). The integrand is even and analytic in a strip of half-width ½, so that the
// trapezoidal rule is exact to e^(−π/h).
func heston[T dual.Scalar[T]](x []T) T {
	const h, end = 0.1, 200.
	S, tau, v0, kappa, theta, sigma, rho, r := x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]
	k := S.Log().Add(r.Mul(tau))
	sigma2 := sigma.Mul(sigma)
	drift := kappa.Mul(theta).Div(sigma2)
	start := v0.Div(sigma2)
	half := rho.Mul(sigma).Scale(0.5)
	sum := S.Lift(0)
	for n := 0; float64(n)*h < end; n++ {
		u := float64(n) * h
		xi := dualmath.Complex[T]{Re: kappa.Sub(half), Im: half.Scale(-2 * u)}
		d := xi.Mul(xi).Add(dualmath.FromReal(sigma2.Scale(u*u + 0.25))).Sqrt()
		minus := xi.Sub(d)
		g := minus.Div(xi.Add(d))
		decay := d.Scale(tau.Neg()).Exp()
		rest := g.Mul(decay).Neg().Shift(1)
		logs := rest.Div(g.Neg().Shift(1)).Log().ScaleConst(2)
		exponent := minus.Scale(tau).Sub(logs).Scale(drift).
			Add(minus.Mul(decay.Neg().Shift(1)).Div(rest).Scale(start)).
			Add(dualmath.Complex[T]{Re: k.Lift(0), Im: k.Scale(u)})
		weight := h / (u*u + 0.25)
		if n == 0 {
			weight /= 2
		}
		sum = sum.Add(exponent.Exp().Re.Scale(weight))
	}
	root := S.Log().Sub(r.Mul(tau)).Scale(0.5).Exp()
	return S.Sub(root.Mul(sum).Scale(1 / math.Pi))
}

// hestonRows are from QuantLib: prices by its analytic engine, all first derivatives and gamma by central differences
// with Richardson extrapolation of them, printed to ten digits. Columns: S, T, v₀, κ, θ, σ, ρ, r; the price; its
// derivatives in these eight; ∂²/∂S².
var hestonRows = [][18]float64{
	{1.007092975, 1.913311469, 0.04018234578, 3.820273065, 0.06365640328, 0.3963285143, -0.2378379249, 0.02455194818,
		0.1593119694, 0.6412042672, 0.04729622563, 0.1453307927, 0.001412177119,
		0.9226463309, -0.005867255397, 0.0006050412944, 0.9307118894, 1.119152528},
	{1.029756213, 0.2982284482, 0.1254918352, 2.383501596, 0.06616244031, 0.6519000924, -0.6574441366, 0.02720987337,
		0.09209817379, 0.6756617256, 0.1105387905, 0.2290371206, -0.001593021016,
		0.09196699263, -0.004545012252, -0.001670020081, 0.1800311798, 1.927194507},
	{0.7804250183, 0.9554477263, 0.04848373369, 1.418096692, 0.1250510542, 0.2962861306, -0.5118472205, 0.05884423199,
		0.02997318009, 0.2939055452, 0.05811330217, 0.2391746946, 0.008690395072,
		0.2111744117, -0.02029773776, 0.01042173237, 0.1905144265, 1.831710814},
	{1.113361777, 1.180284872, 0.1239642172, 3.641601208, 0.08409489638, 0.1229459739, -0.2864808404, 0.02754088978,
		0.221915654, 0.7254458466, 0.06356553675, 0.1517808995, -0.001594217113,
		0.5091352736, 0.001291905484, -0.001203788311, 0.6913731369, 0.8993401813},
	{0.7793738376, 1.28782014, 0.07587661546, 0.9053043987, 0.1243695038, 0.2449193302, -0.6234417932, 0.05463093588,
		0.04990116723, 0.3810281546, 0.05550746555, 0.3131842298, 0.01160481718,
		0.2324878731, -0.03708175336, 0.0117499505, 0.3181716941, 1.632287733},
}

// TestHeston compares price, gradient and gamma with those of QuantLib.
func TestHeston(t *testing.T) {
	for _, row := range hestonRows {
		price, grad := dual.Gradient(heston[dual.Chunk[float64]], row[:8])
		near(t, "price", price, row[8], 1e-9)
		for i, g := range grad {
			near(t, fmt.Sprintf("derivative %d", i), g, row[9+i], 2e-7)
		}
		x := make([]hyper, 8)
		for i := range x {
			x[i] = hyperdual.Constant(row[i])
		}
		x[0] = hyperdual.Variable(row[0])
		near(t, "gamma", heston(x).E1E2mag, row[17], 1e-6)
	}
}

// The price of a call in Heston's model and its delta and vega, from one complex integral over numbers.
func ExampleComplex() {
	x := []float64{1.029756213, 0.2982284482, 0.1254918352, 2.383501596, 0.06616244031, 0.6519000924, -0.6574441366,
		0.02720987337}
	// heston is written once: func heston[T dual.Scalar[T]](x []T) T
	price, greeks := dual.Gradient(heston[dual.Chunk[float64]], x)
	fmt.Printf("price %.8f, delta %.6f, ∂/∂v₀ %.6f\n", price, greeks[0], greeks[2])
	fmt.Println("QuantLib: 0.09209817, 0.675662, 0.229037")
	// Output:
	// price 0.09209817, delta 0.675662, ∂/∂v₀ 0.229037
	// QuantLib: 0.09209817, 0.675662, 0.229037
}
