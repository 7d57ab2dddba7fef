package train

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// lossCases lists every kind of loss and label.
func lossCases(t *testing.T) []lossCase {
	var cases []lossCase
	for _, group := range []func(*testing.T) []lossCase{orderCases, penaltyCases, weightCases, tensorCases, probabilityCases,
		directionCases, productCases, stochasticCases} {
		cases = append(cases, group(t)...)
	}
	return cases
}

// orderCases has squared errors of every order up to 4.
func orderCases(t *testing.T) []lossCase {
	var cases []lossCase
	for _, shape := range []struct{ in, out, order int }{{1, 1, 0}, {1, 1, 1}, {2, 1, 1}, {2, 2, 1}, {1, 1, 2}, {2, 1, 2},
		{3, 2, 2}, {1, 2, 3}, {2, 1, 3}, {3, 1, 3}, {1, 1, 4}, {2, 2, 4}} {
		for _, act := range []layers.Activation{layers.Tanh, layers.Softplus} {
			w := []float64{1, 0.7, 0.3, 0.2, 0.1}[:shape.order+1]
			d := traintest.Labelled(t, shape.in, shape.out, shape.order)
			cases = append(cases, lossCase{name: fmt.Sprintf("squared/%s/%d→%d/order=%d", act.Name, shape.in, shape.out, shape.order),
				net: traintest.Small(t, shape.in, shape.out, act), data: d, loss: Sobolev(w...),
				want: entrywise(d, shape.order, square, func(q int, _ []int, _ int) float64 { return w[q] }, one)})
		}
	}
	return cases
}

func logCosh[T dual.Scalar[T]](e T) T { return e.Cosh().Log() }

// penaltyCases has the penalties.
func penaltyCases(t *testing.T) []lossCase {
	huber := func(e scalar) scalar {
		if e.Abs().Value() <= 0.8 {
			return e.Mul(e).Scale(0.5)
		}
		return e.Abs().Shift(-0.4).Scale(0.8)
	}
	var cases []lossCase
	for _, n := range []struct {
		name    string
		penalty Penalty
		want    func(e scalar) scalar
	}{
		{"squared", Squared, func(e scalar) scalar { return e.Mul(e) }},
		{"absolute", Absolute, scalar.Abs},
		{"huber", Huber(0.8), huber},
		{"logcosh", PenaltyOf(logCosh), logCosh[scalar]},
	} {
		d := traintest.Labelled(t, 2, 2, 2)
		net := traintest.Small(t, 2, 2, layers.Tanh)
		l := Loss{Orders: []OrderLoss{{Weight: 1, Penalty: n.penalty}, {Weight: 0.5, Penalty: n.penalty}, {Weight: 0.2, Penalty: n.penalty}}}
		w := []float64{1, 0.5, 0.2}
		cases = append(cases, lossCase{name: "penalty/" + n.name, net: net, data: d, loss: l,
			want: entrywise(d, 2, func(_ int, e scalar) scalar { return n.want(e) },
				func(q int, _ []int, _ int) float64 { return w[q] }, one)})

		size := []float64{1, 2, 4}
		cases = append(cases, lossCase{name: "balanced/" + n.name, net: net, data: d, loss: Balanced(n.penalty, 1, 0.5, 0.2),
			want: entrywise(d, 2, func(q int, e scalar) scalar {
				if q == 0 {
					return e.Mul(e)
				}
				return n.want(e)
			}, func(q int, _ []int, _ int) float64 { return w[q] / size[q] }, func(q int, indices []int) float64 {
				if q == 1 {
					return rootMeanSquare(d, 1, indices)
				}
				return rootMeanSquare(d, q, nil)
			})})
	}
	return cases
}

// weightCases has weights of every kind, and labels that were not measured.
func weightCases(t *testing.T) []lossCase {
	net := traintest.Small(t, 2, 2, layers.Tanh)
	holes := traintest.Labelled(t, 2, 2, 2)
	for i := 0; i < len(holes.Labels.Data); i += 5 {
		holes.Labels.Data[i] = math.NaN()
	}
	weighted := traintest.Labelled(t, 2, 2, 2)
	weighted.Weights = []float64{0.5, 2, 0}
	entriesLoss := Sobolev(1, 1, 1)
	entriesLoss.Orders[1].Entries = []float64{2, 0.25}
	entriesLoss.Orders[2].Entries = []float64{3, 0.5, 0}
	entryWeights := map[string]float64{"[]": 1, "[0]": 2, "[1]": 0.25, "[0 0]": 3, "[0 1]": 0.5, "[1 0]": 0.5, "[1 1]": 0}
	outputs := Sobolev(1, 1)
	outputs.Outputs = []float64{3, 0.1}
	gradientsOnly, err := data.FromArrays(2, 2, data.Arrays[float64]{X: weighted.X, Grad: gradients(weighted)})
	if err != nil {
		t.Fatal(err)
	}
	plain := traintest.Labelled(t, 2, 2, 2)
	unit := func(int, []int, int) float64 { return 1 }
	return []lossCase{
		{name: "missing", net: net, data: holes, loss: Sobolev(1, 1, 1), want: entrywise(holes, 2, square, unit, one)},
		{name: "gradients only", net: net, data: gradientsOnly, loss: Sobolev(0, 1), want: entrywise(gradientsOnly, 1, square, unit, one)},
		{name: "point weights", net: net, data: weighted, loss: Sobolev(1, 1, 1), want: entrywise(weighted, 2, square, unit, one)},
		{name: "entry weights", net: net, data: plain, loss: entriesLoss, want: entrywise(plain, 2, square,
			func(_ int, indices []int, _ int) float64 { return entryWeights[fmt.Sprint(indices)] }, one)},
		{name: "output weights", net: net, data: plain, loss: outputs, want: entrywise(plain, 1, square,
			func(_ int, _ []int, o int) float64 { return outputs.Outputs[o] }, one)},
		{name: "order 1 alone", net: net, data: plain, loss: Sobolev(0, 1), want: entrywise(plain, 1, square,
			func(q int, _ []int, _ int) float64 { return float64(q) }, one)},
		{name: "differential", net: net, data: plain, loss: Differential(2, 1), want: entrywise(plain, 1, square,
			func(q int, _ []int, _ int) float64 { return 1.0 / 3 }, func(q int, indices []int) float64 {
				if q == 0 {
					return 1
				}
				return rootMeanSquare(plain, 1, indices)
			})},
	}
}

// gradients returns the labels of first order as whole arrays.
func gradients(d *data.Data[float64]) []float64 {
	g := make([]float64, d.Len()*d.Out*d.In)
	for i := range d.In {
		for r, v := range d.Labels.Plane(1 + i) {
			g[r*d.In+i] = v
		}
	}
	return g
}

// distance is the Euclidean distance, not squared.
func distance[T dual.Scalar[T]](pred, label []T) T {
	sum := pred[0].Lift(0)
	for i := range pred {
		e := pred[i].Sub(label[i])
		sum = sum.Add(e.Mul(e))
	}
	return sum.Sqrt()
}

// tensorCases has penalties of whole tensors, with full tensors in the definition.
func tensorCases(t *testing.T) []lossCase {
	angle := func(pred, label []scalar) scalar {
		pp, ll, pl := scalar{}, scalar{}, scalar{}
		for i := range pred {
			pp, ll, pl = pp.Add(pred[i].Mul(pred[i])), ll.Add(label[i].Mul(label[i])), pl.Add(pred[i].Mul(label[i]))
		}
		return pl.Div(pp.Mul(ll).Sqrt()).Neg().Shift(1)
	}
	var cases []lossCase
	for _, n := range []struct {
		name    string
		penalty TensorPenalty
		want    func(pred, label []scalar) scalar
	}{{"cosine", CosineDistance, angle}, {"distance", TensorPenaltyOf(distance), distance[scalar]}} {
		for _, hole := range []bool{false, true} {
			d := traintest.Labelled(t, 3, 2, 2)
			if hole {
				d.Labels.Plane(2)[1], d.Labels.Plane(5)[0] = math.NaN(), math.NaN()
			}
			alg := d.Labels.Alg
			l := Sobolev(1, 0.5, 0.25)
			l.Orders[1].Tensor, l.Orders[2].Tensor = n.penalty, n.penalty
			cases = append(cases, lossCase{name: fmt.Sprintf("tensor/%s/missing=%v", n.name, hole), net: traintest.Small(t, 3, 2, layers.Sigmoid), data: d, loss: l,
				want: func(s int, y [][]scalar) scalar {
					sum := scalar{}
					for o := range y {
						e := y[o][0].Shift(-d.Labels.Plane(0)[s*2+o])
						sum = sum.Add(e.Mul(e))
						for q := 1; q <= 2; q++ {
							var pred, label []scalar
							for _, indices := range traintest.Tuples(3, q) {
								k, f := traintest.Component(alg, indices)
								if v := d.Labels.Plane(k)[s*2+o]; !math.IsNaN(v) {
									pred, label = append(pred, y[o][k].Scale(f)), append(label, scalar{Real: v})
								}
							}
							sum = sum.Add(n.want(pred, label).Scale(l.Orders[q].Weight))
						}
					}
					return sum
				}})
		}
	}
	return cases
}

// probabilityCases has distributions, the log-probabilities worked out to second order by the quotient rule.
func probabilityCases(t *testing.T) []lossCase {
	net := traintest.Small(t, 2, 3, layers.Tanh)
	teacher := traintest.Labelled(t, 2, 3, 2)
	hard := traintest.Labelled(t, 2, 3, 2)
	for i := range hard.Labels.Plane(0) {
		hard.Labels.Plane(0)[i] = []float64{0, 1, 0, 0.2, 0.5, 0.3, 0, 0, 1}[i]
	}
	alg := teacher.Labels.Alg
	// logs returns ∂ log softmax(z) for component k of every class, z as derivatives
	logs := func(z [][]scalar) [][]scalar {
		l := make([][]scalar, len(z))
		sum := scalar{}
		p := make([]scalar, len(z))
		for c := range z {
			p[c] = z[c][0].Exp()
			sum = sum.Add(p[c])
		}
		for c := range p {
			p[c] = p[c].Div(sum)
		}
		for c := range z {
			l[c] = append(l[c], p[c].Log())
			for k := 1; k < alg.Dim(); k++ {
				mean := scalar{}
				for b := range z {
					mean = mean.Add(p[b].Mul(z[b][k]))
				}
				l[c] = append(l[c], z[c][k].Sub(mean))
			}
			for _, ij := range [][2]int{{0, 0}, {0, 1}, {1, 1}} { // − Cov(∂ᵢz, ∂ⱼz)
				k, _ := traintest.Component(alg, ij[:])
				mixed, mi, mj := scalar{}, scalar{}, scalar{}
				for b := range z {
					mixed = mixed.Add(p[b].Mul(z[b][1+ij[0]]).Mul(z[b][1+ij[1]]))
					mi, mj = mi.Add(p[b].Mul(z[b][1+ij[0]])), mj.Add(p[b].Mul(z[b][1+ij[1]]))
				}
				l[c][k] = l[c][k].Sub(mixed).Add(mi.Mul(mj))
			}
		}
		return l
	}
	rows := func(d *data.Data[float64], s int) [][]scalar {
		z := make([][]scalar, 3)
		for c := range z {
			for k := range alg.Dim() {
				z[c] = append(z[c], scalar{Real: d.Labels.Plane(k)[s*3+c]})
			}
		}
		return z
	}
	definition := func(d *data.Data[float64], l Loss) definition {
		return func(s int, y [][]scalar) scalar {
			for c := range y {
				y[c] = slices.Clone(y[c])
				for k := range y[c] {
					y[c][k] = y[c][k].Scale(alg.Factorial(k))
				}
				for len(y[c]) < alg.Dim() {
					y[c] = append(y[c], scalar{})
				}
			}
			q, sum := logs(y), scalar{}
			labels := rows(d, s)
			if l.Logits == KLDivergence {
				labels = logs(labels)
			}
			for c := range q {
				if l.Logits == KLDivergence {
					p := labels[c][0].Exp()
					sum = sum.Add(p.Mul(labels[c][0].Sub(q[c][0])).Scale(l.Orders[0].Weight))
				} else {
					sum = sum.Sub(labels[c][0].Mul(q[c][0]).Scale(l.Orders[0].Weight))
				}
				for order := 1; order < len(l.Orders); order++ {
					for _, indices := range traintest.Tuples(2, order) {
						k, _ := traintest.Component(alg, indices)
						e := q[c][k].Sub(labels[c][k])
						sum = sum.Add(e.Mul(e).Scale(l.Orders[order].Weight))
					}
				}
			}
			return sum
		}
	}
	var cases []lossCase
	for order := range 3 {
		w := []float64{1, 0.5, 0.25}[:order+1]
		cases = append(cases,
			lossCase{name: fmt.Sprintf("kl/order=%d", order), net: net, data: teacher, loss: KullbackLeibler(w...),
				want: definition(teacher, KullbackLeibler(w...))},
			lossCase{name: fmt.Sprintf("cross-entropy/order=%d", order), net: net, data: hard, loss: CrossEntropy(w...),
				want: definition(hard, CrossEntropy(w...))})
	}
	return cases
}

// componentwise is the definition for labels over any algebra: squared errors of derivatives, each component once.
func componentwise(d *data.Data[float64], alg *jet.Algebra, w []float64) definition {
	return func(s int, y [][]scalar) scalar {
		sum := scalar{}
		for o := range y {
			for k := range alg.Dim() {
				e := y[o][k].Scale(alg.Factorial(k)).Shift(-d.Labels.Plane(k)[s*d.Out+o])
				sum = sum.Add(e.Mul(e).Scale(w[alg.Degree(k)]))
			}
		}
		return sum
	}
}

// directionCases has labels along given directions, and Laplacians.
func directionCases(t *testing.T) []lossCase {
	var cases []lossCase
	for _, alg := range []*jet.Algebra{jet.Dual(1), jet.Dual(3), jet.HyperDual(), jet.Taylor(3), jet.Taylor(4), jet.Full(2, 2), jet.Laplace(2)} {
		d := traintest.Labelled(t, 2, 2, 0)
		d.Labels = data.NewLabels[float64](alg, 3, 2)
		for i := range d.Labels.Data {
			d.Labels.Data[i] = math.Sin(float64(3*i + 1))
		}
		if alg.Weights() == nil && !alg.Equal(jet.Full(2, alg.Order())) {
			d.Directions = make([]float64, 3*alg.Vars()*2)
			for i := range d.Directions {
				d.Directions[i] = math.Cos(float64(2*i + 1))
			}
		}
		w := []float64{1, 0.5, 0.25, 0.125, 0.0625}[:alg.Order()+1]
		c := lossCase{name: "labels over " + alg.String(), net: traintest.Small(t, 2, 2, layers.Tanh), data: d, loss: Sobolev(w...), want: componentwise(d, alg, w)}
		if alg.Equal(jet.Full(2, alg.Order())) {
			c.want = entrywise(d, 2, square, func(q int, _ []int, _ int) float64 { return w[q] }, one)
		}
		cases = append(cases, c)
		if alg.Equal(jet.HyperDual()) || alg.Weights() != nil {
			lower := w[:2]
			cases = append(cases, lossCase{name: "first order of " + alg.String(), net: c.net, data: d, loss: Sobolev(lower...),
				want: componentwise(d, jet.Dual(2), lower)})
		}
	}
	return cases
}

// productCases has Hessian-vector products.
func productCases(t *testing.T) []lossCase {
	full := traintest.Labelled(t, 3, 2, 2)
	hv := &data.HessianVectors[float64]{U: make([]float64, 9), H: make([]float64, 18)}
	for i := range hv.U {
		hv.U[i] = math.Cos(float64(i))
	}
	for i := range hv.H {
		hv.H[i] = math.Sin(float64(i))
	}
	hv.H[4] = math.NaN()
	d, err := data.FromArrays(3, 2, data.Arrays[float64]{X: full.X, Y: full.Labels.Plane(0), Grad: gradients(full), HessianVectors: hv})
	if err != nil {
		t.Fatal(err)
	}
	alg := jet.Full(3, 2)
	l := Sobolev(1, 0.5, 0.25)
	l.Orders[2].Penalty = Huber(0.5)
	l.Orders[2].Entries = []float64{1, 2, 0.5}
	rest := entrywise(d, 1, square, func(q int, _ []int, _ int) float64 { return l.Orders[q].Weight }, one)
	return []lossCase{{name: "hessian-vector", net: traintest.Small(t, 3, 2, layers.SiLU), data: d, loss: l, want: func(s int, y [][]scalar) scalar {
		sum := rest(s, y)
		for o := range y {
			for i := range 3 {
				label := hv.H[(s*2+o)*3+i]
				if math.IsNaN(label) {
					continue
				}
				product := scalar{}
				for j := range 3 {
					k, f := traintest.Component(alg, []int{i, j})
					product = product.Add(y[o][k].Scale(f * hv.U[s*3+j]))
				}
				e := product.Shift(-label)
				loss := e.Mul(e).Scale(0.5)
				if math.Abs(e.Real) > 0.5 {
					loss = e.Abs().Shift(-0.25).Scale(0.5)
				}
				const measured = 19.0 / 21 // products, by weight
				sum = sum.Add(loss.Scale(0.25 * l.Orders[2].Entries[i] / measured))
			}
		}
		return sum
	}}}
}

// stochasticCases has random directions, with labels from data, from the function and from a teacher.
func stochasticCases(t *testing.T) []lossCase {
	full := traintest.Labelled(t, 3, 2, 4)
	points := data.Points[float64]{Dim: 3, X: full.X}
	along, err := data.LazyVectorFunc(traintest.Target[dual.Any](2), points)
	if err != nil {
		t.Fatal(err)
	}
	net := traintest.Small(t, 3, 2, layers.Tanh)
	teacher := traintest.Small(t, 3, 2, layers.Softplus)
	taught, err := data.LazyNet(teacher, points)
	if err != nil {
		t.Fatal(err)
	}
	function := func(x []jet.Number[float64]) []jet.Number[float64] {
		return traintest.Target[jet.Number[float64]](2)(x)
	}
	network := func(x []jet.Number[float64]) []jet.Number[float64] {
		params := make([]jet.Number[float64], len(teacher.Params()))
		for i, p := range teacher.Params() {
			params[i] = jet.Constant(p)
		}
		return layers.Eval(teacher, params, x)
	}
	var cases []lossCase
	for _, l := range []Loss{Stochastic(1, 0.5), Stochastic(1, 0.5, 0.25), Line(1, 0.5, 0.25, 0.125, 0.0625), Stochastic(1, 0.3, 0.2, 0.1)} {
		l.Seed = 77
		for _, src := range []struct {
			name string
			data *data.Data[float64]
			f    func(x []jet.Number[float64]) []jet.Number[float64]
		}{{"data", full, function}, {"function", along, function}, {"teacher", taught, network}} {
			cases = append(cases, lossCase{name: fmt.Sprintf("stochastic/%s/order=%d/line=%v", src.name, len(l.Orders)-1, l.Projection == RandomLine),
				net: net, data: src.data, loss: l, step: 5, want: projected(src.data, l, 5, src.f), allocates: src.name == "function"})
		}
	}
	return cases
}

// projected is the definition of a stochastic loss: it draws the same directions and evaluates the target along them.
func projected(d *data.Data[float64], l Loss, step int, f func(x []jet.Number[float64]) []jet.Number[float64]) definition {
	order := len(l.Orders) - 1
	alg := jet.Taylor(order)
	squares := []float64{1, 3, 3 * 5 / 2.0, 3 * 5 * 7 / 6.0, 3 * 5 * 7 * 9 / 24.0} // d(d+2)…/q! for d = 3
	if l.Projection == RandomDirections && order == 2 {
		alg, squares = jet.HyperDual(), []float64{1, 3.0 / 2, 9} // two first derivatives share the weight
	}
	return func(s int, y [][]scalar) scalar {
		x := make([]jet.Number[float64], d.In)
		v := make([][]float64, alg.Vars())
		for i := range v {
			v[i] = make([]float64, d.In)
			unitVector(newDirections(), v[i], drawing{l.Seed, step, s, i})
		}
		for i := range x {
			c := make([]float64, alg.Dim())
			c[0] = d.X[s*d.In+i]
			for j := range v {
				c[1+j] = v[j][i]
			}
			x[i] = jet.New(alg, c...)
		}
		sum := scalar{}
		for o, label := range f(x) {
			for k := range alg.Dim() {
				e := y[o][k].Shift(-label.Coefficient(k)).Scale(alg.Factorial(k))
				q := alg.Degree(k)
				sum = sum.Add(e.Mul(e).Scale(l.Orders[q].Weight * squares[q]))
			}
		}
		return sum
	}
}
