package jet

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"example.com/sobolev/dual"
)

func TestZeroValue(t *testing.T) {
	var zero Number[float64]
	x := New(HyperDual(), 2.0, 1, 3, 4)
	wantExactly(t, "0+x", zero.Add(x).c, x.c)
	wantExactly(t, "x·0", x.Mul(zero).c, slice(4))
	wantExactly(t, "exp 0", zero.Exp().c, []float64{1})
	wantExactly(t, "0+0", zero.Add(zero).c, []float64{0})
	wantExactly(t, "1+0", zero.Shift(1).Add(zero).c, []float64{1})
	if zero.Value() != 0 || zero.Algebra().kind != kindReal || zero.Coefficient(3) != 0 || zero.Derivative(2) != 0 {
		t.Errorf("the zero value is %v over %v", zero, zero.Algebra())
	}
	if got := zero.AppendCoefficients(nil); len(got) != 1 || got[0] != 0 {
		t.Errorf("coefficients %v, want [0]", got)
	}
	if zero.c != nil || zeroCoefficient[0] != 0 {
		t.Error("the zero value has been written to")
	}
}

func TestMixing(t *testing.T) {
	x, y := New(Full(2, 1), 1.0, 2, 3), New(Laplace(1), 1.0, 2, 3)
	wantExactly(t, "constants mix", x.Mul(y.Lift(2)).c, []float64{2, 4, 6})
	wantExactly(t, "on both sides", Constant(2.0).Sub(y).c, []float64{1, -2, -3})
	wantExactly(t, "equal algebras made twice mix", x.Add(New(Full(2, 1), 1.0, 1, 1)).c, []float64{2, 3, 4})
	wantPanic(t, "jet: Mul: a number over Laplace(1) does not mix with one over Full(2, 1); only constants do",
		func() { x.Mul(y) })
	wantPanic(t, "jet: Add: a number over Laplace(1, 2) does not mix with one over Laplace(1); only constants do",
		func() { y.Add(New(Laplace(1, 2), 1.0, 2, 3)) })
	wantPanic(t, "jet: New: coefficients has 2 coefficients, want 3", func() { New(Full(2, 1), 1.0, 2) })
}

// Storage in float32 rounds every result; function values come from float64.
func TestFloat32(t *testing.T) {
	x := New[float32](Taylor(2), 0.1, 1, 0)
	for k, want := range []float32{float32(math.Exp(float64(float32(0.1)))), float32(math.Exp(float64(float32(0.1)))),
		float32(math.Exp(float64(float32(0.1))) / 2)} {
		if got := x.Exp().Coefficient(k); got != want {
			t.Errorf("exp: coefficient %d is %v, want %v", k, got, want)
		}
	}
	third := x.Lift(1).Div(x.Lift(3))
	if got := third.Value(); got != float64(float32(1)/3) {
		t.Errorf("1/3 is %v, want it rounded to float32", got)
	}
	if got := x.Scale(1.0 / 3).Value(); got != float64(float32(1.0/3)*float32(0.1)) {
		t.Errorf("0.1·⅓ is %v", got)
	}
}

func TestFormat(t *testing.T) {
	tests := []struct {
		format string
		x      Number[float64]
		want   string
	}{
		{"%v", New(Taylor(3), 1.0, -2, 0.5, 0), "(1-2ϵ+0.5ϵ²+0ϵ³)"},
		{"%.2f", New(HyperDual(), 1.0, 2, 3, math.Pi), "(1.00+2.00ϵ₁+3.00ϵ₂+3.14ϵ₁ϵ₂)"},
		{"%g", New(Full(2, 2), 1.0, 2, 3, 4, 5, 6), "(1+2ϵ₁+3ϵ₂+4ϵ₁²+5ϵ₁ϵ₂+6ϵ₂²)"},
		{"%v", New(Laplace(2), 1.0, 2, 3, 4), "(1+2ϵ₁+3ϵ₂+4ω)"},
		{"%v", New(Dual(1), 1.0, 2), "(1+2ϵ)"},
		{"%v", Constant(2.5), "(2.5)"},
		{"%.1f", New(Taylor(2), 1.0, 0, 0).Cos(), "(0.5+0.0ϵ+0.0ϵ²)"}, // not −0
		{"%v", Number[float64]{}, "(0)"},
		{"%+v", New(Taylor(1), 1.0, 2), "{Real:1 ϵ:2}"},
	}
	for _, tt := range tests {
		if got := fmt.Sprintf(tt.format, tt.x); got != tt.want {
			t.Errorf("Sprintf(%q) = %s, want %s", tt.format, got, tt.want)
		}
	}
}

// A jet inside a nested dual, and behind an interface.
func TestNestedInDual(t *testing.T) {
	x := dual.Nested[Number[float64]]{Real: New(Taylor(2), 0.7, 1, 0), Emag: Constant(1.0)}
	z := x.Sin().Mul(x)
	want := Derivatives(func(x Number[float64]) Number[float64] { return x.Sin().Mul(x) }, 0.7, 3)
	wantNear(t, "third derivative", []float64{z.Emag.Derivative(2)}, want[3:], 1e-15)
	boxed := dual.Unbox[Number[float64]](dual.Box(New(Taylor(2), 0.7, 1, 0)).Exp())
	wantExactly(t, "boxed", boxed.c, New(Taylor(2), 0.7, 1, 0).Exp().c)
}

// One algebra, and one constant, in many goroutines at once.
func TestConcurrentUse(t *testing.T) {
	a := Taylor(4)
	one := New(a, 1.0, 0, 0, 0, 0)
	f := func(x Number[float64]) Number[float64] {
		return x.Sin().Div(x).Add(one).Mul(x.Mul(x).Sqrt()).Add(kitchen(x.Shift(1), one))
	}
	want := f(Variable(a, 0.0, 0)).c
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				got := f(Variable(a, 0.0, 0)).c
				for k := range got {
					if got[k] != want[k] {
						t.Errorf("got %v, want %v", got, want)
						return
					}
				}
			}
		})
	}
	group.Wait()
}
