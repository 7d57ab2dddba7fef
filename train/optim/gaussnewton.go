package optim

import (
	"fmt"
	"strings"
)

// GaussNewtonOptions are those of [NewGaussNewton]. The zero value has sensible ones.
type GaussNewtonOptions struct {
	Until Tolerances // when to end; the gradient is that of the sum of squares

	// Damping is the first one, as a share of the curvature of the linear residuals along the gradient; 1e-3 if 0.
	Damping float64

	// Directions is the most that a step makes of powers of JᵀJ, and what most of the memory goes to, a vector of the
	// parameters' length each; 100 if 0. Each takes one product with J and one with its transpose.
	Directions int

	// Tolerance is what a step may leave of the equations that it solves, as a share of the gradient; 0.01 if 0. With
	// less a step takes fewer directions.
	Tolerance float64

	// Uphill and Corrections are those of [LevenbergOptions]. A correction takes one product with J, one with its transpose
	// and one evaluation of the residuals, however many directions there are.
	Uphill      float64
	Corrections int
}

// check reports the first setting that makes no sense.
func (o GaussNewtonOptions) check(name string) error {
	if o.Directions < 0 {
		return fmt.Errorf("optim: %s: %d directions, want none negative", name, o.Directions)
	}
	if err := checkSetting(name, "tolerance", o.Tolerance, 0, 1); err != nil {
		return err
	}
	return o.levenberg().check(name)
}

// levenberg returns the options of the steps that the directions are for.
func (o GaussNewtonOptions) levenberg() LevenbergOptions {
	return LevenbergOptions{Until: o.Until, Damping: o.Damping, Uphill: o.Uphill, Corrections: o.Corrections}
}

// withDefaults returns the options with what is 0 set.
func (o GaussNewtonOptions) withDefaults() GaussNewtonOptions {
	if o.Directions == 0 {
		o.Directions = 100
	}
	if o.Tolerance == 0 {
		o.Tolerance = 0.01
	}
	return o
}

// NewGaussNewton returns an optimiser for the problem that never makes its Jacobian: see [GaussNewton].
func NewGaussNewton(p MatrixFreeLeastSquares, opt GaussNewtonOptions) (*Levenberg, error) {
	n, err := parametersOf("NewGaussNewton", p)
	if err != nil {
		return nil, err
	}
	if err := opt.check("NewGaussNewton"); err != nil {
		return nil, err
	}
	l := newGaussNewton(n, opt)
	if err := l.Bind(p, 1); err != nil {
		return nil, err
	}
	return l, nil
}

func newGaussNewton(n int, opt GaussNewtonOptions) *Levenberg {
	return newLevenberg(n, opt.levenberg(), newKrylov(n, opt.withDefaults()))
}

// gaussNewton is the [Optimizer] whose runs are solved by a [Levenberg] that has products with the Jacobian alone.
type gaussNewton struct{ opt GaussNewtonOptions }

// GaussNewton fits sums of squares by damped steps of Gauss and Newton, for networks and data whose Jacobian is too large for
// [LevenbergMarquardt]: its equations (JᵀJ + λ·I)·h = −Jᵀr are solved by products of J and its transpose with vectors, which
// cost about as much as a gradient each, among the directions that Lanczos's method makes of them. It is used
// as [LevenbergMarquardt] is, and takes memory for 100 directions, about as much as [LBFGS] with 50 pairs.
func GaussNewton(opt GaussNewtonOptions) Optimizer { return gaussNewton{opt} }

func (o gaussNewton) Rate() float64 { return 1 }

func (o gaussNewton) Update32(int) Update[float32] { return nil }

func (o gaussNewton) Update64(n int) Update[float64] { return newGaussNewton(n, o.opt) }

// Check implements [Checker].
func (o gaussNewton) Check() error { return o.opt.check("GaussNewton") }

func (o gaussNewton) String() string {
	parts := o.opt.levenberg().settings()
	if o.opt.Directions != 0 {
		parts = append(parts, fmt.Sprintf("directions %d", o.opt.Directions))
	}
	if o.opt.Tolerance != 0 {
		parts = append(parts, fmt.Sprintf("tolerance %g", o.opt.Tolerance))
	}
	return withSettings("GaussNewton", parts)
}

// withSettings returns the name of an optimiser with the settings that are not the usual ones.
func withSettings(name string, parts []string) string {
	if len(parts) == 0 {
		return name
	}
	return name + "(" + strings.Join(parts, ", ") + ")"
}
