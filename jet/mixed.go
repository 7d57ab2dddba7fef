package jet

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
)

// Mixed returns one mixed partial derivative of f at x, of the orders alpha in the variables: Mixed(f, x, 2, 1) is
// ∂³f/∂x₁²∂x₂. It needs univariate Taylor numbers only, about ½Π(αᵢ+1) of them, side by side in one evaluation, where
// all partial derivatives of order K = Σαᵢ are C(n+K, K).
//
// The K-th Taylor coefficient of f along w is a homogeneous polynomial of degree K in w, p(w) = Σ ∂^βf w^β/β!, and the
// central difference of order α of such a polynomial, with unit steps, is its derivative ∂^α exactly (polarisation).
// The sum cancels, so digits are lost as K grows: about one per two orders. So that variables of different sizes do not
// lose more, each is first measured by its own derivative of order K, in one evaluation more, and the steps are scaled.
func Mixed[F dual.Float](f func(x []Number[F]) Number[F], x []F, alpha ...int) F {
	given.Must(f != nil, "jet: Mixed", "the function f")
	if len(alpha) != len(x) {
		panic(fmt.Sprintf("jet: Mixed: got %d orders, want %d", len(alpha), len(x)))
	}
	K := 0
	for i, e := range alpha {
		atLeast("Mixed", fmt.Sprintf("alpha[%d]", i), e, 0)
		K += e
	}
	if K == 0 {
		return f(variables(Diagonal(max(1, len(x)), 0), x)).defined().Coefficient(0)
	}
	scales := stepScales(f, x, alpha, K)
	directions, weights := polarisation(alpha)
	alg := Diagonal(len(directions), K)
	z := make([]Number[F], len(x))
	for i := range z {
		z[i] = newNumber[F](alg)
		z[i].c[0] = float64(x[i])
		for j, w := range directions {
			z[i].c[1+j] = math.Ldexp(w[i], scales[i])
		}
	}
	y := f(z).defined().in("Mixed", alg)
	sum, exponent := 0.0, 0
	first := 1 + (K-1)*len(directions)
	for j, w := range weights {
		sum += float64(w * y.c[first+j])
	}
	for i, e := range alpha {
		exponent += e * scales[i]
	}
	return F(math.Ldexp(sum, -exponent))
}

// stepScales returns exponents of two for the steps in the variables. They make the derivatives of order K in single
// variables alike, where these differ by more than a factor 2^(10·K) and are known, and they balance one another, so that
// nothing over- or underflows for their sake.
func stepScales[F dual.Float](f func(x []Number[F]) Number[F], x []F, alpha []int, K int) []int {
	scales := make([]int, len(x))
	y := f(variables(Diagonal(len(x), K), x)).defined()
	lo, hi := math.MaxInt, math.MinInt
	for i, e := range alpha {
		if e == 0 {
			continue
		}
		if c := math.Abs(float64(y.Coefficient(1 + (K-1)*len(x) + i))); c > 0 && number.Finite(c) {
			_, exponent := math.Frexp(c)
			scales[i] = -exponent / K
		}
		lo, hi = min(lo, scales[i]), max(hi, scales[i])
	}
	for i, e := range alpha {
		switch {
		case e == 0 || hi-lo <= 10:
			scales[i] = 0
		default:
			scales[i] -= (hi + lo) / 2
		}
	}
	return scales
}

// polarisation returns the points α/2 − j, 0 ≤ j ≤ α, of the central difference of order α with their weights
// (−1)^|j| Π C(αᵢ, jᵢ). A point and its mirror image contribute the same, so that one of the two is taken, with twice
// the weight; the origin contributes nothing.
func polarisation(alpha []int) (points [][]float64, weights []float64) {
	j := make([]int, len(alpha))
	for {
		w, weight, sign := make([]float64, len(alpha)), 2.0, 0.0
		for i, e := range alpha {
			w[i] = float64(e)/2 - float64(j[i])
			weight *= float64(binomial(e, j[i]))
			if j[i]%2 == 1 {
				weight = -weight
			}
			if sign == 0 {
				sign = w[i]
			}
		}
		if sign > 0 {
			points, weights = append(points, w), append(weights, weight)
		}
		i := 0
		for i < len(j) && j[i] == alpha[i] {
			j[i] = 0
			i++
		}
		if i == len(j) {
			break
		}
		j[i]++
	}
	return points, weights
}
