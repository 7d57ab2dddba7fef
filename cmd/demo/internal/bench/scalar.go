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

// chunk and pair are the number types that carry many directions at once.
type (
	chunk = dual.Chunk[float64]
	pair  = hyperdual.Chunk[float64]
)

// rosenbrock and ackley are written as their users would, once for the number type that is timed.
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

// runScalar times gradients and Hessians.
func runScalar(ctx context.Context, rows *cli.Rows) error {
	for _, f := range []struct {
		name  string
		chunk func([]chunk) chunk
		pair  func([]pair) pair
	}{
		{"rosenbrock", rosenbrock[chunk], rosenbrock[pair]},
		{"ackley", ackley[chunk], ackley[pair]},
	} {
		for _, n := range []int{2, 10, 100} {
			if err := ctx.Err(); err != nil {
				return err
			}
			x := make([]float64, n)
			for i := range x {
				x[i] = 0.3 + 0.01*float64(i)
			}
			if err := rows.Write(timeGradient(f.name, f.chunk, x)); err != nil {
				return err
			}
			if n > 10 {
				continue
			}
			if err := rows.Write(timeHessian(f.name, f.pair, x)); err != nil {
				return err
			}
		}
	}
	return nil
}

func timeGradient(name string, f func([]chunk) chunk, x []float64) scalarRow {
	grad, work := make([]float64, len(x)), make([]chunk, len(x))
	t := measure(blocks, block, warmUp, func(n int) {
		for range n {
			dual.GradientInto(grad, f, x, work)
		}
	})
	return scalarRow{"gradient", "dual.Chunk", name, len(x), nanoseconds(t.median), nanoseconds(t.min), nanoseconds(t.max)}
}

func timeHessian(name string, f func([]pair) pair, x []float64) scalarRow {
	grad, hess, work := make([]float64, len(x)), make([]float64, len(x)*len(x)), make([]pair, len(x))
	t := measure(blocks, block, warmUp, func(n int) {
		for range n {
			hyperdual.HessianInto(grad, hess, f, x, work)
		}
	})
	return scalarRow{"hessian", "hyperdual.Chunk", name, len(x), nanoseconds(t.median), nanoseconds(t.min), nanoseconds(t.max)}
}
