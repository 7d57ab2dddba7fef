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
)

// TestSampleSweepOracle compares the gradients of single samples with the definition: the network evaluated with dual
// numbers as parameters over jets as inputs.
func TestSampleSweepOracle(t *testing.T) {
	for _, c := range append(nets[float64](), netCase[float64]{"own", 2, []layers.Layer[float64]{linear{3}, square{layers.Activate[float64](squareRule)}, linear{2}}}) {
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
				if len(net.Params()) > 60 && alg.Dim() > 1+c.in {
					t.Skip("the definition takes too long")
				}
				seeds := alg.Vars() == c.in || alg.Order() == 0
				sweep := net.NewSampleSweep(alg, seeds, 4)
				sweep.Prepare(net.Params(), 4)
				for _, samples := range []int{4, 3} {
					testSamples(t, net, sweep, alg, seeds, samples, rng)
				}
			})
		}
	}
}

func testSamples(t *testing.T, net *layers.Net[float64], sweep *layers.SampleSweep[float64], alg *jet.Algebra, seeds bool, samples int, rng *rand.Rand) {
	n := len(net.Params())
	stride := n + 3
	x, cot := jet.NewBatch[float64](alg, samples, net.In()), jet.NewBatch[float64](alg, samples, net.Out())
	for i := range x.Data {
		x.Data[i] = rng.NormFloat64()
	}
	y := sweep.Forward(x)
	in := jet.NewBatch[float64](alg, samples, net.In())
	in.Copy(x)
	if seeds && alg.Order() > 0 {
		in.Seed(in.Plane(0))
	}
	for range 2 { // cotangents of one and the same forward sweep
		for i := range cot.Data {
			cot.Data[i] = rng.NormFloat64()
		}
		rows := make([]float64, samples*stride)
		for i := range rows {
			rows[i] = 1e9 // must be overwritten, or left alone between the rows
		}
		sweep.Gradients(rows, stride, cot)
		for s := range samples {
			if gap := rows[s*stride+n : (s+1)*stride]; gap[0] != 1e9 || gap[2] != 1e9 {
				t.Fatalf("sample %d: wrote %v behind its row", s, gap)
			}
			wantY, want := sampleOracle(net, in, cot, s)
			got := make([]float64, len(wantY))
			for i := range got {
				got[i] = y.Data[(i/net.Out()*samples+s)*net.Out()+i%net.Out()]
			}
			requireNear(t, fmt.Sprintf("sample %d: result", s), got, wantY)
			requireNear(t, fmt.Sprintf("sample %d: gradient", s), rows[s*stride:s*stride+n], want)
		}
	}
}

// sampleOracle computes the output jets of a sample and the parameter gradient of ⟨cot, y⟩, one parameter after the other.
func sampleOracle(net *layers.Net[float64], x, cot *jet.Batch[float64], sample int) (y, grad []float64) {
	type number = dual.Nested[jet.Number[float64]]
	grad = make([]float64, len(net.Params()))
	in, params := make([]number, net.In()), make([]number, len(grad))
	for i := range in {
		in[i] = number{Real: x.Number(sample, i), Emag: jet.Constant(0.0)}
	}
	for p := range grad {
		for i, v := range net.Params() {
			params[i] = number{Real: jet.Constant(v), Emag: jet.Constant(0.0)}
		}
		params[p].Emag = jet.Constant(1.0)
		y = make([]float64, x.Alg.Dim()*net.Out())
		for o, v := range layers.Eval(net, params, in) {
			for k := range x.Alg.Dim() {
				y[k*net.Out()+o] = v.Real.Coefficient(k)
				grad[p] += cot.Plane(k)[sample*net.Out()+o] * v.Emag.Coefficient(k)
			}
		}
	}
	return y, grad
}

// requireNear fails unless got and want agree to 1e-12 of the largest magnitude among want.
func requireNear(t *testing.T, what string, got, want []float64) {
	t.Helper()
	scale := 0.0
	for _, w := range want {
		scale = max(scale, math.Abs(w))
	}
	for i, w := range want {
		if !(math.Abs(got[i]-w) <= 1e-12*scale) || scale == 0 {
			t.Fatalf("%s: element %d is %v, want %v (largest %v)", what, i, got[i], w, scale)
		}
	}
}

// asked is a layer whose passes expect to be asked for something, for the cotangents of what entered or for a gradient, and
// overwrite the cotangents that they are given, as they may.
type asked struct {
	layers.Layer[float64]
	t *testing.T
}

func (l asked) NewPass(alg *jet.Algebra, in, samples int) layers.Pass[float64] {
	return askedPass{l.Layer.NewPass(alg, in, samples), l.t}
}

type askedPass struct {
	layers.Pass[float64]
	t *testing.T
}

func (p askedPass) Backward(xbar *jet.Batch[float64], grad []float64, ybar *jet.Batch[float64], params []float64) {
	if xbar == nil && len(grad) == 0 {
		p.t.Error("a layer is taken back for nothing")
	}
	p.Pass.Backward(xbar, grad, ybar, params)
	ybar.Zero()
}

// TestSampleSweepOfOthers checks what layers of others may rely on and do: the cotangents of the network's inputs, which
// nobody asks for, are not computed, and those of its outputs stay the caller's.
func TestSampleSweepOfOthers(t *testing.T) {
	net, err := layers.New(2, rand.New(rand.NewPCG(15, 16)), asked{layers.Dense[float64](3, nil), t}, asked{layers.Activate[float64](layers.Tanh), t}, asked{layers.Dense[float64](1, nil), t})
	if err != nil {
		t.Fatal(err)
	}
	sweep := net.NewSampleSweep(jet.Dual(2), true, 2)
	sweep.Prepare(net.Params(), 2)
	sweep.Forward(jet.NewBatch[float64](jet.Dual(2), 2, 2))
	cot := jet.NewBatch[float64](jet.Dual(2), 2, 1)
	for i := range cot.Data {
		cot.Data[i] = float64(i + 1)
	}
	sweep.Gradients(make([]float64, 2*len(net.Params())), len(net.Params()), cot)
	if want := []float64{1, 2, 3, 4, 5, 6}; !slices.Equal(cot.Data, want) {
		t.Errorf("the cotangents of the outputs are %v after the sweep, want %v", cot.Data, want)
	}
}

// TestSampleSweepAllocations checks that a sweep allocates nothing, with layers of all kinds.
func TestSampleSweepAllocations(t *testing.T) {
	for _, c := range nets[float64]() {
		net, err := layers.New(c.in, rand.New(rand.NewPCG(15, 16)), c.layers...)
		if err != nil {
			t.Fatal(err)
		}
		alg := jet.Full(c.in, 2)
		sweep := net.NewSampleSweep(alg, true, 4)
		x, cot := jet.NewBatch[float64](alg, 4, net.In()), jet.NewBatch[float64](alg, 4, net.Out())
		rows := make([]float64, 4*len(net.Params()))
		once := func() {
			sweep.Prepare(net.Params(), 4)
			sweep.Forward(x)
			sweep.Gradients(rows, len(net.Params()), cot)
		}
		once()
		if n := testing.AllocsPerRun(10, once); n != 0 {
			t.Errorf("%s: %v allocations a sweep, want 0", c.name, n)
		}
	}
}

// TestSampleSweepShortRows checks that rows without room for them are a panic with the numbers in it.
func TestSampleSweepShortRows(t *testing.T) {
	net, err := layers.NewMLP[float64](1, []int{2}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	sweep := net.NewSampleSweep(jet.Real(), true, 2)
	sweep.Prepare(net.Params(), 2)
	x := jet.NewBatch[float64](jet.Real(), 2, 1)
	y := sweep.Forward(x)
	for _, c := range []struct{ length, stride int }{{13, 7}, {14, 6}} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.Contains(r, fmt.Sprintf("%d numbers for rows at distance %d", c.length, c.stride)) {
					t.Errorf("%d numbers, stride %d: panic %q, want one that names them", c.length, c.stride, r)
				}
			}()
			sweep.Gradients(make([]float64, c.length), c.stride, y)
		}()
	}
}

// The derivatives of a value and of its slope in the parameters are two rows of a Jacobian.
func ExampleSampleSweep() {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil), layers.Activate[float64](layers.Tanh))
	if err != nil {
		panic(err)
	}
	w, _ := net.Affine(0)
	w.W[0], w.B[0] = 2, 0 // tanh 2x
	alg := jet.Taylor(1)
	sweep := net.NewSampleSweep(alg, true, 2)
	sweep.Prepare(net.Params(), 2)
	x, cot := jet.NewBatch[float64](alg, 2, 1), jet.NewBatch[float64](alg, 2, 1)
	copy(x.Plane(0), []float64{0, 1})
	sweep.Forward(x)
	rows := make([]float64, 2*2)
	for k, name := range []string{"value", "slope"} {
		cot.Zero()
		for i := range cot.Plane(k) {
			cot.Plane(k)[i] = 1
		}
		sweep.Gradients(rows, 2, cot)
		fmt.Printf("%s: at 0 %.4f, at 1 %.4f\n", name, rows[:2], rows[2:])
	}
	// Output:
	// value: at 0 [0.0000 1.0000], at 1 [0.0707 0.0707]
	// slope: at 0 [1.0000 0.0000], at 1 [-0.2018 -0.2724]
}
