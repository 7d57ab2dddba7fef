package linalg_test

import (
	"fmt"

	"example.com/sobolev/internal/linalg"
)

// The normal equations of a least-squares problem, a line through four points.
func Example() {
	a := linalg.Matrix{Rows: 4, Cols: 2, Stride: 2, Data: []float64{1, 0, 1, 1, 1, 2, 1, 3}}
	b := []float64{1, 3, 5, 7}

	w := linalg.NewWorkspace(nil)
	u := linalg.NewMatrix(2, 2)
	w.AddGram(u, 1, a)
	x := make([]float64, 2)
	a.MulTransposed(x, b)
	ok := w.Cholesky(u)
	linalg.SolveCholesky(u, x)
	fmt.Printf("%v %.4f\n", ok, x)
	// Output:
	// true [1.0000 2.0000]
}

func ExampleQR() {
	q := linalg.NewQR(4, 2)
	copy(q.Matrix().Data, []float64{1, 0, 1, 1, 1, 2, 1, 3})
	q.Factor()
	b := []float64{1, 3, 5, 7}
	ok := q.LeastSquares(b)
	fmt.Printf("%v %.4f\n", ok, b[:2])
	// Output:
	// true [1.0000 2.0000]
}

// A matrix that is known by its products alone: the second difference.
func ExampleCG() {
	mul := func(y, x []float64) {
		for i := range x {
			y[i] = 2 * x[i]
			if i > 0 {
				y[i] -= x[i-1]
			}
			if i+1 < len(x) {
				y[i] -= x[i+1]
			}
		}
	}
	x := make([]float64, 4)
	steps, _ := linalg.NewCG(4).Solve(x, []float64{0, 0, 0, 5}, mul, nil, 1e-12, 10)
	fmt.Printf("%d %.4f\n", steps, x)
	// Output:
	// 4 [1.0000 2.0000 3.0000 4.0000]
}
