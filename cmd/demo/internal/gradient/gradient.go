// Package gradient tells the gradients of functions in two dimensions, as arrows show them: where there is none, none is drawn.
package gradient

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

// Of returns a function's gradient and whether there is one: at a kink the slopes along a direction and back are not opposite.
func Of(f funcs.Function, x []float64) (g []float64, ok bool) {
	value := func(x []dual.Number[float64]) dual.Number[float64] { return funcs.Eval(f, x) }
	_, g = dual.Gradient(value, x)
	for i := range x {
		back := make([]dual.Number[float64], len(x))
		for k, v := range x {
			back[k].Real = v
		}
		back[i].Emag = -1
		if value(back).Emag != -g[i] || math.IsInf(g[i], 0) {
			return nil, false
		}
	}
	return g, true
}

// Drawn returns the two slopes of a function, NaN where it has no gradient.
func Drawn(f funcs.Function, x, y float64) (u, v float64) {
	if g, ok := Of(f, []float64{x, y}); ok {
		return g[0], g[1]
	}
	return math.NaN(), math.NaN()
}
