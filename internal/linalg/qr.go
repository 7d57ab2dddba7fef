package linalg

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/vec"
)

// qrBlock is the number of reflections that are applied at once.
const qrBlock = 32

// A QR factors matrices of one shape, with at least as many rows as columns, by Householder's reflections, in blocks of
// the compact WY form (Schreiber and Van Loan 1989): A = Q·R.
type QR struct {
	a   Matrix    // R in the upper triangle, the reflections below
	tau []float64 // of the reflections

	v, t, w, tw Matrix // a block's vectors, its triangle T, Vᵀ·A and Tᵀ·Vᵀ·A
	x           []float64
}

// NewQR returns the memory for factoring rows×cols matrices.
func NewQR(rows, cols int) *QR {
	if rows < cols || cols < 1 {
		panic(fmt.Sprintf("linalg: NewQR: %d×%d, want at least one column and as many rows", rows, cols))
	}
	return &QR{a: NewMatrix(rows, cols), tau: make([]float64, cols),
		v: NewMatrix(rows, qrBlock), t: NewMatrix(qrBlock, qrBlock), w: NewMatrix(qrBlock, cols), tw: NewMatrix(qrBlock, cols), x: make([]float64, max(cols, qrBlock))}
}

// Matrix returns where the matrix is to be written before Factor.
func (q *QR) Matrix() Matrix { return q.a }

// Factor factors the matrix in place.
func (q *QR) Factor() {
	m, n := q.a.Rows, q.a.Cols
	for j := 0; j < n; j += qrBlock {
		b := min(qrBlock, n-j)
		q.factorPanel(q.a.Part(j, j, m-j, b), q.tau[j:j+b])
		if j+b == n {
			return
		}
		v, t := q.block(j, b)
		rest, w, tw := q.a.Part(j, j+b, m-j, n-j-b), q.w.Part(0, 0, b, n-j-b), q.tw.Part(0, 0, b, n-j-b)
		multiply(w, v, true, rest)
		multiply(tw, t, true, w)
		negate(tw)
		addProduct(rest, v, tw)
	}
}

// factorPanel factors a narrow matrix, one reflection after another: H = I − τ·v·vᵀ with v₀ = 1.
func (q *QR) factorPanel(a Matrix, tau []float64) {
	for j := range a.Cols {
		tau[j] = reflection(a, j)
		if tau[j] == 0 {
			continue
		}
		x := q.x[:a.Cols-j-1]
		if len(x) == 0 {
			continue
		}
		copy(x, a.Row(j)[j+1:])
		for i := j + 1; i < a.Rows; i++ {
			vec.Axpy(x, a.At(i, j), a.Row(i)[j+1:])
		}
		vec.Scale(x, -tau[j], x)
		vec.Add(a.Row(j)[j+1:], a.Row(j)[j+1:], x)
		for i := j + 1; i < a.Rows; i++ {
			vec.Axpy(a.Row(i)[j+1:], a.At(i, j), x)
		}
	}
}

// reflection makes column j zero below its diagonal: it puts the vector there, the new diagonal element above it, and
// returns τ.
func reflection(a Matrix, j int) (tau float64) {
	largest := 0.0
	for i := j + 1; i < a.Rows; i++ {
		largest = max(largest, math.Abs(a.At(i, j)))
	}
	if largest == 0 {
		return 0
	}
	_, e := math.Frexp(max(largest, math.Abs(a.At(j, j))))
	squares := 0.0 // of the scaled elements below the diagonal
	for i := j + 1; i < a.Rows; i++ {
		x := math.Ldexp(a.At(i, j), -e)
		squares += float64(x * x)
	}
	alpha := math.Ldexp(a.At(j, j), -e)
	beta := -math.Copysign(math.Sqrt(float64(alpha*alpha)+squares), alpha)
	scale := math.Ldexp(1/(alpha-beta), -e)
	for i := j + 1; i < a.Rows; i++ {
		a.Set(i, j, a.At(i, j)*scale)
	}
	a.Set(j, j, math.Ldexp(beta, e))
	return (beta - alpha) / beta
}

// block returns the vectors of the b reflections from column j on, with their ones and zeros, and the triangle T for
// which their product is I − V·T·Vᵀ.
func (q *QR) block(j, b int) (v, t Matrix) {
	v, t = q.v.Part(0, 0, q.a.Rows-j, b), q.t.Part(0, 0, b, b)
	v.CopyFrom(q.a.Part(j, j, v.Rows, b))
	for i := range b {
		clear(v.Row(i)[i:])
		v.Set(i, i, 1)
		clear(t.Row(i))
	}
	for k := range b {
		tau := q.tau[j+k]
		x := q.x[:k] // Vᵀ·v of the earlier vectors
		clear(x)
		for i := k; i < v.Rows; i++ {
			vec.Axpy(x, v.At(i, k), v.Row(i)[:k])
		}
		for i := range k {
			t.Set(i, k, -tau*vec.Dot(t.Row(i)[i:k], x[i:]))
		}
		t.Set(k, k, tau)
	}
	return v, t
}

// MulTransposed sets x = Qᵀ·x.
func (q *QR) MulTransposed(x []float64) {
	wantLength("MulTransposed", "x", x, q.a.Rows)
	for j := range q.tau {
		q.reflect(x, j)
	}
}

// Mul sets x = Q·x.
func (q *QR) Mul(x []float64) {
	wantLength("Mul", "x", x, q.a.Rows)
	for j := len(q.tau) - 1; j >= 0; j-- {
		q.reflect(x, j)
	}
}

func (q *QR) reflect(x []float64, j int) {
	s := x[j]
	for i := j + 1; i < q.a.Rows; i++ {
		s += float64(q.a.At(i, j) * x[i])
	}
	s *= q.tau[j]
	x[j] -= s
	for i := j + 1; i < q.a.Rows; i++ {
		x[i] -= float64(s * q.a.At(i, j))
	}
}

// SolveR sets x = R⁻¹·x. It returns false if R is singular.
func (q *QR) SolveR(x []float64) bool {
	wantLength("SolveR", "x", x, q.a.Cols)
	for i := len(x) - 1; i >= 0; i-- {
		d := q.a.At(i, i)
		if d == 0 {
			return false
		}
		x[i] = (x[i] - vec.Dot(q.a.Row(i)[i+1:], x[i+1:])) / d
	}
	return true
}

// SolveRTransposed sets x = R⁻ᵀ·x. It returns false if R is singular.
func (q *QR) SolveRTransposed(x []float64) bool {
	wantLength("SolveRTransposed", "x", x, q.a.Cols)
	for i := range x {
		d := q.a.At(i, i)
		if d == 0 {
			return false
		}
		x[i] /= d
		vec.Axpy(x[i+1:], -x[i], q.a.Row(i)[i+1:])
	}
	return true
}

// LeastSquares minimises ‖A·x − b‖: it sets the first elements of b, as many as A has columns, to x, and the others to
// numbers whose squares add up to those of the residuals. It returns false if A has not got full rank.
func (q *QR) LeastSquares(b []float64) bool {
	q.MulTransposed(b)
	return q.SolveR(b[:q.a.Cols])
}

// multiply sets C = A·B, or Aᵀ·B.
func multiply(c, a Matrix, transposed bool, b Matrix) {
	ars, acs, k := a.Stride, 1, a.Cols
	if transposed {
		ars, acs, k = 1, a.Stride, a.Rows
	}
	vec.MatMul(c.Data, c.Stride, a.Data, ars, acs, b.Data, b.Stride, c.Rows, c.Cols, k, false)
}

func negate(a Matrix) {
	for i := range a.Rows {
		vec.Scale(a.Row(i), -1, a.Row(i))
	}
}
