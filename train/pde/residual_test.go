package pde

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// The residuals that the tests use: heat has one weighted Laplacian, wave another, the others a mixed derivative, a
// third one, several outputs, first derivatives alone, no derivative.

func testHeat[T dual.Scalar[T]](p Field[T]) T {
	return p.D(2).Sub(p.Laplacian(0, 1).Scale(0.1)).Add(p.U().Mul(p.X(0)))
}

func testWave[T dual.Scalar[T]](p Field[T]) T { return p.Second(-1, 2).Add(p.U().Sin()) }

func testFactored[T dual.Scalar[T]](p Field[T]) T {
	return p.Second(1, -4).Mul(p.Second(1, 0.5)).Sub(p.U())
}

func testBurgers[T dual.Scalar[T]](p Field[T]) T {
	return p.D(1).Add(p.U().Mul(p.D(0))).Sub(p.D(0, 0).Scale(0.3))
}

func testMixed[T dual.Scalar[T]](p Field[T]) T {
	return p.D(1, 0).Mul(p.D(0, 0)).Sub(p.D(1).Exp()).Add(p.Laplacian())
}

func testDispersive[T dual.Scalar[T]](p Field[T]) T {
	return p.D(1).Add(p.U().Mul(p.D(0)).Scale(6)).Add(p.D(0, 0, 0)).Add(p.D(0, 1, 0))
}

func testContinuity[T dual.Scalar[T]](p Field[T]) T {
	return p.D(0).Add(p.Output(1).D(1)).Add(p.Output(1).U().Mul(p.X(1)))
}

func testMomentum[T dual.Scalar[T]](p Field[T]) T {
	return p.Laplacian().Sub(p.Output(1).D(0)).Mul(p.U())
}

func testValue[T dual.Scalar[T]](p Field[T]) T { return p.U().Sub(p.X(0).Mul(p.X(1)).Cos()) }

func testOscillator[T dual.Scalar[T]](p Field[T]) T {
	return p.D(0, 0).Add(p.D(0).Scale(0.2)).Add(p.U().Scale(4))
}

type (
	scalar     = traintest.Number
	definition = traintest.Definition
)

// residualCase is a residual term with the same residuals over dual numbers.
type residualCase struct {
	name            string
	inputs, outputs int
	unknowns        []float64 // initial values of unknown coefficients
	collocation     Collocation[float64]
	residuals       []func(Point) Num
	oracle          []func(Field[scalar]) scalar
	algebra         string
}

// under returns what the oracle has to know of a term.
func under(term train.Term[float64]) traintest.Term {
	return traintest.Term{Algebra: term.Algebra(), SeedsInputs: term.SeedsInputs(), Len: term.Len(), Parts: len(term.Parts()), Pass: term.NewPass(term.Len())}
}

// logCosh is a penalty of a user's.
func logCosh[T dual.Scalar[T]](e T) T { return e.Cosh().Log() }

// net returns a network of the case's shape.
func (c residualCase) net(t *testing.T) *layers.Net[float64] {
	net := traintest.Small(t, c.inputs, c.outputs, layers.Tanh)
	if c.unknowns == nil {
		return net
	}
	net, err := layers.New(c.inputs, rand.New(rand.NewPCG(4, 1)), append(net.Layers(), layers.Coefficients[float64](c.unknowns...))...)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func residualCases() []residualCase {
	single := func(name string, inputs int, f func(Point) Num, g func(Field[scalar]) scalar, algebra string) residualCase {
		return residualCase{name: name, inputs: inputs, outputs: 1, residuals: []func(Point) Num{f}, oracle: []func(Field[scalar]) scalar{g}, algebra: algebra}
	}
	cases := []residualCase{
		single("heat", 3, testHeat[Num], testHeat[scalar], "Laplace(3, 1, 1, 0)"),
		single("wave", 2, testWave[Num], testWave[scalar], "Laplace(2, -1, 2)"),
		single("two weighted Laplacians", 2, testFactored[Num], testFactored[scalar], "Full(2, 2)"),
		single("burgers", 2, testBurgers[Num], testBurgers[scalar], "Laplace(2, 1, 0)"),
		single("mixed", 2, testMixed[Num], testMixed[scalar], "Full(2, 2)"),
		single("dispersive", 2, testDispersive[Num], testDispersive[scalar], "Full(2, 3)"),
		single("value", 2, testValue[Num], testValue[scalar], "Real()"),
		single("oscillator", 1, testOscillator[Num], testOscillator[scalar], "Full(1, 2)"),
		{name: "system", inputs: 2, outputs: 2, algebra: "Laplace(2)",
			residuals: []func(Point) Num{testContinuity[Num], testMomentum[Num]},
			oracle:    []func(Field[scalar]) scalar{testContinuity[scalar], testMomentum[scalar]}},
		{name: "first order", inputs: 2, outputs: 2, algebra: "Dual(2)",
			residuals: []func(Point) Num{testContinuity[Num]}, oracle: []func(Field[scalar]) scalar{testContinuity[scalar]}},
	}
	order := single("all to order 3", 2, testBurgers[Num], testBurgers[scalar], "Full(2, 3)")
	order.collocation.Order = 3
	weighted := single("weight and norm", 2, testBurgers[Num], testBurgers[scalar], "Laplace(2, 1, 0)")
	weighted.collocation.Weight, weighted.collocation.Penalty = 2.5, train.PenaltyOf(logCosh)
	hard := single("ansatz, Laplace", 2, testBurgers[Num], testBurgers[scalar], "Laplace(2, 1, 0)")
	hard.collocation.Ansatz = testAnsatz
	hardFull := single("ansatz, full", 2, testDispersive[Num], testDispersive[scalar], "Full(2, 3)")
	hardFull.collocation.Ansatz = testAnsatz
	hardReal := single("ansatz, values", 2, testValue[Num], testValue[scalar], "Real()")
	hardReal.collocation.Ansatz = testAnsatz
	unknown := single("unknown coefficients and data", 2, testUnknown[Num], testUnknown[scalar], "Laplace(2, 1, 0)")
	unknown.unknowns, unknown.collocation.Data = []float64{0.7, -1.3}, []float64{0.1, 2, 0.3, 4, 0.5, 6}
	unknown.outputs = 2
	hardSecond := unknown
	hardSecond.name, hardSecond.collocation.Ansatzes = "ansatz of the second output", []*Ansatz{nil, testAnsatz}
	hardUnknown := unknown
	hardUnknown.name, hardUnknown.collocation.Ansatzes = "ansatz of both outputs", []*Ansatz{{Factor: testFactor[dual.Any]}, testAnsatz}
	return append(cases, order, weighted, hard, hardFull, hardReal, unknown, hardSecond, hardUnknown)
}

// testUnknown has coefficients to be found, and numbers that belong to the points.
func testUnknown[T dual.Scalar[T]](p Field[T]) T {
	v := p.Output(1)
	return p.D(0, 0).Mul(p.Param(1)).Add(v.D(1).Mul(v.Param(0)).Mul(p.Data(0))).Add(v.U()).Sub(p.Data(1))
}

func testOffset[T dual.Scalar[T]](x []T) T { return x[0].Scale(math.Pi).Sin() }

func nothing[T dual.Scalar[T]](x []T) T { return x[0].Lift(0) }

func testFactor[T dual.Scalar[T]](x []T) T { return x[1].Mul(x[0].Mul(x[0]).Neg().Shift(1)) }

var testAnsatz = &Ansatz{Offset: testOffset[dual.Any], Factor: testFactor[dual.Any]}

// TestResidualOracle compares losses and parameter gradients of residuals with the definition: the residual itself over
// dual numbers, of the network evaluated with dual numbers for parameters over jets.
func TestResidualOracle(t *testing.T) {
	for _, c := range residualCases() {
		t.Run(c.name, func(t *testing.T) {
			net := c.net(t)
			rng := rand.New(rand.NewPCG(3, 1))
			lo, hi := make([]float64, c.inputs), make([]float64, c.inputs)
			for i := range lo {
				lo[i], hi[i] = -0.7, 1.2
			}
			c.collocation.Points = data.Uniform[float64](data.Box{Lo: lo, Hi: hi}, 3, rng)
			term, err := Residual(net, c.collocation, c.residuals...)
			if err != nil {
				t.Fatal(err)
			}
			if got := term.Algebra().String(); got != c.algebra {
				t.Errorf("algebra %s, want %s", got, c.algebra)
			}
			wantLoss, wantGrad := traintest.PureForward(net, under(term), 0, c.definition(term))
			for _, strategy := range []layers.Strategy{layers.Jets, layers.HalfOrder} {
				plan, err := net.Plan(term.Algebra(), true, strategy)
				if err != nil {
					continue
				}
				loss, grad := traintest.SweepOnce(net, under(term), plan, 0)
				traintest.RequireNear(t, fmt.Sprint(strategy, ": loss"), []float64{loss}, []float64{wantLoss}, 1e-12)
				traintest.RequireNear(t, fmt.Sprint(strategy, ": gradient"), grad, wantGrad, 1e-12)
			}
			squares := term.(train.ResidualTerm[float64])
			each, err := squares.Residuals()
			if err != nil {
				t.Fatal(err)
			}
			traintest.RequireSquares(t, net, traintest.Squares{Term: under(term), Pass: squares.NewResidualPass(3), Each: each},
				0, wantLoss, wantGrad)
			takeProducts(t, net, term)
		})
	}
}

// takeProducts compares products with the Jacobian of the term's residuals with that itself.
func takeProducts(t *testing.T, net *layers.Net[float64], term train.Term[float64]) {
	t.Helper()
	traintest.TakeProducts(t, func(o optim.Optimizer) error {
		_, err := train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: o, Epochs: 1})
		return err
	})
}

// definition evaluates the residuals with all derivatives of the term's algebra at hand.
func (c residualCase) definition(term train.Term[float64]) definition {
	alg := term.Algebra()
	all := &usage{vars: c.inputs, solutions: c.outputs}
	f := all.form(0, c.outputs)
	f.alg = alg
	if alg.Weights() != nil {
		f.omega = alg.Dim() - 1
	}
	f.slots = nil
	for i := range (c.outputs + len(c.unknowns)) * alg.Dim() {
		f.slots = append(f.slots, i)
	}
	return func(s int, y [][]scalar) scalar {
		p := Field[scalar]{form: f}
		if n := len(c.collocation.Data) / 3; n > 0 {
			p.data = c.collocation.Data[s*n : (s+1)*n]
		}
		var x []jet.Number[float64]
		for i := range c.inputs {
			v := c.collocation.Points.X[s*c.inputs+i]
			p.x = append(p.x, scalar{Real: v})
			if alg.Order() > 0 {
				x = append(x, jet.Variable(alg, v, i))
			} else {
				x = append(x, jet.Constant(v))
			}
		}
		for o := range y {
			u := y[o]
			switch all := c.collocation.Ansatzes; {
			case c.collocation.Ansatz != nil || o < len(all) && all[o] == testAnsatz:
				u = hardened(alg, u, x, testOffset)
			case o < len(all) && all[o] != nil:
				u = hardened(alg, u, x, nothing)
			}
			for k, v := range u {
				p.u = append(p.u, v.Scale(alg.Factorial(k)))
			}
		}
		loss := scalar{}
		for _, r := range c.oracle {
			e := r(p)
			if c.collocation.Penalty != nil {
				e = logCosh(e)
			} else {
				e = e.Mul(e)
			}
			loss = loss.Add(e.Scale(max(c.collocation.Weight, 1)))
		}
		return loss
	}
}

// hardened is offset + factor·u, by multiplying jets of the values and of the derivatives in a parameter.
func hardened(alg *jet.Algebra, u []scalar, x []jet.Number[float64], offset func(x []jet.Number[float64]) jet.Number[float64]) []scalar {
	re, em := make([]float64, len(u)), make([]float64, len(u))
	for k, v := range u {
		re[k], em[k] = v.Real, v.Emag
	}
	value := testFactor(x).Mul(jet.New(alg, re...)).Add(offset(x))
	slope := testFactor(x).Mul(jet.New(alg, em...))
	z := make([]scalar, len(u))
	for k := range z {
		z[k] = scalar{Real: value.Coefficient(k), Emag: slope.Coefficient(k)}
	}
	return z
}

// TestFormPartial compares the places of partial derivatives with the algebra's own, whatever the order of coordinates.
func TestFormPartial(t *testing.T) {
	for _, alg := range []*jet.Algebra{jet.Full(1, 2), jet.Full(2, 3), jet.Full(4, 2), jet.Full(5, 3), jet.Dual(3), jet.Laplace(3, 0, 1, 0)} {
		f := (&usage{vars: alg.Vars()}).form(alg.Order(), 1)
		f.alg = alg
		if alg.Weights() != nil {
			f.omega = alg.Dim() - 1
		}
		for q := range 5 {
			for _, along := range traintest.Tuples(alg.Vars(), q) {
				alpha := make([]int, alg.Vars())
				for _, i := range along {
					alpha[i]++
				}
				want := alg.Index(alpha...)
				if alg.Weights() != nil && q == 2 && alpha[1] == 2 {
					want = f.omega
				}
				if got := f.partial(along); got != want {
					t.Errorf("%v: derivative along %v is component %d, want %d", alg, along, got, want)
				}
			}
		}
	}
}

func TestResidualErrors(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	relu := traintest.Small(t, 2, 1, layers.ReLU)
	points := data.Uniform[float64](data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}, 5, rand.New(rand.NewPCG(1, 1)))
	bad := data.Points[float64]{Dim: 2, X: []float64{0, 1, math.NaN(), 0}}
	for _, c := range []struct {
		name string
		net  *layers.Net[float64]
		c    Collocation[float64]
		f    func(Point) Num
		want string
	}{
		{"no points", net, Collocation[float64]{}, testBurgers[Num], "want points of the network's 2 inputs"},
		{"NaN point", net, Collocation[float64]{Points: bad}, testBurgers[Num], "coordinate 0 of point 1 is NaN"},
		{"weight", net, Collocation[float64]{Points: points, Weight: -1}, testBurgers[Num], "weight -1"},
		{"output", net, Collocation[float64]{Points: points}, testContinuity[Num], "reads output 1, the network has 1"},
		{"unknown", net, Collocation[float64]{Points: points, Data: make([]float64, 10)}, testUnknown[Num], "reads unknown coefficient 1, the network has 0"},
		{"column", net, Collocation[float64]{Points: points, Data: make([]float64, 5)},
			func(p Point) Num { return p.U().Sub(p.Data(1)) }, "reads column 1 of the data, which has 1"},
		{"no data", net, Collocation[float64]{Points: points}, func(p Point) Num { return p.U().Sub(p.Data(0)) }, "reads column 0 of the data, which has 0"},
		{"rows of data", net, Collocation[float64]{Points: points, Data: make([]float64, 6)}, testBurgers[Num], "6 numbers of data, want as many for each of 5 points"},
		{"NaN data", net, Collocation[float64]{Points: points, Data: []float64{1, 2, math.NaN(), 4, 5}}, testBurgers[Num], "number 2 of the data is NaN"},
		{"ansatzes", net, Collocation[float64]{Points: points, Ansatzes: make([]*Ansatz, 2)}, testBurgers[Num], "2 ansatzes for a network with 1 outputs"},
		{"both", net, Collocation[float64]{Points: points, Ansatz: testAnsatz, Ansatzes: []*Ansatz{testAnsatz}}, testBurgers[Num], "both Ansatz and Ansatzes"},
		{"nothing read", net, Collocation[float64]{Points: points}, func(p Point) Num { return p.X(0) }, "does not read the solution"},
		{"smoothness", relu, Collocation[float64]{Points: points, Name: "interior"}, testBurgers[Num], "pde: interior: layers: derivatives of order 2"},
	} {
		_, err := Residual(c.net, c.c, c.f)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if _, err := Residual(net, Collocation[float64]{Points: points}); err == nil {
		t.Error("no residuals: no error")
	}
}

// TestResidualAllocations checks that scoring a tile allocates nothing.
func TestResidualAllocations(t *testing.T) {
	for _, c := range residualCases() {
		net := c.net(t)
		c.collocation.Data = append(c.collocation.Data, c.collocation.Data...) // of twice as many points
		lo, hi := make([]float64, c.inputs), make([]float64, c.inputs)
		for i := range hi {
			hi[i] = 1
		}
		c.collocation.Points = data.Halton[float64](data.Box{Lo: lo, Hi: hi}, 6, rand.New(rand.NewPCG(1, 1)))
		term, err := Residual(net, c.collocation, c.residuals...)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := train.NewTrainer(net, train.Options{Epochs: 1000, Workers: 1}, term)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNoAllocations(t, c.name, tr.Steps(t.Context()), 1)
	}
}

// TestLaplacianTwice names a coordinate twice: its second derivative counts twice.
func TestLaplacianTwice(t *testing.T) {
	u := func(x []dual.Any) dual.Any { return x[0].PowReal(3).Mul(x[1].PowReal(2)) } // u₀₀ = 6x₀x₁², u₁₁ = 2x₀³
	at := data.Points[float64]{Dim: 2, X: []float64{1, 2, -2, 3}}
	got := ResidualsOf(u, at, func(p Point) Num { return p.Laplacian(0, 1, 0) })
	if diff := cmp.Diff([]float64{2*24 + 2, -2*108 - 16}, got); diff != "" {
		t.Errorf("2u₀₀ + u₁₁ (-want +got):\n%s", diff)
	}
}

// TestResample checks that new points are drawn every epoch and that they are what is trained on.
func TestResample(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	box := data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}
	var epochs []int
	term, err := Residual(net, Collocation[float64]{Resample: func(epoch int) data.Points[float64] {
		epochs = append(epochs, epoch)
		return data.Uniform[float64](box, 5, rand.New(rand.NewPCG(1, uint64(epoch))))
	}}, testBurgers)
	if err != nil {
		t.Fatal(err)
	}
	res, err := train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Epochs: 3, Optimizer: optim.SGD(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 1, 2, 3}, epochs); diff != "" {
		t.Errorf("epochs that points were drawn for (-want +got):\n%s", diff)
	}
	for i, e := range res.Epochs {
		fixed, err := Residual(net, Collocation[float64]{Points: data.Uniform[float64](box, 5, rand.New(rand.NewPCG(1, uint64(i+1))))}, testBurgers)
		if err != nil {
			t.Fatal(err)
		}
		if want := traintest.Parts(net, under(fixed), net.Params())[0]; math.Abs(e.Loss-want) > 1e-14*want {
			t.Errorf("epoch %d: loss %v, want %v", i+1, e.Loss, want)
		}
	}
}
