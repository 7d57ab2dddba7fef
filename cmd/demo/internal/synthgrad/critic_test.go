package synthgrad

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

type hyper = hyperdual.Number[float64]

// trial is a critic of in inputs with parameters that are not zero, and a cut of random contents.
func trial(t *testing.T, h head, values, slopes float64, in, hidden, samples int) (*critic, cut) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	p := predictor{form: "linear"}
	if hidden > 0 {
		p = predictor{form: "hidden", units: hidden}
	}
	net, err := p.head(pixel(in), rng)
	if err != nil {
		t.Fatal(err)
	}
	for i := range net.Params() {
		net.Params()[i] = number(0.3 * rng.NormFloat64())
	}
	c, err := criticOf(net, h, values, slopes, samples)
	if err != nil {
		t.Fatal(err)
	}
	at := cut{h: jet.NewBatch[number](jet.Real(), samples, in), target: jet.NewBatch[number](jet.Real(), samples, in)}
	for i := range at.h.Data {
		at.h.Data[i] = number(max(0, rng.NormFloat64()))
		at.target.Data[i] = number(0.1 * rng.NormFloat64())
	}
	for range samples {
		at.labels = append(at.labels, byte(rng.IntN(classes)))
		at.losses = append(at.losses, 3*rng.Float64())
	}
	return c, at
}

// oracle is m(h, y) of a sample with the parameters as numbers, by the definition: the network on hyper-dual numbers and
// the cross-entropy written out, or the label's number.
func oracle(net *layers.Net[number], end head, params, h []hyper, y byte) hyper {
	z := layers.Eval(net, params, h)
	if end == (ofLabel{}) {
		return z[y]
	}
	sum := z[0].Exp()
	for _, v := range z[1:] {
		sum = sum.Add(v.Exp())
	}
	return sum.Log().Sub(z[y])
}

// lift makes constants of numbers.
func lift(x []number) []hyper {
	z := make([]hyper, len(x))
	for i, v := range x {
		z[i].Real = float64(v)
	}
	return z
}

// TestCriticGradient compares both sweeps with forward differentiation in the parameters and the inputs at once: ε₁ along
// an input, ε₂ along a parameter.
func TestCriticGradient(t *testing.T) {
	for _, c := range []struct {
		head           head
		values, slopes float64
		hidden         int
	}{{lossLike{}, 1, 1, 0}, {lossLike{}, 0, 1, 0}, {lossLike{}, 1, 0, 0}, {lossLike{}, 0.5, 2, 3}, {lossLike{}, 1, 0, 3},
		{ofLabel{}, 1, 1, 0}, {ofLabel{}, 0, 1, 3}, {ofLabel{}, 0.5, 2, 3}, {ofLabel{}, 1, 0, 3}} {
		const samples, in = 3, 5
		critic, at := trial(t, c.head, c.values, c.slopes, in, c.hidden, samples)
		g := jet.NewBatch[number](jet.Real(), samples, in)
		critic.estimate(g, at)
		critic.gradient(g, at)
		params := critic.net.Params()
		for j := range params {
			want := 0.0
			for s := range samples {
				p, h := lift(params), lift(at.h.Data[s*in:(s+1)*in])
				p[j].E2mag = 1
				var m hyper
				for i := range h {
					h[i].E1mag = 1
					m = oracle(critic.net, c.head, p, h, at.labels[s])
					h[i].E1mag = 0
					if got := float64(g.Data[s*in+i]); math.Abs(got-m.E1mag) > 1e-5 {
						t.Fatalf("%+v: ∂m/∂h[%d] of sample %d is %v, want %v", c, i, s, got, m.E1mag)
					}
					want += 2 * c.slopes * (m.E1mag - float64(at.target.Data[s*in+i])) * m.E1E2mag
				}
				want += 2 * c.values * (m.Real - at.losses[s]) * m.E2mag
			}
			if got := float64(critic.grad[j]); math.Abs(got-want) > 2e-5*(1+math.Abs(want)) {
				t.Errorf("%+v: ∂ℓ/∂θ[%d] is %v, want %v", c, j, got, want)
			}
		}
	}
}

// TestCriticLearns fits one batch: both the loss and its gradient must come close.
func TestCriticLearns(t *testing.T) {
	const samples = 8
	c, at := trial(t, lossLike{}, 1, 1, 256, 32, samples)
	at.rate = 3e-3
	g := jet.NewBatch[number](jet.Real(), samples, 256)
	misses := func() (values, slopes float64) {
		c.estimate(g, at)
		for s, m := range c.m {
			values += (m - at.losses[s]) * (m - at.losses[s])
		}
		for i, v := range g.Data {
			slopes += float64((v - at.target.Data[i]) * (v - at.target.Data[i]))
		}
		return values, slopes
	}
	v0, s0 := misses()
	for range 300 {
		c.estimate(g, at)
		c.learn(g, at)
	}
	if v, s := misses(); v > 0.2*v0 || s > 0.5*s0 {
		t.Errorf("squared errors %v and %v after training, %v and %v before", v, s, v0, s0)
	}
}

// TestCrossEntropy checks the loss and its slopes against hyper-dual numbers, at logits whose exponentials overflow too.
func TestCrossEntropy(t *testing.T) {
	for _, z := range [][]number{{0.3, -1, 2}, {0, 0, 0}, {200, 199, -300}} {
		for y := range z {
			loss, slopes := make([]float64, 1), make([]number, 3)
			along, bend := []number{0.5, -2, 0.25}, make([]number, 3)
			crossEntropy(loss, slopes, z, []byte{byte(y)})
			curveAlong(bend, slopes, along, []byte{byte(y)})
			for i := range z {
				x := lift(z)
				for k := range x {
					x[k].Real -= float64(z[0]) // the loss does not change with a constant added to all logits
					x[k].E2mag = float64(along[k])
				}
				x[i].E1mag = 1
				m := x[0].Exp().Add(x[1].Exp()).Add(x[2].Exp()).Log().Sub(x[y])
				for _, pair := range [][2]float64{{loss[0], m.Real}, {float64(slopes[i]), m.E1mag}, {float64(bend[i]), m.E1E2mag}} {
					if math.Abs(pair[0]-pair[1]) > 1e-6*(1+math.Abs(pair[1])) {
						t.Errorf("z = %v, y = %d, logit %d: got %v, want %v", z, y, i, pair[0], pair[1])
					}
				}
			}
		}
	}
}
