package dual_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
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

func rosenbrockNumber(x []number) number {
	var s number
	for i := 0; i+1 < len(x); i++ {
		a := x[i+1].Sub(x[i].Mul(x[i]))
		b := x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func rosenbrockNumber3(x []number3) number3 {
	var s number3
	for i := 0; i+1 < len(x); i++ {
		a := x[i+1].Sub(x[i].Mul(x[i]))
		b := x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackleyNumber3(x []number3) number3 {
	var q, c number3
	for _, v := range x {
		q = q.Add(v.Mul(v))
		c = c.Add(v.Scale(2 * math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	e := q.Scale(n).Sqrt().Scale(-0.2).Exp()
	return e.Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

type number3 = dual.Number3[float64]

func benchGradient[T dual.Directions[T, float64]](b *testing.B, f func(x []T) T, n int) {
	x, grad, work := make([]float64, n), make([]float64, n), make([]T, n)
	for i := range x {
		x[i] = 0.3 + 0.01*float64(i)
	}
	b.ReportAllocs()
	for b.Loop() {
		dual.GradientInto(grad, f, x, work)
	}
}

func BenchmarkGradient(b *testing.B) {
	for _, n := range []int{2, 10, 100} {
		b.Run(fmt.Sprint("rosenbrock/Chunk/", n), func(b *testing.B) { benchGradient(b, rosenbrock, n) })
		b.Run(fmt.Sprint("rosenbrock/Number/", n), func(b *testing.B) { benchGradient(b, rosenbrockNumber, n) })
		b.Run(fmt.Sprint("rosenbrock/Number3/", n), func(b *testing.B) { benchGradient(b, rosenbrockNumber3, n) })
		b.Run(fmt.Sprint("rosenbrock/generic/", n), func(b *testing.B) { benchGradient(b, funcs.Rosenbrock[chunk], n) })
		b.Run(fmt.Sprint("ackley/Chunk/", n), func(b *testing.B) { benchGradient(b, ackley, n) })
		b.Run(fmt.Sprint("ackley/Number3/", n), func(b *testing.B) { benchGradient(b, ackleyNumber3, n) })
		b.Run(fmt.Sprint("ackley/generic/", n), func(b *testing.B) { benchGradient(b, funcs.Ackley[chunk], n) })
	}
}
