package hyperdual_test

import (
	"testing"

	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/given/giventest"
)

// TestNil expects functions that are nil to be named.
func TestNil(t *testing.T) {
	type number = hyperdual.Number[float64]
	x, work := []float64{1, 2}, make([]number, 2)
	for _, calls := range []map[string]func(){
		{
			"hyperdual: Derivative2: the function f is nil, want one":   func() { hyperdual.Derivative2[float64](nil, 1) },
			"hyperdual: Hessian: the function f is nil, want one":       func() { hyperdual.Hessian[hyperdual.Chunk[float64]](nil, x) },
			"hyperdual: HessianVector: the function f is nil, want one": func() { hyperdual.HessianVector[float64](nil, x, x) },
			"hyperdual: Apply: the rule is nil, want one":               func() { number{}.Apply(nil) },
		},
		{
			"hyperdual: Hessian: the function f is nil, want one":       func() { hyperdual.HessianInto(x, make([]float64, 4), nil, x, work) },
			"hyperdual: HessianVector: the function f is nil, want one": func() { hyperdual.HessianVectorInto(x, x, nil, x, x, work) },
			"hyperdual: Apply: the rule is nil, want one":               func() { hyperdual.Chunk[float32]{}.Apply(nil) },
		},
		{"hyperdual: Hessian: the function f is nil, want one": func() { hyperdual.Hessian[number](nil, nil) }},
	} {
		giventest.Panics(t, calls)
	}
}
