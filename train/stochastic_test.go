package train

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// estimate adds up numbers and knows the standard error of their mean.
type estimate struct{ n, sum, squares float64 }

func (e *estimate) add(v float64) {
	e.n++
	e.sum += v
	e.squares += v * v
}

func (e *estimate) mean() float64 { return e.sum / e.n }

func (e *estimate) standardError() float64 {
	return math.Sqrt(math.Max(0, e.squares/e.n-e.mean()*e.mean()) / e.n)
}

// TestProjectionIdentities checks the mean squares of projections on random unit vectors: |g|²/d at order 1; at order 2
// |H|²/d² along independent vectors and (2|H|² + (tr H)²)/(d(d+2)) along one. The mean of 20000 draws must be within 4
// standard errors, and those within 3%.
func TestProjectionIdentities(t *testing.T) {
	for _, d := range []int{1, 2, 3, 7} {
		rng := rand.New(rand.NewPCG(uint64(d), 9))
		g, h := make([]float64, d), make([]float64, d*d)
		gg, hh, trace := 0.0, 0.0, 0.0
		for i := range d {
			g[i] = rng.NormFloat64()
			gg += g[i] * g[i]
			for j := range i + 1 {
				h[i*d+j] = rng.NormFloat64()
				h[j*d+i] = h[i*d+j]
			}
			trace += h[i*d+i]
		}
		for _, v := range h {
			hh += v * v
		}
		var first, independent, same estimate
		v, w := make([]float64, d), make([]float64, d)
		drawer := newDirections()
		for step := range 20000 {
			unitVector(drawer, v, drawing{5, step, 3, 0})
			unitVector(drawer, w, drawing{5, step, 3, 1})
			norm, vg, vhv, whv := 0.0, 0.0, 0.0, 0.0
			for i := range d {
				norm += v[i] * v[i]
				vg += v[i] * g[i]
				for j := range d {
					vhv += v[i] * h[i*d+j] * v[j]
					whv += w[i] * h[i*d+j] * v[j]
				}
			}
			if math.Abs(norm-1) > 1e-14 {
				t.Fatalf("d=%d: direction of length² %v, want 1", d, norm)
			}
			first.add(vg * vg)
			independent.add(whv * whv)
			same.add(vhv * vhv)
		}
		n := float64(d)
		for _, c := range []struct {
			name string
			got  estimate
			want float64
		}{{"(v·g)²", first, gg / n}, {"(wᵀHv)²", independent, hh / (n * n)}, {"(vᵀHv)²", same, (2*hh + trace*trace) / (n * (n + 2))}} {
			se := c.got.standardError()
			if math.Abs(c.got.mean()-c.want) > 4*se+1e-12 || se > 0.03*c.want {
				t.Errorf("d=%d: mean of %s is %v ± %v, want %v", d, c.name, c.got.mean(), se, c.want)
			}
		}
	}
}

// TestDirectionsIndependent checks that directions differ by step, point, index and seed without correlation: the mean
// product of neighbours over 4000 draws is within 4 of its standard errors, 1/√(4000·d) each.
func TestDirectionsIndependent(t *testing.T) {
	const n, d = 4000, 3
	draw := func(seed uint64, step, point, index int) []float64 {
		v := make([]float64, d)
		unitVector(newDirections(), v, drawing{seed, step, point, index})
		return v
	}
	for name, next := range map[string]func(i int) []float64{
		"step":  func(i int) []float64 { return draw(1, i+1, 7, 0) },
		"point": func(i int) []float64 { return draw(1, i, 8, 0) },
		"index": func(i int) []float64 { return draw(1, i, 7, 1) },
		"seed":  func(i int) []float64 { return draw(2, i, 7, 0) },
	} {
		sum := 0.0
		for i := range n {
			for k, v := range draw(1, i, 7, 0) {
				sum += v * next(i)[k]
			}
		}
		if limit := 4 / math.Sqrt(n*d); math.Abs(sum/n) > limit {
			t.Errorf("mean product of directions by %s: %v, want at most %v", name, sum/n, limit)
		}
	}
	if !slices.Equal(draw(1, 2, 3, 4), draw(1, 2, 3, 4)) {
		t.Error("the same direction drawn twice differs")
	}
}

// TestStochasticUnbiased compares the mean parameter gradient over many draws with that of the loss it estimates: for
// every parameter the difference must be within 4.5 standard errors (a chance of 3e-4 to fail among some 40 parameters,
// and the draws are fixed), and the standard errors within 5% of the largest entry.
func TestStochasticUnbiased(t *testing.T) {
	full := traintest.Labelled(t, 3, 2, 2)
	along, err := data.LazyVectorFunc(traintest.Target[dual.Any](2), data.Points[float64]{Dim: 3, X: full.X})
	if err != nil {
		t.Fatal(err)
	}
	net := traintest.Small(t, 3, 2, layers.Tanh)
	// the line's quadratic form |E|² + ½(tr E)², of whole tensors
	traces := func(pred, label []scalar) scalar {
		sum, trace := scalar{}, scalar{}
		for i := range pred {
			e := pred[i].Sub(label[i])
			sum = sum.Add(e.Mul(e))
			if i == 0 || i == 3 || i == 5 { // the diagonal of the upper triangle
				trace = trace.Add(e)
			}
		}
		return sum.Add(trace.Mul(trace).Scale(0.5))
	}
	lineForm := Sobolev(1, 0.5, 0.25)
	lineForm.Orders[2].Tensor = TensorPenaltyOf(traces)
	pooled, pooledStochastic := Sobolev(1, 0.5, 0.25), Stochastic(1, 0.5, 0.25)
	for q := 1; q <= 2; q++ {
		for _, l := range []*Loss{&pooled, &pooledStochastic} {
			l.Orders[q].Balance, l.Orders[q].Mean = Pooled, true
		}
	}
	for _, c := range []struct {
		name             string
		data             *data.Data[float64]
		stochastic, full Loss
		draws            int
	}{
		{"order 1", full, Stochastic(1, 0.5), Sobolev(1, 0.5), 5000},
		{"order 2", full, Stochastic(1, 0.5, 0.25), Sobolev(1, 0.5, 0.25), 20000},
		{"order 2, pooled means", full, pooledStochastic, pooled, 20000},
		{"line of order 2", full, Line(1, 0.5, 0.25), lineForm, 10000},
		{"function", along, Stochastic(1, 0.5), Sobolev(1, 0.5), 2000},
	} {
		t.Run(c.name, func(t *testing.T) {
			term, err := newRegression(net, c.data, c.stochastic)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := net.Plan(term.Algebra(), term.SeedsInputs(), layers.Auto)
			if err != nil {
				t.Fatal(err)
			}
			mean := make([]estimate, len(net.Params()))
			for step := range c.draws {
				_, grad := traintest.SweepOnce(net, under(term), plan, step)
				for i, g := range grad {
					mean[i].add(g)
				}
			}
			exact, err := newRegression(net, full, c.full)
			if err != nil {
				t.Fatal(err)
			}
			if plan, err = net.Plan(exact.Algebra(), true, layers.Jets); err != nil {
				t.Fatal(err)
			}
			_, want := traintest.SweepOnce(net, under(exact), plan, 0)
			largest := 0.0
			for _, w := range want {
				largest = max(largest, math.Abs(w))
			}
			worst := 0.0
			for i, w := range want {
				se := mean[i].standardError()
				if math.Abs(mean[i].mean()-w) > 4.5*se+1e-12*largest || se > 0.05*largest {
					t.Errorf("parameter %d: mean gradient %v ± %v, want %v", i, mean[i].mean(), se, w)
				}
				worst = max(worst, se/largest)
			}
			t.Logf("%d draws, largest standard error %.2g of the largest entry", c.draws, worst)
		})
	}
}

// TestStochasticCost checks that the products of a step do not depend on the number of inputs.
func TestStochasticCost(t *testing.T) {
	for _, c := range []struct{ order, products int }{{1, 3 * 2}, {2, 3 * 4}} {
		for _, d := range []int{2, 50, 500} {
			net, err := layers.NewMLP[float32](d, []int{8}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
			if err != nil {
				t.Fatal(err)
			}
			training, err := data.LazyFunc(func(x []dual.Any) dual.Any { return x[0].Mul(x[d-1]) }, data.Points[float32]{Dim: d, X: make([]float32, d)})
			if err != nil {
				t.Fatal(err)
			}
			term, err := Regression(net, training, Stochastic([]float64{1, 1, 1}[:c.order+1]...))
			if err != nil {
				t.Fatal(err)
			}
			plan, err := net.Plan(term.Algebra(), term.SeedsInputs(), layers.Auto)
			if err != nil {
				t.Fatal(err)
			}
			if plan.Products() != c.products {
				t.Errorf("order %d in %d dimensions: %v, want %d products", c.order, d, plan, c.products)
			}
		}
	}
}

// TestStochasticWorkers trains with one worker and with three, which must give the same bits, on another seed of
// directions not.
func TestStochasticWorkers(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	p := data.Points[float64]{Dim: 3}
	for range 3 * 300 {
		p.X = append(p.X, rng.NormFloat64())
	}
	d, err := data.FromVectorFunc(traintest.Target[dual.Any](1), p, 2)
	if err != nil {
		t.Fatal(err)
	}
	run := func(workers int, seed uint64) []float64 {
		net := traintest.Small(t, 3, 1, layers.Tanh)
		l := Stochastic(1, 1, 0.1)
		l.Seed = seed
		if _, err := Fit(context.Background(), net, d, Options{Loss: l, Epochs: 3, BatchSize: 200, Workers: workers}); err != nil {
			t.Fatal(err)
		}
		return net.Params()
	}
	once := run(1, 1)
	if !slices.Equal(once, run(3, 1)) {
		t.Error("three workers give other parameters than one")
	}
	if slices.Equal(once, run(1, 2)) {
		t.Error("another seed gives the same parameters")
	}
}

func TestStochasticErrors(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	full := traintest.Labelled(t, 2, 1, 1)
	along, err := data.LazyFunc(func(x []dual.Any) dual.Any { return x[0].Mul(x[1]) }, data.Points[float64]{Dim: 2, X: full.X})
	if err != nil {
		t.Fatal(err)
	}
	directed := traintest.Labelled(t, 2, 1, 0)
	directed.Labels, directed.Directions = data.NewLabels[float64](jet.Taylor(2), 3, 1), make([]float64, 6)
	perEntry, pooled, entries, cosine := Stochastic(1, 1), Stochastic(1, 1), Stochastic(1, 1), Stochastic(1, 1)
	perEntry.Orders[1].Balance = PerEntry
	pooled.Orders[1].Balance = Pooled
	entries.Orders[1].Entries = []float64{1, 2}
	cosine.Orders[1].Tensor = CosineDistance
	three := Stochastic(1, 1, 1)
	three.Orders = append(three.Orders, OrderLoss{Weight: 1})
	crossEntropy := CrossEntropy(1, 1)
	crossEntropy.Projection = RandomLine
	for _, c := range []struct {
		data *data.Data[float64]
		loss Loss
		want string
	}{
		{full, Stochastic(1, 1, 1), "labels over Full(2, 1)"},
		{directed, Stochastic(1, 1), "its own directions"},
		{full, perEntry, "Pooled scales can be used"},
		{full, entries, "which it never sees"},
		{full, cosine, "tensor penalty"},
		{along, pooled, "use Unscaled"},
		{along, three, "train.Line"},
		{along, crossEntropy, "no probabilities"},
		{along, Sobolev(1, 1), "train.Stochastic"},
	} {
		if _, err := Regression(net, c.data, c.loss); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.loss, err, c.want)
		}
	}
}

// TestKullbackLeiblerStochastic checks that projected derivatives of log-probabilities agree with projections of the
// whole ones.
func TestKullbackLeiblerStochastic(t *testing.T) {
	teacher, net := traintest.Small(t, 3, 3, layers.Softplus), traintest.Small(t, 3, 3, layers.Tanh)
	p := data.Points[float64]{Dim: 3, X: traintest.Labelled(t, 3, 1, 0).X}
	full, err := data.FromNet(teacher, p, 2)
	if err != nil {
		t.Fatal(err)
	}
	along, err := data.LazyNet(teacher, p)
	if err != nil {
		t.Fatal(err)
	}
	l := KullbackLeibler(1, 0.5, 0.25)
	for _, l.Projection = range []Projection{RandomDirections, RandomLine} {
		a, err := Evaluate(net, full, l)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Evaluate(net, along, l)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNear(t, fmt.Sprint("projection ", l.Projection), a, b, 1e-12)
	}
}
