package train

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// TestEvaluateHighOrders evaluates errors of derivatives up to order 8 and compares them with jets of the definition
// and full tensors, entry by entry.
func TestEvaluateHighOrders(t *testing.T) {
	for _, c := range []struct{ in, out, order int }{{1, 1, 8}, {1, 2, 8}, {2, 1, 8}, {3, 2, 5}} {
		t.Run(fmt.Sprintf("%d→%d/order=%d", c.in, c.out, c.order), func(t *testing.T) {
			net, d := traintest.Small(t, c.in, c.out, layers.Tanh), traintest.Labelled(t, c.in, c.out, c.order)
			got, err := Evaluate(net, d, MeanSquared(c.order))
			if err != nil {
				t.Fatal(err)
			}
			alg := jet.Full(c.in, c.order)
			params := make([]jet.Number[float64], len(net.Params()))
			for i, p := range net.Params() {
				params[i] = jet.Constant(p)
			}
			want := make([]float64, c.order+1)
			for s := range d.Len() {
				x := make([]jet.Number[float64], c.in)
				for i := range x {
					x[i] = jet.Variable(alg, d.X[s*c.in+i], i)
				}
				y := layers.Eval(net, params, x)
				for q := range want {
					all := traintest.Tuples(c.in, q)
					for _, indices := range all {
						k, _ := traintest.Component(alg, indices)
						for o := range y {
							e := y[o].Derivative(k) - d.Labels.Plane(k)[s*c.out+o]
							want[q] += e * e / float64(len(all)*d.Len())
						}
					}
				}
			}
			for q := range want {
				traintest.RequireNear(t, fmt.Sprint("order ", q), got[q:q+1], want[q:q+1], 1e-10)
			}
		})
	}
}

// TestLabelsNested compares the labels that jets give with nested dual numbers, which share no product with them.
func TestLabelsNested(t *testing.T) {
	type second = dual.Nested[dual.Number[float64]]
	d := traintest.Labelled(t, 3, 2, 2)
	for s := range d.Len() {
		for _, indices := range traintest.Tuples(3, 2) {
			x := make([]second, 3)
			for i := range x {
				x[i].Real.Real = d.X[s*3+i]
			}
			x[indices[0]].Real.Emag = 1
			x[indices[1]].Emag.Real = 1
			for o, y := range traintest.Target[second](2)(x) {
				k, _ := traintest.Component(d.Labels.Alg, indices)
				traintest.RequireNear(t, fmt.Sprint("∂", indices), []float64{d.Labels.Plane(k)[s*2+o]}, []float64{y.Emag.Emag}, 1e-12)
			}
		}
	}
}

// TestZeroLabels is the pitfall of separable functions: their mixed derivatives are all zero, and so is their root mean
// square, by which nothing can be divided.
func TestZeroLabels(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	p := data.Points[float64]{Dim: 2}
	for range 40 {
		p.X = append(p.X, rng.Float64()*2-1)
	}
	d, err := data.FromFunc(func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Add(x[1].Sin()) }, p, 2)
	if err != nil {
		t.Fatal(err)
	}
	l := Sobolev(1, 1, 1)
	l.Orders[1].Balance, l.Orders[2].Balance = PerEntry, PerEntry
	es, err := entries(l.Orders[2], 2, d, d.Labels, d.Labels.Alg)
	if err != nil {
		t.Fatal(err)
	}
	mixed, _ := traintest.Component(d.Labels.Alg, []int{0, 1})
	first, _ := d.Labels.Alg.Components(2)
	if want := 1 / rootMeanSquare(d, 2, nil); math.Abs(es[mixed-first].inv-want) > 1e-14*want {
		t.Errorf("scale of the mixed derivative: 1/%v, want that of its order, 1/%v", 1/es[mixed-first].inv, 1/want)
	}
	before, err := Evaluate(traintest.Small(t, 2, 1, layers.Tanh), d, l)
	if err != nil {
		t.Fatal(err)
	}
	net := traintest.Small(t, 2, 1, layers.Tanh)
	if _, err := Fit(context.Background(), net, d, Options{Loss: l, Epochs: 300, Optimizer: optim.Adam(1e-2)}); err != nil {
		t.Fatal(err)
	}
	after, err := Evaluate(net, d, l)
	if err != nil {
		t.Fatal(err)
	}
	if !(after[2] < before[2]/4) {
		t.Errorf("loss of order 2 after training: %v, before %v", after[2], before[2])
	}
	constant, err := data.FromFunc(func(x []dual.Any) dual.Any { return x[0].Lift(3) }, p, 2) // all derivatives are zero
	if err != nil {
		t.Fatal(err)
	}
	if parts, err := Evaluate(net, constant, l); err != nil || number.IndexNonFinite(parts) >= 0 {
		t.Errorf("constant target: parts %v and error %v, want finite numbers", parts, err)
	}
}

// TestLossRefuses checks that a loss in derivatives which the activations do not have is refused with an explanation.
func TestLossRefuses(t *testing.T) {
	for _, c := range []struct {
		act   layers.Activation
		order int
		want  string // empty if accepted
	}{
		{layers.ReLU, 1, ""}, {layers.ReLU, 2, "carries no signal"}, {layers.LeakyReLU(0.1), 2, "smoother activation"},
		{layers.ELU(1), 2, ""}, {layers.ELU(1), 3, "only 1 continuous derivatives"}, {layers.Tanh, 3, ""},
	} {
		net, d := traintest.Small(t, 2, 1, c.act), traintest.Labelled(t, 2, 1, c.order)
		l := Sobolev(append(make([]float64, c.order), 1)...)
		for name, err := range map[string]error{
			"Regression": second(Regression(net, d, l)),
			"Fit":        second(Fit(context.Background(), net, d, Options{Loss: l, Epochs: 1})),
			"Evaluate":   second(Evaluate(net, d, l)),
		} {
			switch {
			case c.want == "" && err != nil:
				t.Errorf("%s of order %d with %s: %v, want it accepted", name, c.order, c.act.Name, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%s of order %d with %s: error %v, want one with %q", name, c.order, c.act.Name, err, c.want)
			}
		}
	}
	// an order without weight is not asked for
	if _, err := Regression(traintest.Small(t, 2, 1, layers.ReLU), traintest.Labelled(t, 2, 1, 2), Sobolev(1, 1, 0)); err != nil {
		t.Error(err)
	}
}

// TestValidationOrders validates on data that holds fewer orders than what is trained on: what it lacks takes no part.
func TestValidationOrders(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	full := traintest.Labelled(t, 2, 1, 2)
	for _, l := range []Loss{Sobolev(1, 1, 1), Stochastic(1, 1, 1), Line(1, 1, 1)} {
		for order := range 3 {
			term, err := newRegression(net, full, l)
			if err != nil {
				t.Fatal(err)
			}
			lower := *full
			lower.Labels = data.NewLabels[float64](jet.Full(2, order), 3, 1)
			copy(lower.Labels.Data, full.Labels.Data)
			other, err := term.with(&lower)
			if err != nil {
				t.Fatal(err)
			}
			s := newScorer(ranks{shards: 1, size: 1}, net, Term[float64](other))
			if _, err := s.loss(net.Params()); err != nil {
				t.Fatal(err)
			}
			want, err := Evaluate(net, full, l)
			if err != nil {
				t.Fatal(err)
			}
			for q := range want {
				if q > order {
					want[q] = 0
				}
			}
			traintest.RequireNear(t, fmt.Sprint(l, " on labels to order ", order), s.parts[0], want, 1e-13)
		}
	}
}

func TestValidationErrors(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	directed := traintest.Labelled(t, 2, 1, 0)
	directed.Labels, directed.Directions = data.NewLabels[float64](jet.Taylor(2), 3, 1), make([]float64, 6)
	laplace := traintest.Labelled(t, 2, 1, 0)
	laplace.Labels = data.NewLabels[float64](jet.Laplace(2), 3, 1)
	for _, c := range []struct {
		validation *data.Data[float64]
		loss       Loss
		want       string
	}{
		{directed, Sobolev(1, 1, 1), "train: validation: train: derivatives along given directions in one of two"},
		{directed, Stochastic(1, 1), "its own directions"},
		{laplace, Sobolev(1, 1, 1), "labels over Laplace(2), want them over Full(2, 2)"},
	} {
		_, err := FitValidated(context.Background(), net, traintest.Labelled(t, 2, 1, 2), c.validation, Options{Loss: c.loss, Epochs: 1})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// TestLargeLogits checks that logits beyond the range of exp are no trouble: only their differences matter.
func TestLargeLogits(t *testing.T) {
	alg := jet.Full(2, 2)
	z, shifted := jet.NewBatch[float64](alg, 1, 3), jet.NewBatch[float64](alg, 1, 3)
	for i := range z.Data {
		z.Data[i] = math.Sin(float64(i))
	}
	copy(shifted.Data, z.Data)
	for i := range shifted.Plane(0) {
		shifted.Plane(0)[i] += 4096
	}
	tile := newLogitTile[float64](alg, 1, 3)
	tile.normalize(z)
	tile.normalize(shifted)
	traintest.RequireNear(t, "log-probabilities", shifted.Data, z.Data, 1e-11)
	sum := 0.0
	for _, l := range z.Plane(0) {
		sum += math.Exp(l)
	}
	traintest.RequireNear(t, "sum of probabilities", []float64{sum}, []float64{1}, 1e-14)
}

// TestMissingLogits checks that a sample whose logits were not measured takes no part, and that one missing slope takes
// its input's slopes at that sample with it, since all classes share the sum.
func TestMissingLogits(t *testing.T) {
	net := traintest.Small(t, 2, 3, layers.Tanh)
	whole, holes := traintest.Labelled(t, 2, 3, 1), traintest.Labelled(t, 2, 3, 1)
	holes.Labels.Plane(0)[1] = math.NaN() // a class of sample 0
	holes.Labels.Plane(2)[5] = math.NaN() // the second slope of a class of sample 1
	l := KullbackLeibler(1, 1)
	want := make([]float64, 2)
	for i, taken := range [][]float64{{1, 1, 0}, {1, 1, 1}} { // values, first slopes, second slopes of samples 1 and 2
		s := i + 1 // of sample 0 nothing is taken
		alone := l
		alone.Orders = []OrderLoss{{Weight: taken[0]}, {Weight: 1, Entries: taken[1:]}}
		parts, err := Evaluate(net, whole.Slice(s, s+1), alone)
		if err != nil {
			t.Fatal(err)
		}
		want[0] += parts[0] / 2   // of 3 samples
		want[1] += parts[1] / 1.5 // half of the slopes
	}
	got, err := Evaluate(net, holes, l)
	if err != nil {
		t.Fatal(err)
	}
	traintest.RequireNear(t, "parts", got, want, 1e-13)
}

// TestLossFloat32 compares losses in single precision with those in double.
func TestLossFloat32(t *testing.T) {
	for _, l := range []Loss{Sobolev(1, 1, 1), Balanced(Huber(1), 1, 1, 1), KullbackLeibler(1, 1, 1), Stochastic(1, 1, 1), Line(1, 1, 1)} {
		net, d := traintest.Small(t, 2, 3, layers.Tanh), traintest.Labelled(t, 2, 3, 2)
		net32, err := layers.NewMLP[float32](2, []int{4, 3}, 3, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
		if err != nil {
			t.Fatal(err)
		}
		copy(net32.Params(), narrow(net.Params()))
		d32 := &data.Data[float32]{In: 2, Out: 3, X: narrow(d.X), Labels: data.NewLabels[float32](d.Labels.Alg, 3, 3)}
		copy(d32.Labels.Data, narrow(d.Labels.Data))
		got, err := Evaluate(net32, d32, l)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Evaluate(net, d, l)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNear(t, l.String(), got, want, 1e-5)
	}
}

// narrow returns the numbers in single precision.
func narrow(x []float64) []float32 {
	z := make([]float32, len(x))
	for i, v := range x {
		z[i] = float32(v)
	}
	return z
}

func second[T any](_ T, err error) error { return err }

func TestLossErrors(t *testing.T) {
	net, d := traintest.Small(t, 2, 2, layers.Tanh), traintest.Labelled(t, 2, 2, 1)
	entries, outputs, negative := Sobolev(1, 1), Sobolev(1, 1), Sobolev(1, 1)
	entries.Orders[1].Entries = []float64{1, 2, 3}
	outputs.Outputs = []float64{1}
	negative.Orders[1].Entries = []float64{1, -2}
	short := traintest.Labelled(t, 2, 2, 1)
	short.Weights = []float64{1}
	for _, c := range []struct {
		data *data.Data[float64]
		loss Loss
		want string
	}{
		{d, Loss{}, "loss without orders"},
		{d, Sobolev(1, -1), "weight -1 of order 1"},
		{d, Sobolev(math.NaN()), "weight NaN of order 0"},
		{d, Sobolev(1, 1, 1), "order 2, the data holds orders up to 1"},
		{d, entries, "order 1 has weights of 3 entries, want 2"},
		{d, outputs, "weights of 1 outputs, the network has 2"},
		{d, negative, "weight -2 of entry 1"},
		{traintest.Labelled(t, 3, 2, 1), Sobolev(1), "3 inputs and 2 outputs, the network has 2 and 2"},
		{short, Sobolev(1), "3 points and 1 weights"},
	} {
		if _, err := Regression(net, c.data, c.loss); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.loss, err, c.want)
		}
	}
}

func TestLossString(t *testing.T) {
	stochasticKL := KullbackLeibler(1, 1)
	stochasticKL.Projection = RandomLine
	stochasticPooled := Stochastic(1, 1)
	stochasticPooled.Orders[0].Balance = Pooled
	for want, l := range map[string]Loss{
		"Sobolev(1, 0.5)": Sobolev(1, 0.5), "Balanced(1, 2)": Balanced(Huber(1), 1, 2), "CrossEntropy(1)": CrossEntropy(1),
		"Differential(λn=3)": Differential(3, 1), "MeanSquared(2)": MeanSquared(2), "MeanSquared(0)": MeanSquared(0),
		"Balanced(1, 1, 0.5)": Balanced(nil, 1, 1, 0.5), "Balanced(1)": Balanced(nil, 1), "Sobolev()": {}, "Stochastic Orders(1 pooled, 1)": stochasticPooled,
		"Orders(1, 1 pooled)":          {Orders: []OrderLoss{{Weight: 1}, {Weight: 1, Balance: Pooled}}},
		"Orders(1, 2 mean)":            {Orders: []OrderLoss{{Weight: 1}, {Weight: 2, Mean: true}}},
		"Orders(2 mean, 1 mean)":       {Orders: []OrderLoss{{Weight: 2, Mean: true}, {Weight: 1, Mean: true}}},
		"Orders(1 penalty, 1 entries)": {Orders: []OrderLoss{{Weight: 1, Penalty: Absolute}, {Weight: 1, Entries: []float64{1, 2}}}},
		"Orders(1, 1 tensor)":          {Orders: []OrderLoss{{Weight: 1}, {Weight: 1, Tensor: CosineDistance}}},
		"KullbackLeibler(1, 1 pooled)": {Orders: []OrderLoss{{Weight: 1}, {Weight: 1, Balance: Pooled}}, Logits: KLDivergence},
		"Stochastic(1, 1)":             Stochastic(1, 1), "Line(1, 1, 1, 1)": Stochastic(1, 1, 1, 1),
		"Line KullbackLeibler(1, 1)": stochasticKL,
	} {
		if got := l.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestCosineDistance checks its properties: blind to lengths, and what it is where there is no direction.
func TestCosineDistance(t *testing.T) {
	slope := make([]float64, 2)
	for _, c := range []struct {
		pred, label []float64
		want        float64
	}{
		{[]float64{3, 4}, []float64{0.3, 0.4}, 0}, {[]float64{1, 0}, []float64{0, 7}, 1}, {[]float64{2, 0}, []float64{-1, 0}, 2},
		{[]float64{1, 2}, []float64{0, 0}, 0}, {[]float64{0, 0}, []float64{1, 2}, 1},
	} {
		if got := CosineDistance()(slope, c.pred, c.label); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("CosineDistance(%v, %v) = %v, want %v", c.pred, c.label, got, c.want)
		}
		if along := slope[0]*c.pred[0] + slope[1]*c.pred[1]; math.Abs(along) > 1e-15 {
			t.Errorf("CosineDistance(%v, %v): slope %v along the prediction, want 0", c.pred, c.label, along)
		}
	}
}

// TestHermiteCounts checks how many points pin a function down with and without derivatives (Czarnecki et al. 2017,
// propositions 1 and 2): the rank of the system that values, or values and gradients, make of the coefficients.
func TestHermiteCounts(t *testing.T) {
	type scalar = jet.Number[float64]
	polynomial := func(p int) func(x []scalar) []scalar {
		return func(x []scalar) []scalar {
			var powers []scalar
			for i := range p + 1 {
				powers = append(powers, x[0].PowReal(float64(i)))
			}
			return powers
		}
	}
	affine := func(x []scalar) []scalar { return append([]scalar{x[0].Lift(1)}, x...) }
	for _, c := range []struct {
		name              string
		in                int
		basis             func(x []scalar) []scalar
		values, gradients int // points that are needed
	}{
		{"polynomial of degree 1", 1, polynomial(1), 2, 1}, {"polynomial of degree 4", 1, polynomial(4), 5, 3},
		{"polynomial of degree 5", 1, polynomial(5), 6, 3}, {"polynomial of degree 8", 1, polynomial(8), 9, 5},
		{"affine in 1 dimension", 1, affine, 2, 1}, {"affine in 6 dimensions", 6, affine, 7, 1},
	} {
		for order, want := range []int{c.values, c.gradients} {
			points := 0
			for unknowns, rank := 1, 0; rank < unknowns; {
				points++
				var rows [][]float64
				rng := rand.New(rand.NewPCG(3, 3))
				for range points {
					x := make([]scalar, c.in)
					for i := range x {
						x[i] = jet.Variable(jet.Full(c.in, order), 2*rng.Float64()-1, i)
					}
					basis := c.basis(x)
					unknowns = len(basis)
					for k := range jet.Full(c.in, order).Dim() {
						row := make([]float64, unknowns)
						for i, b := range basis {
							if k < len(b.AppendCoefficients(nil)) {
								row[i] = b.Derivative(k)
							}
						}
						rows = append(rows, row)
					}
				}
				rank = rankOf(rows)
			}
			if points != want {
				t.Errorf("%s: %d points with derivatives to order %d, want %d", c.name, points, order, want)
			}
		}
	}
}

// rankOf returns the rank of a matrix by elimination with the largest remaining pivot. It destroys the matrix.
func rankOf(m [][]float64) int {
	rank := 0
	for rank < min(len(m), len(m[0])) {
		pi, pj := rank, rank
		for i := rank; i < len(m); i++ {
			for j := rank; j < len(m[i]); j++ {
				if math.Abs(m[i][j]) > math.Abs(m[pi][pj]) {
					pi, pj = i, j
				}
			}
		}
		if math.Abs(m[pi][pj]) < 1e-9 {
			break
		}
		m[rank], m[pi] = m[pi], m[rank]
		for _, row := range m {
			row[rank], row[pj] = row[pj], row[rank]
		}
		for _, row := range m[rank+1:] {
			f := row[rank] / m[rank][rank]
			for j := range row {
				row[j] -= f * m[rank][j]
			}
		}
		rank++
	}
	return rank
}

// TestLossAllocations checks that scoring a tile allocates nothing, whatever the loss. Evaluating a user's function
// along directions does, and is left out.
func TestLossAllocations(t *testing.T) {
	for _, c := range lossCases(t) {
		if c.allocates {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			term, err := newRegression(c.net, c.data, c.loss)
			if err != nil {
				t.Fatal(err)
			}
			pass, points, parts := term.NewPass(3), []int{2, 0, 1}, make([]float64, len(term.Parts()))
			x, cot, y := jet.NewBatch[float64](term.Algebra(), 3, c.net.In()), jet.NewBatch[float64](term.Algebra(), 3, c.net.Out()), jet.NewBatch[float64](term.Algebra(), 3, c.net.Out())
			if n := testing.AllocsPerRun(20, func() {
				pass.Load(x, points, 1)
				pass.Score(cot, y, points, 1, 1, parts)
			}); n != 0 {
				t.Errorf("%v allocations, want 0", n)
			}
		})
	}
}
