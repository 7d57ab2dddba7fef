package hyperdual

import "testing"

// TestSumOfInfiniteSlope: an infinite slope of one summand is nothing to the mixed derivatives of another.
func TestSumOfInfiniteSlope(t *testing.T) {
	x := []float64{0, 1, 2}
	for name, f := range map[string]func(x []Chunk[float64]) Chunk[float64]{
		"√x + y":     func(x []Chunk[float64]) Chunk[float64] { return x[0].Sqrt().Add(x[1]) },
		"√x + y²":    func(x []Chunk[float64]) Chunk[float64] { return x[0].Sqrt().Add(x[1].Mul(x[1])) },
		"y − ∛x":     func(x []Chunk[float64]) Chunk[float64] { return x[1].Sub(x[0].Cbrt()) },
		"√(xy) + z²": func(x []Chunk[float64]) Chunk[float64] { return x[0].Mul(x[1]).Sqrt().Add(x[2].Mul(x[2])) },
	} {
		_, _, h := Hessian(f, x)
		for i := range x {
			for j := range x {
				mixed := i != j && (i == 2 || j == 2 || name != "√(xy) + z²")
				if v := h[3*i+j]; mixed && v != 0 {
					t.Errorf("%s: second derivative in x%d and x%d is %v, want 0", name, i, j, v)
				}
			}
		}
	}
}
