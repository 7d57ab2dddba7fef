package linalg

import (
	"fmt"

	"example.com/sobolev/internal/vec"
)

// A Matrix is a row-major matrix: element (i, j) is Data[i*Stride+j].
type Matrix struct {
	Rows, Cols, Stride int
	Data               []float64
}

// NewMatrix returns a matrix of zeros.
func NewMatrix(rows, cols int) Matrix { return Matrix{rows, cols, cols, make([]float64, rows*cols)} }

// Row returns row i.
func (m Matrix) Row(i int) []float64 { return m.Data[i*m.Stride : i*m.Stride+m.Cols] }

// At returns element (i, j).
func (m Matrix) At(i, j int) float64 { return m.Data[i*m.Stride+j] }

// Set sets element (i, j).
func (m Matrix) Set(i, j int, x float64) { m.Data[i*m.Stride+j] = x }

// Part returns the rows×cols part whose first element is (i, j). It shares the elements.
func (m Matrix) Part(i, j, rows, cols int) Matrix {
	if i < 0 || j < 0 || rows < 0 || cols < 0 || i+rows > m.Rows || j+cols > m.Cols {
		panic(fmt.Sprintf("linalg: part of %d×%d at (%d, %d), want it inside %d×%d", rows, cols, i, j, m.Rows, m.Cols))
	}
	if rows == 0 || cols == 0 {
		return Matrix{rows, cols, m.Stride, nil}
	}
	return Matrix{rows, cols, m.Stride, m.Data[i*m.Stride+j:]}
}

// CopyFrom copies the elements of a matrix of the same shape.
func (m Matrix) CopyFrom(a Matrix) {
	m.want("CopyFrom", a.Rows, a.Cols)
	for i := range m.Rows {
		copy(m.Row(i), a.Row(i))
	}
}

// want panics unless the matrix has the given shape.
func (m Matrix) want(op string, rows, cols int) {
	if m.Rows != rows || m.Cols != cols {
		panic(fmt.Sprintf("linalg: %s: matrix is %d×%d, want %d×%d", op, m.Rows, m.Cols, rows, cols))
	}
}

// wantLength panics unless the named vector has n elements.
func wantLength(op, name string, x []float64, n int) {
	if len(x) != n {
		panic(fmt.Sprintf("linalg: %s: %s has %d elements, want %d", op, name, len(x), n))
	}
}

// Mul sets y = A·x.
func (m Matrix) Mul(y, x []float64) {
	wantLength("Mul", "y", y, m.Rows)
	wantLength("Mul", "x", x, m.Cols)
	for i := range y {
		y[i] = blockDot(m.Row(i), x)
	}
}

// MulTransposed sets y = Aᵀ·x.
func (m Matrix) MulTransposed(y, x []float64) {
	wantLength("MulTransposed", "y", y, m.Cols)
	wantLength("MulTransposed", "x", x, m.Rows)
	clear(y)
	for i, v := range x {
		vec.Axpy(y, v, m.Row(i))
	}
}

// addProduct sets C = C + A·B.
func addProduct(c, a, b Matrix) {
	if a.Cols > 0 {
		vec.MatMul(c.Data, c.Stride, a.Data, a.Stride, 1, b.Data, b.Stride, c.Rows, c.Cols, a.Cols, true)
	}
}
