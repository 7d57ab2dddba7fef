package data_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// unevenUnits is a change of units with nothing equal.
func unevenUnits(in, out int) *data.Normalizer[float64] {
	n := &data.Normalizer[float64]{}
	for i := range in {
		n.XShift, n.XScale = append(n.XShift, 0.3*float64(i+1)), append(n.XScale, 0.5+0.75*float64(i))
	}
	for o := range out {
		n.YShift, n.YScale = append(n.YShift, 1.5-float64(o)), append(n.YScale, 2+1.5*float64(o))
	}
	return n
}

// inNewUnits is target after the change of units: composed with it, not derived by its rules.
func inNewUnits(n *data.Normalizer[float64], outputs int) func(x []dual.Any) []dual.Any {
	return func(x []dual.Any) []dual.Any {
		old := make([]dual.Any, len(x))
		for i, v := range x {
			old[i] = v.Scale(n.XScale[i]).Shift(n.XShift[i])
		}
		y := traintest.Target[dual.Any](outputs)(old)
		for o, v := range y {
			y[o] = v.Shift(-n.YShift[o]).Scale(1 / n.YScale[o])
		}
		return y
	}
}

// TestNormalizerApply compares rescaled labels of every order with the derivatives of the composed function.
func TestNormalizerApply(t *testing.T) {
	for _, c := range []struct{ in, out, order int }{{1, 1, 5}, {2, 2, 4}, {3, 1, 3}} {
		t.Run(fmt.Sprintf("%d→%d/order=%d", c.in, c.out, c.order), func(t *testing.T) {
			n, d := unevenUnits(c.in, c.out), traintest.Labelled(t, c.in, c.out, c.order)
			got := n.Apply(d)
			want, err := data.FromVectorFunc(inNewUnits(n, c.out), data.Points[float64]{Dim: c.in, X: got.X}, c.order)
			if err != nil {
				t.Fatal(err)
			}
			for k := range d.Labels.Alg.Dim() {
				traintest.RequireNear(t, fmt.Sprint("component ", k), got.Labels.Plane(k), want.Labels.Plane(k), 1e-11)
			}
		})
	}
}

// TestNormalizerKinds carries every kind of label through a change of units and back by training losses: a network in
// the new units has the same residuals, over the scale of its output, as the folded one has in the old.
func TestNormalizerKinds(t *testing.T) {
	n := unevenUnits(2, 1)
	net := traintest.Small(t, 2, 1, layers.Tanh)
	folded := net.Clone()
	if err := n.Fold(folded); err != nil {
		t.Fatal(err)
	}
	full := traintest.Labelled(t, 2, 1, 2)
	kinds := map[string]*data.Data[float64]{"full": full}
	kinds["hessian-vector"] = &data.Data[float64]{In: 2, Out: 1, X: full.X, Labels: traintest.Labelled(t, 2, 1, 1).Labels,
		HessianVectors: &data.HessianVectors[float64]{U: []float64{1, 2, -1, 0.5, 3, 1}, H: []float64{1, 3, 2, -1, 0.5, 4}}}
	for _, alg := range []*jet.Algebra{jet.Laplace(2), jet.Laplace(2, 2, 0.5), jet.HyperDual(), jet.Taylor(3)} {
		d := &data.Data[float64]{In: 2, Out: 1, X: full.X, Labels: data.NewLabels[float64](alg, 3, 1)}
		for i := range d.Labels.Data {
			d.Labels.Data[i] = float64(i%5) - 2
		}
		if alg.Weights() == nil {
			d.Directions = []float64{1, 2, -1, 0.5, 3, 1, 0.2, 0.1, -2, 1, 1, -1}[:3*alg.Vars()*2]
		}
		kinds[alg.String()] = d
	}
	for name, d := range kinds {
		t.Run(name, func(t *testing.T) {
			// only the orders that do not mix units: values, and the highest order along the data's own directions
			l := train.Sobolev(make([]float64, d.Order()+1)...)
			l.Orders[0].Weight = 1
			if d.Directions != nil || d.Labels.Alg.Weights() != nil {
				l.Orders[d.Order()].Weight = 0.5
			}
			old, err := train.Evaluate(folded, d, l)
			if err != nil {
				t.Fatal(err)
			}
			got, err := train.Evaluate(net, n.Apply(d), l)
			if err != nil {
				t.Fatal(err)
			}
			for q := range got {
				if d := got[q]*n.YScale[0]*n.YScale[0] - old[q]; d*d > 1e-20*old[q]*old[q] {
					t.Errorf("order %d: %v in new units, want %v", q, got[q], old[q]/4)
				}
			}
		})
	}
}

// TestNormalizerHessianVectors compares rescaled products with the rescaled Hessian times the rescaled vector.
func TestNormalizerHessianVectors(t *testing.T) {
	n, d := unevenUnits(3, 2), traintest.Labelled(t, 3, 2, 2)
	u := []float64{1, 2, 3, -1, 0.5, 0.1, 2, -3, 1}
	product := func(d *data.Data[float64], u []float64) []float64 {
		h := make([]float64, len(u)*d.Out)
		for s := range d.Len() {
			for o := range d.Out {
				for i := range 3 {
					for j := range 3 {
						k, _ := traintest.Component(d.Labels.Alg, []int{i, j})
						h[(s*d.Out+o)*3+i] += d.Labels.Plane(k)[s*d.Out+o] * u[s*3+j]
					}
				}
			}
		}
		return h
	}
	d.HessianVectors = &data.HessianVectors[float64]{U: u, H: product(d, u)}
	got := n.Apply(d)
	traintest.RequireNear(t, "products", got.HessianVectors.H, product(got, got.HessianVectors.U), 1e-12)
}

// TestNormalizerAlong compares a function known along directions in new units with its labels there.
func TestNormalizerAlong(t *testing.T) {
	n, full := unevenUnits(3, 2), traintest.Labelled(t, 3, 2, 2)
	along, err := data.LazyVectorFunc(traintest.Target[dual.Any](2), data.Points[float64]{Dim: 3, X: full.X})
	if err != nil {
		t.Fatal(err)
	}
	net := traintest.Small(t, 3, 2, layers.Tanh)
	for _, l := range []train.Loss{train.Stochastic(1, 1, 1), train.Line(1, 1, 1)} {
		got, err := train.Evaluate(net, n.Apply(along), l)
		if err != nil {
			t.Fatal(err)
		}
		want, err := train.Evaluate(net, n.Apply(full), l)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNear(t, "losses", got, want, 1e-12)
	}
}

// TestNormalizerFold checks that a folded network is the composition, with all its derivatives, and that Unfold undoes
// it.
func TestNormalizerFold(t *testing.T) {
	n := unevenUnits(2, 2)
	net := traintest.Small(t, 2, 2, layers.Tanh)
	before := append([]float64(nil), net.Params()...)
	rng := rand.New(rand.NewPCG(4, 4))
	old := data.Points[float64]{Dim: 2}
	for range 10 {
		old.X = append(old.X, rng.NormFloat64())
	}
	const order = 4
	mk := func(net *layers.Net[float64], p data.Points[float64]) *data.Data[float64] {
		d, err := data.FromNet(net, p, order)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := &data.Data[float64]{In: 2, Out: 2, X: old.X, Labels: data.NewLabels[float64](jet.Full(2, 0), 5, 2)}
	inNew := mk(net, data.Points[float64]{Dim: 2, X: n.Apply(d).X})
	if err := n.Fold(net); err != nil {
		t.Fatal(err)
	}
	got := n.Apply(mk(net, old)) // labels of the folded network, brought to the new units
	for k := range got.Labels.Alg.Dim() {
		traintest.RequireNear(t, fmt.Sprint("component ", k), got.Labels.Plane(k), inNew.Labels.Plane(k), 1e-11)
	}
	if err := n.Unfold(net); err != nil {
		t.Fatal(err)
	}
	traintest.RequireNear(t, "parameters", net.Params(), before, 1e-14)
}

// A change of units that is made twice is refused; it can be made again once the network has changed.
func TestNormalizerOnce(t *testing.T) {
	n := unevenUnits(2, 1)
	net := traintest.Small(t, 2, 1, layers.Tanh)
	first := slices.Clone(net.Params())
	steps := []struct {
		name string
		do   func() error
		want string
	}{
		{"fold", func() error { return n.Fold(net) }, ""},
		{"fold twice", func() error { return n.Fold(net) }, "Normalizer.Fold: the network is as the last Fold left it"},
		{"unfold", func() error { return n.Unfold(net) }, ""},
		{"unfold twice", func() error { return n.Unfold(net) }, "Normalizer.Unfold: the network is as the last Unfold left it"},
		{"fold again", func() error { return n.Fold(net) }, ""},
		{"fold what was trained anew", func() error { copy(net.Params(), first); return n.Fold(net) }, ""},
	}
	for _, s := range steps {
		if err := s.do(); s.want == "" && err != nil || s.want != "" && (err == nil || !strings.Contains(err.Error(), s.want)) {
			t.Errorf("%s: error %v, want %q", s.name, err, s.want)
		}
	}
}

func TestNormalizerErrors(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	net, err := layers.New(2, rng, layers.Dense[float64](3, nil), layers.Activate[float64](layers.Tanh))
	if err != nil {
		t.Fatal(err)
	}
	if err := unevenUnits(2, 3).Fold(net); err == nil || !strings.Contains(err.Error(), "begins and ends with dense") {
		t.Errorf("Fold into a network without a last dense layer: %v", err)
	}
	if err := unevenUnits(2, 1).Fold(net); err == nil || !strings.Contains(err.Error(), "2 inputs and 1 outputs, the network has 2 and 3") {
		t.Errorf("Fold with other outputs: %v", err)
	}
}

// TestStandardize checks moments against their definition, and that what does not vary, or was not measured, keeps its
// units.
func TestStandardize(t *testing.T) {
	d, err := data.FromArrays(3, 1, data.Arrays[float64]{X: []float64{1, 5, 2, 3, 5, 4, 8, 5, 9}, Grad: make([]float64, 9)})
	if err != nil {
		t.Fatal(err)
	}
	n := data.Standardize(d)
	traintest.RequireNear(t, "shift", n.XShift, []float64{4, 5, 5}, 1e-15)
	traintest.RequireNear(t, "scale", n.XScale, []float64{2.943920288775949, 1, 2.943920288775949}, 1e-15)
	if n.YShift[0] != 0 || n.YScale[0] != 1 {
		t.Errorf("values that were not measured: shift %v and scale %v, want 0 and 1", n.YShift[0], n.YScale[0])
	}
	b := data.BoxNormalizer(data.Box{Lo: []float64{-1, 0, 2}, Hi: []float64{3, 4, 3}}, d)
	traintest.RequireNear(t, "box shift", b.XShift, []float64{1, 2, 2.5}, 1e-15)
	traintest.RequireNear(t, "box scale", b.XScale, []float64{2, 2, 0.5}, 1e-15)
}
