package layers

import (
	"fmt"
	"slices"
	"strings"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
)

// A NonFinite is the place of a number inside a network that is infinite or NaN.
type NonFinite struct {
	Layer     int    // index of the layer it came out of; −1 for the network's inputs and for a loss
	Name      string // the layer, as it prints
	Quantity  string // "value", "cotangent" of what came out of the layer, "gradient" in a parameter, or "loss"
	Unit      int    // feature, or the parameter's index within the layer for a gradient
	Component string // derivative in the inputs, "value" for the primal; empty for a gradient
	Sample    int    // row of the batch
	Number    float64
}

// String describes the place.
func (p NonFinite) String() string {
	layer := "the network's input"
	if p.Layer >= 0 {
		layer = fmt.Sprintf("layer %d, %s", p.Layer, p.Name)
	}
	switch p.Quantity {
	case "loss":
		return fmt.Sprintf("the loss of sample %d is %v", p.Sample, p.Number)
	case "gradient":
		return fmt.Sprintf("%s: gradient in parameter %d, sample %d, is %v", layer, p.Unit, p.Sample, p.Number)
	case "cotangent":
		return fmt.Sprintf("%s: cotangent of unit %d's %s, sample %d, is %v", layer, p.Unit, p.Component, p.Sample, p.Number)
	}
	return fmt.Sprintf("%s: unit %d, %s, sample %d, is %v", layer, p.Unit, p.Component, p.Sample, p.Number)
}

// FindNonFinite carries the input jets x through the network layer by layer and returns the first number on the way
// that is not finite: of the earliest layer, there of the first sample. If all are finite it calls score, unless that is
// nil, with the outputs for their cotangents and goes on with those, back to the inputs. If seedsInputs, only the primals
// of x are read. It is for finding out what went wrong and allocates what it needs.
func (n *Net[F]) FindNonFinite(x *jet.Batch[F], seedsInputs bool, score func(cot, y *jet.Batch[F])) (at NonFinite, found bool) {
	given.Must(x != nil, "layers: FindNonFinite", "the batch x")
	s := newJets(n, x.Alg, x.Samples, seedsInputs, score != nil)
	s.Prepare(n.params, x.Samples)
	y := s.Forward(x)
	if s.x != nil {
		x = s.x
	}
	if at, found = n.scan(x, -1, "value"); found {
		return at, true
	}
	for i, between := range slices.Concat(s.layers.y, []*jet.Batch[F]{y}) {
		if at, found = n.scan(between, i, "value"); found {
			return at, true
		}
	}
	if score == nil {
		return at, false
	}
	score(s.ybar, y)
	return s.findBackward(n)
}

// findBackward is FindNonFinite on the way back.
func (s *jets[F]) findBackward(n *Net[F]) (at NonFinite, found bool) {
	grad := make([]F, len(n.params))
	cots := slices.Concat(s.layers.ybar, []*jet.Batch[F]{s.ybar})
	for i := len(cots) - 1; i >= 0; i-- {
		if at, found = n.scan(cots[i], i, "cotangent"); found {
			return at, true
		}
		s.layers.backward(i, nil, grad, s.ybar, n.params)
		for j, v := range n.layerParams(i, grad) {
			if !number.Finite(v) {
				return NonFinite{Layer: i, Name: n.layers[i].String(), Quantity: "gradient", Unit: j, Number: float64(v)}, true
			}
		}
	}
	return at, false
}

// scan returns the first number in b that is not finite, sample by sample.
func (n *Net[F]) scan(b *jet.Batch[F], layer int, quantity string) (at NonFinite, found bool) {
	for r := range b.Samples {
		for k := range b.Alg.Dim() {
			for u, v := range b.Plane(k)[r*b.Features : (r+1)*b.Features] {
				if number.Finite(v) {
					continue
				}
				at = NonFinite{Layer: layer, Quantity: quantity, Unit: u, Component: component(b.Alg, k), Sample: r, Number: float64(v)}
				if layer >= 0 {
					at.Name = n.layers[layer].String()
				}
				return at, true
			}
		}
	}
	return at, false
}

// component names the derivative that component k of the algebra holds.
func component(alg *jet.Algebra, k int) string {
	exponents := alg.Exponents(k)
	switch {
	case alg.Degree(k) == 0:
		return "value"
	case exponents == nil:
		return "Laplacian"
	}
	var b strings.Builder
	for i, e := range exponents {
		for range e {
			fmt.Fprintf(&b, "∂x%d", i)
		}
	}
	return "derivative " + b.String()
}
