package jet_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/jet"
)

// TestFirstOrderIsLinear checks that algebras whose symbols all multiply to zero take memory in proportion to their number.
// One vector of exponents for each of 100,000 symbols would take 80 GB.
func TestFirstOrderIsLinear(t *testing.T) {
	const n, limit = 100_000, 128 << 20
	for _, c := range []struct {
		name string
		make func() *jet.Algebra
	}{
		{"Dual", func() *jet.Algebra { return jet.Dual(n) }},
		{"Full", func() *jet.Algebra { return jet.Full(n, 1) }},
		{"Laplace", func() *jet.Algebra { return jet.Laplace(n) }},
		{"Diagonal", func() *jet.Algebra { return jet.Diagonal(n, 1) }},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		alg := c.make()
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > limit {
			t.Errorf("%s: %d bytes, want at most %d", c.name, got, limit)
		}
		if got := alg.Exponents(1 + n/2); got[n/2] != 1 || slices.Max(got) != 1 || slices.Index(got, 1) != n/2 || len(got) != n {
			t.Errorf("%s: the exponents of component %d are not those of its symbol alone", c.name, 1+n/2)
		}
	}
	if !jet.Dual(n).Equal(jet.Full(n, 1)) || jet.Dual(n).Equal(jet.Dual(n+1)) {
		t.Error("Dual(n) equals Full(n, 1), and not Dual(n+1)")
	}
}

// TestValuesOfManyInputs checks that an algebra without derivatives may have millions of symbols, as a file has columns.
func TestValuesOfManyInputs(t *testing.T) {
	if alg := jet.Full(6_000_000, 0); alg.Dim() != 1 || alg.Order() != 0 {
		t.Errorf("%d components of order %d, want 1 of order 0", alg.Dim(), alg.Order())
	}
}

// TestTooLargeAlgebra checks that algebras that no memory holds are refused in words.
func TestTooLargeAlgebra(t *testing.T) {
	for name, f := range map[string]func() *jet.Algebra{
		"Dual(1000000000)":          func() *jet.Algebra { return jet.Dual(1_000_000_000) },
		"Full(1000000000, 1)":       func() *jet.Algebra { return jet.Full(1_000_000_000, 1) },
		"Full(100000, 2)":           func() *jet.Algebra { return jet.Full(100_000, 2) },
		"Laplace(1000000000)":       func() *jet.Algebra { return jet.Laplace(1_000_000_000) },
		"Diagonal(1000000000, 1)":   func() *jet.Algebra { return jet.Diagonal(1_000_000_000, 1) },
		"Diagonal(1000, 1000)":      func() *jet.Algebra { return jet.Diagonal(1000, 1000) },
		"Diagonal(100, 1000000000)": func() *jet.Algebra { return jet.Diagonal(100, 1_000_000_000) },
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, name+": the table of products has more than") {
					t.Errorf("%s: panic %q, want one that says that the table is too large", name, got)
				}
			}()
			f()
		}()
	}
}
