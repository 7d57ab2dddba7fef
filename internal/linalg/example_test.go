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

// Three columns of which the last is the sum of the others: of all solutions the shortest.
func ExampleRankQR() {
	a := linalg.Matrix{Rows: 3, Cols: 3, Stride: 3, Data: []float64{1, 0, 1, 0, 1, 1, 0, 0, 0}}
	var q linalg.RankQR
	rank := q.Factor(a, 1e-14)
	x, w := make([]float64, 3), make([]float64, 3)
	q.LeastSquares(x, []float64{3, 3, 1}, w)
	fmt.Printf("%d %.4f\n", rank, x)
	// Output:
	// 2 [1.0000 1.0000 2.0000]
}
