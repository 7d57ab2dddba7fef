package layers_test

import (
	"fmt"
	"math"
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

func TestRescale(t *testing.T) {
	l, err := layers.Rescale(bentLayer[float64](), []float64{1, 2, 3, 4, 5}, []float64{2, 1, -3, 0.5, 7})
	if err != nil {
		t.Fatal(err)
	}
	layertest.Layer(t, l, 3, layertest.Allocates())
	plain, err := layers.New(3, nil, bentLayer[float64]())
	if err != nil {
		t.Fatal(err)
	}
	other, err := plain.WithFirst(l)
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{0.1, 0.2, 0.3}
	y, z := plain.Value(plain.NewWorkspace(), x), other.Value(other.NewWorkspace(), x)
	if want := (y[2] - 3) / -3; math.Abs(z[2]-want) > 1e-15 {
		t.Errorf("output 2 is %v, want %v", z[2], want)
	}
	for _, c := range []struct {
		layer        layers.Layer[float64]
		shift, scale []float64
		want         string
	}{
		{layers.Dense[float64](2, nil), []float64{1, 2}, []float64{1, 2}, "Dense(2), want a layer of FromFunc"},
		{bentLayer[float64](), []float64{1, 2}, []float64{1, 2}, "2 shifts and 2 scales, want as many of each, for 5 outputs"},
		{bentLayer[float64](), make([]float64, 5), make([]float64, 5), "output 0 is shifted by 0 and scaled by 0"},
	} {
		if _, err := layers.Rescale(c.layer, c.shift, c.scale); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.layer, err, c.want)
		}
	}
	if _, err := plain.WithFirst(layers.FromFunc[float64]("bent", 3, 4, bent)); err == nil || !strings.Contains(err.Error(), "makes 4 features with 0 parameters, want 5 and 0") {
		t.Errorf("another number of features: error %v", err)
	}
}

func ExampleFromFunc() {
	distance := layers.FromFunc[float64]("distance", 2, 1, radius)
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), distance,
		layers.Dense[float64](8, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	ws := net.NewWorkspace()
	y, grad := net.Gradient(ws, []float64{3, 4, 5, 0}) // two points at the same distance
	fmt.Println(net)
	fmt.Printf("values differ by %.1g, slopes across the radius are %.1g and %.1g\n", y[0]-y[1], float64(4*grad[0])-float64(3*grad[1]), grad[3])
	plan, err := net.Plan(jet.Dual(2), true, layers.Auto)
	fmt.Println(plan, err)
	// Output:
	// 2 → FromFunc("distance", 2 → 1) → Dense(8) → tanh → Dense(1)
	// values differ by 0, slopes across the radius are 0 and 0
	// half-order over Dual(2), jets to order 0 and adjoints to 0: 2+4 products a layer (jets would need 9) <nil>
}

func radius[T dual.Scalar[T]](x []T) []T { return []T{x[0].Hypot(x[1])} }

func ExampleNet_WithFirst() {
	distance := layers.FromFunc[float64]("distance", 2, 1, radius)
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), distance, layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	metres, err := layers.Rescale(distance, []float64{0}, []float64{1000}) // of millimetres
	if err != nil {
		fmt.Println(err)
		return
	}
	other, err := net.WithFirst(metres)
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(net.Params(), []float64{2, 1}) // other has the same parameters
	fmt.Println(net.Value(net.NewWorkspace(), []float64{3, 4}), other.Value(other.NewWorkspace(), []float64{3000, 4000}))
	// Output: [11] [11]
}
