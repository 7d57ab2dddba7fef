package train_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// unit is one ReLU unit that learns another: x is standard normal, the target max(w*·x, 0), the model max(w·x, 0).
type unit struct{ teacher, weights []float64 }

// sides returns |w*|, |w|, the angle between the two and their directions u* and u.
func (c unit) sides() (teacherNorm, norm, angle float64, teacherDir, dir []float64) {
	dot := 0.0
	for i, w := range c.weights {
		norm += w * w
		teacherNorm += c.teacher[i] * c.teacher[i]
		dot += w * c.teacher[i]
	}
	norm, teacherNorm = math.Sqrt(norm), math.Sqrt(teacherNorm)
	for i, w := range c.weights {
		dir, teacherDir = append(dir, w/norm), append(teacherDir, c.teacher[i]/teacherNorm)
	}
	return teacherNorm, norm, math.Acos(dot / (norm * teacherNorm)), teacherDir, dir
}

// valueGradient is the gradient of ½E(m−f)² in w: (w−w*)/2 + (θw* − |w*|·sin θ·u)/2π.
func (c unit) valueGradient() []float64 {
	teacherNorm, _, angle, _, dir := c.sides()
	g := make([]float64, len(c.weights))
	for i, w := range c.weights {
		g[i] = (w-c.teacher[i])/2 + (angle*c.teacher[i]-teacherNorm*math.Sin(angle)*dir[i])/(2*math.Pi)
	}
	return g
}

// slopeGradient is what differentiating inside the expectation makes of ½E|∇m−∇f|²: w/2 − (π−θ)/2π·w*.
func (c unit) slopeGradient() []float64 {
	_, _, angle, _, _ := c.sides()
	g := make([]float64, len(c.weights))
	for i, w := range c.weights {
		g[i] = w/2 - (math.Pi-angle)/(2*math.Pi)*c.teacher[i]
	}
	return g
}

// bias is what slopeGradient lacks: the kink of the model moves with w, which no sample shows. It is
// −|w*|·cot θ/2π·(u* − cos θ·u).
func (c unit) bias() []float64 {
	teacherNorm, _, angle, teacherDir, dir := c.sides()
	g := make([]float64, len(c.weights))
	for i := range g {
		g[i] = -teacherNorm / math.Tan(angle) / (2 * math.Pi) * (teacherDir[i] - math.Cos(angle)*dir[i])
	}
	return g
}

// slopeLoss is ½E|∇m−∇f|² = |w|²/4 + |w*|²/4 − w·w*·(π−θ)/2π: two half-spaces overlap in the share (π−θ)/2π.
func slopeLoss[T dual.Scalar[T]](weights []T, teacher []float64) T {
	norm2, dot, teacherNorm2 := weights[0].Lift(0), weights[0].Lift(0), 0.0
	for i, w := range weights {
		norm2 = norm2.Add(w.Mul(w))
		dot = dot.Add(w.Scale(teacher[i]))
		teacherNorm2 += teacher[i] * teacher[i]
	}
	angle := dot.Div(norm2.Scale(teacherNorm2).Sqrt()).Acos()
	overlap := angle.Neg().Shift(math.Pi).Scale(1 / (2 * math.Pi))
	return norm2.Scale(0.25).Shift(teacherNorm2 / 4).Sub(dot.Mul(overlap))
}

var units = []unit{
	{[]float64{1, 0.5, -0.3}, []float64{0.4, -0.2, 0.7}},
	{[]float64{-0.8, 0.1, 0.6, 0.2}, []float64{-0.5, 0.4, 0.9, -0.1}},
	{[]float64{1, 0}, []float64{-0.6, 0.5}},
}

// TestReLUGradients compares the library's parameter gradients of the value loss and of the gradient loss of one ReLU
// unit with their expectations in closed form, and the gradient loss with its own. The means over 60 samples of 4,000
// points must be within 4.5 of their standard errors, and those below 0.003.
func TestReLUGradients(t *testing.T) {
	for _, c := range units {
		d := len(c.weights)
		target := func(x []dual.Any) dual.Any {
			y := x[0].Lift(0)
			for i, v := range x {
				y = y.Add(v.Scale(c.teacher[i]))
			}
			return dual.ReLU(y)
		}
		value, slope := make([]estimator, d), make([]estimator, d)
		var loss estimator
		rng := rand.New(rand.NewPCG(uint64(d), 5))
		for range 60 {
			p := data.Points[float64]{Dim: d, X: make([]float64, 4000*d)}
			for i := range p.X {
				p.X[i] = rng.NormFloat64()
			}
			training, err := data.FromFunc(target, p, 1)
			if err != nil {
				t.Fatal(err)
			}
			_, g := c.sampleGradient(t, training, train.Sobolev(0.5))
			addAll(value, g)
			l, g := c.sampleGradient(t, training, train.Sobolev(0, 0.5))
			addAll(slope, g)
			loss.add(l)
		}
		loss.require(t, "gradient loss", slopeLoss(reals(c.weights), c.teacher).Value())
		for i := range d {
			value[i].require(t, fmt.Sprintf("d=%d: value loss, entry %d", d, i), c.valueGradient()[i])
			slope[i].require(t, fmt.Sprintf("d=%d: gradient loss, entry %d", d, i), c.slopeGradient()[i])
		}
	}
}

// TestReLUGradientBias compares what samples give for the gradient loss with the gradient of the expected loss: they
// differ, and by how much is known. Training a ReLU network on gradients follows a biased direction.
func TestReLUGradientBias(t *testing.T) {
	for _, c := range units {
		_, truth := dual.Gradient(func(w []dual.Chunk[float64]) dual.Chunk[float64] { return slopeLoss(w, c.teacher) }, c.weights)
		sampled, bias := c.slopeGradient(), c.bias()
		size := 0.0
		for i := range truth {
			if diff := truth[i] - sampled[i]; math.Abs(diff-bias[i]) > 1e-14 {
				t.Errorf("w=%v: entry %d of the gradient is %v off the samples', want %v", c.weights, i, diff, bias[i])
			}
			size += bias[i] * bias[i]
		}
		if math.Sqrt(size) < 0.01 {
			t.Errorf("w=%v: bias of length %v, want a case where it shows", c.weights, math.Sqrt(size))
		}
	}
}

// sampleGradient returns a loss of the unit on data and its gradient in w, by the library: one plain step of rate 1.
func (c unit) sampleGradient(t *testing.T, d *data.Data[float64], l train.Loss) (loss float64, grad []float64) {
	t.Helper()
	net, err := layers.New(len(c.weights), rand.New(rand.NewPCG(0, 0)),
		layers.Dense[float64](1, nil), layers.Activate[float64](layers.ReLU))
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Params(), c.weights) // and the bias 0
	term, err := train.Regression(net, d, l)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: optim.SGD(1, 0), Epochs: 1, Workers: 1}, term)
	if err != nil {
		t.Fatal(err)
	}
	for step, err := range trainer.Steps(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		loss = step.Loss
	}
	for i, w := range c.weights {
		grad = append(grad, w-net.Params()[i])
	}
	return loss, grad
}

// estimator is the mean of independent numbers, with its standard error.
type estimator struct{ n, sum, squares float64 }

func (e *estimator) add(v float64) {
	e.n++
	e.sum += v
	e.squares += v * v
}

func (e *estimator) require(t *testing.T, what string, want float64) {
	t.Helper()
	mean := e.sum / e.n
	deviation := math.Sqrt(max(0, e.squares/e.n-mean*mean) / (e.n - 1))
	if math.Abs(mean-want) > 4.5*deviation || deviation > 3e-3 {
		t.Errorf("%s: %v ± %v, want %v", what, mean, deviation, want)
	}
}

func addAll(es []estimator, vs []float64) {
	for i, v := range vs {
		es[i].add(v)
	}
}

func reals(x []float64) []dual.Real[float64] {
	r := make([]dual.Real[float64], len(x))
	for i, v := range x {
		r[i].Real = v
	}
	return r
}

// TestWideReLUFitsAnything checks that a wide ReLU network with one hidden layer can be trained to zero loss on any
// values and directional derivatives at separated points (Cocola and Hand 2020): random labels at 10 points, width 512.
func TestWideReLUFitsAnything(t *testing.T) {
	const n, d, width = 10, 5, 512
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 6))
		training := &data.Data[float64]{In: d, Out: 1, X: make([]float64, n*d), Directions: make([]float64, n*d),
			Labels: data.NewLabels[float64](jet.Dual(1), n, 1)}
		for p := range n {
			randomUnit(training.X[p*d:(p+1)*d], rng)
			randomUnit(training.Directions[p*d:(p+1)*d], rng)
			training.Labels.Plane(0)[p], training.Labels.Plane(1)[p] = rng.NormFloat64(), rng.NormFloat64()
		}
		net, err := layers.NewMLP[float64](d, []int{width}, 1, layers.ReLU, rng)
		if err != nil {
			t.Fatal(err)
		}
		res, err := train.Fit(context.Background(), net, training, train.Options{Loss: train.Sobolev(1, 1),
			Optimizer: optim.Adam(3e-3), Schedule: optim.Cosine, Epochs: 1500, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		first, last := res.Epochs[0].Loss, res.Epochs[len(res.Epochs)-1].Loss
		if !(last < 1e-8*first) {
			t.Errorf("seed %d: loss %v, from %v, want less than 1e-8 of that", seed, last, first)
		}
	}
}

// randomUnit fills v with a random direction.
func randomUnit(v []float64, rng *rand.Rand) {
	norm := 0.0
	for i := range v {
		v[i] = rng.NormFloat64()
		norm += v[i] * v[i]
	}
	for i := range v {
		v[i] /= math.Sqrt(norm)
	}
}

// TestBukinGradientNotSquareIntegrable integrates the squared and the plain magnitude of Bukin's derivative up to its
// ridge, u = x₂ − x₁²/100 from 1 down to 10^−k, where it is 50/√u: every decade adds 2500·ln 10 to the first, without
// end, and ever less to the second. A squared gradient loss has no expectation there, an absolute or Huber one has.
func TestBukinGradientNotSquareIntegrable(t *testing.T) {
	const nodes = 400 // of the midpoint rule in ln u, for every decade
	x1 := -12.0
	for decade := range 8 {
		squared, plain := 0.0, 0.0
		for i := range nodes {
			u := math.Pow(10, -float64(decade)-(float64(i)+0.5)/nodes)
			_, g := dual.Gradient(funcs.Bukin[dual.Number[float64]], []float64{x1, 0.01*x1*x1 + u})
			du := u * math.Ln10 / nodes
			squared += g[1] * g[1] * du
			plain += math.Abs(g[1]) * du
		}
		top := math.Pow(10, -float64(decade)) // ∫ 50/√u = 100·√u
		wantPlain := 100 * (math.Sqrt(top) - math.Sqrt(top/10))
		if want := 2500 * math.Ln10; math.Abs(squared-want) > 1e-5*want || math.Abs(plain-wantPlain) > 1e-5*wantPlain {
			t.Errorf("from u = %v to a tenth of it: ∫|∂f|² = %v and ∫|∂f| = %v, want %v and %v", top, squared, plain, want, wantPlain)
		}
	}
}
