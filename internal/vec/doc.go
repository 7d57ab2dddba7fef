// Package vec holds the vector kernels and the matrix product that the batch engine spends its time in.
//
// Every operation exists twice. The portable form is plain Go, runs on every architecture and is the definition;
// on amd64 an AVX2+FMA and an AVX-512 form, written by the generator in the directory gen, are chosen once at
// start-up by CPUID. On arm64 everything but the activations and exp has a NEON form. Setting the environment variable SOBOLEV_CPU to portable, avx2,
// avx512 or neon forces a path, and the build tag purego leaves the assembly out. [Current] tells which path runs.
//
// # Conventions
//
// The destination comes first. Slices of one call have equal lengths, which are checked; a wrong length is a
// programmer's error and panics. A destination may be the same slice as a source, unless the comment says
// otherwise, but may not overlap one partly. Nothing is ever allocated, and nothing outside the given slices is read or
// written.
//
// # Rounding
//
// A matrix product adds its terms to each element of C one at a time in the order of the inner index, whatever the
// shape of the call. So a row of C does not depend on which other rows are computed with it, and splitting the
// inner dimension over several accumulating calls changes nothing either. Where it forms dot products instead, which
// for [MatMul] the number of columns and the strides decide, the first still holds. Reductions use a fixed pattern of
// partial sums that depends on the length alone, and a function's value on its argument alone. So results do not
// depend on how work is cut into tiles of rows or given to goroutines.
//
// The portable path rounds every product before it adds it, by an explicit conversion, F(x*y) + z, without which Go fuses
// the two on some processors and in some loops. So its products, sums and updates have the same bits everywhere; the
// elementary functions are those of package math, whose last digits differ between processors.
//
// The portable path differs from the others in the last digits, since these fuse multiplication and addition. [Exp],
// [SinCos] and the values of tanh, σ and softplus stay within 2 ulp of the true value; derivatives in the jets of
// activations stay within 24 units of rounding of the largest of them; [Taylor] states its own bound. Exponentials below
// the smallest normal number are zero in everything but [Exp], which goes through the denormal numbers.
package vec

// Float is the constraint of every kernel: the two machine floating-point types.
type Float interface{ ~float32 | ~float64 }
