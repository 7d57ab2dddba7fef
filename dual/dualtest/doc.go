// Package dualtest helps test derivatives that were written by hand: gradients, Hessians and rules for
// [dual.Scalar.Apply].
//
//	func TestGradient(t *testing.T) {
//		dualtest.Gradient(t, f[dual.Number[float64]], gradF, dualtest.Dim(3), dualtest.Within(-2, 2))
//	}
//
// The functions draw random points and compare what the hand-written code says there with independent answers: exact
// numbers of this library, the complex step through a complex version of the function where the caller has one, and
// differences extrapolated to step zero, which come with an estimate of their error. A failure is reported once, at a
// point that was simplified as long as it still failed, with both values, the component, the answers that contradict
// it, and the seed that draws the same points again.
//
// Points where the function has no finite value, and components at kinks, where the derivatives from the left and
// from the right differ and no answer is the right one, are left out and counted in the test's log. A test in which
// nothing is left to compare fails.
package dualtest
