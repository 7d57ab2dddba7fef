package optim_test

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/train/optim"
)

// The parts of a training loop serve a loop of one's own, here one that looks for the lowest point of Rosenbrock's valley:
// the optimiser's rule for parameters of one type, a bound on the gradient, a rate that falls where there is no progress,
// and an average of the parameters.
func ExampleNewUpdate() {
	opt := optim.Adam(0.05)
	update, err := optim.NewUpdate[float64](opt, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	step := update.(optim.Stepper[float64])
	x, grad, work := []float64{-1.2, 1}, make([]float64, 2), make([]dual.Number3[float64], 2)
	average := []float64{-1.2, 1}
	plateau, state := optim.Plateau{Patience: 200, Factor: 0.5, Least: 0.01}, optim.NewPlateauState()
	for i := range 4000 {
		loss := dual.GradientInto(grad, funcs.Rosenbrock, x, work)
		optim.Clip(grad, math.Hypot(grad[0], grad[1]), 10, 0)
		step.Step(x, grad, opt.Rate()*state.Scale)
		optim.MoveAverage(average, x, 0.99, i)
		state.Judge(plateau, loss)
	}
	fmt.Printf("%.3f, %.3f\n", average[0], average[1])
	// Output:
	// 1.000, 1.000
}
