package losses

import (
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// projections has stochastic losses: labels along random directions, new ones at every step.
func projections() []task {
	return []task{{
		name: "projections", feature: "Stochastic", about: "Σ sin(2xᵢ)·xᵢ₊₁ of 10 variables from 150 points with all derivatives",
		hidden: []int{48, 48}, sample: chainSample,
		methods: []method{
			{name: "values", loss: train.Sobolev(1)},
			{name: "full gradients", loss: train.Sobolev(1, 0.1)},
			{name: "order 1 along v", loss: train.Stochastic(1, 0.1)},
			{name: "order 2, v and w", loss: train.Stochastic(1, 0.1, 0.01)},
			{name: "order 3, a line", loss: train.Line(1, 0.1, 0.01, 0.001)},
		},
	}, {
		name: "function-along", feature: "Stochastic", about: "the same of 20 variables from 100 points, slopes taken from the function step by step",
		hidden: []int{48, 48}, sample: chainAlong,
		methods: []method{{name: "values", loss: train.Sobolev(1)}, {name: "slope along v", loss: train.Stochastic(1, 0.1)}},
	}, {
		name: "teacher-along", feature: "Stochastic", about: "a random network of 10 variables from 100 points, slopes taken from the network step by step",
		sample:  taughtAlong,
		methods: []method{{name: "values", loss: train.Sobolev(1)}, {name: "slope along v", loss: train.Stochastic(1, 0.1)}},
	}}
}

// chain couples every variable with the next.
func chain[T dual.Scalar[T]](x []T) T {
	sum := x[0].Lift(0)
	for i := range len(x) - 1 {
		sum = sum.Add(x[i].Scale(2).Sin().Mul(x[i+1]))
	}
	return sum
}

func chainSample(rng *rand.Rand) (sample, error) {
	box := cube(10, -1, 1)
	v, err := labelled(chain[dual.Any], box, 150, 3, 0, rng)
	if err != nil {
		return nil, err
	}
	return sample{v.normalised(box)}, nil
}

func chainAlong(rng *rand.Rand) (sample, error) {
	box := cube(20, -1, 1)
	training, err := data.LazyFunc(chain[dual.Any], data.Uniform[number](box, 100, rng))
	if err != nil {
		return nil, err
	}
	test, err := data.FromFunc(chain[dual.Any], data.Uniform[number](box, heldOut, rng), 0)
	if err != nil {
		return nil, err
	}
	return sample{view{training, test}.normalised(box)}, nil
}

func taughtAlong(rng *rand.Rand) (sample, error) {
	teacher, err := steepTeacher(10, 1, rng)
	if err != nil {
		return nil, err
	}
	box := cube(10, -1, 1)
	training, err := data.LazyNet(teacher, data.Uniform[number](box, 100, rng))
	if err != nil {
		return nil, err
	}
	test, err := data.FromNet(teacher, data.Uniform[number](box, heldOut, rng), 0)
	if err != nil {
		return nil, err
	}
	return sample{view{training, test}.normalised(box)}, nil
}
