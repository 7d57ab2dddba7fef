package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// padded makes three groups of x, the second of which is not there.
func padded[T dual.Scalar[T]](x []T) []T {
	one, none := x[0].Lift(1), x[0].Lift(0)
	return []T{one, x[0], x[1].Mul(x[0]), none, x[1], x[0].Exp(), one, x[1].Sin(), x[0]}
}

// TestEachMasked: groups that are there are as those of Each, others are zero, in values, gradients and all sweeps.
func TestEachMasked(t *testing.T) {
	body := []layers.Layer[float64]{layers.Dense[float64](4, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](2, nil)}
	layertest.Layer(t, layers.EachMasked(2, body...), 6, layertest.Within(0.5, 2))
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.FromFunc[float64]("padded", 2, 9, padded),
		layers.EachMasked(3, body...), layers.Sum[float64](3))
	if err != nil {
		t.Fatal(err)
	}
	layertest.Net(t, net, layertest.Allocates())
}

// TestEachMaskedNaN: what stands in a group that is not there does not matter, for gradients neither.
func TestEachMaskedNaN(t *testing.T) {
	net, err := layers.New(6, rand.New(rand.NewPCG(1, 2)),
		layers.EachMasked(2, layers.Dense[float64](4, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil)), layers.Sum[float64](2))
	if err != nil {
		t.Fatal(err)
	}
	for i := range net.Params() {
		net.Params()[i] += 0.3
	}
	for _, strategy := range []layers.Strategy{layers.Jets, layers.HalfOrder} {
		for _, alg := range []*jet.Algebra{jet.Dual(6), jet.Full(6, 2)} {
			plan, err := net.Plan(alg, true, strategy)
			if err != nil {
				t.Fatal(err)
			}
			var results, grads [2][]float64
			for i, bad := range []float64{0.7, math.NaN()} {
				sweep, x, grad := net.NewSweep(plan, 1), jet.NewBatch[float64](alg, 1, 6), make([]float64, len(net.Params()))
				copy(x.Plane(0), []float64{1, 0.2, 0.3, 0, bad, bad})
				sweep.Prepare(net.Params(), 1)
				y := sweep.Forward(x)
				sweep.Backward(nil, grad, y)
				results[i], grads[i] = slices.Clone(y.Data), grad
			}
			if !slices.Equal(results[0], results[1]) || !slices.Equal(grads[0], grads[1]) {
				t.Errorf("%v over %v: %v and %v, gradients %v and %v, want the same", strategy, alg, results[0], results[1], grads[0], grads[1])
			}
		}
	}
}

func TestEachRefuses(t *testing.T) {
	dense := layers.Dense[float64](2, nil)
	for _, c := range []struct {
		layer layers.Layer[float64]
		want  string
	}{
		{layers.Each(4, dense), "Each: 6 features, want a positive multiple of the groups, of which there are 4"},
		{layers.Each(0, dense), "of which there are 0"},
		{layers.EachMasked(6, dense), "EachMasked: 6 features for as many groups"},
		{layers.Each(3, layers.Skip(layers.Dense[float64](3, nil))), "Each: layer 0: Skip(Dense(3)): the last layer gives 3 features"},
		{layers.Each[float64](3), "no layers"},
		{layers.Sum[float64](4), "Sum: 6 features, want a multiple of the groups, of which there are 4"},
	} {
		if _, err := layers.New(6, rand.New(rand.NewPCG(1, 2)), c.layer); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.layer, err, c.want)
		}
	}
}

// A function of a set: what the same layers make of three numbers is added, so that their order does not matter.
func ExampleEach() {
	net, err := layers.New(3, rand.New(rand.NewPCG(1, 2)),
		layers.Each(3, layers.Dense[float64](8, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil)),
		layers.Sum[float64](3))
	if err != nil {
		fmt.Println(err)
		return
	}
	ws := net.NewWorkspace()
	y := net.Value(ws, []float64{0.1, 0.2, 0.3, 0.3, 0.1, 0.2})
	fmt.Println(net)
	fmt.Printf("%d parameters, values differ by %.0f\n", len(net.Params()), 1e12*(y[0]-y[1]))
	// Output:
	// 3 → Each(3: Dense(8) → tanh → Dense(1)) → Sum(3)
	// 25 parameters, values differ by 0
}

// Sets of one and of two numbers, padded to two: every number has a mask before it.
func ExampleEachMasked() {
	net, err := layers.New(4, rand.New(rand.NewPCG(1, 2)), layers.EachMasked(2, layers.Dense[float64](1, nil)), layers.Sum[float64](2))
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(net.Params(), []float64{2, 100}) // 2·x + 100
	fmt.Println(net.Value(net.NewWorkspace(), []float64{1, 3, 1, 4, 1, 3, 0, 0}))
	// Output: [214 106]
}

func ExampleSum() {
	net, err := layers.New(4, nil, layers.Sum[float64](2))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net.Value(net.NewWorkspace(), []float64{1, 2, 10, 20}))
	// Output: [11 22]
}

// The dense layers at the ends of a network of atoms' energies: into the last one a shift of the molecule's is divided.
func ExampleNet_Ends() {
	net, err := layers.New(6, rand.New(rand.NewPCG(1, 2)),
		layers.Each(3, layers.Dense[float64](4, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil)),
		layers.Sum[float64](3))
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := net.Ends()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d × %d for each of %d groups, %d × %d, of which %d are added\n", e.First.In, e.First.Out, e.Groups, e.Last.In, e.Last.Out, e.Added)
	x := []float64{1, 2, 3, 4, 5, 6}
	ws := net.NewWorkspace()
	before := net.Value(ws, x)[0]
	e.Last.B[0] += 10 / float64(e.Added)
	fmt.Printf("%.6f more\n", net.Value(ws, x)[0]-before)
	// Output:
	// 2 × 4 for each of 3 groups, 4 × 1, of which 3 are added
	// 10.000000 more
}

func TestEndsRefuses(t *testing.T) {
	dense, tanh := layers.Dense[float64](2, nil), layers.Activate[float64](layers.Tanh)
	for _, l := range [][]layers.Layer[float64]{
		{tanh, dense}, {dense, tanh}, {dense, layers.Sum[float64](2)}, {layers.Each(2, dense, tanh, dense)}, {layers.Softmax[float64]()},
		{layers.Each(2, dense), dense, layers.Sum[float64](2)}, {layers.EachMasked(1, layers.EachMasked(1, dense)), dense}, {layers.Sum[float64](2)},
	} {
		net, err := layers.New(4, rand.New(rand.NewPCG(1, 2)), l...)
		if err != nil {
			t.Fatal(err)
		}
		if e, err := net.Ends(); err == nil {
			t.Errorf("%v: %+v, want an error", net, e)
		}
	}
}
