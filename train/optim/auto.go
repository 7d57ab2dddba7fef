package optim

// A Chooser is an [Optimizer] that leaves the choice of another one to the run, which asks it once, before it begins.
type Chooser interface {
	Optimizer
	// Choose returns the optimiser to take.
	Choose(p Problem) Optimizer
}

// A Problem is what a [Chooser] knows of a run.
type Problem struct {
	Params    int  // of the network
	Residuals int  // whose squares are the loss, 0 if it is no sum of squares
	Double    bool // whether parameters are float64
	Whole     bool // whether every step may take all points, and decide by itself how far it goes
}

// What [Auto] decides by.
const (
	mostDense = 3000 // parameters for which the square of their number is no burden
	mostWork  = 1e7  // residuals × parameters
)

type auto struct{ Optimizer }

// Auto takes the optimiser that is best as far as is known, by the size of the problem:
//
//   - [LevenbergMarquardt] in float64, where the loss is a sum of squares and residuals × parameters are at most ten
//     million;
//   - [BFGS] up to 3,000 parameters, and [LBFGS] with 50 pairs beyond, for other losses of all points at every step;
//   - [Adam] at a rate of 1e-3 where steps take batches, or gradients are clipped.
//
// train.Trainer.Optimizer tells which one a run has taken, and its checkpoints are those of that one.
func Auto() Optimizer { return auto{Adam(1e-3)} }

func (auto) String() string { return "Auto" }

// Choose implements [Chooser].
func (a auto) Choose(p Problem) Optimizer {
	switch {
	case !p.Whole:
		return a.Optimizer
	case p.Double && p.Residuals > 0 && float64(p.Residuals)*float64(p.Params) <= mostWork:
		return LevenbergMarquardt(LevenbergOptions{})
	case p.Params <= mostDense:
		return BFGS(Tolerances{})
	}
	return LBFGS(50)
}
