package linalg

import (
	"math"

	"example.com/sobolev/internal/vec"
)

// base is the size below which factorisations and solves do not recur but go row by row.
const base = 24

// half splits n in two, the first part a multiple of the base.
func half(n int) int { return max((n/2+base/2)/base*base, base) }

// Cholesky factors the symmetric matrix of which A holds the upper triangle: afterwards this is U, with A = Uᵀ·U. Of the
// lower triangle nothing is read, but some elements change. If the matrix is not positive definite in this precision it
// returns false, and A holds nothing of use.
func (w *Workspace) Cholesky(a Matrix) bool {
	a.want("Cholesky", a.Rows, a.Rows)
	n := a.Rows
	if n <= base {
		return choleskyByRows(a)
	}
	h := half(n)
	top, side, rest := a.Part(0, 0, h, h), a.Part(0, h, h, n-h), a.Part(h, h, n-h, n-h)
	if !w.Cholesky(top) {
		return false
	}
	w.SolveLower(top, side)
	w.AddGram(rest, -1, side)
	return w.Cholesky(rest)
}

func choleskyByRows(a Matrix) bool {
	for i := range a.Rows {
		row := a.Row(i)[i:]
		if !(row[0] > 0) || math.IsInf(row[0], 0) {
			return false
		}
		d := math.Sqrt(row[0])
		for k := range row {
			row[k] /= d
		}
		for j := 1; j < len(row); j++ {
			vec.Axpy(a.Row(i + j)[i+j:], -row[j], row[j:])
		}
	}
	return true
}

// SolveLower sets X = U⁻ᵀ·X, U the upper triangle of a square matrix.
func (w *Workspace) SolveLower(u, x Matrix) {
	x.want("SolveLower", u.Rows, x.Cols)
	w.share(job{kind: solveLower, c: x, a: u, cols: solveCols}, 0.5*float64(x.Cols)*float64(u.Rows)*float64(u.Rows))
}

func (s *scratch) solveLower(x, u Matrix) {
	n := u.Rows
	if n > base {
		h := half(n)
		top, bottom := x.Part(0, 0, h, x.Cols), x.Part(h, 0, n-h, x.Cols)
		s.solveLower(top, u.Part(0, 0, h, h))
		side := s.signed(u.Part(0, h, h, n-h), -1)
		vec.MatMul(bottom.Data, bottom.Stride, side.Data, 1, side.Stride, top.Data, top.Stride, n-h, x.Cols, h, true)
		s.solveLower(bottom, u.Part(h, h, n-h, n-h))
		return
	}
	for i := range n {
		row := x.Row(i)
		for k, d := 0, u.At(i, i); k < len(row); k++ {
			row[k] /= d
		}
		for j, v := range u.Row(i)[i+1:] {
			vec.Axpy(x.Row(i+1+j), -v, row)
		}
	}
}

// SolveCholesky solves A·x = b in place, with U from [Workspace.Cholesky].
func SolveCholesky(u Matrix, x []float64) {
	wantLength("SolveCholesky", "x", x, u.Rows)
	for i := range x {
		x[i] /= u.At(i, i)
		vec.Axpy(x[i+1:], -x[i], u.Row(i)[i+1:])
	}
	for i := len(x) - 1; i >= 0; i-- {
		x[i] = (x[i] - vec.Dot(u.Row(i)[i+1:], x[i+1:])) / u.At(i, i)
	}
}
