// Package dual computes exact first derivatives by dual numbers.
//
// A dual number is a + b·ϵ with ϵ² = 0 but ϵ ≠ 0. Computing with it follows from this alone,
//
//	(a + bϵ)·(c + dϵ) = ac + (ad + bc)ϵ
//
// and for a differentiable function, from its Taylor expansion, which ends after the first term,
//
//	φ(a + bϵ) = φ(a) + φ'(a)·b ϵ.
//
// So the coefficient of ϵ obeys the product rule and the chain rule, and after evaluating a whole program at x + 1ϵ it
// is the derivative of the program at x: not an approximation by differences, there is no step to choose, and the
// value is the one the program computes without derivatives.
//
// # Numbers
//
// [Number] is a + bϵ. [Number3] and [Chunk] are dual numbers with several independent ϵ, for gradients. [Real] is a
// plain number. [Nested] is a dual number over another number type. All satisfy [Scalar], so that a function can be
// written once:
//
//	func f[T dual.Scalar[T]](x []T) T { return x[0].Mul(x[1]).Add(x[0].Sin()) }
//
// and used as f[dual.Number[float64]], f[dual.Real[float32]] or f[hyperdual.Number[float64]]. The compiler calls the
// methods of a type parameter indirectly; where speed matters, write the function for one type.
//
// # Derivatives
//
// [Derivative] is for functions of one variable, [Gradient] and [Jacobian] for several, [Directional] and [JVP] for one
// direction among many. All return the values too, and each has a form that writes into the caller's memory and does
// not allocate.
//
// For [Gradient] and [Jacobian] the number type decides how many directions a pass carries:
//
//	Number     1                  for functions that exist for it already
//	Number3    3                  for up to three variables, and cheap functions of some more
//	Chunk      up to 128          for everything else
//
// [Implicit] and [ImplicitSystem] differentiate the solution of an equation, which the iterations of a solver do not.
// Package dualmath has more functions over Scalar: the normal distribution, complex numbers, linear systems.
//
// # Rules
//
// No derivative is written in this package. A function of one variable is known by a [Rule], which gives its Taylor
// coefficients at a real point, and every number type has one chain rule. A rule of your own serves all types and
// orders through Apply.
//
// # Special cases
//
// The value of every operation is that of Go's operators and package math, bit for bit; logarithms and powers of
// subnormal numbers, which math gets wrong on amd64, are right. Elementary functions leave the
// derivative part of a constant zero even where the derivative is infinite: √ of the constant 0 is 0 + 0ϵ. At the edge
// of a domain and at kinks the derivative is the one along the seed: √(0 + ϵ) has the slope +Inf, √(0 − ϵ) has none,
// and |0 + bϵ| has the slope |b|. The comments of the methods of Number list the cases in the order in which they
// apply; the other types follow them in each direction.
//
// # Nesting
//
// A derivative inside a function that is itself being differentiated needs an ϵ of its own. Two uses of Number have the
// same ϵ, and mixing them gives wrong results silently: the derivative of x·(d/dy (x + y)) at x = 1 is 1, but the inner
// Derivative sees the outer ϵ of x as its own and answers 2. It is called perturbation confusion (Siskind and
// Pearlmutter, Perturbation confusion and referential transparency, 2005). Use [Nested] for the inner level: its ϵ is
// another one, and since it is another type the compiler refuses to mix them. For second derivatives package hyperdual
// and for higher ones package jet need no nesting at all.
package dual
