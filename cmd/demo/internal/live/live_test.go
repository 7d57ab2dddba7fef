package live

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"example.com/sobolev/funcs"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"github.com/google/go-cmp/cmp"
)

func setup() Setup {
	return Setup{Function: "StyblinskiTang", Samples: 60, Seed: 1, Order: 1, Act: "tanh", Hidden: []int{24, 24}, Rate: 5e-3, Steps: 1500}
}

func session(t *testing.T, s Setup) *Session {
	t.Helper()
	n, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Close)
	return n
}

// Both networks begin alike; at the end the one with gradients is far better, and what it shows is what it computes.
func TestSession(t *testing.T) {
	n := session(t, setup())
	f := n.Frame()
	if diff := cmp.Diff(f.Errors[0], f.Errors[1]); diff != "" || f.Done || f.Step != 0 {
		t.Errorf("at the beginning (-plain +Sobolev)\n%s, frame %d, done %v", diff, f.Step, f.Done)
	}
	if err := n.Train(0); err != nil || n.Frame().Step != 1 {
		t.Errorf("one step: %v, at step %d", err, n.Frame().Step)
	}
	if err := n.Train(time.Hour); err != nil {
		t.Fatal(err)
	}
	f = n.Frame()
	if !f.Done || !n.Done() || f.Step != 1500 || !(f.Errors[1][0] < f.Errors[0][0]/1.5) || !(f.Errors[1][0] < 0.7) || !(f.Errors[1][1] < f.Errors[0][1]) {
		t.Errorf("at the end: step %d, done %v, errors %v, want those with gradients much smaller", f.Step, f.Done, f.Errors)
	}
	if err := n.Train(time.Hour); err != nil || n.Frame().Step != 1500 {
		t.Errorf("after the end: %v, step %d", err, n.Frame().Step)
	}
	compareFolded(t, n, f)
}

// compareFolded folds the units into the second network and compares what that gives with the frame.
func compareFolded(t *testing.T, n *Session, f Frame) {
	l := n.learners[1]
	net := l.net.Clone()
	if err := l.units.Fold(net); err != nil {
		t.Fatal(err)
	}
	near := func(got float32, want float64) bool { return math.Abs(float64(got)-want) < 1e-4*(1+math.Abs(want)) }
	y := net.Value(net.NewWorkspace(), lattice(n.box, Nodes, 0))
	for i, v := range f.Fields[1].Values {
		if !near(v, y[i]) {
			t.Fatalf("node %d is %v, want %v", i, v, y[i])
		}
	}
	_, grad := net.Gradient(net.NewWorkspace(), lattice(n.box, Arrows, 0.5))
	for i, v := range f.Fields[1].Gradients {
		if !near(v, grad[i]) {
			t.Fatalf("slope %d is %v, want %v", i, v, grad[i])
		}
	}
	if corner := net.Value(net.NewWorkspace(), []float64{n.box.Hi[0], n.box.Lo[1]})[0]; !near(f.Fields[1].Values[Nodes-1], corner) {
		t.Errorf("the corner of large x and small y is %v, want %v", f.Fields[1].Values[Nodes-1], corner)
	}
}

func TestTruth(t *testing.T) {
	s := setup()
	s.Function, s.Formula, s.Lo, s.Hi = "", "x + 10y²", -1, 3
	n := session(t, s)
	f := n.Truth()
	if diff := cmp.Diff([4]float64{-1, 3, -1, 3}, n.Box()); diff != "" {
		t.Errorf("box (-want +got)\n%s", diff)
	}
	if got := []float32{f.Values[0], f.Values[Nodes-1], f.Values[Nodes*(Nodes-1)]}; !cmp.Equal(got, []float32{9, 13, 89}) {
		t.Errorf("corners %v, want 9, 13, 89", got)
	}
	middle := Arrows * Arrows / 2
	if got := f.Gradients[2*middle : 2*middle+2]; !cmp.Equal(got, []float32{1, 20}) {
		t.Errorf("gradient in the middle %v, want (1, 20)", got)
	}
}

// Where there is no value nothing is drawn, and nothing breaks.
func TestHoles(t *testing.T) {
	s := setup()
	s.Function, s.Formula, s.Lo, s.Hi, s.Steps = "", "sqrt(x)", -1, 1, 5
	n := session(t, s)
	if v := n.Truth().Values[0]; !math.IsNaN(float64(v)) {
		t.Errorf("sqrt(-1) is %v, want NaN", v)
	}
	if err := n.Train(time.Hour); err != nil {
		t.Fatal(err)
	}
	if e := n.Frame().Errors; !finite(e[0][0]) || !finite(e[1][1]) {
		t.Errorf("errors %v, want finite ones", e)
	}
}

// A pole on a sample is a hole as well, and the other samples are learned from.
func TestPole(t *testing.T) {
	s := setup()
	typed("1/x")(&s)
	s.Steps, s.Points = 5, [][2]float64{{0, 1}, {1, 1}, {2, 3}}
	n := session(t, s)
	if err := n.Train(time.Hour); err != nil {
		t.Error(err)
	}
	if err := n.Move([][2]float64{{0, 1}}); err == nil || err.Error() != "live: 1/x has no value at the 1 sample, want one at least where it has" {
		t.Errorf("all samples in holes: %v", err)
	}
}

// TestExplained wants the words of the page for a run that leaves the numbers.
func TestExplained(t *testing.T) {
	err := explained(fmt.Errorf("a step: %w", &train.NonFiniteError{Step: 7}), 1)
	want := "live: at step 7 the network that learns from values and gradients left the range of floating-point numbers, " +
		"want a smaller learning rate, or a function that is less steep"
	if err == nil || err.Error() != want || explained(nil, 1) != nil {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestMove(t *testing.T) {
	n := session(t, setup())
	if err := n.Train(0); err != nil {
		t.Fatal(err)
	}
	before := n.Frame().Errors
	points := [][2]float64{{0, 1}, {2, -3}}
	if err := n.Move(points); err != nil {
		t.Fatal(err)
	}
	f := n.Frame()
	if diff := cmp.Diff(points, n.Points()); diff != "" || f.Step != 0 || f.Errors != before {
		t.Errorf("points (-want +got)\n%s, step %d, errors %v, want step 0 and the weights kept, %v", diff, f.Step, f.Errors, before)
	}
	for _, c := range []struct {
		points [][2]float64
		want   string
	}{
		{nil, "live: got 0 samples, want 1 to 2000"},
		{[][2]float64{{0, 0}, {9, 0}}, "live: sample 1 is at [9 0], want a point of the domain, [-5 -5] to [5 5]"},
	} {
		if diff := cmp.Diff(c.want, fmt.Sprint(n.Move(c.points))); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	if err := n.Train(0); err != nil {
		t.Errorf("after refused moves: %v", err)
	}
}

// typed sets a function of x and y from 0 to 4 up.
func typed(text string) func(s *Setup) {
	return func(s *Setup) { s.Function, s.Formula, s.Lo, s.Hi = "", text, 0, 4 }
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		change func(s *Setup)
		want   string
	}{
		{func(s *Setup) { s.Samples = 0 }, "got 0 samples, want 1 to 2000"},
		{func(s *Setup) { s.Order = 3 }, "got labels of order 3, want 0, 1 or 2"},
		{func(s *Setup) { s.Rate = math.NaN() }, "got the learning rate NaN"},
		{func(s *Setup) { s.Steps = 0 }, "got 0 steps"},
		{func(s *Setup) { s.Hidden = nil }, "got 0 hidden layers"},
		{func(s *Setup) { s.Hidden = []int{8, 1000} }, "got a hidden layer of 1000 units"},
		{func(s *Setup) { s.Act, s.Order = "relu", 2 }, "labels of order 2 with relu"},
		{func(s *Setup) { s.Act = "rleu" }, "rleu"},
		{func(s *Setup) { s.Function = "Bukinn" }, "Bukin"},
		{func(s *Setup) { s.Function, s.Formula = "", "x+" }, "formula: at character 3"},
		{func(s *Setup) { s.Function, s.Formula, s.Lo, s.Hi = "", "x", 1, 1 }, "from 1 to 1"},
		{typed("3"), "live: 3 is 3 all over its domain, or hardly off it, want a function that varies"},
		{typed("abs(x-2)/(x-2)"), "live: abs(x-2)/(x-2) has the slope 0 wherever it has one, want a function that rises and falls"},
		{typed("sqrt(-1-x²)"), "live: sqrt(-1-x²) has finite values at 0 of 1000 points where x goes from 0 to 4 and y from 0 to 4, want some at 100 or more"},
		{typed("exp(1000x)"), "want a function whose values and derivatives stay within ±1e+100 there"},
		{typed("sin(1e120x)"), "live: a derivative of sin(1e120x) is "},
		{func(s *Setup) { typed("1/x")(s); s.Points = [][2]float64{{0, 1}, {0, 2}} }, "live: 1/x has no value at the 2 samples, want one at least where it has"},
	} {
		s := setup()
		c.change(&s)
		if _, err := New(s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want …%s…", err, c.want)
		}
	}
}

// Every function of the collection that takes two coordinates can be watched.
func TestAllFunctions(t *testing.T) {
	for _, f := range funcs.All() {
		if _, err := f.Dimension(2); err != nil {
			continue
		}
		s := setup()
		s.Function, s.Steps = f.Name, 1
		n := session(t, s)
		if err := n.Train(0); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

// The tip of Ackley's cone has no gradient, and the picture no arrow there.
func TestTruthWithoutGradient(t *testing.T) {
	f, err := funcs.Lookup("Ackley")
	if err != nil {
		t.Fatal(err)
	}
	g := truth(f, data.Box{Lo: []float64{-5, -5}, Hi: []float64{5, 5}}).Gradients
	for i := 0; i < len(g); i += 2 {
		if middle := i == 2*(Arrows*Arrows/2); middle != (g[i] != g[i]) || middle != (g[i+1] != g[i+1]) {
			t.Errorf("arrow %d of %d is (%v, %v), want numbers everywhere but in the middle", i/2, Arrows*Arrows, g[i], g[i+1])
		}
	}
}
