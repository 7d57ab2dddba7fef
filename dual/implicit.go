package dual

import (
	"fmt"
	"math"
	"math/bits"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/lu"
)

// Implicit returns the function y(x) that the equation f(x, y) = 0 defines, with its derivatives at x to every order
// that T carries, given the solution y of the equation at the primals of x. How that was found does not matter: by
// a formula, a bracketing search, a table; no derivative goes through the search.
//
// Write f once over [Scalar] and pass it as it is, the compiler finds its type:
//
//	func kepler[T dual.Scalar[T]](x []T, E T) T { return E.Sub(x[1].Mul(E.Sin())).Sub(x[0]) }
//
//	E := dual.Implicit(kepler, E0, M, e)
//
// All that y is to be differentiated in has to come in through x, of which there is at least one. f must not keep or
// change its slice. T has to implement [Ordered], as all types of this module do.
//
// The derivatives are those of the implicit-function theorem, by Newton's iteration in the algebra of T (Brent & Kung,
// Fast algorithms for manipulating formal power series, 1978): each step y − f/(∂f/∂y) doubles the number of orders
// that are right, and ∂f/∂y is had from the ϵ of [Nested]. One step more than that needs squares the error of y itself,
// so that a y from a solver with a loose tolerance δ makes errors of the order δ² in the value and in the derivatives.
//
// Where ∂f/∂y is 0 at y (a double root, a fold) y is not differentiable: the result has the value y and, unless f(x, y)
// is a constant, derivatives that are NaN.
func Implicit[T Scalar[T]](f func(x []Nested[T], y Nested[T]) Nested[T], y float64, x ...T) T {
	given.Must(f != nil, "dual: Implicit", "the function f")
	at, steps := newtonStart("Implicit", x)
	z := x[0].Lift(y)
	for range steps {
		r := f(at, Nested[T]{z, z.Lift(1)})
		if r.Emag.Value() == 0 {
			return r.Real.Apply(func(c []float64, _ float64) {
				for k := range c {
					c[k] = math.NaN()
				}
				c[0] = y
			})
		}
		z = z.Sub(r.Real.Div(r.Emag))
	}
	return z
}

// ImplicitSystem is [Implicit] for n equations in n unknowns: f returns the n values that are zero at the solution y.
// Each Newton step evaluates f n times, once for each column of its Jacobian matrix ∂f/∂y, and solves a linear system
// over T.
//
// A Jacobian matrix that is singular at the primals is an error, since y is not a differentiable function of x there.
// ImplicitSystem panics if f does not return as many values as y has.
func ImplicitSystem[T Scalar[T]](f func(x, y []Nested[T]) []Nested[T], y []float64, x ...T) ([]T, error) {
	given.Must(f != nil, "dual: ImplicitSystem", "the function f")
	at, steps := newtonStart("ImplicitSystem", x)
	n := len(y)
	z := make([]T, n)
	for i, v := range y {
		z[i] = x[0].Lift(v)
	}
	residual, jacobian, work := make([]T, n), make([]T, n*n), make([]Nested[T], n)
	for range steps {
		for j := range n {
			for i := range n {
				work[i] = Nested[T]{z[i], z[i].Lift(0)}
			}
			work[j].Emag = z[j].Lift(1)
			r := f(at, work)
			checkLength("ImplicitSystem", "f(x, y)", len(r), n)
			for i := range n {
				residual[i], jacobian[i*n+j] = r[i].Real, r[i].Emag
			}
		}
		if err := lu.Solve(jacobian, residual, n); err != nil {
			return nil, fmt.Errorf("dual: ImplicitSystem: ∂f/∂y at y = %v: %w", y, err)
		}
		for i := range n {
			z[i] = z[i].Sub(residual[i])
		}
	}
	return z, nil
}

// newtonStart returns x as constants of another level and the number of Newton steps: as many as give every order of
// x from a primal that is exact, and one for the primal.
func newtonStart[T Scalar[T]](function string, x []T) (at []Nested[T], steps int) {
	if len(x) == 0 {
		panic("dual: " + function + ": got no x, want at least one")
	}
	at = make([]Nested[T], len(x))
	for i, v := range x {
		at[i] = Nested[T]{v, v.Lift(0)}
	}
	return at, bits.Len(uint(OrderOf(x...))) + 1
}
