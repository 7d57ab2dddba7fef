package pde

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// TestResidualsAt compares residuals with those whose squares are trained on, in more points than a tile holds.
func TestResidualsAt(t *testing.T) {
	box := data.Box{Lo: []float64{-1, 0}, Hi: []float64{1, 1}}
	for _, c := range []Collocation[float64]{{}, {Ansatz: testAnsatz}} {
		net := traintest.Small(t, 2, 1, layers.Tanh)
		c.Points = data.Uniform[float64](box, 150, rand.New(rand.NewPCG(1, 2)))
		got, err := ResidualsAt(net, c, testBurgers[Num], testValue[Num])
		if err != nil {
			t.Fatal(err)
		}
		term, err := Residual(net, c, testBurgers[Num], testValue[Num])
		if err != nil {
			t.Fatal(err)
		}
		var squares [2]float64
		for i, r := range got {
			squares[i%2] += r * r / 150
		}
		parts := traintest.Parts(net, under(term), net.Params())
		traintest.RequireNear(t, "mean squares", squares[:], parts, 1e-12)
		c.Resample = func(int) data.Points[float64] { return c.Points }
		again, err := ResidualsAt(net, c, testBurgers[Num], testValue[Num])
		if err != nil || !slices.Equal(again, got) {
			t.Errorf("with points that are drawn: %v, %v", again, err)
		}
	}
}

// TestRefine: of the candidates those with the largest residuals are added.
func TestRefine(t *testing.T) {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	copy(net.Params(), []float64{1, 0}) // u = x
	value := func(p Point) Num { return p.U() }
	c := Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: []float64{0.5}}}
	candidates := data.Points[float64]{Dim: 1, X: []float64{1, -4, 3, 2}}
	got, err := Refine(net, c, candidates, 2, value)
	if err != nil || !slices.Equal(got.X, []float64{0.5, -4, 3}) {
		t.Errorf("points %v, %v, want 0.5, -4 and 3", got.X, err)
	}
	for want, try := range map[string]func() error{
		"5 of 4 candidates": func() error { _, err := Refine(net, c, candidates, 5, value); return err },
		"points with data":  func() error { c.Data = []float64{1}; _, err := Refine(net, c, candidates, 2, value); return err },
		"no residual":       func() error { c.Data = nil; _, err := Refine(net, c, candidates, 2); return err },
	} {
		if err := try(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}
