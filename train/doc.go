// Package train fits networks to values and derivatives, with exact gradients: bring data to one scale, fit, fold the scale
// into the network, save.
//
//	d, err := data.FromCSV[float64]("run.csv", data.Columns{
//		X: []string{"x", "y"}, Y: []string{"energy"}, Grad: [][]string{{"dx", "dy"}}})
//	units := data.Standardize(d)
//	fit, validation := units.Apply(d).Split(0.9)
//	net, err := layers.NewMLP[float64](2, []int{64, 64}, 1, layers.Tanh, rng)
//	res, err := train.FitValidated(ctx, net, fit, validation, train.Options{
//		Loss: train.Balanced(train.Huber(1), 1, 1), Optimizer: optim.Adam(2e-3), Schedule: optim.Cosine, Epochs: 2000})
//	fmt.Println(res)
//	err = units.Fold(net)
//	err = net.Save("energy.safetensors")
//
// # What is minimised
//
// A [Loss] compares a network's values and derivatives of any order with data, order by order: [Sobolev] and [Balanced]
// all of them, [Stochastic] and [Line] those along random directions, [KullbackLeibler] and [CrossEntropy] those of
// log-probabilities. A [Term] is one summand of an objective: a loss on data ([Regression]), an equation at points (package
// train/pde), or one of your own. [FitTerms] minimises a sum of them.
//
// # How
//
// [Fit], [FitValidated] and [FitTerms] are the loop that most users want: validation, early stopping, averages, checkpoints
// that resume bit for bit. A [Trainer] gives out the steps one by one. Package train/data holds data and where it comes
// from, package train/optim optimisers and learning rates.
//
// Several processes share the steps of a run as an [Options].Group, such as the ranks of an MPI job (package
// example.com/sobolev/mpi).
//
// The library allocates nothing in a step, the result is the same bit for bit whatever the number of workers and of
// processes, and numbers that are not finite are an error, [NonFiniteError], that names the point and the layer where they
// turned up.
package train
