package optim

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/vec"
)

// Clip limits every element of the gradient to ±value and then its Euclidean norm to the given one (Pascanu, Mikolov
// and Bengio 2013); 0 does not limit. The norm of the gradient is passed in, since a step knows it already.
func Clip[F dual.Float](grad []F, norm, maxNorm, value float64) {
	if value > 0 && norm > value {
		v := F(value)
		for i, g := range grad {
			grad[i] = max(-v, min(v, g))
		}
		if maxNorm > 0 {
			norm = linalg.Norm(grad)
		}
	}
	if maxNorm > 0 && norm > maxNorm {
		if maxNorm/norm < 1e-30 { // in two steps, so that the factor does not underflow
			linalg.ScaleByPower(grad, -64, grad)
			norm *= 0x1p-64
		}
		vec.Scale(grad, F(maxNorm/norm), grad)
	}
}
