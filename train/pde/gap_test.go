package pde

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// fickle reads what it does not read where it is tried out, at solutions that are positive.
func fickle(read func(p Point) Num) func(p Point) Num {
	return func(p Point) Num {
		if u := p.U(); u.Value() > 0 {
			return u
		}
		read(p) // and is a number even so
		return p.X(0)
	}
}

// below returns a network whose value is −1 at first everywhere.
func below(t *testing.T) *layers.Net[float64] {
	net := traintest.Small(t, 2, 2, layers.Tanh)
	head, _ := net.Affine(len(net.Layers()) - 1)
	clear(net.Params()[len(net.Params())-head.Out*(head.In+1):])
	for i := range head.Out {
		net.Params()[len(net.Params())-1-i] = -1
	}
	return net
}

var gapPoints = data.Points[float64]{Dim: 2, X: []float64{0, 0.5, 1, 0.25, 1, 1, 0.75, 0}}

// TestGaps: a residual that reads what it did not read where it was tried out is an error that names both, wherever residuals
// are evaluated, also where the residual itself is a number.
func TestGaps(t *testing.T) {
	bend := fickle(func(p Point) Num { return p.D(0, 1) })
	c := Collocation[float64]{Name: "plate", Points: gapPoints}
	const want = "pde: plate: the residual reads D(0, 1) at point 0, x = [0 0.5], which it did not where it was tried out; set Collocation.Order to 2"
	fit := func(o optim.Optimizer) func(net *layers.Net[float64]) error {
		return func(net *layers.Net[float64]) error {
			term, err := Residual(net, c, bend)
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: o, Epochs: 3})
			return err
		}
	}
	for name, try := range map[string]func(net *layers.Net[float64]) error{
		"Adam":                fit(optim.Adam(1e-3)),
		"L-BFGS":              fit(optim.LBFGS(5)),
		"BFGS":                fit(optim.BFGS(optim.Tolerances{})),
		"Levenberg–Marquardt": fit(optim.LevenbergMarquardt(optim.LevenbergOptions{})),
		"a penalty without NaN": func(net *layers.Net[float64]) error {
			deaf := c
			deaf.Penalty = func(r float64) (loss, slope float64) {
				if math.IsNaN(r) {
					return 0, 0
				}
				return train.Squared(r)
			}
			term, err := Residual(net, deaf, bend)
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Epochs: 1})
			return err
		},
		"ResidualsAt": func(net *layers.Net[float64]) error { _, err := ResidualsAt(net, c, bend); return err },
		"Refine": func(net *layers.Net[float64]) error {
			_, err := Refine(net, c, gapPoints, 1, bend)
			return err
		},
		"SolveOutput": func(net *layers.Net[float64]) error {
			term, err := Residual(net, c, bend)
			if err != nil {
				return err
			}
			_, err = train.SolveOutput(t.Context(), net, 0, term)
			return err
		},
		"validation": func(net *layers.Net[float64]) error {
			term, err := Residual(net, c, testValue[Num])
			if err != nil {
				return err
			}
			check, err := Residual(net, c, bend)
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, []train.Term[float64]{check}, train.Options{Epochs: 1})
			return err
		},
		"Causal": func(net *layers.Net[float64]) error {
			term, err := Causal(net, c, Causality{Slices: 2, Tolerance: 1}, bend)
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Epochs: 1})
			return err
		},
		"Jointly": func(net *layers.Net[float64]) error {
			term, err := Jointly(net, c, 2, func(p []Point) Num { return bend(p[0]).Add(bend(p[1])) })
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Epochs: 1})
			return err
		},
		"Jointly, Levenberg–Marquardt": func(net *layers.Net[float64]) error {
			term, err := Jointly(net, c, 2, func(p []Point) Num { return bend(p[0]).Add(bend(p[1])) })
			if err != nil {
				return err
			}
			_, err = train.SolveOutput(t.Context(), net, 0, term)
			return err
		},
	} {
		net := below(t)
		before := append([]float64(nil), net.Params()...)
		err := try(net)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", name, err, want)
		}
		if name != "validation" {
			traintest.RequireNear(t, name+": parameters", net.Params(), before, 0)
		}
	}
}

// TestGapOfATrial: searches report a gap at parameters that they only tried, and would not have gone to.
func TestGapOfATrial(t *testing.T) {
	for _, o := range []optim.Optimizer{optim.LBFGS(5), optim.LevenbergMarquardt(optim.LevenbergOptions{Corrections: -1})} {
		net := below(t)
		far := func(p Point) Num { // has its zero at 3, far beyond what is tried out
			u := p.U()
			if u.Value() > 1.3 {
				p.D(0)
			}
			return u.Shift(-3)
		}
		term, err := Residual(net, Collocation[float64]{Points: gapPoints}, far)
		if err != nil {
			t.Fatal(err)
		}
		_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: o, Epochs: 50})
		if err == nil || !strings.Contains(err.Error(), "the residual reads D(0) at point") {
			t.Errorf("%v: error %v, want one that names D(0)", o, err)
		}
		for _, u := range net.Value(net.NewWorkspace(), gapPoints.X) {
			if math.IsNaN(u) {
				t.Errorf("%v: the network ends with %v", o, u)
			}
		}
		if again := term.(train.FallibleTerm).Fault(); again != nil {
			t.Errorf("%v: %v is told twice", o, again)
		}
	}
}

// TestGapNames: what is missing is named as the residual writes it, with what would help.
func TestGapNames(t *testing.T) {
	for want, c := range map[string]struct {
		read  func(p Point) Num
		order int
	}{
		"residual 2 of 2 reads D(1) at": {func(p Point) Num { return p.D(1) }, 0},
		"Order to 1":                    {func(p Point) Num { return p.D(1) }, 0},
		"reads Output(1).U() at":        {func(p Point) Num { return p.Output(1).U() }, 0},
		"reads D(1, 1) at":              {func(p Point) Num { return p.Second(0, 2) }, 0},
		"reads Output(1).D(0, 0, 1) at point 0, x = [0 0.5], which it did not where it was tried out; set Collocation.Order to 3": {
			func(p Point) Num { return p.Output(1).D(0, 0, 1) }, 2},
		"reads Output(2).U() at point 0, x = [0 0.5], the network has 2 outputs": {func(p Point) Num { return p.Output(2).D() }, 1},
		"reads Data(1) at point 0, x = [0 0.5], the data has 1 columns":          {func(p Point) Num { return p.Data(1) }, 0},
	} {
		net := below(t)
		_, err := ResidualsAt(net, Collocation[float64]{Points: gapPoints, Data: make([]float64, 4), Order: c.order}, testValue[Num], fickle(c.read))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// TestGapsFilled: residuals are tried out at points from everywhere, ResidualsOf tries out at the solution itself, and Order
// fills every gap.
func TestGapsFilled(t *testing.T) {
	net := below(t)
	points := data.Points[float64]{Dim: 2}
	for i := range 9000 {
		points.X = append(points.X, float64(i), 0)
	}
	last := func(p Point) Num {
		if p.X(0).Value() >= 8990 {
			return p.D(0, 1)
		}
		return p.U()
	}
	if _, err := ResidualsAt(net, Collocation[float64]{Points: points}, last); err != nil {
		t.Error(err)
	}
	if _, err := ResidualsAt(net, Collocation[float64]{Points: gapPoints, Order: 2}, fickle(func(p Point) Num { return p.Output(1).D(0, 1) })); err != nil {
		t.Error(err)
	}
	square := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Mul(x[1]).Neg() } // −x²y
	got := ResidualsOf(square, data.Points[float64]{Dim: 2, X: []float64{3, 2}}, func(p Point) Num {
		if p.U().Value() > 0 {
			return p.U()
		}
		return p.D(0, 0, 1).Mul(p.D(1))
	})
	traintest.RequireNear(t, "−2·−9", got, []float64{18}, 0)
}

// TestGapAmongRanks: all ranks end. That which has the point says why, and the others know of it where the gap is one of a
// trial, which need not lead anywhere.
func TestGapAmongRanks(t *testing.T) {
	points := data.Points[float64]{Dim: 2, X: make([]float64, 400)}
	points.X[0] = 1
	for name, c := range map[string]struct {
		optimizer optim.Optimizer
		beyond    float64
		both      bool
	}{
		"first step": {optim.Adam(1e-3), -2, false},
		"trial":      {optim.LBFGS(5), 1.3, true},
	} {
		errs := traintest.RunRanks(2, func(r *traintest.Rank) error {
			net := below(t)
			term, err := Residual(net, Collocation[float64]{Points: points}, func(p Point) Num {
				u := p.U()
				if p.X(0).Value() == 1 && u.Value() > c.beyond && (u.Value() < 0 || c.both) {
					p.D(1)
				}
				return u.Shift(-3)
			})
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: c.optimizer, Epochs: 50, Group: r})
			return err
		})
		for rank, err := range errs {
			if err == nil || (rank == 0 || c.both) && !strings.Contains(err.Error(), "reads D(1) at point 0") {
				t.Errorf("%s: rank %d: error %v, want one that names D(1)", name, rank, err)
			}
		}
	}
}

// TestNonFiniteResidual: a residual that is not finite where the solution is, or has no finite slope, is named with its point.
func TestNonFiniteResidual(t *testing.T) {
	inverse := func(p Point) Num { return p.D(1).Sub(p.X(0).Inv()) }
	root := func(p Point) Num { return p.D(1).Sqrt() } // which is zero
	const where = "pde: plate: residual 2 of 2 is -Inf at point 0, x = [0 0.5]"
	const slope = "pde: plate: residual 2 of 2 has the slope +Inf in D(1) at point 0, x = [0 0.5]"
	c := Collocation[float64]{Name: "plate", Points: gapPoints}
	for _, k := range []struct {
		residual func(p Point) Num
		want     string
	}{{inverse, where}, {root, slope}} {
		for _, o := range []optim.Optimizer{optim.Adam(1e-3), optim.LBFGS(5), optim.LevenbergMarquardt(optim.LevenbergOptions{})} {
			net := below(t)
			term, err := Residual(net, c, testValue[Num], k.residual)
			if err != nil {
				t.Fatal(err)
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: o, Epochs: 2})
			var at *train.NonFiniteError
			if !errors.As(err, &at) || at.Cause == nil || at.Cause.Error() != k.want || !strings.Contains(err.Error(), k.want) {
				t.Errorf("%v: error %v, want %q", o, err, k.want)
			}
		}
		net := below(t)
		fine, err := Residual(net, c, testValue[Num])
		if err != nil {
			t.Fatal(err)
		}
		term, err := Residual(net, c, testValue[Num], k.residual)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = train.SolveOutput(t.Context(), net, 0, fine, term); err == nil || !strings.Contains(err.Error(), "at point 0 of term 1: "+k.want) {
			t.Errorf("SolveOutput: error %v, want %q", err, k.want)
		}
	}
	_, err := Refine(below(t), c, data.Points[float64]{Dim: 2, X: []float64{1, 2, 0, 3}}, 1, testValue[Num], inverse)
	if want := "pde: Refine: residual 2 is -Inf at candidate 1, x = [0 3], want a finite number"; fmt.Sprint(err) != want {
		t.Errorf("Refine: error %v, want %q", err, want)
	}
}
