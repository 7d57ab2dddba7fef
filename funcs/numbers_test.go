package funcs_test

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
)

// All number types of the module give the derivatives of the golden table, through boxes and directly.
func TestGoldenInAllNumberTypes(t *testing.T) {
	for _, row := range readGolden(t) {
		f := lookup(t, row.Name)

		y, grad := dual.Gradient(f.Chunk, row.X)
		checkDerivatives(t, row, "dual.Chunk", y, grad, nil)

		y, grad, hess := hyperdual.Hessian(func(x []hyperdual.Number[float64]) hyperdual.Number[float64] {
			return funcs.Eval(f, x)
		}, row.X)
		checkDerivatives(t, row, "hyperdual.Number", y, grad, hess)

		y, grad, hess = hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] {
			return funcs.Eval(f, x)
		}, row.X)
		checkDerivatives(t, row, "hyperdual.Chunk", y, grad, hess)

		p := jet.Partials(func(x []jet.Number[float64]) jet.Number[float64] { return funcs.Eval(f, x) }, row.X, 2)
		grad, hess = grad[:0], hess[:0]
		for i := range row.X {
			grad = append(grad, p.At(exponents(len(row.X), i)...))
			for j := range row.X {
				hess = append(hess, p.At(exponents(len(row.X), i, j)...))
			}
		}
		checkDerivatives(t, row, "jet.Number", p.At(exponents(len(row.X))...), grad, hess)
	}
}

// exponents returns how often each of n variables occurs in the list.
func exponents(n int, variables ...int) []int {
	e := make([]int, n)
	for _, v := range variables {
		e[v]++
	}
	return e
}

// The fourth derivative along a line: a jet of order 4 against dual numbers nested four deep.
func TestFourthDerivative(t *testing.T) {
	type (
		two   = dual.Nested[dual.Number[float64]]
		three = dual.Nested[two]
		four  = dual.Nested[three]
	)
	for _, row := range readGolden(t) {
		f := lookup(t, row.Name)
		x := make([]four, len(row.X))
		v := make([]float64, len(row.X))
		for i, c := range row.X {
			v[i] = 0.75 - 0.5*float64(i)
			x[i].Real.Real = two{Real: dual.Number[float64]{Real: c, Emag: v[i]}, Emag: dual.Constant(v[i])}
			x[i].Real.Emag.Real.Real, x[i].Emag.Real.Real.Real = v[i], v[i]
		}
		want := funcs.Eval(f, x).Emag.Emag.Emag.Emag
		got := jet.Directional(func(x []jet.Number[float64]) jet.Number[float64] { return funcs.Eval(f, x) }, row.X, v, 4)
		if !near(got[4], want, 1e2*math.Abs(want)) {
			t.Errorf("%s(%v): fourth derivative along %v = %v, want %v", row.Name, row.X, v, got[4], want)
		}
	}
}

// Ackley's tip is a cone: its jet along any line through it starts with the slope along the line.
func TestAckleyTipWithJets(t *testing.T) {
	got := jet.Directional(funcs.Ackley, []float64{0, 0}, []float64{3, 4}, 2)
	if want := 20 / math.Sqrt2; got[0] != 0 || math.Abs(got[1]-want) > 1e-14*want {
		t.Errorf("value and slope %v, want 0 and %v", got[:2], want)
	}
}

// checkDerivatives compares with a golden row; hess may be nil.
func checkDerivatives(t *testing.T, row golden, kind string, y float64, grad, hess []float64) {
	t.Helper()
	if !near(y, row.Value, math.Abs(row.Value)) {
		t.Errorf("%s(%v) with %s = %v, want %v", row.Name, row.X, kind, y, row.Value)
	}
	for i, want := range row.Gradient {
		if !near(grad[i], want, norm(row.Gradient)) {
			t.Errorf("%s(%v) with %s: partial %d = %v, want %v", row.Name, row.X, kind, i, grad[i], want)
		}
	}
	for k, got := range hess {
		i, j := k/len(row.X), k%len(row.X)
		if want := row.Hessian[i][j]; !near(got, want, norm(row.Hessian[i])) {
			t.Errorf("%s(%v) with %s: second partial %d,%d = %v, want %v", row.Name, row.X, kind, i, j, got, want)
		}
	}
}
