package layers_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// opaque is a layer of one's own that says nothing of itself, and whose pass pushes no directions.
type opaque struct{ layers.Layer[float64] }

func (l opaque) NewPass(alg *jet.Algebra, in, samples int) layers.Pass[float64] {
	return struct{ layers.Pass[float64] }{l.Layer.NewPass(alg, in, samples)}
}

// tangentNets returns networks of all kinds of layers, those of others among them.
func tangentNets() []netCase[float64] {
	dense, tanh := layers.Dense[float64], layers.Activate[float64](layers.Tanh)
	own := []layers.Layer[float64]{linear{3}, square{layers.Activate[float64](squareRule)}, linear{2}}
	strange := layers.Skip[float64](opaque{layers.LayerNorm[float64](0.1)}, opaque{tanh})
	return append(nets[float64](),
		netCase[float64]{"own", 2, own},
		netCase[float64]{"opaque", 2, []layers.Layer[float64]{opaque{dense(3, nil)}, strange, layers.Concat(opaque{dense(2, nil)}, tanh, layers.Pick[float64](1))}},
		netCase[float64]{"nothing moves", 2, []layers.Layer[float64]{layers.Concat(tanh, dense(2, nil)), layers.Skip(layers.Softmax[float64]())}},
		netCase[float64]{"behind a function", 2, []layers.Layer[float64]{layers.FromFunc[float64]("padded", 2, 9, padded), layers.EachMasked(3, dense(2, nil), tanh)}},
		netCase[float64]{"a function within", 2, []layers.Layer[float64]{dense(2, nil), layers.FromFunc[float64]("padded", 2, 9, padded), dense(1, nil)}},
		netCase[float64]{"no parameters", 2, []layers.Layer[float64]{tanh, layers.Softmax[float64]()}})
}

// TestTangentSweepOracle compares the derivative along a direction in all parameters with the definition, the network
// evaluated with dual numbers as parameters over jets as inputs, and with the rows of the Jacobian, which come of sweeps
// back.
func TestTangentSweepOracle(t *testing.T) {
	for _, c := range tangentNets() {
		for _, alg := range []*jet.Algebra{jet.Real(), jet.Dual(c.in), jet.Full(c.in, 2), jet.Laplace(c.in), jet.Taylor(3)} {
			t.Run(fmt.Sprintf("%s/%v", c.name, alg), func(t *testing.T) {
				rng := rand.New(rand.NewPCG(15, 16))
				net, err := layers.New(c.in, rng, c.layers...)
				if err != nil {
					t.Fatal(err)
				}
				for i := range net.Params() {
					net.Params()[i] += 0.3 * rng.NormFloat64()
				}
				seeds := alg.Vars() == c.in || alg.Order() == 0
				sweep := net.NewTangentSweep(alg, seeds, 4)
				sweep.Prepare(net.Params(), 4)
				for _, samples := range []int{3, 4, 1} {
					testTangents(t, net, sweep, alg, seeds, samples, rng)
				}
			})
		}
	}
}

func testTangents(t *testing.T, net *layers.Net[float64], sweep *layers.TangentSweep[float64], alg *jet.Algebra, seeds bool, samples int, rng *rand.Rand) {
	n := len(net.Params())
	x, cot := jet.NewBatch[float64](alg, samples, net.In()), jet.NewBatch[float64](alg, samples, net.Out())
	for i := range x.Data {
		x.Data[i] = 0.2 + rng.Float64()
	}
	if seeds && alg.Order() > 0 {
		x.Seed(x.Plane(0))
	}
	rows := net.NewSampleSweep(alg, seeds, samples)
	rows.Prepare(net.Params(), samples)
	rows.Forward(x)
	sweep.Forward(x)
	for range 2 { // directions of one and the same forward sweep
		v := make([]float64, n)
		for i := range v {
			v[i] = rng.NormFloat64()
		}
		got := sweep.Tangent(v)
		if n == 0 {
			requireZero(t, got.Data)
			continue
		}
		requireNear(t, "direction", got.Data, tangentOracle(net, x, v))
		for i := range cot.Data {
			cot.Data[i] = rng.NormFloat64()
		}
		j := make([]float64, samples*n)
		rows.Gradients(j, n, cot)
		along, want := make([]float64, samples), make([]float64, samples)
		for s := range samples {
			for i := range v {
				want[s] += j[s*n+i] * v[i]
			}
			for k := range alg.Dim() {
				for o := range net.Out() {
					at := s*net.Out() + o
					along[s] += cot.Plane(k)[at] * got.Plane(k)[at]
				}
			}
		}
		requireNear(t, "direction times cotangent", along, want)
	}
	grad, again := make([]float64, n), make([]float64, n)
	sweep.Backward(nil, grad, cot)
	sweep.Forward(x)
	sweep.Backward(nil, again, cot)
	if n > 0 {
		requireNear(t, "gradient after a direction", grad, again)
	}
}

// tangentOracle computes the derivative of all output jets along v.
func tangentOracle(net *layers.Net[float64], x *jet.Batch[float64], v []float64) []float64 {
	type number = dual.Nested[jet.Number[float64]]
	in, params := make([]number, net.In()), make([]number, len(v))
	for i, p := range net.Params() {
		params[i] = number{Real: jet.Constant(p), Emag: jet.Constant(v[i])}
	}
	y := jet.NewBatch[float64](x.Alg, x.Samples, net.Out())
	for s := range x.Samples {
		for i := range in {
			in[i] = number{Real: x.Number(s, i), Emag: jet.Constant(0.0)}
		}
		for o, z := range layers.Eval(net, params, in) {
			y.SetNumber(s, o, z.Emag)
		}
	}
	return y.Data
}

func requireZero(t *testing.T, x []float64) {
	t.Helper()
	for i, v := range x {
		if v != 0 {
			t.Fatalf("element %d is %v, want 0", i, v)
		}
	}
}

// TestTangentSweepAllocations checks that a sweep allocates nothing, with layers of all kinds.
func TestTangentSweepAllocations(t *testing.T) {
	own := netCase[float64]{"own", 2, []layers.Layer[float64]{linear{3}, square{layers.Activate[float64](squareRule)}, linear{2}}}
	for _, c := range append(nets[float64](), own) {
		net, err := layers.New(c.in, rand.New(rand.NewPCG(15, 16)), c.layers...)
		if err != nil {
			t.Fatal(err)
		}
		for _, alg := range []*jet.Algebra{jet.Dual(c.in), jet.Full(c.in, 3)} {
			sweep := net.NewTangentSweep(alg, true, 4)
			x, v := jet.NewBatch[float64](alg, 4, net.In()), make([]float64, len(net.Params()))
			once := func() {
				sweep.Prepare(net.Params(), 4)
				sweep.Backward(nil, v, sweepTangent(sweep, x, v))
			}
			once()
			if n := testing.AllocsPerRun(10, once); n != 0 {
				t.Errorf("%s over %v: %v allocations a sweep, want 0", c.name, alg, n)
			}
		}
	}
}

func sweepTangent(sweep *layers.TangentSweep[float64], x *jet.Batch[float64], v []float64) *jet.Batch[float64] {
	sweep.Forward(x)
	return sweep.Tangent(v)
}

// How the value and the slope of tanh 2x + b move with its two parameters.
func ExampleTangentSweep() {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil), layers.Activate[float64](layers.Tanh))
	if err != nil {
		fmt.Println(err)
		return
	}
	w, _ := net.Affine(0)
	w.W[0], w.B[0] = 2, 0
	alg := jet.Taylor(1)
	sweep := net.NewTangentSweep(alg, true, 2)
	sweep.Prepare(net.Params(), 2)
	x := jet.NewBatch[float64](alg, 2, 1)
	copy(x.Plane(0), []float64{0, 1})
	sweep.Forward(x)
	for _, v := range [][]float64{{1, 0}, {0, 1}} {
		y := sweep.Tangent(v)
		fmt.Printf("along %v: values %.4f, slopes %.4f\n", v, y.Plane(0), y.Plane(1))
	}
	// Output:
	// along [1 0]: values [0.0000 0.0707], slopes [1.0000 -0.2018]
	// along [0 1]: values [1.0000 0.0707], slopes [0.0000 -0.2724]
}
