package beyond

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
)

// A twoBody is the solution that the sine-Gordon equation Δu + sin u = g is made for, on the unit ball, 0 on its surface:
//
//	u(x) = (1 − |x|²)·Σᵢ cᵢ·sin(xᵢ + cos xᵢ₊₁ + xᵢ₊₁·cos xᵢ).
type twoBody struct{ c []float64 }

// newTwoBody draws the coefficients, from the normal distribution.
func newTwoBody(d int, rng *rand.Rand) twoBody {
	b := twoBody{make([]float64, d-1)}
	for i := range b.c {
		b.c[i] = rng.NormFloat64()
	}
	return b
}

// solution is u, for numbers of any kind: its definition.
func solution[T dual.Scalar[T]](b twoBody, x []T) T {
	squares, sum := x[0].Mul(x[0]), x[0].Lift(0)
	for i, c := range b.c {
		y := x[i+1]
		squares = squares.Add(y.Mul(y))
		sum = sum.Add(x[i].Add(y.Cos()).Add(y.Mul(x[i].Cos())).Sin().Scale(c))
	}
	return squares.Neg().Shift(1).Mul(sum)
}

// at returns u and Δu at a point. Of the sum S in u, with the phases φ, both take work that grows like the number of
// dimensions: Δu = (1 − |x|²)·ΔS − 4·x·∇S − 2d·S.
func (b twoBody) at(x []float32) (u, laplacian float64) {
	var squares, s, radial, curved float64
	sin, cos := math.Sincos(float64(x[0]))
	for i, c := range b.c {
		a, y := float64(x[i]), float64(x[i+1])
		sinY, cosY := math.Sincos(y)
		sinP, cosP := math.Sincos(a + cosY + y*cos)
		da, dy := 1-y*sin, cos-sinY // of the phase
		s += c * sinP
		radial += c * cosP * (a*da + y*dy)
		curved += c * (cosP*(-y*cos-cosY) - sinP*(da*da+dy*dy))
		squares += a * a
		sin, cos = sinY, cosY
	}
	last := float64(x[len(x)-1])
	squares += last * last
	return (1 - squares) * s, (1-squares)*curved - 4*radial - 2*float64(len(x))*s
}

// source is g.
func (b twoBody) source(x []float32) float64 {
	u, laplacian := b.at(x)
	return laplacian + math.Sin(u)
}

// inBall writes a point of the unit ball to x: in a uniform direction, at a uniform distance from the centre.
func inBall(x []float32, rng *rand.Rand) {
	squares := 0.0
	for i := range x {
		v := rng.NormFloat64()
		x[i] = float32(v)
		squares += v * v
	}
	scale := float32(rng.Float64() / math.Sqrt(squares))
	for i := range x {
		x[i] *= scale
	}
}
