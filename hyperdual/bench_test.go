package hyperdual_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/funcs"
	"example.com/sobolev/hyperdual"
)

// rosenbrock and ackley as a user writes them for one number type.
func rosenbrock(x []chunk) chunk {
	var s chunk
	for i := 0; i+1 < len(x); i++ {
		a := x[i+1].Sub(x[i].Mul(x[i]))
		b := x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func rosenbrockNumber(x []number) number {
	var s number
	for i := 0; i+1 < len(x); i++ {
		a := x[i+1].Sub(x[i].Mul(x[i]))
		b := x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackley(x []chunk) chunk {
	var q, c chunk
	for _, v := range x {
		q = q.Add(v.Mul(v))
		c = c.Add(v.Scale(2 * math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	e := q.Scale(n).Sqrt().Scale(-0.2).Exp()
	return e.Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

func benchHessian[T hyperdual.SecondOrder[T, float64]](b *testing.B, f func(x []T) T, n int) {
	x, grad, hess, work := make([]float64, n), make([]float64, n), make([]float64, n*n), make([]T, n)
	for i := range x {
		x[i] = 0.3 + 0.01*float64(i)
	}
	b.ReportAllocs()
	for b.Loop() {
		hyperdual.HessianInto(grad, hess, f, x, work)
	}
}

func BenchmarkHessian(b *testing.B) {
	for _, n := range []int{2, 10, 100} {
		b.Run(fmt.Sprint("rosenbrock/Chunk/", n), func(b *testing.B) { benchHessian(b, rosenbrock, n) })
		b.Run(fmt.Sprint("rosenbrock/Number/", n), func(b *testing.B) { benchHessian(b, rosenbrockNumber, n) })
		b.Run(fmt.Sprint("rosenbrock/generic/", n), func(b *testing.B) { benchHessian(b, funcs.Rosenbrock[chunk], n) })
		b.Run(fmt.Sprint("ackley/Chunk/", n), func(b *testing.B) { benchHessian(b, ackley, n) })
		b.Run(fmt.Sprint("ackley/generic/", n), func(b *testing.B) { benchHessian(b, funcs.Ackley[chunk], n) })
	}
}

func BenchmarkOps(b *testing.B) {
	const n = 1024
	x, y, z := make([]number, n), make([]number, n), make([]number, n)
	for i := range x {
		x[i] = number{0.1 + 0.0008*float64(i), 1, 1, 0}
		y[i] = number{0.5 + 0.0007*float64(i), 0.5, 0.25, 0}
	}
	for _, bench := range []struct {
		name string
		op   func(i int) number
	}{
		{"Mul", func(i int) number { return x[i].Mul(y[i]) }},
		{"Div", func(i int) number { return x[i].Div(y[i]) }},
		{"Exp", func(i int) number { return x[i].Exp() }},
		{"Tanh", func(i int) number { return x[i].Tanh() }},
		{"Sin", func(i int) number { return x[i].Sin() }},
		{"PowReal", func(i int) number { return x[i].PowReal(2.5) }},
		{"Pow", func(i int) number { return x[i].Pow(y[i]) }},
		{"Hypot", func(i int) number { return x[i].Hypot(y[i]) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range z {
					z[i] = bench.op(i)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/number")
		})
	}
}
