package dualmath

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// DivideOut returns f(x, z)/z for a function with f(x, 0) = 0 whatever x, with all derivatives in x and z, also at z =
// 0, where the division is 0/0. f is analytic in z at least within the given radius around 0, which may be infinite. It panics
// unless the radius is above 0.
//
// Beyond half the radius it divides. Within, it is the integral of ∂f/∂z(x, tz) for t from 0 to 1 (Hadamard's lemma),
// by Gauss's rule of 16 points, where that is exact to rounding; ∂f/∂z is had from the ϵ of [dual.Nested]. Where the values of
// ∂f/∂z show that it is not, as those of an entire function that oscillates between 0 and z do, z is large beside the scale of f,
// and it divides, too. Derivatives in x are taken to vary with z no faster than the value does. So a
// quotient z/x(z) with a zero of x at 0 is the inverse of DivideOut.
func DivideOut[T dual.Scalar[T]](
	f func(x []dual.Nested[T], z dual.Nested[T]) dual.Nested[T], radius float64, z T, x ...T,
) T {
	given.Must(f != nil, "dualmath: DivideOut", "the function f")
	if !(radius > 0) {
		panic(fmt.Sprintf("dualmath: DivideOut: radius %v, want a number above 0", radius))
	}
	at := make([]dual.Nested[T], len(x))
	for i, v := range x {
		at[i] = dual.Nested[T]{Real: v, Emag: v.Lift(0)}
	}
	if math.Abs(z.Value()) < radius/2 {
		if mean, ok := meanSlope(f, z, at); ok {
			return mean
		}
	}
	return f(at, dual.Nested[T]{Real: z, Emag: z.Lift(0)}).Real.Div(z)
}

// meanSlope returns the integral of ∂f/∂z(x, tz) for t from 0 to 1, and whether the rule is exact to rounding: the values'
// Legendre coefficients, which fall in proportion to a power ρ⁻ⁿ, have fallen to 10⁻⁹ at n = 15, and the rule errs by ρ⁻³².
func meanSlope[T dual.Scalar[T]](
	f func(x []dual.Nested[T], z dual.Nested[T]) dual.Nested[T], z T, x []dual.Nested[T],
) (mean T, ok bool) {
	mean = z.Lift(0)
	var largest, c14, c15 float64
	for _, p := range gauss16 {
		slope := f(x, dual.Nested[T]{Real: z.Scale(p.node), Emag: z.Lift(1)}).Emag
		mean = mean.Add(slope.Scale(p.weight))
		v := slope.Value()
		largest = max(largest, math.Abs(v))
		c14 += float64(p.legendre14 * v)
		c15 += float64(p.legendre15 * v)
	}
	return mean, z.Value() == 0 || max(math.Abs(c14), math.Abs(c15)) <= 1e-9*largest
}

// gauss16 holds the nodes and weights of Gauss's quadrature over [0, 1] (Abramowitz & Stegun 25.4.30), and what the values there
// are multiplied by and added up to the coefficients 14 and 15 of their Legendre series.
var gauss16 = [...]struct{ node, weight, legendre14, legendre15 float64 }{
	{0.0052995325041750337019, 0.013576229705877047426, 0.062705450453123462242, -0.032781304863961739416},
	{0.027712488463383711961, 0.031126761969323946431, -0.20493540387013992051, 0.11222091245058840126},
	{0.06718439880608412806, 0.047579255841246392405, 0.35412149495579470669, -0.21159853063188443765},
	{0.12229779582249848305, 0.062314485627766936026, -0.46284478766452636358, 0.31691961779722083074},
	{0.19106187779867812578, 0.074797994408288366041, 0.49770223675171824785, -0.41664037702596136522},
	{0.27099161117138630683, 0.084578259697501269095, -0.44354061210789206728, 0.5008933497159644381},
	{0.35919822461037054338, 0.091301707522461794433, 0.30583343743960400786, -0.56174614482927911001},
	{0.45249374508118127991, 0.094725305227534248143, -0.10904181595768207327, 0.59361592894280181174},
	{0.54750625491881872009, 0.094725305227534248143, -0.10904181595768207327, -0.59361592894280181174},
	{0.64080177538962945662, 0.091301707522461794433, 0.30583343743960400786, 0.56174614482927911001},
	{0.72900838882861369317, 0.084578259697501269095, -0.44354061210789206728, -0.5008933497159644381},
	{0.80893812220132187422, 0.074797994408288366041, 0.49770223675171824785, 0.41664037702596136522},
	{0.87770220417750151695, 0.062314485627766936026, -0.46284478766452636358, -0.31691961779722083074},
	{0.93281560119391587194, 0.047579255841246392405, 0.35412149495579470669, 0.21159853063188443765},
	{0.97228751153661628804, 0.031126761969323946431, -0.20493540387013992051, -0.11222091245058840126},
	{0.9947004674958249663, 0.013576229705877047426, 0.062705450453123462242, 0.032781304863961739416},
}
