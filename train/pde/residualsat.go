package pde

import (
	"fmt"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// ResidualsAt returns the residuals of a network at the points of the collocation, (points × residuals): how well it solves the
// equations at points that it was not trained on, say. Weight and penalty of the collocation do not matter.
func ResidualsAt[F dual.Float](net *layers.Net[F], c Collocation[F], residuals ...func(p Point) Num) ([]float64, error) {
	c.Penalty = nil
	term, err := Residual(net, c, residuals...)
	if err != nil {
		return nil, err
	}
	t, fixed := term.(*residualTerm[F])
	if !fixed {
		t = term.(*resampled[F]).residualTerm
	}
	const tile = 64
	n := t.Len()
	alg := t.Algebra()
	sweep, x := net.NewForward(alg, true, tile), jet.NewBatch[F](jet.Real(), tile, net.In())
	sweep.Prepare(net.Params(), n)
	p, points := t.newPass(), make([]int, 0, tile)
	values := make([]float64, 0, n*len(residuals))
	for from := 0; from < n; from += tile {
		points = points[:0]
		for i := from; i < min(from+tile, n); i++ {
			points = append(points, i)
		}
		x.Reshape(len(points), net.In())
		p.Load(x, points, 0)
		y := sweep.Forward(x)
		for row, point := range points {
			p.read(y, row, point)
			for i, r := range p.residuals {
				for slot, u := range p.u {
					p.work[slot] = Num{Real: u}
				}
				p.at.u = p.work
				values = append(values, r(p.at).Value())
				if p.gap.found {
					return nil, p.bridge(&p.evaluation, i)
				}
			}
		}
	}
	return values, nil
}

// Refine returns the collocation's points and, behind them, those n of the candidates where the sum of the squared residuals is
// largest: residual-based adaptive refinement (Lu et al. 2021, "DeepXDE"). It is to be called between runs of training, with new
// candidates, and finds the fronts and layers that a solution has and few points see.
func Refine[F dual.Float](net *layers.Net[F], c Collocation[F], candidates data.Points[F], n int, residuals ...func(p Point) Num) (data.Points[F], error) {
	if len(c.Data) > 0 {
		return data.Points[F]{}, fmt.Errorf("pde: Refine: points with data, which candidates do not have")
	}
	if have := len(candidates.X) / max(candidates.Dim, 1); n < 0 || n > have {
		return data.Points[F]{}, fmt.Errorf("pde: Refine: %d of %d candidates, want at most all", n, have)
	}
	at := c
	at.Points, at.Resample = candidates, nil
	values, err := ResidualsAt(net, at, residuals...)
	if err != nil {
		return data.Points[F]{}, err
	}
	if i := number.IndexNonFinite(values); i >= 0 {
		point, x := i/len(residuals), candidates.X
		return data.Points[F]{}, fmt.Errorf("pde: Refine: residual %d is %v at candidate %d, x = %v, want a finite number",
			i%len(residuals)+1, values[i], point, x[point*candidates.Dim:(point+1)*candidates.Dim])
	}
	count := len(values) / len(residuals)
	squares, order := make([]float64, count), make([]int, count)
	for i := range order {
		order[i] = i
		for _, r := range values[i*len(residuals) : (i+1)*len(residuals)] {
			squares[i] += r * r
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case squares[a] > squares[b]:
			return -1
		case squares[a] < squares[b]:
			return 1
		}
		return 0
	})
	refined := data.Points[F]{Dim: candidates.Dim, X: slices.Clone(c.Points.X)}
	for _, i := range order[:n] {
		refined.X = append(refined.X, candidates.X[i*candidates.Dim:(i+1)*candidates.Dim]...)
	}
	return refined, nil
}
