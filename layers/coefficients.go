package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// coefficients is y = (x, c) with parameters c.
type coefficients[F dual.Float] struct{ initial []float64 }

// Coefficients returns the layer that puts numbers behind its features, the same for every sample: parameters of their own, which
// begin at the given values. As the last layer of a network it holds what else than the network is to be found in
// training, such as unknown coefficients of a differential equation; see [Net.Coefficients]. Weight decay draws them to zero,
// too.
func Coefficients[F dual.Float](initial ...float64) Layer[F] { return coefficients[F]{initial} }

// Coefficients returns the numbers of a last layer [Coefficients] themselves, not a copy; none if there is no such layer. The
// network's last outputs are these.
func (n *Net[F]) Coefficients() []F {
	last := len(n.layers) - 1
	if _, ok := n.layers[last].(coefficients[F]); !ok {
		return nil
	}
	return n.layerParams(last, n.params)
}

func (l coefficients[F]) Shape(in int) (out, params int, err error) {
	n := len(l.initial)
	if n == 0 {
		return 0, 0, fmt.Errorf("Coefficients: no initial value, want at least 1")
	}
	for i, v := range l.initial {
		if v-v != 0 {
			return 0, 0, fmt.Errorf("Coefficients: initial value %d is %v, want a finite number", i, v)
		}
	}
	return in + n, n, nil
}

func (l coefficients[F]) Init(params []F, _ int, _ *rand.Rand) {
	for i, v := range l.initial {
		params[i] = F(v)
	}
}

func (l coefficients[F]) Smoothness() int { return Smooth }

func (l coefficients[F]) Eval(params, x []dual.Any) []dual.Any {
	return append(append([]dual.Any(nil), x...), params...)
}

func (l coefficients[F]) String() string { return fmt.Sprintf("Coefficients(%d)", len(l.initial)) }

func (l coefficients[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newLinearPass(alg, l.newMap(in, samples))
}

func (l coefficients[F]) newMap(in, _ int) linearMap[F] {
	return &coefficientsMap[F]{in: in, out: in + len(l.initial)}
}

// coefficientsMap has the coefficients as its bias.
type coefficientsMap[F dual.Float] struct {
	in, out int
	c       []F
}

func (m *coefficientsMap[F]) prepare(params []F, _ int) { m.c = params }

func (m *coefficientsMap[F]) fix([]F, int) {}

func (m *coefficientsMap[F]) forward(y, x []F, rows int, bias bool) {
	for row := range rows {
		to := y[row*m.out : (row+1)*m.out]
		copy(to, x[row*m.in:(row+1)*m.in])
		if bias {
			copy(to[m.in:], m.c)
		} else {
			clear(to[m.in:])
		}
	}
}

func (m *coefficientsMap[F]) backward(x, y []F, rows int) {
	for row := range rows {
		copy(x[row*m.in:(row+1)*m.in], y[row*m.out:])
	}
}

func (m *coefficientsMap[F]) gradient(grad, _, y []F, _, biased int) {
	for row := range biased {
		for j, v := range y[row*m.out+m.in : (row+1)*m.out] {
			grad[j] += v
		}
	}
}

func (m *coefficientsMap[F]) tangent(y, _, v []F, _, biased int) {
	for row := range biased {
		to := y[row*m.out+m.in : (row+1)*m.out]
		vec.Add(to, to, v)
	}
}

func (m *coefficientsMap[F]) tangentBackward(_, _, _ []F, _ int) {}
