// Package optim holds the optimisers of package train and what sets their learning rate.
//
//	train.Options{Optimizer: optim.AdamW(2e-3, 1e-2), Schedule: optim.WarmUp(0.05, optim.Cosine)}
//	train.Options{Optimizer: optim.LBFGS(20)}
//	train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{})}
//
// An [Optimizer] is a description that prints as it is written; each run asks it for an [Update] with the memory of a run.
// A [Stepper], such as [Adam], [SGD] or [Nesterov], goes where the gradient and the learning rate say, and takes
// mini-batches. A [Searcher], [LBFGS] or for few parameters [BFGS], evaluates the whole loss along a line. A [Solver],
// [LevenbergMarquardt] or for many parameters [GaussNewton], takes the loss apart into residuals and needs their derivatives in all
// parameters, as a matrix or by products with it. A [Schedule]
// is the learning rate over a run, a [Plateau] lowers it further when the loss stops falling.
//
// [NewLevenberg] and [NewGaussNewton] are apart from these: they minimise a [LeastSquares] of your own, of which they see every
// residual, and take their steps when you ask for them.
package optim
