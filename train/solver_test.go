package train_test

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

var levenbergMarquardt = optim.LevenbergMarquardt(optim.LevenbergOptions{})

// TestLevenbergMarquardtFits checks what the method is there for: with values and gradients at few points, every step
// lowers the loss, and a hundred of them go further than a thousand of L-BFGS, on held-out points too.
func TestLevenbergMarquardtFits(t *testing.T) {
	fit := func(o optim.Optimizer, epochs int) (res *train.Result, held []float64) {
		net := testNet[float64](t, 16)
		res, err := train.Fit(t.Context(), net, teacherData[float64](t, 40, 1, 1), train.Options{Loss: train.Sobolev(1, 0.5), Optimizer: o, Epochs: epochs})
		if err != nil {
			t.Fatal(err)
		}
		held, err = train.Evaluate(net, teacherData[float64](t, 1000, 1, 2), train.Sobolev(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		return res, held
	}
	other, heldOther := fit(optim.LBFGS(50), 1000)
	res, held := fit(levenbergMarquardt, 100)
	for i, e := range res.Epochs[1:] {
		if e.Loss > res.Epochs[i].Loss {
			t.Errorf("epoch %d: loss %v, after %v", e.Epoch, e.Loss, res.Epochs[i].Loss)
		}
	}
	ratio, _ := fit(optim.LevenbergMarquardt(optim.LevenbergOptions{GainRatio: true, Corrections: -1}), 100)
	last := func(r *train.Result) float64 { return r.Epochs[len(r.Epochs)-1].Loss }
	loss, lossOther := last(res), last(other)
	if !(loss < 1e-3*last(ratio)) {
		t.Errorf("loss %.3g, by the ratio of gains %.3g, want much less", loss, last(ratio))
	}
	if !(loss < 0.1*lossOther) || !(held[0] < 0.5*heldOther[0]) || !(held[1] < 0.5*heldOther[1]) {
		t.Errorf("loss %.3g, held out %.3g; L-BFGS had %.3g and %.3g, want much less", loss, held, lossOther, heldOther)
	}
}

// TestLevenbergMarquardtStops checks that a run ends by itself where nothing is left to gain: a network that is linear in
// its parameters is at the least squares after a few steps, those of all terms together.
func TestLevenbergMarquardtStops(t *testing.T) {
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	terms := append(regressions(t, net, teacherData[float64](t, 30, 1, 1)), regressions(t, net, teacherData[float64](t, 120, 1, 2))...)
	res, err := train.FitTerms(t.Context(), net, terms, nil, train.Options{Epochs: 100, Optimizer: levenbergMarquardt})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Epochs) == 100 || res.Stop == "" || res.Epochs[len(res.Epochs)-1].GradNorm > 1e-12 {
		t.Errorf("%v, gradient %v, stopped because %q, want a minimum and a reason", res, res.Epochs[len(res.Epochs)-1].GradNorm, res.Stop)
	}
}

// TestSolverKeepsOneDraw checks that losses of random directions are those of one draw, as for a search.
func TestSolverKeepsOneDraw(t *testing.T) {
	net := testNet[float64](t, 8)
	res, err := train.Fit(t.Context(), net, teacherData[float64](t, 20, 2, 1), train.Options{Loss: train.Stochastic(1, 1, 0.1),
		Optimizer: levenbergMarquardt, Epochs: 30})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range res.Epochs[1:] {
		if e.Loss > res.Epochs[i].Loss {
			t.Errorf("epoch %d: loss %v, after %v", e.Epoch, e.Loss, res.Epochs[i].Loss)
		}
	}
}

// TestSolverWorkers checks that the bits of a solver's run do not depend on the number of workers, with layers so wide that
// how their products are formed depends on the number of points.
func TestSolverWorkers(t *testing.T) {
	d := teacherData[float64](t, 120, 0, 1)
	var want []float64
	for _, workers := range []int{1, 2, 3} {
		net := testNet[float64](t, 100)
		if _, err := train.Fit(t.Context(), net, d, train.Options{Loss: train.Sobolev(1), Optimizer: levenbergMarquardt, Epochs: 2, Workers: workers}); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = net.Params()
		}
		if !slices.Equal(net.Params(), want) {
			t.Errorf("%d workers: other bits than from one", workers)
		}
	}
}

// TestSolverSeesChanges checks that what a step ends with does not serve the next one where a term has changed in between,
// or the run was loaded: every step's loss is that of the terms and parameters as they are.
func TestSolverSeesChanges(t *testing.T) {
	net := testNet[float64](t, 4)
	d := teacherData[float64](t, 10, 0, 1)
	term, err := train.Regression(net, d, train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	moving := &movingSquares{term.(train.ResidualTerm[float64]), &movingTerm{Term: term, labels: d.Labels.Plane(0), epochs: make([]float64, 1),
		loss: func() float64 {
			parts, err := train.Evaluate(net, d, train.Sobolev(1))
			if err != nil {
				t.Fatal(err)
			}
			return parts[0]
		}}}
	tr, err := train.NewTrainer[float64](net, train.Options{Epochs: 4, Optimizer: levenbergMarquardt}, moving)
	if err != nil {
		t.Fatal(err)
	}
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if want := moving.losses[step.Step-1]; math.Abs(step.Loss-want) > 1e-12*want {
			t.Errorf("step %d: loss %v, want %v", step.Step, step.Loss, want)
		}
	}
}

// movingSquares is a movingTerm that knows its residuals.
type movingSquares struct {
	train.ResidualTerm[float64]
	*movingTerm
}

func (m *movingSquares) Algebra() *jet.Algebra             { return m.ResidualTerm.Algebra() }
func (m *movingSquares) SeedsInputs() bool                 { return m.ResidualTerm.SeedsInputs() }
func (m *movingSquares) Len() int                          { return m.ResidualTerm.Len() }
func (m *movingSquares) Parts() []string                   { return m.ResidualTerm.Parts() }
func (m *movingSquares) NewPass(n int) train.Pass[float64] { return m.ResidualTerm.NewPass(n) }

// TestSolverLoads checks that a trainer goes on from a file that is loaded in the middle of a run.
func TestSolverLoads(t *testing.T) {
	net := testNet[float64](t, 4)
	tr, err := train.NewTrainer(net, train.Options{Epochs: 8, Optimizer: levenbergMarquardt}, dataAndResidual(t, net, 10)...)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "run")
	var losses []float64
	loaded := false
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		losses = append(losses, step.Loss)
		switch {
		case step.Step == 2 && !loaded:
			err = tr.Save(path)
		case step.Step == 5 && !loaded:
			loaded = true
			err = tr.Load(path)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if !loaded || len(losses) != 11 || !slices.Equal(losses[2:5], losses[5:8]) {
		t.Errorf("losses %v, want those of steps 3 to 5 twice", losses)
	}
}

// TestSolverErrors checks that what a solver cannot work with is an error that says so.
func TestSolverErrors(t *testing.T) {
	net := testNet[float64](t, 4)
	d := teacherData[float64](t, 20, 1, 1)
	plain, err := train.Regression(net, d, train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	absolute, err := train.Regression(net, d, train.Balanced(train.Absolute, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	robust, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 2, X: d.X}, Penalty: train.Absolute}, burgers)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opt  train.Options
		term train.Term[float64]
		want string
	}{
		{train.Options{BatchSize: 5}, plain, "needs the whole loss at every step, got batches of 5"},
		{train.Options{ClipValue: 5}, plain, "must not be clipped"},
		{train.Options{}, &seedTerm{Term: plain}, "term 0 is a *train_test.seedTerm, want a sum of squares"},
		{train.Options{}, absolute, "order 1: train: a penalty that is not like a square near 0"},
		{train.Options{}, robust, "not like a square near 0"},
	} {
		c.opt.Epochs, c.opt.Optimizer = 1, levenbergMarquardt
		if _, err := train.NewTrainer(net, c.opt, c.term); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one about %q", err, c.want)
		}
	}
	single := testNet[float32](t, 4)
	_, err = train.Fit(t.Context(), single, teacherData[float32](t, 20, 0, 1), train.Options{Loss: train.Sobolev(1), Epochs: 1,
		Optimizer: levenbergMarquardt})
	if err == nil || !strings.Contains(err.Error(), "parameters of type float32, want float64") {
		t.Errorf("single precision: error %v, want one about it", err)
	}
}

// TestSolversAtTheirEnds runs the solvers from the smallest damping that there is, and on a network that has nothing to train.
func TestSolversAtTheirEnds(t *testing.T) {
	for _, o := range []optim.Optimizer{optim.LevenbergMarquardt(optim.LevenbergOptions{Damping: 1e-300}),
		optim.GaussNewton(optim.GaussNewtonOptions{Damping: 1e-300})} {
		res, err := train.Fit(t.Context(), testNet[float64](t, 12), teacherData[float64](t, 20, 1, 1),
			train.Options{Loss: train.Sobolev(1, 1), Optimizer: o, Epochs: 60})
		if err != nil {
			t.Fatal(err)
		}
		if first, last := res.Epochs[0].Loss, res.Epochs[len(res.Epochs)-1].Loss; !(last < 1e-3*first) {
			t.Errorf("%v: loss %v after %d steps, from %v (%s), want a thousandth", o, last, len(res.Epochs), first, res.Stop)
		}
	}
	for _, o := range []optim.Optimizer{levenbergMarquardt, optim.GaussNewton(optim.GaussNewtonOptions{}), optim.Auto()} {
		net, err := layers.New(2, nil, layers.Pick[float64](0))
		if err != nil {
			t.Fatal(err)
		}
		res, err := train.Fit(t.Context(), net, teacherData[float64](t, 20, 1, 1), train.Options{Loss: train.Sobolev(1), Optimizer: o, Epochs: 5})
		if err != nil || len(res.Epochs) != 1 {
			t.Errorf("%v, no parameters: %v, %v, want one epoch", o, res, err)
		}
	}
}
