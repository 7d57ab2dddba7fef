package losses

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// labels has every kind of label.
func labels() []task {
	values, gradients := method{name: "values", loss: train.Sobolev(1)}, method{name: "gradients", loss: train.Sobolev(1, 1)}
	return []task{{
		name: "gradients-only", feature: "Labels", about: "the gradient field of McCormick's function from 20 points, which have values or gradients, not both",
		measure: ofGradients, sample: fromFunction("McCormick", 20, 1),
		methods: []method{values, {name: "gradients alone", loss: train.Sobolev(0, 1)}},
	}, {
		name: "directional", feature: "Labels", about: "Franke's surface from 40 points with one slope each, along a direction that differs from point to point",
		sample:  oneSlope,
		methods: []method{values, {name: "one slope", loss: train.Sobolev(1, 1)}},
	}, {
		name: "hessian-vectors", feature: "Labels", about: "Franke's surface from 30 points with gradients and the Hessian's product with one vector v a point",
		sample:  hessianVectors,
		methods: []method{values, gradients, {name: "and Hessian·v", loss: train.Sobolev(1, 1, 0.1)}},
	}, {
		name: "laplacians", feature: "Labels", about: "Franke's surface from 30 points with gradients and Laplacians",
		sample:  laplacians,
		methods: []method{values, gradients, {name: "and Δf", loss: train.Sobolev(1, 1, 0.02)}},
	}, {
		name: "missing", feature: "Labels", about: "Franke's surface from 40 points; of all values and slopes a random half was not measured",
		sample:  missing,
		methods: []method{values, {name: "what there is", loss: train.Sobolev(1, 1)}},
	}, {
		name: "noise", feature: "Labels", about: "Franke's surface from 60 points, half with 2% of noise in values and slopes, half with 50%",
		sample: noisy,
		methods: []method{{name: "values", loss: train.Sobolev(1)}, {name: "unweighted", loss: train.Sobolev(1, 0.1), view: 1},
			{name: "1/σ² weights", loss: train.Sobolev(1, 0.1)}},
	}}
}

// oneSlope keeps the slope along one random direction at every point.
func oneSlope(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("Franke", 40, 1)(rng)
	if err != nil {
		return nil, err
	}
	full := s[0].train
	along := data.NewLabels[number](jet.Dual(1), full.Len(), 1)
	copy(along.Plane(0), full.Labels.Plane(0))
	v := unitVectors(full.Len(), rng)
	for i := range full.Len() {
		along.Plane(1)[i] = v[2*i]*full.Labels.Plane(1)[i] + v[2*i+1]*full.Labels.Plane(2)[i]
	}
	s[0].train = &data.Data[number]{In: 2, Out: 1, X: full.X, Labels: along, Directions: v}
	return s, nil
}

// unitVectors draws n vectors of the plane.
func unitVectors(n int, rng *rand.Rand) []number {
	var v []number
	for range n {
		sin, cos := math.Sincos(2 * math.Pi * rng.Float64())
		v = append(v, cos, sin)
	}
	return v
}

// hessianVectors keeps gradients and the Hessian's product with one random vector at every point.
func hessianVectors(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("Franke", 30, 2)(rng)
	if err != nil {
		return nil, err
	}
	full := s[0].train
	hv := &data.HessianVectors[number]{U: unitVectors(full.Len(), rng)}
	for i := range full.Len() {
		xx, xy, yy := full.Labels.Plane(3)[i], full.Labels.Plane(4)[i], full.Labels.Plane(5)[i]
		u, v := hv.U[2*i], hv.U[2*i+1]
		hv.H = append(hv.H, xx*u+xy*v, xy*u+yy*v)
	}
	s[0].train, err = data.FromArrays(2, 1, data.Arrays[number]{X: full.X, Y: full.Labels.Plane(0), Grad: gradientRows(full), HessianVectors: hv})
	return s, err
}

// gradientRows returns the gradients of data with two inputs, row after row.
func gradientRows(d *data.Data[number]) []number {
	var g []number
	for i := range d.Len() {
		g = append(g, d.Labels.Plane(1)[i], d.Labels.Plane(2)[i])
	}
	return g
}

// laplacians keeps Laplacians in place of the Hessians.
func laplacians(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("Franke", 30, 2)(rng)
	if err != nil {
		return nil, err
	}
	full := s[0].train.Labels
	kept := data.NewLabels[number](jet.Laplace(2), full.Points, 1)
	copy(kept.Data, full.Data[:3*full.Points])
	for i := range full.Points {
		kept.Plane(3)[i] = full.Plane(3)[i] + full.Plane(5)[i]
	}
	s[0].train.Labels = kept
	return s, nil
}

// missing strikes out half of all labels.
func missing(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("Franke", 40, 1)(rng)
	if err != nil {
		return nil, err
	}
	for i := range s[0].train.Labels.Data {
		if rng.IntN(2) == 0 {
			s[0].train.Labels.Data[i] = math.NaN()
		}
	}
	return s, nil
}

// noisy spoils every second point more than the others. Its second view has no weights.
func noisy(rng *rand.Rand) (sample, error) {
	s, err := fromFunction("Franke", 60, 1)(rng)
	if err != nil {
		return nil, err
	}
	const small, large = 0.02, 0.5
	d := *s[0].train
	for k := range d.Labels.Alg.Dim() {
		size := rootMeanSquare(d.Labels.Plane(k))
		for i := range d.Labels.Plane(k) {
			deviation := small
			if i%2 == 1 {
				deviation = large
			}
			d.Labels.Plane(k)[i] += deviation * size * rng.NormFloat64()
		}
	}
	for i := range d.Len() {
		weight := 2.0 // so that the mean is about 1
		if i%2 == 1 {
			weight *= small * small / (large * large)
		}
		d.Weights = append(d.Weights, weight)
	}
	return sample{{&d, s[0].test}, s[0]}, nil
}

func rootMeanSquare(x []number) float64 { return math.Sqrt(meanSquare(x)) }
