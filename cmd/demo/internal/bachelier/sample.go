package bachelier

import (
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
)

// number is the floating-point type of the networks.
type number = float32

// sample simulates paths: states at the first date, and payoffs with their derivatives in the state.
func (m *market) sample(paths int, rng *rand.Rand) (*data.Data[number], error) {
	d := len(m.weights)
	a := data.Arrays[number]{X: make([]number, paths*d), Y: make([]number, paths), Grad: make([]number, paths*d)}
	spots, move, grad := make([]float64, d), make([]float64, d), make([]float64, d)
	work := make([]dual.Chunk[float64], d)
	for p := range paths {
		m.move(spots, firstDate, wings, rng)
		for i := range spots {
			spots[i]++
		}
		m.move(move, expiry-firstDate, 1, rng)
		moved := m.basket(move)
		a.Y[p] = number(dual.GradientInto(grad, func(x []dual.Chunk[float64]) dual.Chunk[float64] {
			return payoff(x, m.weights, moved)
		}, spots, work))
		for i := range d {
			a.X[p*d+i], a.Grad[p*d+i] = number(spots[i]), number(grad[i])
		}
	}
	return data.FromArrays(d, 1, a)
}

// heldOut is the number of states that every network of a market is judged on.
const heldOut = 4096

// truth draws states whose assets are uniform in [0.5, 1.5] and labels them with the closed form.
func (m *market) truth(rng *rand.Rand) (*data.Data[number], error) {
	d := len(m.weights)
	a := data.Arrays[number]{X: make([]number, heldOut*d), Y: make([]number, heldOut), Grad: make([]number, heldOut*d)}
	spots := make([]float64, d)
	for p := range heldOut {
		for i := range spots {
			a.X[p*d+i] = number(0.5 + rng.Float64())
			spots[i] = float64(a.X[p*d+i])
		}
		basket := m.basket(spots)
		a.Y[p] = number(price(basket))
		for i, w := range m.weights {
			a.Grad[p*d+i] = number(w * delta(basket))
		}
	}
	return data.FromArrays(d, 1, a)
}
