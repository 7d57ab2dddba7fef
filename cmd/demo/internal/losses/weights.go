package losses

import (
	"math/rand/v2"

	"example.com/sobolev/train"
)

// weights has weights of orders and components on data that want them, and schedules that change them.
func weights() []task {
	return []task{{
		name: "weights", feature: "Weights", about: "McCormick's function from 20 points, its slopes in x₂ wrong by as much as they vary",
		sample: wrongSlopes,
		methods: []method{
			{name: "values", loss: train.Sobolev(1)},
			{name: "all alike", loss: train.Sobolev(1, 1)},
			{name: "per order", loss: train.Sobolev(1, 0.03)},
			{name: "per component", loss: train.Loss{Orders: []train.OrderLoss{{Weight: 1}, {Weight: 1, Entries: []float64{1, 0.01}}}}},
		},
	}, {
		name: "schedules", feature: "Weights", about: "Styblinski and Tang's function from 25 points with gradients",
		sample: fromFunction("StyblinskiTang", 25, 1),
		methods: []method{
			{name: "values", loss: train.Sobolev(1)},
			{name: "constant", loss: train.Sobolev(1, 1)},
			{name: "inverse RMS", loss: train.Differential(2, 1)},
			{name: "late swap", loss: scheduled(train.SwapWeights(0.75, []float64{0.1, 1}, []float64{1, 0.01}))},
			{name: "annealing", loss: scheduled(train.AnnealWeights(1, 1))},
			{name: "decay", loss: scheduled(train.DecayWeights(0.997, 1, 1))},
			{name: "balancing", loss: scheduled(train.BalanceWeights(1, 1))},
			{name: "one's own", loss: scheduled(evenShares)},
		},
	}}
}

// wrongSlopes spoils one component of the gradients.
func wrongSlopes(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("McCormick", 20, 1)(rng)
	if err != nil {
		return nil, err
	}
	addNoise(s[0].train.Labels.Plane(2), 1, rng)
	return s, nil
}

// addNoise adds normal noise, the given multiple of the numbers' root mean square.
func addNoise(x []number, size float64, rng *rand.Rand) {
	deviation := size * rootMeanSquare(x)
	for i := range x {
		x[i] += deviation * rng.NormFloat64()
	}
}

// scheduled is the plain loss of order 1 with weights that change.
func scheduled(s train.WeightSchedule) train.Loss {
	l := train.Sobolev(1, 1)
	l.Schedule = s
	return l
}

// evenShares is a schedule as a user writes it: the slopes weigh as much as the values in the loss.
func evenShares(_ int, _ float64, parts []float64) []float64 {
	if parts == nil || parts[1] == 0 {
		return []float64{1, 1}
	}
	return []float64{1, parts[0] / parts[1]}
}
