package dual_test

import (
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given/giventest"
)

// TestNil expects functions that are nil to be named, also where there is nothing to differentiate.
func TestNil(t *testing.T) {
	type number = dual.Number[float64]
	x, work := []float64{1, 2}, make([]number, 2)
	for _, calls := range []map[string]func(){
		{
			"dual: Derivative: the function f is nil, want one":     func() { dual.Derivative[float64](nil, 1) },
			"dual: Directional: the function f is nil, want one":    func() { dual.Directional[float64](nil, x, x) },
			"dual: JVP: the function f is nil, want one":            func() { dual.JVP[float64](nil, x, x) },
			"dual: Gradient: the function f is nil, want one":       func() { dual.Gradient[dual.Chunk[float64]](nil, x) },
			"dual: Jacobian: the function f is nil, want one":       func() { dual.Jacobian[number](nil, x) },
			"dual: Implicit: the function f is nil, want one":       func() { dual.Implicit(nil, 1, number{}) },
			"dual: ImplicitSystem: the function f is nil, want one": func() { _, _ = dual.ImplicitSystem(nil, x, number{}) },
			"dual: Apply: the rule is nil, want one":                func() { number{}.Apply(nil) },
		},
		{
			"dual: Directional: the function f is nil, want one": func() { dual.DirectionalInto(nil, x, x, work) },
			"dual: JVP: the function f is nil, want one":         func() { dual.JVPInto(nil, nil, nil, x, x, work) },
			"dual: Gradient: the function f is nil, want one":    func() { dual.GradientInto(x, nil, x, work) },
			"dual: Jacobian: the function f is nil, want one":    func() { dual.JacobianInto(nil, nil, nil, x, work) },
			"dual: Apply: the rule is nil, want one":             func() { dual.Chunk[float32]{}.Apply(nil) },
		},
		{
			"dual: Gradient: the function f is nil, want one": func() { dual.Gradient[number](nil, nil) },
			"dual: Apply: the rule is nil, want one":          func() { dual.Number3[float64]{}.Apply(nil) },
		},
		{"dual: Apply: the rule is nil, want one": func() { dual.Real[float64]{}.Apply(nil) }},
		{"dual: Apply: the rule is nil, want one": func() { dual.Nested[number]{}.Apply(nil) }},
		{"dual: Apply: the rule is nil, want one": func() { dual.Box(number{}).Apply(nil) }},
	} {
		giventest.Panics(t, calls)
	}
}
