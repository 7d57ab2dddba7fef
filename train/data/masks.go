package data

import (
	"fmt"

	"example.com/sobolev/layers"
)

// CheckMasks reports an input that says to the network whether a group is there, see [layers.Net.Masks], and that a [Normalizer]
// moved when it made the data: of a column of ones nothing but zeros is left, so that groups which are always there were lost.
// [StandardizeBehind] leaves masks as they are.
func (d *Data[F]) CheckMasks(net *layers.Net[F]) error {
	if d.moved == nil {
		return nil
	}
	for _, i := range net.Masks() {
		if d.moved[i] {
			return fmt.Errorf("data: input %d says whether a group of %v is there, and a normaliser moved it, "+
				"want one of StandardizeBehind, or one with XShift 0 and XScale 1 of this input", i, net)
		}
	}
	return nil
}

// moved says of every input of d whether its sign may be another in the new units than in those in which it was measured.
func (n *Normalizer[F]) moved(d *Data[F]) []bool {
	moved := make([]bool, d.In)
	for i := range moved {
		moved[i] = n.XShift[i] != 0 || !(n.XScale[i] > 0) || d.moved != nil && d.moved[i]
	}
	return moved
}
