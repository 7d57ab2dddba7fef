package layers

import (
	"slices"

	"example.com/sobolev/dual"
)

// Masks returns the numbers of the inputs that say whether a group is there, see [EachMasked], in ascending order: those that
// must not be moved with the other inputs to new units. What a function or another layer has made of the inputs is none.
func (n *Net[F]) Masks() []int {
	inputs := make([]int, n.In())
	for i := range inputs {
		inputs[i] = i
	}
	t := maskTrace[F]{}
	t.follow(n.layers, inputs)
	slices.Sort(t.masks)
	return slices.Compact(t.masks)
}

// computed stands for a feature that is no input of the network.
const computed = -1

// maskTrace follows inputs through a network's layers, and collects those that are masks.
type maskTrace[F dual.Float] struct{ masks []int }

// follow returns which inputs leave l as they are, for those that enter, with [computed] for all other features.
func (t *maskTrace[F]) follow(l Layer[F], inputs []int) (left []int) {
	switch l := l.(type) {
	case Sequential[F]:
		for _, m := range l {
			inputs = t.follow(m, inputs)
		}
		return inputs
	case pick[F]:
		for _, j := range l.features {
			left = append(left, inputs[j])
		}
		return left
	case concat[F]:
		for _, branch := range l.branches {
			left = append(left, t.follow(branch, inputs)...)
		}
		return left
	case each[F]:
		return t.groups(l, inputs)
	case skip[F]:
		t.follow(l.f, inputs)
	}
	out, _, err := l.Shape(len(inputs))
	if err != nil {
		return nil // no network has such layers
	}
	return slices.Repeat([]int{computed}, out)
}

// groups is follow for a layer that is applied to groups.
func (t *maskTrace[F]) groups(l each[F], inputs []int) (left []int) {
	size, width := len(inputs)/l.groups, l.width(len(inputs))
	for ; len(inputs) > 0; inputs = inputs[size:] {
		if l.masked && inputs[0] != computed {
			t.masks = append(t.masks, inputs[0])
		}
		left = append(left, t.follow(l.body, inputs[size-width:size])...)
	}
	return left
}
