package optim

import (
	"math"
	"strings"
	"testing"
)

// TestFunctionsOfNonsense checks that what makes a function of its arguments panics at once, naming them.
func TestFunctionsOfNonsense(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		want string
		make func()
	}{
		{"StepDecay: factor NaN", func() { StepDecay(nan, 0.5) }},
		{"StepDecay: factor -0.1", func() { StepDecay(-0.1, 0.5) }},
		{"StepDecay: factor 0,", func() { StepDecay(0, 0.5) }},
		{"StepDecay: at fractions [0.7 0.5]", func() { StepDecay(0.1, 0.7, 0.5) }},
		{"StepDecay: at fractions [NaN]", func() { StepDecay(0.1, nan) }},
		{"StepDecay: at fractions [1.5]", func() { StepDecay(0.1, 1.5) }},
		{"WarmUp: fraction NaN", func() { WarmUp(nan, Cosine) }},
		{"WarmUp: fraction 1 ", func() { WarmUp(1, Cosine) }},
		{"WarmUp: fraction -0.1", func() { WarmUp(-0.1, Cosine) }},
		{"WarmUp: no schedule", func() { WarmUp(0.1, nil) }},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, c.want) || !strings.Contains(got, "want") {
					t.Errorf("panic %q, want one about %q", got, c.want)
				}
			}()
			c.make()
		}()
	}
}

// TestPlateauBelowZero checks that a loss below zero lowers the rate as one above does.
func TestPlateauBelowZero(t *testing.T) {
	p := Plateau{Patience: 1, Progress: 0.1}
	for _, c := range []struct {
		loss, best float64
		want       bool
	}{
		{1, math.Inf(1), true}, {math.Inf(1), math.Inf(1), false}, {math.NaN(), math.Inf(1), false},
		{0.95, 1, false}, {0.89, 1, true}, {-1, -1, false}, {-1.05, -1, false}, {-1.11, -1, true}, {-0.5, -1, false},
		{0, 0, false}, {-1e-300, 0, true},
	} {
		if got := p.improves(c.loss, c.best); got != c.want {
			t.Errorf("loss %v after %v: improvement %v, want %v", c.loss, c.best, got, c.want)
		}
	}
}

// TestClipHuge checks that gradients whose squares overflow are clipped, in both precisions.
func TestClipHuge(t *testing.T) {
	g32 := []float32{3e38, -3e38, 1e30}
	Clip(g32, 4.242640687e38, 0.1, 0)
	if w := float32(0.1 / math.Sqrt2); math.Abs(float64(g32[0]-w)) > 1e-7 || math.Abs(float64(g32[1]+w)) > 1e-7 {
		t.Errorf("float32: %v, want ±%v", g32, w)
	}
	g64 := []float64{3e300, -4e300}
	Clip(g64, 5e300, 1e-10, 0)
	if math.Abs(g64[0]-6e-11) > 1e-25 || math.Abs(g64[1]+8e-11) > 1e-25 {
		t.Errorf("float64: %v, want 6e-11 and −8e-11", g64)
	}
}
