package dual

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Real is a plain real number. It satisfies [Scalar], so that a function written once for all numbers can also be
// evaluated without derivatives. Its methods return the values of Go's operators and package math.
type Real[F Float] struct{ Real F }

var _ Scalar[Real[float64]] = Real[float64]{}

// Format implements [fmt.Formatter]: a Real prints like the number it holds.
func (x Real[F]) Format(s fmt.State, verb rune) { fmt.Fprintf(s, fmt.FormatString(s, verb), x.Real) }

// Value returns x.
func (x Real[F]) Value() float64 { return float64(x.Real) }

// AppendCoefficients appends x to dst. See [Coefficients].
func (x Real[F]) AppendCoefficients(dst []float64) []float64 { return append(dst, float64(x.Real)) }

// Lift returns c.
func (x Real[F]) Lift(c float64) Real[F] { return Real[F]{F(c)} }

// Add returns x + y.
func (x Real[F]) Add(y Real[F]) Real[F] { return Real[F]{x.Real + y.Real} }

// Sub returns x − y.
func (x Real[F]) Sub(y Real[F]) Real[F] { return Real[F]{x.Real - y.Real} }

// Mul returns x·y.
func (x Real[F]) Mul(y Real[F]) Real[F] { return Real[F]{x.Real * y.Real} }

// Div returns x/y.
func (x Real[F]) Div(y Real[F]) Real[F] { return Real[F]{x.Real / y.Real} }

// Neg returns −x.
func (x Real[F]) Neg() Real[F] { return Real[F]{-x.Real} }

// Inv returns 1/x.
func (x Real[F]) Inv() Real[F] { return Real[F]{1 / x.Real} }

// Scale returns c·x.
func (x Real[F]) Scale(c float64) Real[F] { return Real[F]{F(c) * x.Real} }

// Shift returns x + c.
func (x Real[F]) Shift(c float64) Real[F] { return Real[F]{x.Real + F(c)} }

// Apply returns rule(x).
func (x Real[F]) Apply(rule Rule) Real[F] {
	given.Must(rule != nil, "dual: Apply", "the rule")
	return Real[F]{F(series.First(rule, float64(x.Real))[0])}
}

// Pow returns x^y.
func (x Real[F]) Pow(y Real[F]) Real[F] { return pair(number.Pow, x, y) }

// Hypot returns √(x² + y²).
func (x Real[F]) Hypot(y Real[F]) Real[F] { return pair(math.Hypot, x, y) }

// Atan2 returns the angle of the point (x, y), y the receiver.
func (y Real[F]) Atan2(x Real[F]) Real[F] { return pair(math.Atan2, y, x) }

// Abs returns |x|.
func (x Real[F]) Abs() Real[F] { return Real[F]{F(math.Abs(float64(x.Real)))} }

// Max returns the larger of x and y.
func (x Real[F]) Max(y Real[F]) Real[F] { return pair(math.Max, x, y) }

// Min returns the smaller of x and y.
func (x Real[F]) Min(y Real[F]) Real[F] { return pair(math.Min, x, y) }

// Clamp returns x limited to [lo, hi].
func (x Real[F]) Clamp(lo, hi float64) Real[F] { return x.Max(x.Lift(lo)).Min(x.Lift(hi)) }

// chain returns the value of a rule's coefficients: a real number has no use for more.
func (x Real[F]) chain(c *[1]float64) Real[F] { return Real[F]{F(c[0])} }

// pair returns f(x, y).
func pair[F Float](f func(x, y float64) float64, x, y Real[F]) Real[F] {
	return Real[F]{F(f(float64(x.Real), float64(y.Real)))}
}
