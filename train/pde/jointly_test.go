package pde

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

func testPeriod[T dual.Scalar[T]](p []Field[T]) T { return p[0].U().Sub(p[1].U()) }

func testPeriodSlope[T dual.Scalar[T]](p []Field[T]) T {
	return p[0].D(0).Sub(p[1].D(0)).Mul(p[2].U()).Add(p[0].X(1))
}

func testNonlocal[T dual.Scalar[T]](p []Field[T]) T {
	return p[0].Laplacian().Sub(p[1].Output(1).D(1).Exp()).Add(p[1].U().Mul(p[0].Data(0)))
}

// fieldOf returns the field at a point, for the outputs' jets there.
func fieldOf(alg *jet.Algebra, c Collocation[float64], point int, y [][]scalar) Field[scalar] {
	f := (&usage{vars: 2, solutions: len(y)}).form(0, len(y))
	f.alg, f.slots = alg, nil
	if alg.Weights() != nil {
		f.omega = alg.Dim() - 1
	}
	for i := range len(y) * alg.Dim() {
		f.slots = append(f.slots, i)
	}
	p := Field[scalar]{form: f, x: []scalar{{Real: c.Points.X[2*point]}, {Real: c.Points.X[2*point+1]}}}
	if len(c.Data) > 0 {
		p.data = c.Data[point : point+1]
	}
	for _, u := range y {
		for k, v := range u {
			p.u = append(p.u, v.Scale(alg.Factorial(k)))
		}
	}
	return p
}

// TestJointlyOracle compares losses, parameter gradients and least-squares residuals with the definition: residuals over dual
// numbers, of the network for every point of a group evaluated with dual numbers for parameters over jets.
func TestJointlyOracle(t *testing.T) {
	for _, c := range []struct {
		name          string
		size, outputs int
		collocation   Collocation[float64]
		residual      func([]Point) Num
		oracle        func([]Field[scalar]) scalar
		algebra       string
	}{
		{"values", 2, 1, Collocation[float64]{}, testPeriod[Num], testPeriod[scalar], "Real()"},
		{"slopes", 3, 1, Collocation[float64]{Weight: 2.5}, testPeriodSlope[Num], testPeriodSlope[scalar], "Dual(2)"},
		{"second order, data", 2, 2, Collocation[float64]{Data: []float64{0.1, 0.7, -0.4, 2, 3, 5}}, testNonlocal[Num], testNonlocal[scalar], "Laplace(2)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			const groups = 3
			net := traintest.Small(t, 2, c.outputs, layers.Tanh)
			box := data.Box{Lo: []float64{-0.7, -0.7}, Hi: []float64{1.2, 1.2}}
			c.collocation.Points = data.Uniform[float64](box, groups*c.size, rand.New(rand.NewPCG(3, 1)))
			term, err := Jointly(net, c.collocation, c.size, c.residual)
			if err != nil {
				t.Fatal(err)
			}
			alg := term.Algebra()
			if alg.String() != c.algebra {
				t.Errorf("algebra %v, want %s", alg, c.algebra)
			}
			definition := func(g int, y [][]scalar) scalar {
				all := make([]Field[scalar], c.size)
				for j := range all {
					all[j] = fieldOf(alg, c.collocation, g*c.size+j, y[j*c.outputs:(j+1)*c.outputs])
				}
				e := c.oracle(all)
				return e.Mul(e).Scale(max(c.collocation.Weight, 1))
			}
			seen := net.Grouped(c.size)
			wantLoss, wantGrad := traintest.PureForward(seen, under(term), 0, definition)
			for _, strategy := range []layers.Strategy{layers.Jets, layers.HalfOrder} {
				plan, err := seen.Plan(alg, term.SeedsInputs(), strategy)
				if err != nil {
					continue
				}
				loss, grad := traintest.SweepOnce(seen, under(term), plan, 0)
				traintest.RequireNear(t, fmt.Sprint(strategy, ": loss"), []float64{loss}, []float64{wantLoss}, 1e-12)
				traintest.RequireNear(t, fmt.Sprint(strategy, ": gradient"), grad, wantGrad, 1e-12)
			}
			squares := term.(train.ResidualTerm[float64])
			each, err := squares.Residuals()
			if err != nil {
				t.Fatal(err)
			}
			traintest.RequireSquares(t, seen, traintest.Squares{Term: under(term), Pass: squares.NewResidualPass(groups), Each: each},
				0, wantLoss, wantGrad)
			takeProducts(t, net, term)
		})
	}
}

// TestJointlyErrors: what does not fit together is refused, by name.
func TestJointlyErrors(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	points := data.Points[float64]{Dim: 2, X: make([]float64, 12)}
	again := func(int) data.Points[float64] { return points }
	for _, c := range []struct {
		collocation Collocation[float64]
		size        int
		residuals   []func([]Point) Num
		want        string
	}{
		{Collocation[float64]{Points: points}, 0, []func([]Point) Num{testPeriod[Num]}, "12 coordinates in groups of 0 points with 2"},
		{Collocation[float64]{Points: points}, 4, []func([]Point) Num{testPeriod[Num]}, "12 coordinates in groups of 4 points with 2, want a multiple"},
		{Collocation[float64]{Points: points, Resample: again}, 2, []func([]Point) Num{testPeriod[Num]}, "drawn anew"},
		{Collocation[float64]{Points: points}, 2, nil, "no residual"},
		{Collocation[float64]{Name: "ends", Points: points}, 2, []func([]Point) Num{func(p []Point) Num { return p[1].X(0) }}, "pde: ends: the residual does not read the solution"},
	} {
		if _, err := Jointly(net, c.collocation, c.size, c.residuals...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// TestQuadratureBoxes: a box that is none is refused, as by the samplers.
func TestQuadratureBoxes(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		lo, hi []float64
		n      int
		want   string
	}{
		{[]float64{1}, []float64{0}, 2, "pde: Quadrature: box from 1 to 0 in input 0"},
		{[]float64{nan}, []float64{0}, 2, "pde: Quadrature: box from NaN to 0 in input 0"},
		{[]float64{0, 0}, []float64{1, inf}, 2, "pde: Quadrature: box from 0 to +Inf in input 1"},
		{[]float64{-1e308}, []float64{1e308}, 2, "pde: Quadrature: box from -1e+308 to 1e+308"},
		{[]float64{0, 0}, []float64{1}, 2, "pde: Quadrature: box with 2 lower and 1 upper bounds"},
		{nil, nil, 2, "pde: Quadrature: box with 0 lower"},
		{[]float64{0}, []float64{1}, 0, "pde: Quadrature: 0 nodes along each side"},
	} {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, c.want) {
					t.Errorf("%v to %v, %d nodes: panic %q, want %q", c.lo, c.hi, c.n, got, c.want)
				}
			}()
			Quadrature[float64](data.Box{Lo: c.lo, Hi: c.hi}, c.n)
		}()
	}
}

// TestQuadrature: Gauss's rule is exact for polynomials of degree 2n − 1, and not of 2n.
func TestQuadrature(t *testing.T) {
	for n := 1; n <= 40; n++ {
		x, w := gauss(n)
		for degree := 0; degree <= 2*n; degree += max(1, n/3) {
			var got float64
			for i := range x {
				got += w[i] * math.Pow(x[i], float64(degree))
			}
			want := 0.0
			if degree%2 == 0 {
				want = 2 / float64(degree+1)
			}
			if exact := degree < 2*n; exact && math.Abs(got-want) > 4e-15 {
				t.Errorf("%d nodes, degree %d: %v, want %v", n, degree, got, want)
			}
		}
	}
	nodes, weights := Quadrature[float64](data.Box{Lo: []float64{0, -1}, Hi: []float64{2, 3}}, 3)
	var got float64
	for i, w := range weights {
		x, y := nodes.X[2*i], nodes.X[2*i+1]
		got += w * x * x * x * y * y
	}
	if want := 4. * 28 / 3; len(weights) != 9 || math.Abs(got-want) > 1e-13 {
		t.Errorf("integral of x³y² %v by %d nodes, want %v by 9", got, len(weights), want)
	}
}

// TestJointlyFits trains on groups beside single points, in mini-batches, with a condition for validation, too, and names the
// point of a loss that is not a number.
func TestJointlyFits(t *testing.T) {
	net := traintest.Small(t, 1, 1, layers.Tanh)
	points := data.Points[float64]{Dim: 1, X: []float64{0, 1, 0.25, 1.25, 0.5, 1.5}}
	term, err := Jointly(net, Collocation[float64]{Points: points}, 2, func(p []Point) Num { return p[1].U().Sub(p[0].U()).Shift(-2) })
	if err != nil {
		t.Fatal(err)
	}
	res, err := train.FitTerms(t.Context(), net, []train.Term[float64]{term}, []train.Term[float64]{term},
		train.Options{Optimizer: optim.Adam(1e-2), BatchSize: 2, Epochs: 1500})
	if err != nil {
		t.Fatal(err)
	}
	y := net.Value(net.NewWorkspace(), points.X)
	for i := 0; i < 6; i += 2 {
		if got := y[i+1] - y[i]; math.Abs(got-2) > 0.05 {
			t.Errorf("u(%v) − u(%v) = %v, want 2", points.X[i+1], points.X[i], got)
		}
	}
	if !(res.Epochs[len(res.Epochs)-1].Validation < 1e-3) {
		t.Errorf("validation loss %v, want less than 1e-3", res.Epochs[len(res.Epochs)-1].Validation)
	}
	bad, err := Jointly(net, Collocation[float64]{Points: points}, 2, func(p []Point) Num { return p[1].U().Sub(p[0].X(0).Shift(-0.25).Inv()) })
	if err != nil {
		t.Fatal(err)
	}
	_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{bad}, nil, train.Options{Epochs: 1})
	if err == nil || !strings.Contains(err.Error(), "first in term 0") || !strings.Contains(err.Error(), "sample 1") {
		t.Errorf("error %v, want one that names the term", err)
	}
}
