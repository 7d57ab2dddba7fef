package data

import (
	"fmt"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// change is what a change of units left behind in a network: made once more, it would be wrong without a word.
type change[F dual.Float] struct {
	method string
	w, b   []F // of the last dense layer; training, or another start, changes them
}

// remember takes note of what a method made of a network.
func (c *change[F]) remember(method string, e layers.Ends[F]) {
	*c = change[F]{method, slices.Clone(e.Last.W), slices.Clone(e.Last.B)}
}

// again reports that the method was the last to change the network.
func (c *change[F]) again(method string, e layers.Ends[F]) error {
	if c.method == method && slices.Equal(c.w, e.Last.W) && slices.Equal(c.b, e.Last.B) {
		return fmt.Errorf("data: Normalizer.%s: the network is as the last %s left it, want it once", method, method)
	}
	return nil
}
