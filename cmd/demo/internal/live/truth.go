package live

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/cmd/demo/internal/gradient"
	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/train/data"
)

// Nodes of a surface, and arrows, along one side.
const (
	Nodes  = 49
	Arrows = 11
)

// heldOut is the number of points on which the networks are judged.
const heldOut = 1000

// A Field is a function on the domain: values at Nodes × Nodes points, edges included, and gradients in the middles of
// Arrows × Arrows cells, rows of rising x one after the other, with rising y. NaN where there is none.
type Field struct {
	Values    []float32
	Gradients []float32
}

// judged holds held-out points with the values and gradients there, and by how much these vary.
type judged struct {
	x, y, grad  []float64
	spread      float64 // standard deviation of the values
	slopeSpread float64 // root mean square of the gradients' components
}

// valueAndGradient is exact. At a kink the gradient follows the direction of rising coordinates.
func valueAndGradient(f funcs.Function, x []float64) (float64, []float64) {
	return dual.Gradient(func(x []dual.Number[float64]) dual.Number[float64] { return funcs.Eval(f, x) }, x)
}

// newJudged draws the held-out points, the same ones for every setup on the domain, and leaves out those where the
// function or its gradient is not finite.
func newJudged(f funcs.Function, b data.Box) judged {
	var j judged
	points := data.Halton[float64](b, heldOut, rand.New(rand.NewPCG(1, 2)))
	sum, squares, slopes := 0.0, 0.0, 0.0
	for i := range heldOut {
		x := points.X[2*i : 2*i+2]
		y, g := valueAndGradient(f, x)
		if !finite(y) || !finite(g[0]) || !finite(g[1]) {
			continue
		}
		j.x, j.y, j.grad = append(j.x, x...), append(j.y, y), append(j.grad, g...)
		sum += y
		slopes += g[0]*g[0] + g[1]*g[1]
	}
	n := float64(len(j.y))
	for _, y := range j.y {
		squares += (y - sum/n) * (y - sum/n)
	}
	j.spread, j.slopeSpread = math.Sqrt(squares/n), math.Sqrt(slopes/(2*n))
	return j
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// truth samples the function itself.
func truth(f funcs.Function, b data.Box) Field {
	var field Field
	for _, x := range pairs(lattice(b, Nodes, 0)) {
		field.Values = append(field.Values, shown(f.Value(x)))
	}
	for _, x := range pairs(lattice(b, Arrows, 0.5)) {
		u, v := gradient.Drawn(f, x[0], x[1])
		field.Gradients = append(field.Gradients, shown(u), shown(v))
	}
	return field
}

// shown is a number of a picture: what is not finite is not drawn.
func shown(v float64) float32 {
	if !finite(v) {
		return float32(math.NaN())
	}
	return float32(v)
}

// lattice returns n × n points: with margin 0 nodes that include the edges, with 0.5 the middles of cells.
func lattice(b data.Box, n int, margin float64) []float64 {
	cells := float64(n) - 1 + 2*margin
	var xs []float64
	for j := range n {
		for i := range n {
			u, v := (float64(i)+margin)/cells, (float64(j)+margin)/cells
			xs = append(xs, b.Lo[0]+(b.Hi[0]-b.Lo[0])*u, b.Lo[1]+(b.Hi[1]-b.Lo[1])*v)
		}
	}
	return xs
}

// pairs cuts a list of coordinates into points.
func pairs(xs []float64) [][]float64 {
	points := make([][]float64, len(xs)/2)
	for i := range points {
		points[i] = xs[2*i : 2*i+2]
	}
	return points
}
