package jet_test

import (
	"testing"

	"example.com/sobolev/internal/given/giventest"
	"example.com/sobolev/jet"
)

// TestNil expects functions and algebras that are nil to be named.
func TestNil(t *testing.T) {
	x := []float64{1, 2}
	sum := func(x []jet.Number[float64]) jet.Number[float64] { return x[0].Add(x[1]) }
	for _, calls := range []map[string]func(){
		{
			"jet: Derivatives: the function f is nil, want one":     func() { jet.Derivatives[float64](nil, 1, 2) },
			"jet: Directional: the function f is nil, want one":     func() { jet.Directional[float64](nil, x, x, 2) },
			"jet: Laplacian: the function f is nil, want one":       func() { jet.Laplacian[float64](nil, x) },
			"jet: Pure: the function f is nil, want one":            func() { jet.Pure[float64](nil, x, 2) },
			"jet: Mixed: the function f is nil, want one":           func() { jet.Mixed[float64](nil, x, 1, 1) },
			"jet: Partials: the function f is nil, want one":        func() { jet.Partials[float64](nil, x, 2) },
			"jet: Partials: the algebra is nil, want one":           func() { jet.PartialsInto(jet.PartialDerivatives[float64]{}, sum, x) },
			"jet: Apply: the rule is nil, want one":                 func() { jet.Variable(jet.Taylor(2), 1.0, 0).Apply(nil) },
			"jet: Variable: the algebra is nil, want one":           func() { jet.Variable(nil, 1.0, 0) },
			"jet: New: the algebra is nil, want one":                func() { jet.New(nil, 1.0) },
			"jet: NewBatch: the algebra is nil, want one":           func() { jet.NewBatch[float64](nil, 1, 1) },
			"jet: NewScratch: the algebra is nil, want one":         func() { jet.NewScratch[float64](nil, 1) },
			"jet: CotangentExtension: the algebra is nil, want one": func() { jet.CotangentExtension(nil) },
		},
		{
			"jet: Derivatives: the function f is nil, want one": func() { jet.DerivativesInto(x, nil, 1) },
			"jet: Directional: the function f is nil, want one": func() { jet.DirectionalInto(x, nil, x, x) },
			"jet: Laplacian: the function f is nil, want one":   func() { jet.LaplacianInto(x, nil, x) },
			"jet: Pure: the function f is nil, want one":        func() { jet.PureInto(x, nil, x, 1) },
			"jet: Mixed: the function f is nil, want one":       func() { jet.Mixed[float64](nil, x, 0, 0) },
		},
	} {
		giventest.Panics(t, calls)
	}
}
