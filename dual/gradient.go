package dual

import (
	"fmt"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
)

// Directions is a number type that [Gradient] and [Jacobian] can seed and read: [Chunk], which carries many
// directions in one pass, [Number3], which carries three, or [Number], which carries one.
type Directions[T Scalar[T], F Float] interface {
	Scalar[T]

	// seed sets z to the variables x with unit tangents in as many of the directions first, first+1, … as a T
	// carries, at least one and at most to len(x), and returns the next direction. The receiver is not used. z is
	// memory that the type may keep things in from one evaluation to the next.
	seed(z []T, x []F, first int) (next int)

	// tangents writes the derivatives of the receiver in the directions first to first+len(dst)-1, where first is
	// that of the last call of seed.
	tangents(dst []F, first int)
}

// Gradient returns f(x) and the gradient of f at x. The function must not change its argument.
func Gradient[T Directions[T, F], F Float](f func(x []T) T, x []F) (y F, grad []F) {
	grad = make([]F, len(x))
	return GradientInto(grad, f, x, make([]T, len(x))), grad
}

// GradientInto is [Gradient] in the caller's memory: grad receives the gradient, and work is used for the variables.
// Both have len(x) elements. Given the same work again it does not allocate. Concurrent calls need a work of their own.
func GradientInto[T Directions[T, F], F Float](grad []F, f func(x []T) T, x []F, work []T) F {
	given.Must(f != nil, "dual: Gradient", "the function f")
	checkLength("GradientInto", "grad", len(grad), len(x))
	checkLength("GradientInto", "work", len(work), len(x))
	var y T
	if len(x) == 0 {
		return F(f(work).Value())
	}
	for first := 0; first < len(x); {
		next := y.seed(work, x, first)
		y = f(work)
		y.tangents(grad[first:next], first)
		first = next
	}
	return F(y.Value())
}

// Jacobian returns f(x), m numbers, and the m×n Jacobian matrix of f at x row by row: jac[i*n+j] = ∂fᵢ/∂xⱼ, with
// n = len(x). The function must not change its argument.
func Jacobian[T Directions[T, F], F Float](f func(x []T) []T, x []F) (y, jac []F) {
	given.Must(f != nil, "dual: Jacobian", "the function f")
	work := make([]T, len(x))
	var zero T
	next := 0
	if len(x) > 0 {
		next = zero.seed(work, x, 0)
	}
	z := f(work)
	y, jac = make([]F, len(z)), make([]F, len(z)*len(x))
	readRows(y, jac, z, len(x), 0, next)
	if next < len(x) {
		jacobianFrom(next, y, jac, f, x, work)
	}
	return y, jac
}

// JacobianInto is [Jacobian] in the caller's memory: y receives the m values, jac the m·n derivatives, and work, of
// n = len(x) elements, is used for the variables. Given the same work again, and a function that returns memory of
// its own, it does not allocate.
func JacobianInto[T Directions[T, F], F Float](y, jac []F, f func(x []T) []T, x []F, work []T) {
	given.Must(f != nil, "dual: Jacobian", "the function f")
	checkLength("JacobianInto", "work", len(work), len(x))
	checkLength("JacobianInto", "jac", len(jac), len(y)*len(x))
	if len(x) == 0 {
		readRows(y, jac, f(work), 0, 0, 0)
		return
	}
	jacobianFrom(0, y, jac, f, x, work)
}

// jacobianFrom computes the columns of jac from column first on.
func jacobianFrom[T Directions[T, F], F Float](first int, y, jac []F, f func(x []T) []T, x []F, work []T) {
	var zero T
	for first < len(x) {
		next := zero.seed(work, x, first)
		readRows(y, jac, f(work), len(x), first, next)
		first = next
	}
}

// readRows reads the values and the columns first ≤ j < next of the Jacobian from z.
func readRows[T Directions[T, F], F Float](y, jac []F, z []T, n, first, next int) {
	checkLength("JacobianInto", "y", len(y), len(z))
	for i := range z {
		y[i] = F(z[i].Value())
		if first < next {
			z[i].tangents(jac[i*n+first:i*n+next], first)
		}
	}
}

// seed implements [Directions] with one direction.
func (Number[F]) seed(z []Number[F], x []F, first int) (next int) {
	z = z[:len(x)]
	for i, v := range x {
		z[i] = Number[F]{Real: v}
	}
	z[first].Emag = 1
	return first + 1
}

// tangents implements [Directions].
func (x Number[F]) tangents(dst []F, _ int) { dst[0] = x.Emag }

// seed implements [Directions] with up to 128 directions. It finds the memory for their tangents where it left it,
// in the tangents of z.
func (Chunk[F]) seed(z []Chunk[F], x []F, first int) (next int) {
	z = z[:len(x)]
	next = min(len(x), first+maxDirections)
	var a *arena[F]
	for i := range z {
		if t := z[i].tan; t != nil {
			a = t.arena
			break
		}
	}
	if a == nil || len(a.seeds) != min(len(x), maxDirections) {
		a = newArena[F](min(len(x), maxDirections))
	}
	a.Reset()
	for i, v := range x[:first] {
		z[i] = Chunk[F]{Real: v}
	}
	for i, v := range x[first:next] {
		z[first+i] = Chunk[F]{v, 1, &a.seeds[i]}
	}
	for i, v := range x[next:] {
		z[next+i] = Chunk[F]{Real: v}
	}
	return next
}

// tangents implements [Directions].
func (x Chunk[F]) tangents(dst []F, _ int) {
	clear(dst)
	if x.tan == nil {
		return
	}
	for i := x.tan.lo; i < x.tan.hi; i++ {
		dst[i] = number.Times(x.scale, x.tan.slopes[i])
	}
}

// checkLength panics if an argument has not the length it must have.
func checkLength(function, argument string, got, want int) {
	if got != want {
		panic(fmt.Sprintf("dual: %s: %s has length %d, want %d", function, argument, got, want))
	}
}
