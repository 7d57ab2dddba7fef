// Package lu is Gaussian elimination for small dense systems over numbers that carry derivatives. Pivots are chosen by
// the primals; every operation is the number's own, so that a solution has its derivatives to every order.
//
// Matrices are row-major slices of n² elements.
package lu

import (
	"fmt"
	"math"
)

// Number is what elimination asks of a number.
type Number[T any] interface {
	Sub(y T) T
	Mul(y T) T
	Div(y T) T
	Value() float64
}

// A SingularError says that a matrix of so many rows has no pivot in a column (from 0).
type SingularError struct {
	N, Column int
	Pivot     float64 // 0, or NaN where the matrix has one
}

// Error implements error.
func (e *SingularError) Error() string {
	if math.IsNaN(e.Pivot) {
		return fmt.Sprintf("the %d×%d matrix has no finite pivot in column %d: it contains NaN", e.N, e.N, e.Column)
	}
	return fmt.Sprintf("the %d×%d matrix is singular: no pivot in column %d", e.N, e.N, e.Column)
}

// Solve overwrites the m columns of b, an n×m matrix, with the solutions of a·x = b, and a with its factors. It is
// Gauss's elimination with partial pivoting on the primals (Golub & Van Loan, Matrix Computations, 3.4), those of rows of unlike
// sizes brought to one size before they are compared (3.5.2 there): an equation counts as it would in other units.
func Solve[T Number[T]](a, b []T, n int) error {
	m := len(b) / max(n, 1)
	lift := rowLifts(a, n)
	for k := range n {
		p := pivotRow(a, n, k, lift)
		if v := a[p*n+k].Value(); v == 0 || math.IsNaN(v) {
			return &SingularError{n, k, v}
		}
		swapRows(a, n, p, k)
		swapRows(b, m, p, k)
		lift[p], lift[k] = lift[k], lift[p]
		for i := k + 1; i < n; i++ {
			f := a[i*n+k].Div(a[k*n+k])
			subtractRow(a[i*n+k+1:(i+1)*n], f, a[k*n+k+1:(k+1)*n])
			subtractRow(b[i*m:(i+1)*m], f, b[k*m:(k+1)*m])
		}
	}
	for i := n - 1; i >= 0; i-- {
		row := b[i*m : (i+1)*m]
		for j := i + 1; j < n; j++ {
			subtractRow(row, a[i*n+j], b[j*m:(j+1)*m])
		}
		for c := range row {
			row[c] = row[c].Div(a[i*n+i])
		}
	}
	return nil
}

// rowLifts returns by which powers of two the rows would have to be multiplied to be as large as the largest, in steps of 2⁸:
// among rows of nearly one size the pivots are those of plain partial pivoting.
func rowLifts[T Number[T]](a []T, n int) []int {
	lift := make([]int, n)
	top := math.MinInt
	for i := range lift {
		largest := 0.0
		for _, v := range a[i*n : (i+1)*n] {
			largest = max(largest, math.Abs(v.Value())) // NaN if there is one
		}
		switch {
		case largest > math.MaxFloat64:
			lift[i] = 1024
		case largest > 0:
			lift[i] = math.Ilogb(largest)
		default: // whose pivots are zeros, or NaN
			lift[i] = -1075
		}
		top = max(top, lift[i])
	}
	for i, e := range lift {
		lift[i] = (top - e) / 8 * 8
	}
	return lift
}

// pivotRow returns the row from k on whose element in column k has the largest primal, times its row's power of two, or the
// first that is NaN.
func pivotRow[T Number[T]](a []T, n, k int, lift []int) int {
	best, p := -1.0, k
	for i := k; i < n; i++ {
		v := math.Abs(a[i*n+k].Value())
		if math.IsNaN(v) {
			return i
		}
		if lift[i] != 0 {
			v = math.Ldexp(v, lift[i])
		}
		if v > best {
			best, p = v, i
		}
	}
	return p
}

// swapRows swaps two rows of m elements.
func swapRows[T any](a []T, m, i, j int) {
	for c := range m {
		a[i*m+c], a[j*m+c] = a[j*m+c], a[i*m+c]
	}
}

// subtractRow sets x to x − f·y.
func subtractRow[T Number[T]](x []T, f T, y []T) {
	for c := range x {
		x[c] = x[c].Sub(f.Mul(y[c]))
	}
}
