// Package jet computes derivatives of any order exactly, by arithmetic.
//
// A jet is a real number together with an infinitesimal part, a = a₀ + n: the primal a₀ and a nilpotent n, some power
// of which vanishes. Arithmetic on jets is ordinary arithmetic of polynomials in a few infinitesimal symbols ε, in
// which certain monomials count as zero. Which ones, is what an [Algebra] says:
//
//	Real()        nothing but the primal
//	Dual(n)       every product of two symbols is zero           first derivatives
//	HyperDual()   ε₁² = ε₂² = 0, but ε₁ε₂ stays                  one mixed second derivative
//	Taylor(K)     one symbol, ε^(K+1) = 0                        K derivatives along one direction
//	Full(n, K)    every monomial above degree K is zero          all partial derivatives to order K
//	Laplace(n)    εᵢεⱼ = 0 for i ≠ j, and all εᵢ² are one ω      gradient and Laplacian
//	Diagonal(n,K) εᵢεⱼ = 0 for i ≠ j, εᵢ^(K+1) = 0               K derivatives along each of n directions
//
// Put a + ε into a program that knows only +, −, ·, / and elementary functions, and f(a) + f′(a)ε + ½f″(a)ε² + …
// comes out: a function of a jet is its Taylor polynomial at the primal, φ(a₀+n) = Σ φₖ nᵏ with φₖ = φ⁽ᵏ⁾(a₀)/k!,
// and the sum ends by itself because n is nilpotent. So an algebra needs one table, that of its products, and a
// function needs one rule, that of its Taylor coefficients at a real point; every function then holds in every
// algebra. The numbers of packages dual and hyperdual have the same rules: there is one table of them.
//
// # Three ways to use it
//
// The drivers [Derivatives], [Directional], [Partials], [Mixed], [Pure] and [Laplacian] differentiate a function written
// over [Number]. They are where to start.
//
// An [Algebra] does arithmetic in place on slices of coefficients, destination first: alg.Mul(z, x, y). Unless a
// method says otherwise, the destination may be one of the operands, and nothing is allocated. [Number] is a thin
// value over it that returns new numbers and satisfies [dual.Scalar], so that functions written once over a scalar
// type can be differentiated here; each of its operations allocates its result.
//
// A [Batch] holds a matrix of jets, one plane of memory for each coefficient, for work on many samples at once.
//
// # Coefficients and derivatives
//
// A coefficient is a derivative divided by the factorials of its exponents: that of ε₁²ε₂ is ∂³f/∂x₁²∂x₂ / (2!·1!).
// The difference is taken care of once, where results leave the package: see [Algebra.Factorial].
//
// # Limits
//
// Series with leading zeros lose orders when they are divided: sin(x)/x at 0, computed from five coefficients each,
// is known to four. In Taylor algebras the zeros are divided out and the number of known orders is reported; in the
// other algebras a division by a jet with primal 0 gives what real arithmetic gives, an infinity or NaN.
// Derivatives nested by closures over the same number type confuse their perturbations; take a higher order or
// [dual.Nested] instead.
package jet
