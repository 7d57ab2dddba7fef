package dualmath

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// DivideOut returns f(x, z)/z for a function with f(x, 0) = 0 whatever x, with all derivatives in x and z, also at z =
// 0, where the division is 0/0. f is analytic in z at least within the given radius around 0.
//
// Beyond half the radius it divides. Within, it is the integral of ∂f/∂z(x, tz) for t from 0 to 1 (Hadamard's lemma),
// by Gauss's rule of 16 points, which is exact to rounding there; ∂f/∂z is had from the ϵ of [dual.Nested]. So a
// quotient z/x(z) with a zero of x at 0 is the inverse of DivideOut.
func DivideOut[T dual.Scalar[T]](
	f func(x []dual.Nested[T], z dual.Nested[T]) dual.Nested[T], radius float64, z T, x ...T,
) T {
	given.Must(f != nil, "dualmath: DivideOut", "the function f")
	at := make([]dual.Nested[T], len(x))
	for i, v := range x {
		at[i] = dual.Nested[T]{Real: v, Emag: v.Lift(0)}
	}
	if !(math.Abs(z.Value()) < radius/2) {
		return f(at, dual.Nested[T]{Real: z, Emag: z.Lift(0)}).Real.Div(z)
	}
	sum := z.Lift(0)
	for _, p := range gauss16 {
		slope := f(at, dual.Nested[T]{Real: z.Scale(p.node), Emag: z.Lift(1)}).Emag
		sum = sum.Add(slope.Scale(p.weight))
	}
	return sum
}

// gauss16 holds the nodes and weights of Gauss's quadrature over [0, 1] (Abramowitz & Stegun 25.4.30).
var gauss16 = [...]struct{ node, weight float64 }{
	{0.0052995325041750337019, 0.013576229705877047426},
	{0.027712488463383711961, 0.031126761969323946431},
	{0.06718439880608412806, 0.047579255841246392405},
	{0.12229779582249848305, 0.062314485627766936026},
	{0.19106187779867812578, 0.074797994408288366041},
	{0.27099161117138630683, 0.084578259697501269095},
	{0.35919822461037054338, 0.091301707522461794433},
	{0.45249374508118127991, 0.094725305227534248143},
	{0.54750625491881872009, 0.094725305227534248143},
	{0.64080177538962945662, 0.091301707522461794433},
	{0.72900838882861369317, 0.084578259697501269095},
	{0.80893812220132187422, 0.074797994408288366041},
	{0.87770220417750151695, 0.062314485627766936026},
	{0.93281560119391587194, 0.047579255841246392405},
	{0.97228751153661628804, 0.031126761969323946431},
	{0.9947004674958249663, 0.013576229705877047426},
}
