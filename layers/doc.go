// Package layers builds neural networks whose outputs come with exact derivatives in their inputs, of any order, and
// whose parameters can be trained on those derivatives.
//
// A [Net] is a list of layers over one flat vector of parameters:
//
//	net, err := layers.NewMLP[float64](2, []int{64, 64}, 1, layers.Tanh, rng)
//	ws := net.NewWorkspace()
//	y, grad, hess := net.Hessian(ws, x)
//
// [Net.Value], [Net.Gradient], [Net.Hessian], [Net.Laplacian], [Net.Jet] and [Net.VJP] evaluate it at one point or a
// batch of them, [Net.Jets] in any algebra of package jet. Nothing is allocated once a [Workspace] has been used for
// batches of that size, but by functions of yours among the layers, and any number of goroutines may use one network, each with
// a workspace of its own.
//
// [At] calls a network inside generic code, with numbers of any kind.
//
// # Three ways to a parameter gradient
//
// [Eval] is the definition: the network computed on numbers of any kind, for parameters and inputs alike. With dual
// numbers as parameters it gives derivatives in the parameters. It is slow, and what all else is tested against.
//
// A [Sweep] does the same for batches, in one of two strategies. Jets are pushed forward through every layer and their
// cotangents pulled back, with every product replaced by its transpose in the algebra: for all layers and algebras.
// Or jets of half the order meet adjoints of half the order, which determine all derivatives between them: a gradient
// takes values forward and adjoints back whatever the number of inputs, third derivatives no more than first-order jets of
// both. What is above half the order is elementwise work alone. [HalfOrder] says what it applies to.
//
// [Net.Plan] counts what either costs, and says which it takes and why. Both pull a loss's cotangents back to the inputs
// as well, where these are what another network computed.
//
// # Layers
//
//	Dense                          x·W + b
//	Activate                       an activation on every unit
//	Skip                           x + f(x), f being other layers
//	Concat                         what several layers make of the same features, side by side
//	Pick                           some of the features, as they are
//	Sequential                     other layers, one after the other
//	LayerNorm                      features of mean 0 and variance 1, gain and bias
//	Softmax, LogSoftmax            probabilities, or their logarithms
//	Fourier, FourierOf             sines and cosines of fixed frequencies
//	Conv2D                         a convolution with stride and padding
//	MaxPool2D, AveragePool2D       the largest or mean pixel of every window
//	Each, EachMasked               the same layers for every group of features, all of which need not be there
//	Sum                            the groups, added
//	Coefficients                   numbers of their own, behind the features
//	FromFunc                       a function of yours, written over numbers of any kind
//
// Networks of sines are Dense layers with the activation [Sine] and the initialiser [SIREN]; [NewSIREN] puts one
// together. Features are flat, and an [Image] says how some of them form one: there is no layer to flatten it.
//
// A layer of your own implements [Layer] and [Pass]; package layertest tests it. If it is [Affine] or [Elementwise] and
// says so by one more method, networks of it take part in half-order sweeps at the least price. A pass that is a
// [TangentPass] pushes directions forward too, which a [TangentSweep] needs for products with the Jacobian.
//
// # Kinks
//
// Where a layer has a kink, a batch of jets takes fixed derivatives that depend on the values alone, so that a layer is
// linear in the derivatives that enter: ReLU and the absolute value have derivative 0 at 0, and max pooling follows the
// first of several largest pixels. Each layer declares its [Layer.Smoothness]; [Net.Require] says whether that is
// enough to train on derivatives of some order.
//
// # What is not here
//
// A layer is one function of one sample: then the derivatives of its outputs are well-defined, and do not depend on
// how samples are cut into batches and tiles. Two common layers are not.
//
// Batch normalisation makes every output depend on all samples of the batch while training, and on running averages
// afterwards. The derivative of a sample's output in its own input then has no one meaning: it can leave out the other
// samples' part, and is not the derivative of any function; or count it, and is that of a function which is not the one
// used later. Once trained it is an affine map, and belongs into the weights of a [Dense] or [Conv2D]. [LayerNorm]
// normalises without these questions.
//
// Dropout trains many functions, one for each random mask, and uses another one afterwards. Derivatives would be exact
// for every mask, but they are not those of the network in use. A squared error of derivatives then contains the
// variance of the masked functions' derivatives, the larger the higher the order, which fitting cannot lower: labels that
// are exactly right would still be missed. Weight decay, early stopping, and derivative labels themselves keep a
// network from overfitting.
package layers
