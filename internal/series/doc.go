// Package series is the one table of derivative rules of this module.
//
// A rule knows a function φ by its Taylor coefficients at a real point a, to any order:
//
//	c[k] = φ⁽ᵏ⁾(a)/k!    so that    φ(a+h) = c[0] + c[1]·h + c[2]·h² + …
//
// That is all that any number type needs. A number a+n with a real part a and a nilpotent part n (ε, with ε² = 0, for
// dual numbers; more symbols or higher powers for others) has φ(a+n) = Σ c[k]·nᵏ, a finite sum. So a function written
// here once holds for dual, hyper-dual and Taylor numbers of every order, and its derivative is written nowhere else.
//
// # Where the coefficients come from
//
// Most functions solve a short differential equation, and comparing the coefficients of hᵏ on both sides gives each
// coefficient from those before. The tangent, y' = 1+y²:
//
//	(k+1)·c[k+1] = Σ c[j]·c[k-j]    for k >= 1
//
// Order n costs at most O(n²) operations, no factorials and no nested differentiation. The recurrences are classical
// (Griewank & Walther, Evaluating Derivatives, 2nd ed., ch. 13; Abramowitz & Stegun for the special functions); each
// doc comment states its own. No rule allocates, and none keeps a reference to c: an array on the caller's stack stays
// there when the rule is called by its name.
//
// # What is promised
//
// The value c[0] is what package math returns, bit for bit, special values included, but for logarithms and powers of subnormal
// numbers on amd64, where math is wrong. Where package math has no such
// function it is right to 4 units in the last place, but for the zeros of Sinc, which are those of math.Sin, and the
// negative zeros of Digamma, where the 4 units are those of 1.
//
// The derivatives are right in their own right, even where the value is not: 1-y² would lose every digit of sech² where
// tanh y is near 1, so it is not how sech² is computed; 1-x² is rounded once; e^(-x²) is corrected for the rounding of
// x². Coefficients of orders 1 and 2 have a bound in units of the last place, those of orders 3 to 8 a relative one,
// both tested against values of 50 digits; docs/accuracy.md lists bounds and measurements. Arguments so far out that
// intermediate results overflow or underflow, while the derivative does not, are part of the promise.
//
// # Special cases
//
// The doc comment of a rule lists them in the form "rule at point: value, slope, second coefficient, …"; the tests read
// these lines and hold the code to them. At the edge of a domain the coefficients are the one-sided limits: √ at 0 has
// 0, +Inf, -Inf, … Outside of it they are NaN. [Inside] tells on which side of an edge the domain lies: a number type
// asks it when it meets an infinite coefficient, since along a direction that leaves the domain there is no derivative.
// At a kink the slope is one fixed number, the same in every direction, as layers of a network need it; scalar numbers
// that follow their seed instead (|x| has slope -1 to the left) do so themselves.
//
// # Adding a function
//
// Write a function with the signature of [Rule] in the file of its family and a row for it at the head of that file,
// and a row in testdata/golden.py, and run that script and go generate ./internal/series. The number types have the
// method then, or package dual and the networks have the activation, and the tests take it from there. A new family is
// a new file and its name in [Functions]. Where the usual bound on its errors does not fit, the golden test has a table of
// others.
package series
