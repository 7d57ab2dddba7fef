// Package optimisers compares the optimisers of package train/optim on the same networks: test functions fitted to values
// and gradients at a few points, and a differential equation.
package optimisers
