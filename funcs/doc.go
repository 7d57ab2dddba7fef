// Package funcs holds classical test functions of optimisation and surrogate modelling, each written once over
// [dual.Scalar]:
//
//	func Booth[T dual.Scalar[T]](x []T) T
//
// so that values, gradients, Hessians and derivatives of any order come from the same few lines, exactly:
//
//	y, dy := dual.Derivative(func(x dual.Number[float64]) dual.Number[float64] {
//		return funcs.Booth([]dual.Number[float64]{x, x.Lift(3)})
//	}, 1)
//
// Formulas are arranged to cost few operations and to be exact at the minima, where the published forms often
// subtract equal numbers. At kinks and cone tips (Ackley at the origin, Bukin's ridge) a derivative is the one along
// the seed, as everywhere in this library.
//
// Every function takes its point as a slice; those of fixed dimension read the first coordinates, the others all of
// them, and all panic on a slice that is too short. The collection by name, with domains, minima and a note on what
// makes each one hard, is in [All] and [Lookup]. Definitions follow the survey of Jamil and Yang (2013), domains of
// the seven functions of Czarnecki et al. (2017) that paper.
package funcs
