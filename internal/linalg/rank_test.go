package linalg

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/internal/vec"
)

// sums returns a matrix of small whole numbers, exact to the last bit, of the given rank: products of two.
func sums(rng *rand.Rand, rows, cols, rank int) Matrix {
	whole := func(rows, cols int) Matrix {
		m := randomMatrix(rng, rows, cols)
		for i, x := range m.Data {
			m.Data[i] = math.Copysign(1+math.Round(8*math.Abs(x)), x)
		}
		return m
	}
	m := NewMatrix(rows, cols)
	multiply(m, whole(rows, rank), false, whole(rank, cols))
	return m
}

// TestRankQR finds ranks over blocks, in shapes with more rows than columns and fewer, and the shortest solution by what makes it
// one: the residuals are orthogonal to the columns, and the solution is a sum of rows.
func TestRankQR(t *testing.T) {
	levels(t, func(t *testing.T) {
		for _, c := range []struct{ rows, cols, rank int }{{1, 1, 1}, {5, 5, 5}, {5, 5, 1}, {9, 4, 3}, {4, 9, 3}, {4, 9, 4}, {90, 70, 33}, {70, 90, 65}, {200, 100, 100}} {
			for _, exponent := range []int{0, -600, 600} {
				rng := rand.New(rand.NewPCG(6, uint64(c.rows)))
				a := sums(rng, c.rows, c.cols, c.rank)
				b, w, h := randomMatrix(rng, 1, c.rows).Data, randomMatrix(rng, 1, c.cols).Data, make([]float64, c.cols)
				name := fmt.Sprintf("%d×%d of rank %d times 2^%d", c.rows, c.cols, c.rank, exponent)
				scaled, right := NewMatrix(c.rows, c.cols), make([]float64, c.rows)
				ScaleByPower(scaled.Data, exponent, a.Data)
				ScaleByPower(right, exponent, b)
				var q RankQR
				if rank := q.Factor(scaled, 1e-12*Norm(scaled.Data)); rank != c.rank {
					t.Fatalf("%s: rank %d", name, rank)
				}
				q.LeastSquares(h, right, w)
				checkShortest(t, name, a, h, b, w)
			}
		}
	})
}

// checkShortest checks h by its definition.
func checkShortest(t *testing.T, name string, a Matrix, h, b, w []float64) {
	t.Helper()
	left, along, end := make([]float64, a.Rows), make([]float64, a.Cols), make([]float64, a.Cols)
	a.Mul(left, h)
	vec.Sub(left, b, left)
	a.MulTransposed(along, left)
	if worst := MaxAbs(along); !(worst <= 1e-10*MaxAbs(a.Data)) {
		t.Errorf("%s: a column times the residuals is %v, want 0", name, worst)
	}
	vec.Add(end, w, h)
	rows := NewMatrix(a.Cols, a.Rows) // Aᵀ, whose columns are A's rows
	for i := range a.Rows {
		for j := range a.Cols {
			rows.Set(j, i, a.At(i, j))
		}
	}
	var q RankQR
	q.Factor(rows, 1e-12*Norm(rows.Data))
	y, nearest := make([]float64, a.Rows), make([]float64, a.Cols)
	q.LeastSquares(y, slices.Clone(end), make([]float64, a.Rows))
	rows.Mul(nearest, y)
	if diff := cmp.Diff(end, nearest, cmpopts.EquateApprox(0, 1e-9*MaxAbs(end))); diff != "" {
		t.Errorf("%s: w + h is no sum of rows (-w+h +nearest sum):\n%s", name, diff)
	}
}

// TestRankQROfNothing: a matrix of zeros has rank 0, and the shortest of all vectors is 0.
func TestRankQROfNothing(t *testing.T) {
	var q RankQR
	if rank := q.Factor(NewMatrix(3, 2), 0); rank != 0 {
		t.Errorf("rank %d, want 0", rank)
	}
	h := make([]float64, 2)
	q.LeastSquares(h, []float64{1, 2, 3}, []float64{4, -5})
	if diff := cmp.Diff([]float64{-4, 5}, h); diff != "" {
		t.Error(diff)
	}
}
