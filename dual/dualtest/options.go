package dualtest

import "math/rand/v2"

// TB is the part of testing.TB that this package reports to. *testing.T and *testing.B implement it.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

// An Option changes how a function of this package tests.
type Option func(*config)

type config struct {
	lo, hi    []float64
	points    int
	order     int
	seed      uint64
	tolerance float64
	complex   func(z []complex128) complex128
	value     func(x float64) float64
	nested    func(x []NestedNumber) NestedNumber
}

// Dim sets the number of variables, each drawn from [-3, 3]. The default is 2.
func Dim(n int) Option {
	return func(c *config) {
		lo, hi := c.lo[0], c.hi[0]
		c.lo, c.hi = make([]float64, n), make([]float64, n)
		for i := range n {
			c.lo[i], c.hi[i] = lo, hi
		}
	}
}

// Within sets the interval that every variable is drawn from. The default is [-3, 3].
func Within(lo, hi float64) Option {
	return func(c *config) {
		for i := range c.lo {
			c.lo[i], c.hi[i] = lo, hi
		}
	}
}

// Box sets an interval for each variable, and with it the number of variables.
func Box(lo, hi []float64) Option {
	return func(c *config) { c.lo, c.hi = lo, hi }
}

// Points sets the number of points. The default is 100.
func Points(n int) Option { return func(c *config) { c.points = n } }

// Order sets the highest coefficient that [Rule] tests. The default is 4.
func Order(k int) Option { return func(c *config) { c.order = k } }

// Seed makes the points those of an earlier run. By default every run draws others.
func Seed(seed uint64) Option { return func(c *config) { c.seed = seed } }

// Tolerance sets the error allowed against exact answers, relative to the larger of 1 and the answer. The default is
// 1e-9. Against differences their estimated error is allowed too.
func Tolerance(relative float64) Option { return func(c *config) { c.tolerance = relative } }

// Complex gives the same function for complex numbers, written with package math/cmplx. Where it is analytic its
// imaginary part gives derivatives without cancellation.
func Complex(f func(z []complex128) complex128) Option { return func(c *config) { c.complex = f } }

// Value gives [Rule] the function whose value the first coefficient must equal bit for bit.
func Value(f func(x float64) float64) Option { return func(c *config) { c.value = f } }

func newConfig(dim int, options []Option) *config {
	c := &config{points: 100, order: 4, seed: rand.Uint64(), tolerance: 1e-9, lo: []float64{-3}, hi: []float64{3}}
	Dim(dim)(c)
	for _, o := range options {
		o(c)
	}
	return c
}
