package series

// A Form is a kind of differential equation. The constant in it is λ.
type Form int

// The equations, for y = φ(x) and its derivatives in x.
const (
	Unsolved    Form = iota // none that is used: y is the sum of its Taylor coefficients times powers
	Exponential             // y″ = λy′
	Logarithmic             // (x+λ)y′ is constant
	Binomial                // xy′ = λy
	Oscillating             // y″ = λy
	Riccati                 // y′ = λy² + a linear function of y
	Reciprocal              // (1+λx²)y′ = ±1
	Radical                 // y′ = ±(λx² ± 1)^(−1/2)
)

var forms = [...]string{"Unsolved", "Exponential", "Logarithmic", "Binomial", "Oscillating", "Riccati", "Reciprocal", "Radical"}

// String returns the name of the form.
func (f Form) String() string { return forms[f] }

// An Equation is the differential equation that a function solves. Along any x(t) it gives the Taylor coefficients of
// φ(x(t)) one from another, where the sum of powers Σ φₖ(x−a)ᵏ would cancel: ln (1−t)⁸ = −8(t + t²/2 + …) is a sum of
// powers of 8t. Number types of high order solve it, with the primal of y′ and the like from the rule.
type Equation struct {
	Form     Form
	Constant float64
}
