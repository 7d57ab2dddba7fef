package pde

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

func solution(p Point) Num { return p.U() }

// TestNoNetwork: every term without a network says so.
func TestNoNetwork(t *testing.T) {
	c := Collocation[float64]{Name: "plate", Points: gapPoints}
	for name, f := range map[string]func() error{
		"Residual": func() error { _, err := Residual[float64](nil, c, solution); return err },
		"Causal": func() error {
			_, err := Causal[float64](nil, c, Causality{Slices: 2, Tolerance: 1}, solution)
			return err
		},
		"Jointly": func() error {
			_, err := Jointly[float64](nil, c, 2, func(p []Point) Num { return p[0].U() })
			return err
		},
		"ResidualsAt": func() error { _, err := ResidualsAt[float64](nil, c, solution); return err },
		"Refine":      func() error { _, err := Refine[float64](nil, c, gapPoints, 1, solution); return err },
	} {
		if err := f(); err == nil || err.Error() != "pde: plate: the network is nil, want one" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestResidualsOfRefuses: what a single function has none of is named.
func TestResidualsOfRefuses(t *testing.T) {
	negative := func(x []dual.Any) dual.Any { return x[0].Mul(x[1]).Shift(-2) } // where fickle reads more
	for want, read := range map[string]func(p Point) Num{
		"reads Param(0), want":          func(p Point) Num { return p.Param(0) },
		"reads Output(1), want":         func(p Point) Num { return p.Output(1).D(0) },
		"reads Output(2).D(0, 0), want": fickle(func(p Point) Num { return p.Output(2).Laplacian() }),
		"reads Data(0), want":           func(p Point) Num { return p.Data(0) },
		"reads Data(3), want":           func(p Point) Num { return p.U().Mul(p.Data(3)) },
	} {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, "pde: ResidualsOf: the residual "+want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			ResidualsOf(negative, gapPoints, read)
		}()
	}
}

// TestUntriedParam: an unknown coefficient that was not read where the residual was tried out is called what the residual calls it.
func TestUntriedParam(t *testing.T) {
	c := Collocation[float64]{Name: "plate", Points: gapPoints}
	read := fickle(func(p Point) Num { return p.Param(1) })
	for want, coefficients := range map[string][]float64{
		"the residual reads Param(1) at point 0, x = [0 0.5], the network has 0 unknown coefficients, see layers.Coefficients":     nil,
		"the residual reads Param(1) at point 0, x = [0 0.5], the network has 1 unknown coefficients, see layers.Coefficients":     {3},
		"the residual reads Param(1) at point 0, x = [0 0.5], which it did not where it was tried out; set Collocation.Order to 1": {3, 4},
	} {
		net := below(t)
		if coefficients != nil {
			all := append(net.Layers(), layers.Coefficients[float64](coefficients...))
			with, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), all...)
			if err != nil {
				t.Fatal(err)
			}
			copy(with.Params(), net.Params())
			net = with
		}
		if _, err := ResidualsAt(net, c, read); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// TestAnsatzNotFinite: an ansatz that is not finite at a point is named with it.
func TestAnsatzNotFinite(t *testing.T) {
	logarithm := &Ansatz{Offset: func(x []dual.Any) dual.Any { return x[1].Log() }}
	root := &Ansatz{Factor: func(x []dual.Any) dual.Any { return x[1].Sqrt() }}
	fit := func(term train.Term[float64], err error, net *layers.Net[float64], o optim.Optimizer) error {
		if err != nil {
			return err
		}
		_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Optimizer: o, Epochs: 2})
		return err
	}
	points := data.Points[float64]{Dim: 2, X: []float64{0.1, 0.5, 0.7, 0.3, 0.2, 0.9, 0.5, 0}}
	for name, o := range map[string]optim.Optimizer{"Adam": optim.Adam(1e-3), "LM": optim.LevenbergMarquardt(optim.LevenbergOptions{}), "L-BFGS": optim.LBFGS(5)} {
		for want, c := range map[string]Collocation[float64]{
			"pde: plate: Offset of the ansatz of output 0 is -Inf at point 3, x = [0.5 0]":               {Ansatz: logarithm},
			"pde: plate: Factor of the ansatz of output 0 has component 2 of Dual(2) +Inf at point 3, x": {Ansatz: root},
		} {
			c.Name, c.Points = "plate", points
			net := traintest.Small(t, 2, 1, layers.Tanh)
			term, err := Residual(net, c, func(p Point) Num { return p.D(1) })
			if err = fit(term, err, net, o); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v, want %q", name, err, want)
			}
			term, err = Jointly(net, c, 2, func(p []Point) Num { return p[0].D(1).Add(p[1].D(1)) })
			if err = fit(term, err, net, o); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s, jointly: error %v, want %q", name, err, want)
			}
		}
	}
}
