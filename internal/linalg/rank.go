package linalg

import (
	"math"

	"example.com/sobolev/internal/vec"
)

// A RankQR factors matrices of any shape whose columns may depend on each other: A·P = Q·R with a permutation P that takes the
// column of which most is left at every step (Golub 1965), in blocks (Quintana-Ortí, Sun and Bischof 1998), until what is
// left of all columns is rounding.
type RankQR struct {
	q    QR     // its first columns are those that P takes first
	perm []int  // of the columns
	f    Matrix // a block's change of the columns that are left, −Vᵀ·A with the reflections before
	row  *QR    // of the transpose of R's rows; nil if A has full rank

	norm, exact []float64 // of what is left of the columns, as followed, and as last computed
	stale       []int     // columns whose norms have lost too many digits to be followed
	x, column   []float64
}

// Factor factors a matrix. Columns of which no more is left than the tolerance are taken for sums of the others. It returns the
// number of those that are not, the rank.
func (q *RankQR) Factor(a Matrix, tolerance float64) int {
	q.start(a)
	most := min(a.Rows, a.Cols)
	for j := 0; j < most; {
		next := q.panel(j, min(j+qrBlock, most), tolerance)
		if next == j {
			break
		}
		q.update(j, next)
		j = next
	}
	q.transposeRows()
	return len(q.q.tau)
}

// start allocates and copies the matrix.
func (q *RankQR) start(a Matrix) {
	n := a.Cols
	q.q = QR{a: NewMatrix(a.Rows, n), tau: make([]float64, 0, min(a.Rows, n))}
	q.q.a.CopyFrom(a)
	q.f = NewMatrix(qrBlock, n)
	q.perm, q.x, q.column = make([]int, n), make([]float64, n), make([]float64, a.Rows)
	q.norm, q.exact, q.stale = make([]float64, n), make([]float64, n), q.stale[:0]
	for c := range n {
		q.perm[c] = c
		q.measure(c, 0)
	}
}

// measure computes the norm of what is left of column c from a row on.
func (q *RankQR) measure(c, row int) {
	x := q.column[row:]
	for i := range x {
		x[i] = q.q.a.At(row+i, c)
	}
	q.norm[c] = Norm(x)
	q.exact[c] = q.norm[c]
}

// panel takes columns from j on to, at most, end, and stops before where nothing is left or norms have to be computed anew. Of the
// columns after them it changes but the rows of R. It returns where it stopped.
func (q *RankQR) panel(j, end int, tolerance float64) int {
	a, m, n := q.q.a, q.q.a.Rows, q.q.a.Cols
	for k := j; k < end; k++ {
		if p := q.largest(k); q.norm[p] <= tolerance {
			return k
		} else if p != k {
			q.swap(p, k, k-j)
		}
		for i := k; i < m; i++ { // what the block's reflections so far make of the column
			v := a.Row(i)[j:k]
			s := a.At(i, k)
			for l, x := range v {
				s += float64(x * q.f.At(l, k))
			}
			a.Set(i, k, s)
		}
		tau := reflection(a, k)
		q.q.tau = append(q.q.tau, tau)
		q.follow(j, k, tau)
		if k+1 < n {
			for l := range k - j + 1 {
				v := a.At(k, j+l)
				if j+l == k {
					v = 1
				}
				vec.Axpy(a.Row(k)[k+1:], v, q.f.Row(l)[k+1:])
			}
			q.downdate(k)
		}
		if len(q.stale) > 0 {
			return k + 1
		}
	}
	return end
}

// follow sets row k−j of f to −τ·vᵀ times the columns left, v being the reflection of column k and the columns as the block's
// reflections before it leave them.
func (q *RankQR) follow(j, k int, tau float64) {
	a, f := q.q.a, q.f.Row(k - j)[k+1:]
	clear(f)
	x := q.x[:k-j] // Vᵀ·v of the block's earlier reflections
	clear(x)
	for i := k; i < a.Rows; i++ {
		v := 1.0
		if i > k {
			v = a.At(i, k)
		}
		vec.Axpy(f, v, a.Row(i)[k+1:])
		vec.Axpy(x, v, a.Row(i)[j:k])
	}
	for l, s := range x {
		vec.Axpy(f, s, q.f.Row(l)[k+1:])
	}
	vec.Scale(f, -tau, f)
}

// largest returns the column from k on of which most is left.
func (q *RankQR) largest(k int) int {
	p := k
	for c := k + 1; c < len(q.norm); c++ {
		if q.norm[c] > q.norm[p] {
			p = c
		}
	}
	return p
}

// swap exchanges columns, of which the rows of f held so far are a part.
func (q *RankQR) swap(c, d, held int) {
	a := q.q.a
	for i := range a.Rows {
		r := a.Row(i)
		r[c], r[d] = r[d], r[c]
	}
	for l := range held {
		r := q.f.Row(l)
		r[c], r[d] = r[d], r[c]
	}
	q.perm[c], q.perm[d] = q.perm[d], q.perm[c]
	q.norm[c], q.norm[d] = q.norm[d], q.norm[c]
	q.exact[c], q.exact[d] = q.exact[d], q.exact[c]
}

// downdate takes row k from the norms of the columns after it. One that has lost half its digits is stale (Drmač and
// Bujanović 2008).
func (q *RankQR) downdate(k int) {
	const half = 0x1p-26
	row := q.q.a.Row(k)
	for c := k + 1; c < len(q.norm); c++ {
		if q.norm[c] == 0 {
			continue
		}
		gone := math.Abs(row[c]) / q.norm[c]
		left := max(0, float64((1-gone)*(1+gone)))
		if share := q.norm[c] / q.exact[c]; left*share*share <= half {
			q.stale = append(q.stale, c)
			continue
		}
		q.norm[c] *= math.Sqrt(left)
	}
}

// update applies the reflections of the columns from j to next to what is left after them.
func (q *RankQR) update(j, next int) {
	a := q.q.a
	m, n := a.Rows-next, a.Cols-next
	if m > 0 && n > 0 {
		addProduct(a.Part(next, next, m, n), a.Part(next, j, m, next-j), q.f.Part(0, next, next-j, n))
	}
	for _, c := range q.stale {
		q.measure(c, next)
	}
	q.stale = q.stale[:0]
}

// transposeRows factors the transpose of R's rows, whose reflections make the shortest of all solutions.
func (q *RankQR) transposeRows() {
	n, rank := q.q.a.Cols, len(q.q.tau)
	if q.row = nil; rank == n || rank == 0 {
		return
	}
	q.row = NewQR(n, rank)
	t := q.row.Matrix()
	for i := range rank {
		for k := i; k < n; k++ {
			t.Set(k, i, q.q.a.At(i, k))
		}
	}
	q.row.Factor()
}

// LeastSquares sets h to what brings A·h closest to b, and of all that do, to what makes w + h the shortest. It overwrites b.
func (q *RankQR) LeastSquares(h, b, w []float64) {
	wantLength("LeastSquares", "h", h, q.q.a.Cols)
	wantLength("LeastSquares", "w", w, q.q.a.Cols)
	q.q.MulTransposed(b)
	t, rank := q.x, len(q.q.tau)
	for k, c := range q.perm {
		t[k] = -w[c]
	}
	switch {
	case rank == len(t):
		copy(t, b)
		q.q.SolveR(t)
	case rank > 0:
		q.row.MulTransposed(t)
		copy(t, b[:rank])
		q.row.SolveRTransposed(t[:rank])
		q.row.Mul(t)
	}
	for k, c := range q.perm {
		h[c] = t[k]
	}
}
