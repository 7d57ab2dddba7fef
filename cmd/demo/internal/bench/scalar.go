package bench

import (
	"context"
	"math"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// scalarRow is the time of one derivative of a plain function in n variables.
type scalarRow struct {
	Bench string  `json:"bench"` // gradient or hessian
	Impl  string  `json:"impl"`  // the number type
	F     string  `json:"f"`
	N     int     `json:"n"`
	Ns    float64 `json:"ns"` // median over blocks
	NsMin float64 `json:"ns_min"`
	NsMax float64 `json:"ns_max"`
}

// The number types that are timed: one direction in registers, three, and as many as there are variables; a second
// derivative in registers, and as many as there are pairs of variables.
type (
	one   = dual.Number[float64]
	three = dual.Number3[float64]
	chunk = dual.Chunk[float64]
	cross = hyperdual.Number[float64]
	pair  = hyperdual.Chunk[float64]
)

// rosenbrock and ackley are written once for all number types. What Go makes of generic code calls every operation
// through a dictionary; the same text for one type, as below, is what programs without generics are compared with.
func rosenbrock[T dual.Scalar[T]](x []T) T {
	s := x[0].Lift(0)
	for i := 0; i+1 < len(x); i++ {
		a, b := x[i+1].Sub(x[i].Mul(x[i])), x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100)).Add(b.Mul(b))
	}
	return s
}

func ackley[T dual.Scalar[T]](x []T) T {
	q, c := x[0].Lift(0), x[0].Lift(0)
	for _, v := range x {
		q = q.Add(v.Mul(v))
		c = c.Add(v.Scale(2 * math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	return q.Scale(n).Sqrt().Scale(-0.2).Exp().Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

func rosenbrockOne(x []one) one {
	var s one
	for i := 0; i+1 < len(x); i++ {
		a, b := x[i+1].Sub(x[i].Mul(x[i])), x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackleyOne(x []one) one {
	var q, c one
	for _, v := range x {
		q, c = q.Add(v.Mul(v)), c.Add(v.Scale(2*math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	return q.Scale(n).Sqrt().Scale(-0.2).Exp().Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

func rosenbrockThree(x []three) three {
	var s three
	for i := 0; i+1 < len(x); i++ {
		a, b := x[i+1].Sub(x[i].Mul(x[i])), x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackleyThree(x []three) three {
	var q, c three
	for _, v := range x {
		q, c = q.Add(v.Mul(v)), c.Add(v.Scale(2*math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	return q.Scale(n).Sqrt().Scale(-0.2).Exp().Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

func rosenbrockChunk(x []chunk) chunk {
	var s chunk
	for i := 0; i+1 < len(x); i++ {
		a, b := x[i+1].Sub(x[i].Mul(x[i])), x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackleyChunk(x []chunk) chunk {
	var q, c chunk
	for _, v := range x {
		q, c = q.Add(v.Mul(v)), c.Add(v.Scale(2*math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	return q.Scale(n).Sqrt().Scale(-0.2).Exp().Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

func rosenbrockCross(x []cross) cross {
	var s cross
	for i := 0; i+1 < len(x); i++ {
		a, b := x[i+1].Sub(x[i].Mul(x[i])), x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackleyCross(x []cross) cross {
	var q, c cross
	for _, v := range x {
		q, c = q.Add(v.Mul(v)), c.Add(v.Scale(2*math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	return q.Scale(n).Sqrt().Scale(-0.2).Exp().Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

func rosenbrockPair(x []pair) pair {
	var s pair
	for i := 0; i+1 < len(x); i++ {
		a, b := x[i+1].Sub(x[i].Mul(x[i])), x[i].Shift(-1)
		s = s.Add(a.Mul(a).Scale(100).Add(b.Mul(b)))
	}
	return s
}

func ackleyPair(x []pair) pair {
	var q, c pair
	for _, v := range x {
		q, c = q.Add(v.Mul(v)), c.Add(v.Scale(2*math.Pi).Cos())
	}
	n := 1 / float64(len(x))
	return q.Scale(n).Sqrt().Scale(-0.2).Exp().Scale(-20).Sub(c.Scale(n).Exp()).Shift(20 + math.E)
}

// A timedFunction is one function in all the forms that are timed.
type timedFunction struct {
	name           string
	one            func([]one) one
	three          func([]three) three
	chunk, generic func([]chunk) chunk
	cross          func([]cross) cross
	pair           func([]pair) pair
	gonum          func([]gonumDual) gonumDual
	gonumPair      func([]gonumHyperdual) gonumHyperdual
}

func timedFunctions() []timedFunction {
	return []timedFunction{
		{"rosenbrock", rosenbrockOne, rosenbrockThree, rosenbrockChunk, rosenbrock[chunk], rosenbrockCross, rosenbrockPair,
			rosenbrockGonum, rosenbrockGonumPair},
		{"ackley", ackleyOne, ackleyThree, ackleyChunk, ackley[chunk], ackleyCross, ackleyPair, ackleyGonum, ackleyGonumPair},
	}
}

// runScalar times gradients and Hessians, and those of gonum's numbers in turns with them.
func runScalar(ctx context.Context, rows *cli.Rows) error {
	for _, f := range timedFunctions() {
		for _, n := range []int{2, 10, 100} {
			if err := ctx.Err(); err != nil {
				return err
			}
			x := make([]float64, n)
			for i := range x {
				x[i] = 0.3 + 0.01*float64(i)
			}
			found := []scalarRow{
				timeGradient("dual.Number", f.name, f.one, x), timeGradient("dual.Number3", f.name, f.three, x),
				timeGradient("dual.Chunk", f.name, f.chunk, x), timeGradient("dual.Chunk, generic", f.name, f.generic, x),
				timeCall("gradient", "gonum dual", f.name, n, gonumGradient(f.gonum, x, make([]float64, n))),
			}
			if n <= 10 {
				found = append(found, timeHessian("hyperdual.Number", f.name, f.cross, x), timeHessian("hyperdual.Chunk", f.name, f.pair, x),
					timeCall("hessian", "gonum hyperdual", f.name, n, gonumHessian(f.gonumPair, x, make([]float64, n*n))))
			}
			for _, r := range found {
				if err := rows.Write(r); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func timeGradient[T dual.Directions[T, float64]](impl, name string, f func([]T) T, x []float64) scalarRow {
	grad, work := make([]float64, len(x)), make([]T, len(x))
	return timeCall("gradient", impl, name, len(x), func() { dual.GradientInto(grad, f, x, work) })
}

func timeHessian[T hyperdual.SecondOrder[T, float64]](impl, name string, f func([]T) T, x []float64) scalarRow {
	grad, hess, work := make([]float64, len(x)), make([]float64, len(x)*len(x)), make([]T, len(x))
	return timeCall("hessian", impl, name, len(x), func() { hyperdual.HessianInto(grad, hess, f, x, work) })
}

// timeCall measures one call.
func timeCall(bench, impl, name string, n int, call func()) scalarRow {
	t := measure(blocks, block, warmUp, func(n int) {
		for range n {
			call()
		}
	})
	return scalarRow{bench, impl, name, n, nanoseconds(t.median), nanoseconds(t.min), nanoseconds(t.max)}
}
