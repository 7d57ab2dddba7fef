package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// A Net is a list of layers over one flat vector of parameters. Optimisers, checkpoints and averages see only the
// vector. The descriptions never change; the parameters may be written at any time that no computation runs.
type Net[F dual.Float] struct {
	layers Sequential[F]
	dims   []int // dims[l] features enter layer l, dims[len(layers)] leave the net
	offs   []int // the parameters of layer l are params[offs[l]:offs[l+1]]
	params []F

	inputs, outputs []string // names, nil if there are none
}

// New returns a network of the layers, applied in order to the given number of input features, with parameters
// initialised from rng. It fails if a layer cannot take what the one before it gives.
func New[F dual.Float](in int, rng *rand.Rand, layers ...Layer[F]) (*Net[F], error) {
	if in < 1 {
		return nil, fmt.Errorf("layers: New: %d input features, want at least 1", in)
	}
	dims, offs, err := Sequential[F](layers).shapes(in)
	if err != nil {
		return nil, fmt.Errorf("layers: New: %w", err)
	}
	n := &Net[F]{layers: layers, dims: dims, offs: offs, params: make([]F, offs[len(layers)])}
	if rng == nil && len(n.params) > 0 {
		return nil, fmt.Errorf("layers: New: no source of random numbers (rng is nil), want one for %d parameters", len(n.params))
	}
	n.Init(rng)
	return n, nil
}

// NewMLP returns a fully connected network: hidden layers of the given widths, each followed by the activation,
// and a linear output layer. Weights are drawn with the activation's own initialiser, biases are zero.
func NewMLP[F dual.Float](in int, hidden []int, out int, act Activation, rng *rand.Rand) (*Net[F], error) {
	var ls []Layer[F]
	for _, w := range hidden {
		ls = append(ls, Dense[F](w, act.Init), Activate[F](act))
	}
	return New(in, rng, append(ls, Dense[F](out, Glorot))...)
}

// Init draws all parameters afresh from rng.
func (n *Net[F]) Init(rng *rand.Rand) {
	if rng == nil && len(n.params) > 0 {
		panic(fmt.Sprintf("layers: Init: no source of random numbers (rng is nil), want one for %d parameters", len(n.params)))
	}
	n.layers.Init(n.params, n.In(), rng)
}

// In returns the number of input features.
func (n *Net[F]) In() int { return n.dims[0] }

// Out returns the number of output features.
func (n *Net[F]) Out() int { return n.dims[len(n.dims)-1] }

// Params returns the parameters themselves, not a copy, layer by layer.
func (n *Net[F]) Params() []F { return n.params }

// Layers returns the descriptions of the layers.
func (n *Net[F]) Layers() []Layer[F] { return append([]Layer[F](nil), n.layers...) }

// Clone returns a network of the same layers with a copy of the parameters.
func (n *Net[F]) Clone() *Net[F] {
	c := *n
	c.params = append([]F(nil), n.params...)
	return &c
}

// WithFirst returns the network with another first layer, one that makes as many features of as many inputs and has as
// many parameters. It is a view: both networks have the same parameters, in one memory.
func (n *Net[F]) WithFirst(l Layer[F]) (*Net[F], error) {
	if err := given.Check(l != nil, "layers: WithFirst", "the layer"); err != nil {
		return nil, err
	}
	out, params, err := l.Shape(n.In())
	if err == nil && (out != n.dims[1] || params != n.offs[1]) {
		err = fmt.Errorf("%v makes %d features with %d parameters, want %d and %d, as %v does", l, out, params, n.dims[1], n.offs[1], n.layers[0])
	}
	if err != nil {
		return nil, fmt.Errorf("layers: WithFirst: %w", err)
	}
	c := *n
	c.layers = append(Sequential[F]{l}, n.layers[1:]...)
	return &c, nil
}

// Grouped returns the network that applies this one to each of so many groups of inputs, one after the other, as [Each] does: it
// takes groups × In features and gives groups × Out. It is a view: both networks have the same parameters, in one memory.
// Grouped panics if groups is not positive.
func (n *Net[F]) Grouped(groups int) *Net[F] {
	if groups < 1 {
		panic(fmt.Sprintf("layers: Grouped: %d groups, want at least 1", groups))
	}
	return &Net[F]{layers: Sequential[F]{each[F]{groups: groups, body: n.layers}}, dims: []int{groups * n.In(), groups * n.Out()},
		offs: []int{0, len(n.params)}, params: n.params}
}

// Smoothness is the number of continuous derivatives the network has in its inputs, and the layer that limits it.
func (n *Net[F]) Smoothness() (order int, limit string) {
	order, i := n.layers.leastSmooth()
	if i >= 0 {
		limit = fmt.Sprintf("layer %d, %v", i, n.layers[i])
	}
	return order, limit
}

// Require returns an error if the network's derivatives of the given order are not all there to be trained or used:
// the derivatives of a piecewise linear network, say, are zero almost everywhere from the second order on.
// A kink is harmless one order further, where the derivative exists almost everywhere and moves with the parameters.
func (n *Net[F]) Require(order int) error {
	smooth, limit := n.Smoothness()
	if order <= smooth || order == smooth+1 {
		return nil
	}
	return fmt.Errorf("layers: derivatives of order %d were asked for, but %s has only %d continuous derivatives: "+
		"its derivative of order %d carries no signal almost everywhere; use a smoother activation (tanh, softplus, silu)",
		order, limit, smooth, order)
}

// String lists the layers.
func (n *Net[F]) String() string { return fmt.Sprintf("%d → %s", n.In(), n.layers.names()) }

// layerParams returns layer i's part of a vector laid out like the parameters.
func (n *Net[F]) layerParams(i int, v []F) []F { return v[n.offs[i]:n.offs[i+1]] }
