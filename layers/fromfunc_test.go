package layers_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// bent has constants, and inputs that do not matter, among its outputs.
func bent[T dual.Scalar[T]](x []T) []T {
	r := x[0].Hypot(x[1].Shift(3))
	return []T{r.Inv(), x[0].Sin().Mul(x[1]), x[1].Lift(0.5), r.Log().Add(x[2].Mul(x[0])), x[1].Mul(x[1]).Exp().Inv()}
}

func bentLayer[F dual.Float]() layers.Layer[F] { return layers.FromFunc[F]("bent", 3, 5, bent) }

func TestFromFunc(t *testing.T) {
	layertest.Layer(t, bentLayer[float64](), 3, layertest.Allocates())
	layertest.Layer(t, bentLayer[float32](), 3, layertest.Allocates())
	layertest.Layer(t, bentLayer[float64](), 3, layertest.Allocates(), layertest.Algebras(jet.Full(3, 3), jet.Diagonal(2, 3), jet.Taylor(5)))
}

// TestNetsFromFunc tests a function as the first layer, which sweeps begin behind, and elsewhere.
func TestNetsFromFunc(t *testing.T) {
	testNetsFromFunc[float64](t)
	testNetsFromFunc[float32](t)
}

func testNetsFromFunc[F dual.Float](t *testing.T) {
	t.Helper()
	dense, tanh := layers.Dense[F], layers.Activate[F](layers.Tanh)
	for _, c := range []netCase[F]{
		{"first", 3, []layers.Layer[F]{bentLayer[F](), dense(4, nil), tanh, dense(2, nil)}},
		{"first, within", 3, []layers.Layer[F]{layers.Sequential[F]{bentLayer[F](), dense(4, nil)}, tanh, layers.Skip(dense(4, nil), tanh), dense(1, nil)}},
		{"twice", 3, []layers.Layer[F]{bentLayer[F](), dense(3, nil), bentLayer[F](), dense(1, nil)}},
		{"alone", 3, []layers.Layer[F]{bentLayer[F]()}},
	} {
		net, err := layers.New(c.in, rand.New(rand.NewPCG(5, 6)), c.layers...)
		if err != nil {
			t.Fatal(err)
		}
		layertest.Net(t, net, layertest.Allocates())
	}
}

// TestFromFuncTwice: what a training sweep remembers of points it has seen is what it computed, and costs no allocation.
func TestFromFuncTwice(t *testing.T) {
	net, err := layers.New(3, rand.New(rand.NewPCG(5, 6)),
		bentLayer[float64](), layers.Dense[float64](4, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, alg := range []*jet.Algebra{jet.Real(), jet.Dual(3), jet.Full(3, 2)} {
		plan, err := net.Plan(alg, true, layers.Auto)
		if err != nil {
			t.Fatal(err)
		}
		sweep, x, grad := net.NewSweep(plan, 4), jet.NewBatch[float64](jet.Real(), 4, 3), make([]float64, len(net.Params()))
		copy(x.Data, []float64{1, 2, 3, 0.1, -0.2, 0.3, 1, 2, 3, -1, 0, 0})
		sweep.Prepare(net.Params(), 4)
		var first []float64
		step := func() {
			y := sweep.Forward(x)
			if first == nil {
				first = append(first, y.Data...)
			}
			for i, v := range y.Data {
				if v != first[i] {
					t.Fatalf("%v: coefficient %d is %v, and was %v at first", alg, i, v, first[i])
				}
			}
			sweep.Backward(nil, grad, y)
		}
		step()
		if n := testing.AllocsPerRun(3, step); n > 0 {
			t.Errorf("%v: %v allocations a step, want 0", alg, n)
		}
	}
}

func TestFromFuncRefuses(t *testing.T) {
	for _, c := range []struct {
		layer layers.Layer[float64]
		want  string
	}{
		{layers.FromFunc[float64]("", 3, 5, bent), "no name"},
		{layers.FromFunc[float64]("bent", 3, 5, nil), "f is nil"},
		{layers.FromFunc[float64]("bent", 3, 0, bent), "returns 0"},
		{layers.FromFunc[float64]("bent", 2, 5, bent), `FromFunc("bent", 2 → 5): 3 features, want 2`},
	} {
		if _, err := layers.New(3, nil, c.layer); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.layer, err, c.want)
		}
	}
	net, err := layers.New(3, nil, layers.FromFunc[float64]("bent", 3, 4, bent))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), `FromFunc("bent", 3 → 4): the function returns 5 numbers, want 4`) {
			t.Errorf("panic %v, want one that names both numbers", r)
		}
	}()
	net.Value(net.NewWorkspace(), []float64{1, 2, 3})
}
