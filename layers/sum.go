package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// sum adds groups of features.
type sum[F dual.Float] struct{ groups int }

// Sum returns the layer that cuts its features into so many groups of equal size, one after the other, and adds the groups:
// what [Each] makes of them becomes one.
func Sum[F dual.Float](groups int) Layer[F] { return sum[F]{groups} }

func (l sum[F]) Shape(in int) (out, params int, err error) {
	if l.groups < 1 || in%l.groups != 0 {
		return 0, 0, fmt.Errorf("Sum: %d features, want a multiple of the groups, of which there are %d", in, l.groups)
	}
	return in / l.groups, 0, nil
}

func (l sum[F]) Init([]F, int, *rand.Rand) {}

func (l sum[F]) Smoothness() int { return Smooth }

func (l sum[F]) Eval(_, x []dual.Any) []dual.Any {
	size := len(x) / l.groups
	y := append([]dual.Any(nil), x[:size]...)
	for i, v := range x[size:] {
		y[i%size] = y[i%size].Add(v)
	}
	return y
}

func (l sum[F]) String() string { return fmt.Sprintf("Sum(%d)", l.groups) }

func (l sum[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newLinearPass(alg, l.newMap(in, samples))
}

func (l sum[F]) newMap(in, _ int) linearMap[F] {
	return sumMap[F]{groups: l.groups, size: in / l.groups}
}

// sumMap adds groups of so many features.
type sumMap[F dual.Float] struct {
	fixed[F]
	groups, size int
}

func (m sumMap[F]) fix([]F, int) {}

func (m sumMap[F]) forward(y, x []F, rows int, _ bool) {
	if m.size == 1 {
		for row := range rows {
			total := x[row*m.groups]
			for _, v := range x[row*m.groups+1 : (row+1)*m.groups] {
				total += v
			}
			y[row] = total
		}
		return
	}
	for row := range rows {
		to := y[row*m.size : (row+1)*m.size]
		from := x[row*m.groups*m.size : (row+1)*m.groups*m.size]
		copy(to, from)
		for from = from[m.size:]; len(from) > 0; from = from[m.size:] {
			vec.Add(to, to, from[:m.size])
		}
	}
}

func (m sumMap[F]) backward(x, y []F, rows int) {
	for row := range rows {
		from := y[row*m.size : (row+1)*m.size]
		for to := x[row*m.groups*m.size : (row+1)*m.groups*m.size]; len(to) > 0; to = to[m.size:] {
			copy(to, from)
		}
	}
}
