package layers

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/jet"
)

// programsOf returns the number of products in the programs that the scratch has written, by their names.
func programsOf(s *jet.Scratch[float64]) map[string]int {
	products := map[string]int{}
	all := reflect.ValueOf(s).Elem().FieldByName("programs")
	for i := range all.Len() {
		for _, name := range []string{"compose", "pull"} {
			program := all.Index(i).FieldByName(name)
			if program.IsNil() {
				continue
			}
			words := program.Elem().FieldByName("sums") // their number, then of each two words, its products and two words for each
			for at := 1; at < words.Len(); {
				n := int(words.Index(at + 2).Int())
				products[name] += n
				at += 3 + 2*n
			}
		}
	}
	return products
}

// TestPriceCountsPrograms compares the operations that plans reckon with for compositions with those of the programs that
// sweeps run.
func TestPriceCountsPrograms(t *testing.T) {
	for _, alg := range []*jet.Algebra{jet.Taylor(1), jet.Taylor(5), jet.Full(2, 2), jet.Full(3, 3), jet.Full(2, 5), jet.Diagonal(3, 4),
		jet.Laplace(3, 2, 0, -1.5), jet.HyperDual()} {
		for order := range alg.Order() + 1 {
			low := alg.Lower(order)
			s := jet.NewScratch[float64](jet.Full(2, 2), 1) // one without programs of its own
			x, y := jet.NewBatch[float64](low, 1, 1), jet.NewBatch[float64](alg, 1, 1)
			phi := make([][]float64, alg.Order()+1)
			for k := range phi {
				phi[k] = []float64{1}
			}
			y.ComposeRows(x, 0, phi, s)
			jet.NewBatch[float64](low, 1, 1).ComposeAdjointRows(x, 0, phi, y, s)
			want := programsOf(s)
			if got := composing(alg, low); got != float64(want["compose"]) {
				t.Errorf("composing over %v from order %d: %v operations, want %d", alg, order, got, want["compose"])
			}
			if got := pulling(alg, low); got != float64(want["pull"]) {
				t.Errorf("pulling back over %v to order %d: %v operations, want %d", alg, order, got, want["pull"])
			}
		}
	}
}

// TestWork checks what plans count of layers, by hand, and of convolutions by the Jacobian: every element that is not zero
// is a multiplication.
func TestWork(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	dense, tanh := Dense[float64](8, nil), Activate[float64](Tanh)
	image := Image{Height: 5, Width: 4, Channels: 2}
	filter := Conv2D[float64](image, 3, Window{Height: 2, Width: 3}, nil)
	for _, c := range []struct {
		name   string
		in     int
		layers []Layer[float64]
		want   work
	}{
		{"dense", 3, []Layer[float64]{dense, tanh, Dense[float64](2, nil)}, work{known: 3*8 + 8*2, units: 8, layers: 1}},
		{"rows", 3, []Layer[float64]{dense, LayerNorm[float64](1e-5), tanh, Softmax[float64]()}, work{known: 24, units: 8, rows: 8 + 8, layers: 3}},
		{"skip", 8, []Layer[float64]{Skip[float64](dense, tanh), Fourier[float64](8, 4, 1, rng)}, work{known: 64, units: 8 + 8, layers: 2}},
		{"concat", 3, []Layer[float64]{Concat[float64](dense, Sequential[float64]{dense, tanh})}, work{known: 24 + 24, units: 8, layers: 1}},
		{"each", 6, []Layer[float64]{Each[float64](2, dense, tanh), Sum[float64](2)}, work{known: 2 * 3 * 8, units: 16, layers: 1}},
		{"opaque", 3, []Layer[float64]{opaque{dense}, opaque{Dense[float64](2, nil)}}, work{opaque: 3*8 + 8*2, unknown: "Dense(8)"}},
		{"convolution", image.Features(), []Layer[float64]{filter}, work{known: jacobianElements(t, image.Features(), filter)}},
	} {
		net, err := New(c.in, rng, c.layers...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, net.work(), cmp.AllowUnexported(work{})); diff != "" {
			t.Errorf("%s (-want, +got):\n%s", c.name, diff)
		}
	}
}

// jacobianElements returns the number of elements of a layer's Jacobian that are not zero.
func jacobianElements(t *testing.T, in int, l Layer[float64]) (n float64) {
	t.Helper()
	net, err := New(in, rand.New(rand.NewPCG(3, 4)), l)
	if err != nil {
		t.Fatal(err)
	}
	_, jacobian := net.Gradient(net.NewWorkspace(), make([]float64, in))
	for _, v := range jacobian {
		if v != 0 {
			n++
		}
	}
	return n
}

// A counted is a dense layer that counts the rows that it carries.
type counted struct {
	Layer[float64]
	rows *int
}

func (l counted) newMap(in, _ int) linearMap[float64] {
	out, _, _ := l.Shape(in)
	return countedMap{newAffineMap(l.Layer.(Affine[float64]), in, out), l.rows}
}

func (l counted) NewPass(alg *jet.Algebra, in, samples int) Pass[float64] {
	return newLinearPass(alg, l.newMap(in, samples))
}

type countedMap struct {
	linearMap[float64]
	count *int
}

func (m countedMap) forward(y, x []float64, rows int, bias bool) {
	*m.count += rows
	m.linearMap.forward(y, x, rows, bias)
}

func (m countedMap) backward(x, y []float64, rows int) {
	*m.count += rows
	m.linearMap.backward(x, y, rows)
}

func (m countedMap) gradient(grad, x, y []float64, rows, biased int) {
	*m.count += rows
	m.linearMap.gradient(grad, x, y, rows, biased)
}

// TestPlanCountsProducts compares the products of plans with the rows that a layer in the middle of a network multiplies.
func TestPlanCountsProducts(t *testing.T) {
	const samples = 3
	rng := rand.New(rand.NewPCG(5, 6))
	for _, shape := range [][2]int{{1, 1}, {2, 1}, {3, 2}, {2, 4}} {
		in, out := shape[0], shape[1]
		rows, tanh := new(int), Activate[float64](Tanh)
		net, err := New(in, rng, Dense[float64](4, nil), tanh, counted{Dense[float64](5, nil), rows}, tanh, Dense[float64](out, nil))
		if err != nil {
			t.Fatal(err)
		}
		for _, alg := range []*jet.Algebra{jet.Full(in, 1), jet.Full(in, 2), jet.Laplace(in), jet.Full(in, 3), jet.Diagonal(in, 4), jet.Full(in, 5)} {
			for _, strategy := range []Strategy{Jets, HalfOrder} {
				for _, seeds := range []bool{true, false} {
					plan, err := net.Plan(alg, seeds, strategy)
					if err != nil {
						t.Fatal(err)
					}
					sweep := net.NewSweep(plan, samples)
					x, cot := jet.NewBatch[float64](alg, samples, in), jet.NewBatch[float64](alg, samples, out)
					sweep.Prepare(net.params, samples)
					*rows = 0
					sweep.Forward(x)
					forward := *rows
					sweep.Backward(nil, make([]float64, len(net.params)), cot)
					name := fmt.Sprintf("%d→%d, %v, seeds inputs %v", in, out, plan, seeds)
					if forward != samples*plan.Forward || *rows-forward != samples*plan.Backward {
						t.Errorf("%s: %d+%d rows for %d samples", name, forward, *rows-forward, samples)
					}
				}
			}
		}
	}
}

// TestForwardTakesFewestProducts checks which sweep evaluations take. Half order needs 1+outputs products for gradients,
// jets one more than inputs or, where the caller seeds, directions.
func TestForwardTakesFewestProducts(t *testing.T) {
	for _, c := range []struct {
		in, out int
		alg     *jet.Algebra
		seeds   bool
		jets    bool
	}{
		{2, 3, jet.Dual(2), true, true}, {2, 2, jet.Dual(2), true, false}, {2, 1, jet.Dual(2), true, false},
		{5, 2, jet.Dual(2), false, true}, {5, 1, jet.Dual(2), false, false}, {1, 1, jet.Full(1, 3), true, true}, {10, 1, jet.Full(10, 3), true, false},
	} {
		net, err := NewMLP[float64](c.in, []int{64, 64}, c.out, Tanh, rand.New(rand.NewPCG(7, 8)))
		if err != nil {
			t.Fatal(err)
		}
		if _, got := net.NewForward(c.alg, c.seeds, 1).(*jets[float64]); got != c.jets {
			t.Errorf("%d→%d over %v, seeds inputs %v: jets %v, want %v", c.in, c.out, c.alg, c.seeds, got, c.jets)
		}
	}
}
