package layers

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// pick passes some features on.
type pick[F dual.Float] struct{ features []int }

// Pick returns the layer that passes on the features of the given numbers, from 0, in the order given: (samples × in) becomes
// (samples × len(features)). A feature may stand there more than once. Within [Concat] it says which features a branch
// sees.
func Pick[F dual.Float](features ...int) Layer[F] { return pick[F]{slices.Clone(features)} }

func (l pick[F]) Shape(in int) (out, params int, err error) {
	if len(l.features) == 0 {
		return 0, 0, fmt.Errorf("Pick: no features, want at least 1")
	}
	for _, j := range l.features {
		if j < 0 || j >= in {
			return 0, 0, fmt.Errorf("%.200v: feature %d, want one of 0 to %d", l, j, in-1)
		}
	}
	return len(l.features), 0, nil
}

func (l pick[F]) Init([]F, int, *rand.Rand) {}

func (l pick[F]) Smoothness() int { return Smooth }

func (l pick[F]) Eval(_, x []dual.Any) []dual.Any {
	y := make([]dual.Any, len(l.features))
	for i, j := range l.features {
		y[i] = x[j]
	}
	return y
}

func (l pick[F]) String() string {
	return "Pick(" + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(l.features)), ", "), "[]") + ")"
}

func (l pick[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newLinearPass(alg, l.newMap(in, samples))
}

func (l pick[F]) newMap(in, _ int) linearMap[F] { return pickMap[F]{features: l.features, in: in} }

// pickMap takes the given of so many features.
type pickMap[F dual.Float] struct {
	fixed[F]
	features []int
	in       int
}

func (m pickMap[F]) fix([]F, int) {}

func (m pickMap[F]) forward(y, x []F, rows int, _ bool) {
	for row := range rows {
		to, from := y[row*len(m.features):(row+1)*len(m.features)], x[row*m.in:(row+1)*m.in]
		for i, j := range m.features {
			to[i] = from[j]
		}
	}
}

func (m pickMap[F]) backward(x, y []F, rows int) {
	clear(x[:rows*m.in])
	for row := range rows {
		to, from := x[row*m.in:(row+1)*m.in], y[row*len(m.features):(row+1)*len(m.features)]
		for i, j := range m.features {
			to[j] += from[i]
		}
	}
}

type pickSettings struct {
	Features []int `json:"features"`
}

// Record implements [Recorder].
func (l pick[F]) Record(int) Record[F] {
	return newRecord[F]("Pick", pickSettings{slices.Clone(l.features)})
}

func openPick[F dual.Float](r Record[F]) (Layer[F], error) {
	var s pickSettings
	err := r.Read(&s)
	return Pick[F](s.Features...), err
}
