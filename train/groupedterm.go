package train

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// A GroupedTerm is a [Term] each of whose points is a group of so many points of the network, which it sees together: the two
// ends of a period, the nodes of an integral. The batches that its passes load have the inputs of all of them as features,
// one after the other, those that they score all outputs, as a network within [layers.Each] has.
//
// Derivatives in the inputs are had by seeding every point of the group with the same symbols in [Pass.Load]; SeedsInputs is
// then false.
type GroupedTerm interface {
	// GroupSize is the number of points of the network in a group.
	GroupSize() int
}

// netFor returns the network as the term sees it.
func netFor[F dual.Float](net *layers.Net[F], term Term[F]) (*layers.Net[F], error) {
	g, ok := term.(GroupedTerm)
	if !ok {
		return net, nil
	}
	n := g.GroupSize()
	if n < 1 {
		return nil, fmt.Errorf("train: groups of %d points, want at least 1", n)
	}
	return net.Grouped(n), nil
}
