// Package synthgrad is the experiment of section 4.3 of Czarnecki et al. 2017: a classifier that is trained in parts, each
// with a gradient that a small network predicts instead of the one that backpropagation would bring down (synthetic
// gradients, Jaderberg et al. 2017).
//
// A classifier 784 → 256 → 256 → 256 → 10 of ReLU units is cut above each hidden layer into four blocks. At a cut with
// activations h stands a module that knows h and the label y. The block below follows the module's estimate of ∂L/∂h, L
// being the cross-entropy of the classifier; the module learns from the gradient that the block above hands down, which
// is the true one at the last cut and itself the result of an estimate at the others.
//
//	noprop     blocks below the last cut stay as they were drawn
//	direct     a network of h and y gives the estimate, fitted by squared error
//	vfbn       the estimate is ∂m/∂h for a module m(h, y), fitted to the gradient alone
//	critic     the same, fitted to the loss L alone
//	sobolev    the same, fitted to both: Sobolev training
//	backprop   the gradient itself passes, for reference
//
// The module is m(h, y) = CE(p(h), y), the cross-entropy of a small network p: it has the form of the loss it predicts.
//
// All methods of a seed start from the same classifier and see the same batches.
package synthgrad
