package jet

import "fmt"

// check panics if x, the argument called name of the method called op, has the wrong number of coefficients.
func (a *Algebra) check(op, name string, x []float64) {
	if len(x) != len(a.basis) {
		panicLength(op, name, len(x), len(a.basis))
	}
}

func (a *Algebra) check2(op string, z, x []float64) {
	a.check(op, "z", z)
	a.check(op, "x", x)
}

func (a *Algebra) check3(op string, z, x, y []float64) {
	a.check(op, "z", z)
	a.check(op, "x", x)
	a.check(op, "y", y)
}

//go:noinline
func panicLength(op, name string, got, want int) {
	panic(fmt.Sprintf("jet: %s: %s has %d coefficients, want %d", op, name, got, want))
}

//go:noinline
func panicIndex(op, name string, got, n int) {
	panic(fmt.Sprintf("jet: %s: %s = %d, want 0 to %d", op, name, got, n-1))
}

// atLeast panics if the parameter of a constructor or driver is below its least value.
func atLeast(op, name string, got, least int) {
	if got < least {
		panic(fmt.Sprintf("jet: %s: %s = %d, want at least %d", op, name, got, least))
	}
}

// same reports whether two slices of coefficients are the same memory.
func same(x, y []float64) bool { return &x[0] == &y[0] }
