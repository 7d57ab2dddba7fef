package train_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
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

// wrongAt is a term that goes wrong at one step: in the jets that it loads, or in its loss.
type wrongAt struct {
	train.Term[float64]
	step  int
	loads bool
}

func (w wrongAt) NewPass(points int) train.Pass[float64] { return wrongPass{w.Term.NewPass(points), w} }

type wrongPass struct {
	train.Pass[float64]
	at wrongAt
}

func (p wrongPass) Load(x *jet.Batch[float64], points []int, step int) {
	p.Pass.Load(x, points, step)
	if p.at.loads && step == p.at.step {
		x.Data[0] = math.Inf(1)
	}
}

func (p wrongPass) Score(cot, y *jet.Batch[float64], points []int, step int, scale float64, parts []float64) {
	p.Pass.Score(cot, y, points, step, scale, parts)
	if !p.at.loads && step == p.at.step {
		parts[0] = math.Inf(1)
	}
}

// manyInputs returns gradients at two points of so many inputs that the jets of all of them at one take 141 MB.
func manyInputs(t *testing.T) *data.Data[float64] {
	t.Helper()
	const in = 4200
	d := &data.Data[float64]{In: in, Out: 1, X: make([]float64, 2*in), Labels: data.NewLabels[float64](jet.Dual(in), 2, 1)}
	for i := range d.X {
		d.X[i] = float64(i%7) - 3
	}
	return d
}

// TestNonFiniteStep checks that what went wrong is looked for with the seeds of the step in which it did, whether jets are
// searched or, since they are too large, values alone.
func TestNonFiniteStep(t *testing.T) {
	for _, d := range []*data.Data[float64]{teacherData[float64](t, 2, 1, 1), manyInputs(t)} {
		for loads, want := range map[bool]string{true: "the network's input: unit 0, value, sample 0, is +Inf", false: "the loss of sample 0 is +Inf"} {
			net, err := layers.NewMLP[float64](d.In, []int{2}, 1, layers.Tanh, rand.New(rand.NewPCG(5, 6)))
			if err != nil {
				t.Fatal(err)
			}
			term := wrongAt{regressions(t, net, d)[0], 3, loads}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Epochs: 5, Optimizer: optim.SGD(1e-6, 0), Workers: 1})
			if err == nil || !strings.Contains(err.Error(), "step 3:") || !strings.Contains(err.Error(), want) {
				t.Errorf("%d inputs: error %v, want one of step 3 with %q", d.In, err, want)
			}
		}
	}
}

// TestNonFiniteMemory checks that the search does not take jets of very many inputs, which are larger than all else.
func TestNonFiniteMemory(t *testing.T) {
	d := manyInputs(t)
	net, err := layers.NewMLP[float64](d.In, []int{2}, 1, layers.Tanh, rand.New(rand.NewPCG(5, 6)))
	if err != nil {
		t.Fatal(err)
	}
	terms := regressions(t, net, d)
	d.Labels.Plane(3)[1] = math.Inf(1) // after the data was checked
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = train.FitTerms(t.Context(), net, terms, nil, train.Options{Epochs: 5, Workers: 1})
	runtime.ReadMemStats(&after)
	if err == nil || !strings.Contains(err.Error(), "the loss of sample 1 is +Inf") {
		t.Errorf("error %v, want one about the loss of sample 1", err)
	}
	if size := (after.TotalAlloc - before.TotalAlloc) >> 20; size > 70 {
		t.Errorf("%d MiB allocated, want less than half of what the inputs' jets take", size)
	}
}
