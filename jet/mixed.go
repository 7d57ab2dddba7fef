package jet

import (
	"fmt"

	"example.com/sobolev/dual"
)

// Mixed returns one mixed partial derivative of f at x, of the orders alpha in the variables: Mixed(f, x, 2, 1) is
// ∂³f/∂x₁²∂x₂. It needs univariate Taylor numbers only, about ½Π(αᵢ+1) of them, side by side in one evaluation, where
// all partial derivatives of order K = Σαᵢ are C(n+K, K).
//
// The K-th Taylor coefficient of f along w is a homogeneous polynomial of degree K in w, p(w) = Σ ∂^βf w^β/β!, and the
// central difference of order α of such a polynomial, with unit steps, is its derivative ∂^α exactly (polarisation).
// The sum cancels, so digits are lost as K grows: about one per two orders.
func Mixed[F dual.Float](f func(x []Number[F]) Number[F], x []F, alpha ...int) F {
	if len(alpha) != len(x) {
		panic(fmt.Sprintf("jet: Mixed: got %d orders, want %d", len(alpha), len(x)))
	}
	K := 0
	for i, e := range alpha {
		atLeast("Mixed", fmt.Sprintf("alpha[%d]", i), e, 0)
		K += e
	}
	directions, weights := polarisation(alpha)
	alg := Diagonal(len(directions), K)
	z := make([]Number[F], len(x))
	for i := range z {
		z[i] = newNumber[F](alg)
		z[i].c[0] = float64(x[i])
		for j, w := range directions {
			if K > 0 {
				z[i].c[1+j] = w[i]
			}
		}
	}
	y := f(z).defined().in("Mixed", alg)
	if K == 0 {
		return y.Coefficient(0)
	}
	sum := 0.0
	first := 1 + (K-1)*len(directions)
	for j, w := range weights {
		sum += w * y.c[first+j]
	}
	return F(sum)
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
	if len(points) == 0 { // order 0
		points, weights = append(points, make([]float64, len(alpha))), append(weights, 1)
	}
	return points, weights
}
