package optim

// A Solver is an [Update] that minimises a sum of squares, which it knows by its residuals and their derivatives. It
// works on all points at every step and has no use for a learning rate.
type Solver interface {
	Update[float64]

	// Bind tells the solver its problem and how many goroutines it may use: once, before the first step. The result
	// does not depend on their number.
	Bind(p LeastSquares, workers int) error

	// Step changes params to ones with a sum of squares that is lower, or higher within what its options allow, and returns
	// true, or returns false and leaves them as they are if there is nothing left to gain. An error says what is not finite
	// there.
	Step(params []float64) (bool, error)

	// Why says in a few words why the last Step returned false.
	Why() string

	// Forget has to be called when the parameters, the problem or the state have changed since the last step.
	Forget()

	// Close ends the goroutines. A step after that starts them again.
	Close()
}

// levenbergMarquardt is the [Optimizer] whose runs are solved by a [Levenberg].
type levenbergMarquardt struct{ opt LevenbergOptions }

// LevenbergMarquardt fits sums of squares by the method of Levenberg and Marquardt, see [Levenberg], which knows the exact
// derivatives of every residual in every parameter: for networks and data of which the product residuals × parameters is
// up to some ten million, where it needs tens of steps for accuracies that [LBFGS] does not reach in thousands. It works
// in float64, on the loss of all points at every step, and every term has to be a sum of squares. Schedules and plateaus
// do not matter to it, but that a schedule which is negative or not finite ends any run. The run's workers are those of the
// linear algebra, whatever the options say.
func LevenbergMarquardt(opt LevenbergOptions) Optimizer { return levenbergMarquardt{opt} }

func (o levenbergMarquardt) Rate() float64 { return 1 }

func (o levenbergMarquardt) Update32(int) Update[float32] { return nil }

func (o levenbergMarquardt) Update64(n int) Update[float64] {
	return newLevenberg(n, o.opt, newDense(n, o.opt.Scaled))
}

// Check implements [Checker].
func (o levenbergMarquardt) Check() error { return o.opt.check("LevenbergMarquardt") }

func (o levenbergMarquardt) String() string {
	return withSettings("LevenbergMarquardt", o.opt.settings())
}
