package losses

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// norms has residuals measured in every way, on gradients with outliers and on probabilities.
func norms() []task {
	return []task{{
		name: "norms", feature: "Norms", about: "Bukin's function no. 6 from 40 points: |∇f|² has no mean, single gradients are far larger than all others",
		sample: fromFunction("Bukin", 40, 1),
		methods: []method{
			{name: "values", loss: train.Sobolev(1)},
			{name: "squared", loss: train.Balanced(train.Squared, 1, 1)},
			{name: "absolute", loss: train.Balanced(train.Absolute, 1, 1)},
			{name: "Huber", loss: train.Balanced(train.Huber(1), 1, 1)},
			{name: "own: log cosh", loss: train.Balanced(train.PenaltyOf(logCosh), 1, 1)},
			{name: "cosine", loss: ofTensors(train.CosineDistance)},
			{name: "own: relative", loss: ofTensors(train.TensorPenaltyOf(relative))},
		},
	}, {
		name: "distillation", feature: "Norms", about: "a teacher's distribution over 3 classes from its logits at 30 points; slopes are those of log p",
		measure: ofDivergence, sample: distilled,
		methods: []method{
			{name: "values", loss: train.KullbackLeibler(1)},
			{name: "KL + slopes", loss: train.KullbackLeibler(1, 1)},
		},
	}, {
		name: "classification", feature: "Norms", about: "known probabilities of 3 classes at 30 points; slopes are those of log p",
		measure: ofDivergence, sample: classified,
		methods: []method{
			{name: "values", loss: train.CrossEntropy(1)},
			{name: "cross-entropy + slopes", loss: train.CrossEntropy(1, 1)},
		},
	}}
}

// logCosh is a norm as a user writes it; its derivative is the library's work. The cosine itself would overflow far out.
func logCosh[T dual.Scalar[T]](e T) T { return dualmath.LogAddExp(e, e.Neg()).Shift(-math.Ln2) }

// relative is the squared distance of two gradients in units of the label's length.
func relative[T dual.Scalar[T]](pred, label []T) T {
	off, size := pred[0].Lift(0), pred[0].Lift(1e-2)
	for i := range pred {
		e := pred[i].Sub(label[i])
		off, size = off.Add(e.Mul(e)), size.Add(label[i].Mul(label[i]))
	}
	return off.Div(size)
}

// ofTensors measures whole gradients.
func ofTensors(norm train.TensorPenalty) train.Loss {
	return train.Loss{Orders: []train.OrderLoss{{Weight: 1}, {Weight: 0.1, Tensor: norm}}}
}

// distilled has the logits of a random network with steep transitions as labels.
func distilled(rng *rand.Rand) (sample, error) {
	teacher, err := steepTeacher(2, 3, rng)
	if err != nil {
		return nil, err
	}
	box := cube(2, -1, 1)
	training, err := data.FromNet(teacher, data.Uniform[number](box, 30, rng), 1)
	if err != nil {
		return nil, err
	}
	test, err := data.FromNet(teacher, data.Uniform[number](box, heldOut, rng), 0)
	return sample{{training, test}}, err
}

// steepTeacher returns a random network with weights of three times the usual size.
func steepTeacher(in, out int, rng *rand.Rand) (*layers.Net[number], error) {
	teacher, err := layers.New(in, rng, layers.DenseInit[number](16, layers.Glorot, layers.FanIn), layers.Activate[number](layers.Tanh),
		layers.Dense[number](out, nil))
	if err != nil {
		return nil, err
	}
	for i := range teacher.Params() {
		teacher.Params()[i] *= 3
	}
	return teacher, nil
}

// classified has probabilities as the values of its training labels, derivatives of log-probabilities beside them, and
// logits as held-out labels.
func classified(rng *rand.Rand) (sample, error) {
	v, err := labelledVector(logProbabilities[dual.Any], cube(2, -1, 1), 30, 1, 0, rng)
	if err != nil {
		return nil, err
	}
	for i, l := range v.train.Labels.Plane(0) {
		v.train.Labels.Plane(0)[i] = math.Exp(l)
	}
	return sample{v}, nil
}

// logProbabilities are those of three classes that meet in a pinwheel.
func logProbabilities[T dual.Scalar[T]](x []T) []T {
	r := x[0].Mul(x[0]).Add(x[1].Mul(x[1]))
	z := []T{
		x[0].Scale(3).Sub(x[1].Scale(4).Sin()),
		x[1].Scale(3).Add(x[0].Scale(4).Sin()),
		r.Scale(2).Shift(-1).Add(x[0].Mul(x[1]).Scale(3).Cos()),
	}
	sum := z[0].Exp().Add(z[1].Exp()).Add(z[2].Exp()).Log()
	for i := range z {
		z[i] = z[i].Sub(sum)
	}
	return z
}
