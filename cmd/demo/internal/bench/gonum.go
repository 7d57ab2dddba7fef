package bench

import (
	"math"

	"gonum.org/v1/gonum/num/dual"
	"gonum.org/v1/gonum/num/hyperdual"
)

// gonum's numbers, and the functions written with them: one pass an input for a gradient, one for every pair for a Hessian.
type (
	gonumDual      = dual.Number
	gonumHyperdual = hyperdual.Number
)

func rosenbrockGonum(x []gonumDual) gonumDual {
	var s gonumDual
	for i := 0; i+1 < len(x); i++ {
		a, b := dual.Sub(x[i+1], dual.Mul(x[i], x[i])), dual.Sub(x[i], gonumDual{Real: 1})
		s = dual.Add(s, dual.Add(dual.Scale(100, dual.Mul(a, a)), dual.Mul(b, b)))
	}
	return s
}

func ackleyGonum(x []gonumDual) gonumDual {
	var q, c gonumDual
	for _, v := range x {
		q, c = dual.Add(q, dual.Mul(v, v)), dual.Add(c, dual.Cos(dual.Scale(2*math.Pi, v)))
	}
	n := 1 / float64(len(x))
	y := dual.Sub(dual.Scale(-20, dual.Exp(dual.Scale(-0.2, dual.Sqrt(dual.Scale(n, q))))), dual.Exp(dual.Scale(n, c)))
	return dual.Add(y, gonumDual{Real: 20 + math.E})
}

func rosenbrockGonumPair(x []gonumHyperdual) gonumHyperdual {
	var s gonumHyperdual
	for i := 0; i+1 < len(x); i++ {
		a, b := hyperdual.Sub(x[i+1], hyperdual.Mul(x[i], x[i])), hyperdual.Sub(x[i], gonumHyperdual{Real: 1})
		s = hyperdual.Add(s, hyperdual.Add(hyperdual.Scale(100, hyperdual.Mul(a, a)), hyperdual.Mul(b, b)))
	}
	return s
}

func ackleyGonumPair(x []gonumHyperdual) gonumHyperdual {
	var q, c gonumHyperdual
	for _, v := range x {
		q, c = hyperdual.Add(q, hyperdual.Mul(v, v)), hyperdual.Add(c, hyperdual.Cos(hyperdual.Scale(2*math.Pi, v)))
	}
	n := 1 / float64(len(x))
	y := hyperdual.Sub(hyperdual.Scale(-20, hyperdual.Exp(hyperdual.Scale(-0.2, hyperdual.Sqrt(hyperdual.Scale(n, q))))),
		hyperdual.Exp(hyperdual.Scale(n, c)))
	return hyperdual.Add(y, gonumHyperdual{Real: 20 + math.E})
}

// gonumGradient returns a call that writes the gradient at x to grad.
func gonumGradient(f func([]gonumDual) gonumDual, x, grad []float64) (call func()) {
	work := make([]gonumDual, len(x))
	for i, v := range x {
		work[i].Real = v
	}
	return func() {
		for i := range work {
			work[i].Emag = 1
			grad[i] = f(work).Emag
			work[i].Emag = 0
		}
	}
}

// gonumHessian returns a call that writes the Hessian at x to hess.
func gonumHessian(f func([]gonumHyperdual) gonumHyperdual, x, hess []float64) (call func()) {
	work := make([]gonumHyperdual, len(x))
	for i, v := range x {
		work[i].Real = v
	}
	return func() {
		for i := range work {
			work[i].E1mag = 1
			for j := range i + 1 {
				work[j].E2mag = 1
				v := f(work).E1E2mag
				hess[i*len(work)+j], hess[j*len(work)+i] = v, v
				work[j].E2mag = 0
			}
			work[i].E1mag = 0
		}
	}
}
