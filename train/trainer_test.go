package train_test

import (
	"context"
	"errors"
	"fmt"
	"hash/crc64"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// teacherData are values and derivatives of a smooth function at random points.
func teacherData[F dual.Float](t *testing.T, n, order int, seed uint64) *data.Data[F] {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 2))
	wave := func(x []dual.Any) dual.Any { return x[0].Scale(2).Sin().Add(x[1].Mul(x[1])) }
	d, err := data.FromFunc(wave, data.Uniform[F](data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}, n, rng), order)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func testNet[F dual.Float](t *testing.T, width int) *layers.Net[F] {
	t.Helper()
	net, err := layers.NewMLP[F](2, []int{width, width}, 1, layers.Tanh, rand.New(rand.NewPCG(5, 6)))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// under returns what the oracle has to know of a term.
func under(term train.Term[float64]) traintest.Term {
	return traintest.Term{Algebra: term.Algebra(), SeedsInputs: term.SeedsInputs(), Len: term.Len(), Parts: len(term.Parts()), Pass: term.NewPass(term.Len())}
}

// burgers is the equation that tests solve beside data.
func burgers[T dual.Scalar[T]](p pde.Field[T]) T {
	return p.D(1).Add(p.U().Mul(p.D(0))).Sub(p.D(0, 0).Scale(0.3))
}

// dataAndResidual are two terms of different lengths.
func dataAndResidual[F dual.Float](t *testing.T, net *layers.Net[F], n int) []train.Term[F] {
	t.Helper()
	d, err := train.Regression(net, teacherData[F](t, n, 1, 1), train.Sobolev(1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	points := data.Halton[F](data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}, n/2+7, rand.New(rand.NewPCG(1, 1)))
	residual, err := pde.Residual(net, pde.Collocation[F]{Name: "equation", Points: points, Weight: 0.01}, burgers)
	if err != nil {
		t.Fatal(err)
	}
	return []train.Term[F]{d, residual}
}

// checksum is a fingerprint of parameters and losses.
func checksum[F dual.Float](net *layers.Net[F], res *train.Result) uint64 {
	h := crc64.New(crc64.MakeTable(crc64.ECMA))
	fmt.Fprintf(h, "%x", net.Params())
	for _, e := range res.Epochs {
		fmt.Fprintf(h, "%x %x %x %x", e.Loss, e.Parts, e.Validation, e.GradNorm)
	}
	return h.Sum64()
}

// TestWorkersDoNotMatter checks that results are the same bit for bit for any number of workers and of processors, with
// batches of several tiles and a small one at the end of the epoch.
func TestWorkersDoNotMatter(t *testing.T) {
	t.Run("float32", testWorkers[float32])
	t.Run("float64", testWorkers[float64])
}

func testWorkers[F dual.Float](t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	allWorkers := []int{0, 1, 2, 3, 5, 8, 20}
	if testing.Short() {
		allWorkers = []int{1, 3, 8}
	}
	for _, c := range []struct {
		opt    optim.Optimizer
		n      int
		batch  int
		epochs int
	}{{optim.Adam(1e-3), 290, 90, 3}, {optim.Adam(1e-3), 340, 320, 2}, {optim.LBFGS(5), 290, 0, 4}, {optim.BFGS(optim.Tolerances{}), 100, 0, 4},
		{optim.LevenbergMarquardt(optim.LevenbergOptions{}), 190, 0, 3}, {optim.GaussNewton(optim.GaussNewtonOptions{Directions: 5}), 490, 0, 3}} {
		if !worksIn[F](c.opt) {
			continue
		}
		var want uint64
		for _, procs := range []int{1, 2, 4} {
			runtime.GOMAXPROCS(procs)
			for _, workers := range allWorkers {
				net := testNet[F](t, 24)
				terms := dataAndResidual(t, net, c.n)
				res, err := train.FitTerms(t.Context(), net, terms, terms[:1], train.Options{Optimizer: c.opt, Epochs: c.epochs,
					BatchSize: c.batch, Seed: 3, Workers: workers})
				if err != nil {
					t.Fatal(err)
				}
				got := checksum(net, res)
				if want == 0 {
					want = got
				}
				if got != want {
					t.Errorf("%v, batches of %d of %d: %d workers on %d processors: checksum %x, want %x", c.opt, c.batch, c.n, workers, procs, got, want)
				}
			}
		}
	}
}

// worksIn reports whether the optimiser takes parameters of the type.
func worksIn[F dual.Float](opt optim.Optimizer) bool {
	_, err := optim.NewUpdate[F](opt, 1)
	return err == nil
}

func TestStepAllocations(t *testing.T) {
	t.Run("float32", testAllocations[float32])
	t.Run("float64", testAllocations[float64])
}

func testAllocations[F dual.Float](t *testing.T) {
	for _, c := range []train.Options{
		{Optimizer: optim.Adam(1e-3)},
		{Optimizer: optim.Adam(1e-3), BatchSize: 30},
		{Optimizer: optim.SGDW(1e-3, 0.9, 0.1), ClipNorm: 0.1, ClipValue: 0.2, Average: 0.9, Schedule: optim.WarmUp(0.1, optim.Cosine), Plateau: optim.Plateau{Patience: 1}},
		{Optimizer: optim.LBFGS(4)},
		{Optimizer: optim.BFGS(optim.Tolerances{})},
		{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{Scaled: true})},
		{Optimizer: optim.GaussNewton(optim.GaussNewtonOptions{Directions: 10})},
	} {
		if !worksIn[F](c.Optimizer) {
			continue
		}
		for _, workers := range []int{1, 2} {
			c.Workers, c.Epochs = workers, 1000
			net := testNet[F](t, 16)
			tr, err := train.NewTrainer(net, c, dataAndResidual(t, net, 100)...)
			if err != nil {
				t.Fatal(err)
			}
			what := fmt.Sprintf("%v, batch %d, %d workers", c.Optimizer, c.BatchSize, workers)
			traintest.RequireNoAllocations(t, what, tr.Steps(t.Context()), 4)
		}
	}
}

// TestStepReports checks what a step says of itself against the terms evaluated on their own.
func TestStepReports(t *testing.T) {
	net := testNet[float64](t, 8)
	terms := dataAndResidual(t, net, 20)
	tr, err := train.NewTrainer(net, train.Options{Optimizer: optim.SGD(0.1, 0), Schedule: optim.Cosine, Epochs: 4}, terms...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"value", "order 1", "equation"}, tr.Parts()); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	count := 0
	before := append([]float64(nil), net.Params()...)
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		loss := 0.0
		var parts []float64
		for _, term := range terms {
			of := traintest.Parts(net, under(term), before)
			parts = append(parts, of...)
			for _, p := range of {
				loss += p
			}
		}
		if math.Abs(step.Loss-loss) > 1e-12*loss {
			t.Errorf("step %d: loss %v, want %v", step.Step, step.Loss, loss)
		}
		for i, p := range parts {
			if math.Abs(step.Parts[i]-p) > 1e-12*loss {
				t.Errorf("step %d: part %d is %v, want %v", step.Step, i, step.Parts[i], p)
			}
		}
		rate := 0.1 * optim.Cosine((float64(count)+0.5)/4)
		moved := 0.0
		for i, p := range net.Params() {
			moved += (p - before[i]) * (p - before[i])
		}
		if math.Abs(step.LearningRate-rate) > 1e-15 || math.Abs(math.Sqrt(moved)-rate*step.GradNorm) > 1e-12 {
			t.Errorf("step %d: rate %v, want %v; moved by %v with gradient norm %v", step.Step, step.LearningRate, rate, math.Sqrt(moved), step.GradNorm)
		}
		count++
		if step.Step != count || step.Epoch != count || !step.Last || !(step.Throughput > 0) {
			t.Errorf("step %+v, want number %d", step, count)
		}
		copy(before, net.Params())
	}
	if count != 4 {
		t.Errorf("%d steps, want 4", count)
	}
}

// TestPartNames checks that parts of several terms can be told apart.
func TestPartNames(t *testing.T) {
	net := testNet[float64](t, 4)
	var terms []train.Term[float64]
	for order := range 3 {
		term, err := train.Regression(net, teacherData[float64](t, 5, order, 1), train.MeanSquared(order))
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, term)
	}
	tr, err := train.NewTrainer(net, train.Options{Epochs: 1}, terms...)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"value", "value #2", "order 1", "value #3", "order 1 #2", "order 2"}
	if diff := cmp.Diff(want, tr.Parts()); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestResultString(t *testing.T) {
	for _, c := range []struct {
		result train.Result
		want   string
	}{
		{train.Result{}, "no epochs"},
		{train.Result{Parts: []string{"value", "order 1"}, Best: 2, Epochs: []train.Epoch{{}, {Loss: 0.125, Parts: []float64{0.1, 0.025}}}},
			"2 epochs, loss 0.125 (value 0.1, order 1 0.025)"},
		{train.Result{Parts: []string{"value"}, Best: 1, Epochs: []train.Epoch{{Validation: 0.5}, {Loss: 3, Parts: []float64{3}, Validation: 4}}},
			"2 epochs, loss 3 (value 3), best in epoch 1 with validation loss 0.5"},
	} {
		if got := c.result.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// TestStepsContinue checks that a run that was broken off goes on, and that a new one begins after its end.
func TestStepsContinue(t *testing.T) {
	net := testNet[float64](t, 8)
	term, err := train.Regression(net, teacherData[float64](t, 10, 0, 1), train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := train.NewTrainer(net, train.Options{Epochs: 2, BatchSize: 4}, term) // three steps an epoch
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, limit := range []int{2, 100, 100} {
		for step, err := range tr.Steps(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, fmt.Sprintf("%d.%d", step.Epoch, step.Step))
			if limit--; limit == 0 {
				break
			}
		}
	}
	if got := fmt.Sprint(seen); got != "[1.1 1.2 1.3 2.4 2.5 2.6 3.7 3.8 3.9 4.10 4.11 4.12]" {
		t.Errorf("epochs and steps %s", got)
	}
}

// TestCancelKeepsBest cancels a run that gets worse at the end and expects the parameters of the best epoch.
func TestCancelKeepsBest(t *testing.T) {
	for _, validated := range []bool{true, false} {
		net := testNet[float64](t, 8)
		d := teacherData[float64](t, 40, 1, 1)
		var validation *data.Data[float64]
		if validated {
			validation = teacherData[float64](t, 40, 1, 9)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var snapshots [][]float64
		opt := train.Options{Loss: train.Sobolev(1, 0.1), Optimizer: optim.SGD(1, 0.5), Epochs: 1000,
			Schedule: func(done float64) float64 { // learns, then runs away
				if done < 0.02 {
					return 0.05
				}
				return 1.5
			},
			OnEpoch: func(e train.Epoch) {
				snapshots = append(snapshots, append([]float64(nil), net.Params()...))
				if e.Epoch == 30 {
					cancel()
				}
			}}
		res, err := train.FitValidated(ctx, net, d, validation, opt)
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("error %v, want the context's", err)
		}
		if len(res.Epochs) != 30 {
			t.Fatalf("%d epochs, want 30", len(res.Epochs))
		}
		best := 30
		if validated {
			for i, e := range res.Epochs {
				if e.Validation < res.Epochs[best-1].Validation {
					best = i + 1
				}
			}
			if best == 30 {
				t.Fatal("the last epoch is the best, which tests nothing")
			}
		}
		if res.Best != best {
			t.Errorf("best epoch %d, want %d", res.Best, best)
		}
		traintest.RequireNear(t, "parameters", net.Params(), snapshots[best-1], 0)
	}
}

func TestEarlyStopping(t *testing.T) {
	net := testNet[float64](t, 8)
	opt := train.Options{Loss: train.Sobolev(1), Optimizer: optim.SGD(0, 0), Epochs: 100, Patience: 5}
	res, err := train.FitValidated(t.Context(), net, teacherData[float64](t, 20, 0, 1), teacherData[float64](t, 20, 0, 2), opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Epochs) != 6 || res.Best != 1 {
		t.Errorf("%d epochs, best %d, want 6 and 1", len(res.Epochs), res.Best)
	}
	if _, err := train.Fit(t.Context(), net, teacherData[float64](t, 20, 0, 1), opt); err == nil {
		t.Error("patience without validation data: no error")
	}
}

// TestPlateauJudges checks which loss lowers the learning rate: that of the validation where there is one.
func TestPlateauJudges(t *testing.T) {
	d, constant := teacherData[float64](t, 20, 0, 1), teacherData[float64](t, 20, 0, 2)
	constant.Weights = slices.Repeat([]float64{math.SmallestNonzeroFloat64}, 20) // a validation loss of 0 that never improves
	for _, c := range []struct {
		validation *data.Data[float64]
		want       []float64
	}{{nil, []float64{0.1, 0.1, 0.1, 0.1}}, {constant, []float64{0.1, 0.1, 0.05, 0.025}}} {
		net := testNet[float64](t, 8)
		res, err := train.FitValidated(t.Context(), net, d, c.validation, train.Options{Loss: train.Sobolev(1), Epochs: 4,
			Optimizer: optim.SGD(0.1, 0), Plateau: optim.Plateau{Patience: 1, Factor: 0.5}})
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range res.Epochs {
			if math.Abs(e.LearningRate-c.want[i]) > 1e-15 {
				t.Errorf("epoch %d: learning rate %v, want %v", i+1, e.LearningRate, c.want[i])
			}
		}
	}
}

// TestAverageIsKept checks that the network ends with the average of the parameters and that this is what is validated.
func TestAverageIsKept(t *testing.T) {
	net, plain := testNet[float64](t, 8), testNet[float64](t, 8)
	d, validation := teacherData[float64](t, 20, 0, 1), teacherData[float64](t, 20, 0, 2)
	average := append([]float64(nil), net.Params()...)
	opt := train.Options{Loss: train.Sobolev(1), Optimizer: optim.Adam(1e-3), Epochs: 20}
	term, err := train.Regression(plain, d, train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := train.NewTrainer(plain, opt, term)
	if err != nil {
		t.Fatal(err)
	}
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		optim.MoveAverage(average, plain.Params(), 0.9, step.Step)
	}
	opt.Average = 0.9
	res, err := train.FitValidated(t.Context(), net, d, validation, opt)
	if err != nil {
		t.Fatal(err)
	}
	if res.Best != 20 {
		t.Fatalf("best epoch %d, want the last", res.Best)
	}
	traintest.RequireNear(t, "parameters", net.Params(), average, 0)
	parts, err := train.Evaluate(net, validation, train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Epochs[19].Validation; math.Abs(got-parts[0]) > 1e-12*got {
		t.Errorf("validation loss %v, of the average %v", got, parts[0])
	}
}

// TestLBFGSFits checks that L-BFGS fits a network far better than as many steps of Adam.
func TestLBFGSFits(t *testing.T) {
	loss := map[string]float64{}
	for _, opt := range []optim.Optimizer{optim.Adam(1e-2), optim.LBFGS(20)} {
		net := testNet[float64](t, 16)
		res, err := train.Fit(t.Context(), net, teacherData[float64](t, 60, 1, 1), train.Options{Loss: train.Sobolev(1, 0.1), Optimizer: opt, Epochs: 150})
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range res.Epochs[1:] {
			if opt == optim.LBFGS(20) && e.Loss > res.Epochs[i].Loss {
				t.Errorf("epoch %d: loss rose from %v to %v", i+2, res.Epochs[i].Loss, e.Loss)
			}
		}
		loss[opt.String()] = res.Epochs[len(res.Epochs)-1].Loss
	}
	if !(loss["LBFGS(20)"] < loss["Adam(0.01)"]/20) {
		t.Errorf("losses %v", loss)
	}
}

// TestLBFGSEvaluations counts evaluations: the gradient at the end of a search serves the next one.
func TestLBFGSEvaluations(t *testing.T) {
	net := testNet[float64](t, 16)
	term, err := train.Regression(net, teacherData[float64](t, 60, 1, 1), train.Sobolev(1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	counted := &countingTerm{Term: term}
	_, err = train.FitTerms[float64](t.Context(), net, []train.Term[float64]{counted}, nil, train.Options{Optimizer: optim.LBFGS(20), Epochs: 100, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := counted.points / 60; got > 130 {
		t.Errorf("%d evaluations of 100 steps, want at most 130", got)
	}
}

// countingTerm counts the points that are scored.
type countingTerm struct {
	train.Term[float64]
	points int
}

func (c *countingTerm) NewPass(points int) train.Pass[float64] {
	return countingPass{c.Term.NewPass(points), c}
}

type countingPass struct {
	train.Pass[float64]
	term *countingTerm
}

func (p countingPass) Score(cot, y *jet.Batch[float64], points []int, step int, scale float64, parts []float64) {
	p.term.points += len(points)
	p.Pass.Score(cot, y, points, step, scale, parts)
}

func TestOptionErrors(t *testing.T) {
	net := testNet[float64](t, 4)
	d := teacherData[float64](t, 20, 0, 1)
	for _, c := range []struct {
		name string
		opt  train.Options
	}{
		{"no epochs", train.Options{}},
		{"negative batch", train.Options{Epochs: 1, BatchSize: -1}},
		{"search on batches", train.Options{Epochs: 1, BatchSize: 5, Optimizer: optim.LBFGS(5)}},
		{"search with clipping", train.Options{Epochs: 1, ClipNorm: 1, Optimizer: optim.LBFGS(5)}},
		{"NaN clipping", train.Options{Epochs: 1, ClipValue: math.NaN()}},
		{"average of 1", train.Options{Epochs: 1, Average: 1}},
		{"plateau that grows", train.Options{Epochs: 1, Plateau: optim.Plateau{Patience: 1, Factor: 2}}},
	} {
		c.opt.Loss = train.Sobolev(1)
		if _, err := train.Fit(t.Context(), net, d, c.opt); err == nil {
			t.Errorf("%s: no error", c.name)
		}
	}
}
