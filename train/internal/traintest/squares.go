package traintest

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A ResidualPass is a train.ResidualPass, from below package train.
type ResidualPass interface {
	Load(x *jet.Batch[float64], points []int, step int)
	Residuals(r []float64, y *jet.Batch[float64], points []int, step int)
	Slopes(cot *jet.Batch[float64], i int)
}

// Squares is a term of which the residuals are known.
type Squares struct {
	Term
	Pass ResidualPass
	Each int // residuals of a point
}

// RequireSquares fails unless the squares of the residuals are the loss, their derivatives give its gradient, and, one by
// one, move as the residuals do.
func RequireSquares(t *testing.T, net *layers.Net[float64], s Squares, step int, wantLoss float64, wantGrad []float64) {
	t.Helper()
	n := float64(s.Len)
	r, j := s.at(net, net.Params(), step), s.jacobian(net, step)
	params := len(net.Params())
	loss, grad := 0.0, make([]float64, params)
	for i, v := range r {
		loss += v * v / n
		for p := range grad {
			grad[p] += 2 * v * j[i*params+p] / n
		}
	}
	RequireNear(t, "sum of squares", []float64{loss}, []float64{wantLoss}, 1e-12)
	RequireNear(t, "gradient of the sum of squares", grad, wantGrad, 1e-12)
	// There is no other definition of a single residual than itself.
	v, rng := make([]float64, params), rand.New(rand.NewPCG(5, 5))
	for p := range v {
		v[p] = rng.NormFloat64()
	}
	const h = 1e-5
	up, down := s.at(net, moved(net.Params(), h, v), step), s.at(net, moved(net.Params(), -h, v), step)
	slopes, want := make([]float64, len(r)), make([]float64, len(r))
	for i := range r {
		want[i] = (up[i] - down[i]) / (2 * h)
		for p, v := range v {
			slopes[i] += j[i*params+p] * v
		}
	}
	RequireNear(t, "derivatives of residuals, by differences", slopes, want, 1e-7)
}

func moved(params []float64, h float64, v []float64) []float64 {
	m := make([]float64, len(params))
	for i, p := range params {
		m[i] = p + h*v[i]
	}
	return m
}

// points returns all of them, not in order.
func (s Squares) points() []int {
	points := make([]int, s.Len)
	for i := range points {
		points[i] = (i + 1) % s.Len
	}
	return points
}

// at returns the residuals at the parameters.
func (s Squares) at(net *layers.Net[float64], params []float64, step int) []float64 {
	_, r := s.forward(net, params, step)
	return r
}

func (s Squares) forward(net *layers.Net[float64], params []float64, step int) (*layers.SampleSweep[float64], []float64) {
	sweep := net.NewSampleSweep(s.Algebra, s.SeedsInputs, s.Len)
	sweep.Prepare(params, s.Len)
	x := jet.NewBatch[float64](s.Algebra, s.Len, net.In())
	s.Pass.Load(x, s.points(), step)
	r := make([]float64, s.Len*s.Each)
	for i := range r {
		r[i] = math.NaN() // must be overwritten
	}
	s.Pass.Residuals(r, sweep.Forward(x), s.points(), step)
	return sweep, r
}

// jacobian returns the derivatives of the residuals in the parameters.
func (s Squares) jacobian(net *layers.Net[float64], step int) []float64 {
	sweep, r := s.forward(net, net.Params(), step)
	n := len(net.Params())
	j, cot := make([]float64, len(r)*n), jet.NewBatch[float64](s.Algebra, s.Len, net.Out())
	for i := range s.Each {
		for k := range cot.Data {
			cot.Data[k] = 1e9 // must be overwritten
		}
		s.Pass.Slopes(cot, i)
		sweep.Gradients(j[i*n:], s.Each*n, cot)
	}
	return j
}
