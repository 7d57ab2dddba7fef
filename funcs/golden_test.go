package funcs_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

// second is a number that carries mixed second derivatives.
type second = dual.Nested[dual.Number[float64]]

// golden is a row of testdata/golden.json, computed at 60 digits by testdata/golden.py.
type golden struct {
	Name     string
	X        []float64
	Value    float64
	Gradient []float64
	Hessian  [][]float64
}

func readGolden(t *testing.T) []golden {
	t.Helper()
	data, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []golden
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestGolden(t *testing.T) {
	covered := map[string]bool{}
	for _, row := range readGolden(t) {
		covered[row.Name] = true
		f := lookup(t, row.Name)
		if got := f.Value(row.X); !near(got, row.Value, math.Abs(row.Value)) {
			t.Errorf("%s(%v) = %v, want %v", row.Name, row.X, got, row.Value)
		}
		size := norm(row.Gradient)
		for i, want := range row.Gradient {
			if got := partial(f, row.X, i); !near(got, want, size) {
				t.Errorf("%s(%v): partial %d = %v, want %v", row.Name, row.X, i, got, want)
			}
		}
		for i := range row.X {
			size := norm(row.Hessian[i])
			for j, want := range row.Hessian[i] {
				x := make([]second, len(row.X))
				for k, v := range row.X {
					x[k] = second{Real: dual.Number[float64]{Real: v, Emag: one(k == i)}, Emag: dual.Constant(one(k == j))}
				}
				if got := funcs.Eval(f, x).Emag.Emag; !near(got, want, size) {
					t.Errorf("%s(%v): second partial %d,%d = %v, want %v", row.Name, row.X, i, j, got, want)
				}
			}
		}
	}
	for _, f := range funcs.All() {
		if !covered[f.Name] {
			t.Errorf("testdata/golden.json has no row for %s", f.Name)
		}
	}
}

// near reports whether got is within 1e-13 of want, relative to the size of the vector that want is part of. The
// floor admits rounding where terms of size one cancel.
func near(got, want, size float64) bool { return math.Abs(got-want) <= 1e-13*max(size, 1e-2) }

func norm(v []float64) float64 {
	n := 0.0
	for _, c := range v {
		n = math.Hypot(n, c)
	}
	return n
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// partial returns the derivative of f along coordinate i, by the form for dual numbers.
func partial(f funcs.Function, x []float64, i int) float64 {
	d := make([]dual.Number[float64], len(x))
	for k, v := range x {
		d[k] = dual.Number[float64]{Real: v, Emag: one(k == i)}
	}
	return f.Dual(d).Emag
}

func lookup(t *testing.T, name string) funcs.Function {
	t.Helper()
	f, err := funcs.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
