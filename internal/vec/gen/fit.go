package main

import (
	"math"
	"math/big"
)

// The polynomials in the kernels are computed here, not copied from anywhere: each interpolates its function at Chebyshev
// nodes, which comes within a small factor of the best polynomial of its degree.

const precision = 320 // bits of the computations

func number(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }
func ratio(a, b int64) *big.Float {
	return new(big.Float).SetPrec(precision).Quo(number(float64(a)), number(float64(b)))
}
func times(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Mul(a, b) }
func plus(a, b *big.Float) *big.Float  { return new(big.Float).SetPrec(precision).Add(a, b) }
func minus(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Sub(a, b) }
func over(a, b *big.Float) *big.Float  { return new(big.Float).SetPrec(precision).Quo(a, b) }

// fit returns the coefficients, constant first, of the polynomial of the given degree that interpolates f on [lo, hi].
func fit(f func(*big.Float) *big.Float, lo, hi float64, degree int) []float64 {
	n := degree + 1
	x, d := make([]*big.Float, n), make([]*big.Float, n)
	for i := range x {
		x[i] = number((lo+hi)/2 + (hi-lo)/2*math.Cos(math.Pi*(2*float64(i)+1)/float64(2*n)))
		d[i] = f(x[i])
	}
	for k := 1; k < n; k++ { // divided differences
		for i := n - 1; i >= k; i-- {
			d[i] = over(minus(d[i], d[i-1]), minus(x[i], x[i-k]))
		}
	}
	c := []*big.Float{d[n-1]} // Newton's form, expanded
	for i := n - 2; i >= 0; i-- {
		c = append([]*big.Float{number(0)}, c...)
		for j := range len(c) - 1 {
			c[j] = minus(c[j], times(x[i], c[j+1]))
		}
		c[0] = plus(c[0], d[i])
	}
	out := make([]float64, n)
	for i := range c {
		out[i], _ = c[i].Float64()
	}
	return out
}

// powerSeries returns the function Σ term(k)·xᵏ.
func powerSeries(term func(k int64) *big.Float) func(*big.Float) *big.Float {
	return func(x *big.Float) *big.Float {
		sum, power := number(0), number(1)
		for k := range int64(200) {
			sum = plus(sum, times(term(k), power))
			power = times(power, x)
		}
		return sum
	}
}

// inverseFactorial returns sign/n!.
func inverseFactorial(n int64, sign float64) *big.Float {
	f := new(big.Float).SetPrec(precision).SetInt(new(big.Int).MulRange(1, max(n, 1)))
	return over(number(sign), f)
}

func alternate(k int64) float64 { return 1 - 2*float64(k&1) }

var (
	// oneMinusExp is (1 − e⁻ᑫ − q)/q².
	oneMinusExp = powerSeries(func(k int64) *big.Float { return inverseFactorial(k+2, -alternate(k)) })
	// expTail is (eʳ − 1 − r)/r².
	expTail = powerSeries(func(k int64) *big.Float { return inverseFactorial(k+2, 1) })
	// sinTail is (sin r − r)/r³ and cosTail is (cos r − 1 + r²/2)/r⁴, both of r².
	sinTail = powerSeries(func(k int64) *big.Float { return inverseFactorial(2*k+3, -alternate(k)) })
	cosTail = powerSeries(func(k int64) *big.Float { return inverseFactorial(2*k+4, alternate(k)) })
	// atanhTail is (2·artanh(s)/s − 2)/s², of s²: ln((1+s)/(1−s)) = 2s + s³·atanhTail.
	atanhTail = powerSeries(func(k int64) *big.Float { return ratio(2, 2*k+3) })

	erfOverX = powerSeries(func(k int64) *big.Float {
		return times(inverseFactorial(k, alternate(k)), ratio(1, 2*k+1))
	})
	pi            = digits("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803")
	ln2           = digits("0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863")
	twoOverRootPi = over(number(2), new(big.Float).SetPrec(precision).Sqrt(pi))
)

func digits(s string) *big.Float {
	x, _, err := big.ParseFloat(s, 10, precision, big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	return x
}

// exponential returns eˣ for |x| up to about 16.
func exponential(x *big.Float) *big.Float {
	return powerSeries(func(k int64) *big.Float { return inverseFactorial(k, 1) })(x)
}

// erfcx returns e^(a²)·erfc(a) for a ≥ 0: by the series of erf for small a, by Laplace's continued fraction for others
// (Abramowitz and Stegun 7.1.5, 7.1.14).
func erfcx(a *big.Float) *big.Float {
	if x, _ := a.Float64(); x < 2 {
		z := times(a, a)
		erf := times(times(erfOverX(z), twoOverRootPi), a)
		return times(exponential(z), minus(number(1), erf))
	}
	tail := a
	for n := int64(1200); n >= 1; n-- {
		tail = plus(a, over(ratio(n, 2), tail))
	}
	return over(times(twoOverRootPi, ratio(1, 2)), tail)
}

// split returns x as a sum of numbers of the element type, largest first.
func (t target) split(x *big.Float, parts int) []float64 {
	out := make([]float64, parts)
	for i := range out {
		f, _ := x.Float64()
		out[i] = t.round(f)
		x = minus(x, number(out[i]))
	}
	return out
}
