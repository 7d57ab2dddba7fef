package train_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// TestNonFinite breaks training in several ways and checks what the error names and what the network keeps.
func TestNonFinite(t *testing.T) {
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	points := data.Uniform[float64](box, 40, rand.New(rand.NewPCG(1, 2)))
	for _, c := range []struct {
		name  string
		opt   train.Options
		terms func(net *layers.Net[float64]) []train.Term[float64]
		want  []string
	}{
		{"label", train.Options{Optimizer: optim.Adam(1e-3), Epochs: 5},
			func(net *layers.Net[float64]) []train.Term[float64] {
				d := teacherData[float64](t, 40, 1, 1)
				terms := regressions(t, net, d)
				d.Labels.Plane(2)[17] = math.Inf(-1) // after the data was checked
				return terms
			}, []string{"step 1:", "term 0", "layer 4, Dense(1): cotangent of unit 0's derivative ∂x1, sample 17"}},
		{"loss alone", train.Options{Optimizer: optim.Adam(1e-3), Epochs: 5},
			func(net *layers.Net[float64]) []train.Term[float64] {
				d := teacherData[float64](t, 40, 1, 1)
				d.Labels.Plane(0)[5] = 1e200
				return regressions(t, net, d)
			}, []string{"step 1:", "the loss of sample 5 is +Inf"}},
		{"runaway", train.Options{Optimizer: optim.SGD(1e160, 0), Epochs: 5, BatchSize: 10},
			func(net *layers.Net[float64]) []train.Term[float64] {
				return regressions(t, net, teacherData[float64](t, 40, 1, 1))
			}, []string{"step 2:", "term 0", "sample "}},
		{"residual", train.Options{Optimizer: optim.Adam(1e-3), Epochs: 5},
			func(net *layers.Net[float64]) []train.Term[float64] {
				terms := regressions(t, net, teacherData[float64](t, 40, 1, 1))
				r, err := pde.Residual(net, pde.Collocation[float64]{Points: points}, func(p pde.Point) pde.Num {
					if p.X(0).Value() == points.X[2*31] {
						return p.D(0, 0).Scale(math.Inf(1))
					}
					return p.D(0, 0)
				})
				if err != nil {
					t.Fatal(err)
				}
				return append(terms, r)
			}, []string{"step 1:", "term 1", "cotangent of unit 0's Laplacian, sample 31"}},
	} {
		net := testNet[float64](t, 8)
		start := append([]float64(nil), net.Params()...)
		c.opt.Workers = 2
		_, err := train.FitTerms(t.Context(), net, c.terms(net), nil, c.opt)
		var at *train.NonFiniteError
		if !errors.As(err, &at) {
			t.Errorf("%s: error %v, want a NonFiniteError", c.name, err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %q, want it to contain %q", c.name, err, want)
			}
		}
		traintest.RequireNear(t, c.name+": parameters", net.Params(), start, 0)
	}
}

func regressions(t *testing.T, net *layers.Net[float64], d *data.Data[float64]) []train.Term[float64] {
	t.Helper()
	term, err := train.Regression(net, d, train.Sobolev(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	return []train.Term[float64]{term}
}

// TestNonFiniteLastStep checks that a last step out of the finite numbers is reported and undone.
func TestNonFiniteLastStep(t *testing.T) {
	net := testNet[float64](t, 8)
	start := append([]float64(nil), net.Params()...)
	_, err := train.Fit(t.Context(), net, teacherData[float64](t, 10, 0, 1), train.Options{Loss: train.Sobolev(1), Optimizer: explode{}, Epochs: 1})
	var at *train.NonFiniteError
	if !errors.As(err, &at) {
		t.Fatalf("error %v, want a NonFiniteError", err)
	}
	traintest.RequireNear(t, "parameters", net.Params(), start, 0)
}

// explode is an optimiser whose first step leads out of the finite numbers.
type explode struct{}

func (explode) Rate() float64                        { return 1 }
func (explode) String() string                       { return "explode" }
func (explode) Update32(n int) optim.Update[float32] { return exploding[float32]{} }
func (explode) Update64(n int) optim.Update[float64] { return exploding[float64]{} }

type exploding[F dual.Float] struct{}

func (exploding[F]) Step(params, _ []F, _ float64) { params[3] = F(math.Inf(1)) }
func (exploding[F]) State() [][]F                  { return nil }
