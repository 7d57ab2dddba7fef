package dualmath

import (
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/lu"
)

// Matrices are row-major slices of n² numbers. Pivots are chosen by the primals, so that the derivatives are those of
// the exact result to every order, whatever path the elimination takes. The cost is that of the textbook, n³ products.

// Solve returns the solution x of the linear system a·x = b, with n = len(b) equations, by LU decomposition with
// scaled partial pivoting: an equation may have any unit. a and b are left as they are. That the matrix of primals is singular is an error. It panics unless
// a has n² elements.
func Solve[T dual.Scalar[T]](a, b []T) ([]T, error) {
	checkSquare("Solve", a, len(b))
	x := slices.Clone(b)
	if err := lu.Solve(slices.Clone(a), x, len(b)); err != nil {
		return nil, fmt.Errorf("dualmath: Solve: %w", err)
	}
	return x, nil
}

// Inverse returns the inverse of the matrix a of n² elements. That the matrix of primals is singular is an error. It
// panics if the number of elements is no square.
func Inverse[T dual.Scalar[T]](a []T) ([]T, error) {
	n := side("Inverse", a)
	x := make([]T, n*n)
	for i := range n {
		for j := range n {
			x[i*n+j] = a[0].Lift(0)
		}
		x[i*n+i] = a[0].Lift(1)
	}
	if err := lu.Solve(slices.Clone(a), x, n); err != nil {
		return nil, fmt.Errorf("dualmath: Inverse: %w", err)
	}
	return x, nil
}

// Cholesky returns the lower triangular matrix l with l·lᵀ = a, and zeros above its diagonal, for a symmetric positive
// definite matrix a of n² elements, of which it reads the lower triangle. That the matrix of primals is not positive
// definite is an error. It panics if the number of elements is no square.
func Cholesky[T dual.Scalar[T]](a []T) ([]T, error) {
	n := side("Cholesky", a)
	l := make([]T, n*n)
	for i := range n {
		for j := range n {
			if j > i {
				l[i*n+j] = a[0].Lift(0)
				continue
			}
			s := a[i*n+j]
			for k := range j {
				s = s.Sub(l[i*n+k].Mul(l[j*n+k]))
			}
			if j < i {
				l[i*n+j] = s.Div(l[j*n+j])
				continue
			}
			if !(s.Value() > 0) {
				return nil, fmt.Errorf(
					"dualmath: Cholesky: the %d×%d matrix is not positive definite: pivot %d is %g, want > 0", n, n, i, s.Value())
			}
			l[i*n+i] = s.Sqrt()
		}
	}
	return l, nil
}

// Det returns the determinant of the matrix a of n² elements, 1 for none. Its derivatives are right for singular
// matrices, too: the elimination, with complete pivoting, stops where nothing is left but rounding errors, and the
// determinant of the rest is computed without divisions (Bird, A simple division-free algorithm for computing
// determinants, 2011). It panics if the number of elements is no square.
func Det[T dual.Scalar[T]](a []T) T {
	n := side("Det", a)
	if n == 0 {
		var one T
		return one.Lift(1)
	}
	a = slices.Clone(a)
	det := a[0].Lift(1)
	first := 0.
	for k := range n {
		p, q, size := largest(a, n, k)
		if k == 0 {
			first = size
		}
		if m := n - k; m > 1 && !(size > 8*float64(n)*0x1p-52*first) {
			rest := make([]T, 0, m*m)
			for i := k; i < n; i++ {
				rest = append(rest, a[i*n+k:(i+1)*n]...)
			}
			return det.Mul(birdDet(rest, m))
		}
		if p != k {
			det = det.Neg()
		}
		if q != k {
			det = det.Neg()
		}
		for j := range n {
			a[p*n+j], a[k*n+j] = a[k*n+j], a[p*n+j]
		}
		for i := range n {
			a[i*n+q], a[i*n+k] = a[i*n+k], a[i*n+q]
		}
		det = det.Mul(a[k*n+k])
		for i := k + 1; i < n; i++ {
			f := a[i*n+k].Div(a[k*n+k])
			for j := k + 1; j < n; j++ {
				a[i*n+j] = a[i*n+j].Sub(f.Mul(a[k*n+j]))
			}
		}
	}
	return det
}

// largest returns the place and the size of the largest primal of the rows and columns from k on; size is NaN if there
// is one.
func largest[T dual.Scalar[T]](a []T, n, k int) (p, q int, size float64) {
	p, q, size = k, k, math.Abs(a[k*n+k].Value())
	for i := k; i < n; i++ {
		for j := k; j < n; j++ {
			if v := math.Abs(a[i*n+j].Value()); v > size || math.IsNaN(v) {
				p, q, size = i, j, v
			}
		}
	}
	return p, q, size
}

// birdDet returns the determinant without a division: with μ(X) the strictly upper triangle of X and −Σ_{j>i} Xⱼⱼ on
// the diagonal, n−1 times X ← μ(X)·a from X = a leave (−1)ⁿ⁻¹·det a in the first element.
func birdDet[T dual.Scalar[T]](a []T, n int) T {
	x, next := slices.Clone(a), make([]T, n*n)
	for range n - 1 {
		below := a[0].Lift(0) // −Σ of the diagonal below row i
		for i := n - 1; i >= 0; i-- {
			for j := range n {
				s := below.Mul(a[i*n+j])
				for k := i + 1; k < n; k++ {
					s = s.Add(x[i*n+k].Mul(a[k*n+j]))
				}
				next[i*n+j] = s
			}
			below = below.Sub(x[i*n+i])
		}
		x, next = next, x
	}
	if n%2 == 0 {
		return x[0].Neg()
	}
	return x[0]
}

// side returns n for a matrix of n² elements.
func side[T any](function string, a []T) int {
	n := int(math.Round(math.Sqrt(float64(len(a)))))
	checkSquare(function, a, n)
	return n
}

func checkSquare[T any](function string, a []T, n int) {
	if len(a) != n*n {
		panic(fmt.Sprintf("dualmath: %s: a has %d elements, want %d×%d = %d", function, len(a), n, n, n*n))
	}
}
