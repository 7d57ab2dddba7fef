package report

import (
	"fmt"
	"math"
)

// A Range is the extent of a coordinate.
type Range struct{ Lo, Hi float64 }

// A Grid holds a function's values at the nodes of a regular grid, row by row from the lowest y:
// Z[j·NX+i] belongs to the i-th of NX values of x and the j-th of NY values of y.
type Grid struct {
	X, Y   Range
	NX, NY int
	Z      []float64
}

// Sample evaluates f at the nodes of an nx × ny grid over x × y, borders included.
func Sample(x, y Range, nx, ny int, f func(x, y float64) float64) Grid {
	g := Grid{X: x, Y: y, NX: nx, NY: ny, Z: make([]float64, nx*ny)}
	for j := range ny {
		for i := range nx {
			px, py := g.Node(i, j)
			g.Z[j*nx+i] = f(px, py)
		}
	}
	return g
}

// SampleArrows evaluates the gradient f of a function in the middles of n × n cells of x × y.
func SampleArrows(x, y Range, n int, f func(x, y float64) (u, v float64)) []Arrow {
	var arrows []Arrow
	for j := range n {
		for i := range n {
			a := Arrow{X: x.at((float64(i) + 0.5) / float64(n)), Y: y.at((float64(j) + 0.5) / float64(n))}
			a.U, a.V = f(a.X, a.Y)
			arrows = append(arrows, a)
		}
	}
	return arrows
}

// Node returns the coordinates of node (i, j).
func (g Grid) Node(i, j int) (x, y float64) {
	return g.X.at(float64(i) / float64(g.NX-1)), g.Y.at(float64(j) / float64(g.NY-1))
}

func (r Range) at(t float64) float64 { return r.Lo + (r.Hi-r.Lo)*t }

func (r Range) unit(v float64) float64 { return (v - r.Lo) / (r.Hi - r.Lo) }

// check reports a grid that cannot be drawn.
func (g Grid) check() error {
	if g.NX < 2 || g.NY < 2 || len(g.Z) != g.NX*g.NY {
		return fmt.Errorf("grid of %d × %d nodes has %d values", g.NX, g.NY, len(g.Z))
	}
	for i, z := range g.Z {
		if math.IsNaN(z) || math.IsInf(z, 0) {
			return fmt.Errorf("grid: value %d is %v", i, z)
		}
	}
	return nil
}

// bilinear returns the value at the fraction (u, v) of the extent, 0 ≤ u, v ≤ 1.
func (g Grid) bilinear(u, v float64) float64 {
	x, y := u*float64(g.NX-1), v*float64(g.NY-1)
	i, j := min(int(x), g.NX-2), min(int(y), g.NY-2)
	x, y = x-float64(i), y-float64(j)
	z := g.Z[j*g.NX+i:]
	return (z[0]*(1-x)+z[1]*x)*(1-y) + (z[g.NX]*(1-x)+z[g.NX+1]*x)*y
}
