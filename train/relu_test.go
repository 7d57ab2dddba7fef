package train

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// TestReLUUnit compares the parameter gradients of one ReLU unit that learns another, on normal inputs, with their
// closed forms: for weights w and w*, the angle θ between them and v = w/|w|,
//
//	½E(m−f)²:      (w−w*)/2 + (θw* − |w*|·sin θ·v)/2π
//	½E|∇m−∇f|²:    w/2 − (π−θ)/2π·w*
//
// The second is what differentiation gives almost everywhere. It is not the gradient of the expectation, which also has
// the moving kink: that is the bias of ReLU networks. Means of 100 batches of 500 points must be within 4 standard
// errors, which are about 0.2% of |w*|.
func TestReLUUnit(t *testing.T) {
	unit := func(w []float64) *layers.Net[float64] {
		net, err := layers.New(3, rand.New(rand.NewPCG(1, 1)), layers.Dense[float64](1, nil), layers.Activate[float64](layers.ReLU))
		if err != nil {
			t.Fatal(err)
		}
		copy(net.Params(), w)
		return net
	}
	w, star := []float64{0.8, -0.3, 0.5}, []float64{-0.2, 0.9, 0.7}
	ww, ss, ws := 0.0, 0.0, 0.0
	for i := range w {
		ww, ss, ws = ww+w[i]*w[i], ss+star[i]*star[i], ws+w[i]*star[i]
	}
	theta := math.Acos(ws / math.Sqrt(ww*ss))
	net, teacher := unit(w), unit(star)
	var means [2][3]estimate
	rng := rand.New(rand.NewPCG(12, 12))
	for range 100 {
		p := data.Points[float64]{Dim: 3, X: make([]float64, 3*500)}
		for i := range p.X {
			p.X[i] = rng.NormFloat64()
		}
		d, err := data.FromNet(teacher, p, 1)
		if err != nil {
			t.Fatal(err)
		}
		for q, l := range []Loss{Sobolev(0.5), Sobolev(0, 0.5)} {
			term, err := newRegression(net, d, l)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := net.Plan(term.Algebra(), true, layers.Auto)
			if err != nil {
				t.Fatal(err)
			}
			_, grad := traintest.SweepOnce(net, under(term), plan, 0)
			for i := range w {
				means[q][i].add(grad[i])
			}
		}
	}
	for i := range w {
		wants := [2]float64{
			(w[i]-star[i])/2 + (theta*star[i]-math.Sqrt(ss/ww)*math.Sin(theta)*w[i])/(2*math.Pi),
			w[i]/2 - (math.Pi-theta)/(2*math.Pi)*star[i],
		}
		for q, want := range wants {
			got, se := means[q][i].mean(), means[q][i].standardError()
			if math.Abs(got-want) > 4*se || se > 0.005*math.Sqrt(ss) {
				t.Errorf("order %d, weight %d: mean gradient %v ± %v, want %v", q, i, got, se, want)
			}
		}
	}
}
