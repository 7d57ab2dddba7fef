package hyperdual

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// SecondOrder is a number type that [Hessian] can seed and read: [Chunk], which carries many second derivatives in one
// pass, or [Number], which carries one.
type SecondOrder[T dual.Scalar[T], F dual.Float] interface {
	dual.Scalar[T]

	// passes returns the number of evaluations that give the whole Hessian in n variables.
	passes(n int) int

	// seedPass sets z to the variables x, seeded for the pass. The receiver is not used. z is memory that the type
	// may keep things in from one evaluation to the next.
	seedPass(z []T, x []F, pass int)

	// readPass writes those components of the gradient and of the n×n Hessian that the pass yields.
	readPass(grad, hess []F, pass int)
}

// Derivative2 returns f(x), f'(x) and f”(x).
func Derivative2[F dual.Float](f func(x Number[F]) Number[F], x F) (y, dy, d2y F) {
	given.Must(f != nil, "hyperdual: Derivative2", "the function f")
	z := f(Variable(x))
	return z.Real, z.E1mag, z.E1E2mag
}

// Hessian returns f(x), the gradient of f at x, and the n×n Hessian matrix, n = len(x), row by row:
// hess[i*n+j] = ∂²f/∂xᵢ∂xⱼ. It is symmetric to the bit. The function must not change its argument.
func Hessian[T SecondOrder[T, F], F dual.Float](f func(x []T) T, x []F) (y F, grad, hess []F) {
	n := len(x)
	grad, hess = make([]F, n), make([]F, n*n)
	return HessianInto(grad, hess, f, x, make([]T, n)), grad, hess
}

// HessianInto is [Hessian] in the caller's memory: grad, of n elements, and hess, of n·n, receive the derivatives, and
// work, of n elements, is used for the variables. Given the same work again it does not allocate. Concurrent calls
// need a work of their own.
func HessianInto[T SecondOrder[T, F], F dual.Float](grad, hess []F, f func(x []T) T, x []F, work []T) F {
	given.Must(f != nil, "hyperdual: Hessian", "the function f")
	n := len(x)
	checkLength("HessianInto", "grad", len(grad), n)
	checkLength("HessianInto", "hess", len(hess), n*n)
	checkLength("HessianInto", "work", len(work), n)
	if n == 0 {
		return F(f(work).Value())
	}
	var y T
	for pass := range y.passes(n) {
		y.seedPass(work, x, pass)
		y = f(work)
		y.readPass(grad, hess, pass)
	}
	return F(y.Value())
}

// HessianVector returns f(x), the gradient of f at x, and the product of its Hessian matrix and v, in len(x) passes
// without forming the matrix. The function must not change its argument.
func HessianVector[F dual.Float](f func(x []Number[F]) Number[F], x, v []F) (y F, grad, hv []F) {
	grad, hv = make([]F, len(x)), make([]F, len(x))
	return HessianVectorInto(grad, hv, f, x, v, make([]Number[F], len(x))), grad, hv
}

// HessianVectorInto is [HessianVector] in the caller's memory: grad and hv receive the results and work is used for
// the variables. All have len(x) elements.
func HessianVectorInto[F dual.Float](grad, hv []F, f func(x []Number[F]) Number[F], x, v []F, work []Number[F]) F {
	given.Must(f != nil, "hyperdual: HessianVector", "the function f")
	n := len(x)
	checkLength("HessianVectorInto", "v", len(v), n)
	checkLength("HessianVectorInto", "grad", len(grad), n)
	checkLength("HessianVectorInto", "hv", len(hv), n)
	checkLength("HessianVectorInto", "work", len(work), n)
	if n == 0 {
		return f(work).Real
	}
	var y Number[F]
	for j := range x {
		for i := range work {
			work[i] = Number[F]{Real: x[i], E1mag: v[i]}
		}
		work[j].E2mag = 1
		y = f(work)
		grad[j], hv[j] = y.E2mag, y.E1E2mag
	}
	return y.Real
}

// pairOf numbers the pairs i ≤ j: (0,0), (0,1), (1,1), (0,2), …
func pairOf(pass int) (i, j int) {
	j = int((math.Sqrt(float64(8*float64(pass))+1) - 1) / 2)
	return pass - triangle(j), j
}

// passes implements [SecondOrder]: one pass for each pair of variables.
func (Number[F]) passes(n int) int { return triangle(n) }

// seedPass implements [SecondOrder].
func (Number[F]) seedPass(z []Number[F], x []F, pass int) {
	z = z[:len(x)]
	for i, v := range x {
		z[i] = Number[F]{Real: v}
	}
	i, j := pairOf(pass)
	z[i].E1mag, z[j].E2mag = 1, 1
}

// readPass implements [SecondOrder].
func (x Number[F]) readPass(grad, hess []F, pass int) {
	i, j := pairOf(pass)
	hess[i*len(grad)+j], hess[j*len(grad)+i] = x.E1E2mag, x.E1E2mag
	if i == j {
		grad[i] = x.E1mag
	}
}

// directionsOf returns the variables [i, i+m) and [j, j+k) whose second derivatives a pass with Chunks yields, i ≤ j.
// Up to 32 variables take one pass; more are divided into blocks of 16, and there is a pass for every two blocks.
func directionsOf(n, pass int) (i, m, j, k int) {
	if n <= maxDirections {
		return 0, n, n, 0
	}
	p, q := pairOf(pass)
	i, j = p*blockDirections, (q+1)*blockDirections
	return i, blockDirections, j, min(blockDirections, n-j)
}

// passes implements [SecondOrder].
func (Chunk[F]) passes(n int) int {
	if n <= maxDirections {
		return 1
	}
	return triangle((n+blockDirections-1)/blockDirections - 1)
}

// seedPass implements [SecondOrder]. It finds the memory for derivatives where it left it, in the numbers of z.
func (Chunk[F]) seedPass(z []Chunk[F], x []F, pass int) {
	z = z[:len(x)]
	var a *arena[F]
	for k := range z {
		if e := z[k].n; e != nil {
			a = e.arena
			break
		}
	}
	directions := min(len(x), maxDirections)
	if a == nil || len(a.seeds) != directions {
		a = newArena[F](directions)
	}
	a.Reset()
	i, m, j, k := directionsOf(len(x), pass)
	if m < len(x) {
		for l, v := range x {
			z[l] = Chunk[F]{Real: v}
		}
	}
	for l := range m {
		z[i+l] = Chunk[F]{x[i+l], 1, 0, &a.seeds[l]}
	}
	for l := range k {
		z[j+l] = Chunk[F]{x[j+l], 1, 0, &a.seeds[m+l]}
	}
}

// readPass implements [SecondOrder].
func (x Chunk[F]) readPass(grad, hess []F, pass int) {
	n := len(grad)
	i, m, j, k := directionsOf(n, pass)
	variable := func(q int) int {
		if q < m {
			return i + q
		}
		return j + q - m
	}
	var row [maxDirections]F
	for q := range m + k {
		s := variable(q)
		grad[s] = x.first(q)
		x.row(row[:q+1])
		for p, e := range row[:q+1] {
			r := variable(p)
			hess[r*n+s], hess[s*n+r] = e, e
		}
	}
}

// checkLength panics if an argument has not the length it must have.
func checkLength(function, argument string, got, want int) {
	if got != want {
		panic(fmt.Sprintf("hyperdual: %s: %s has length %d, want %d", function, argument, got, want))
	}
}
