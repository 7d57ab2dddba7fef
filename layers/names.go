package layers

import "fmt"

// SetNames gives names to the inputs and outputs, such as the columns of the data that the network was fitted to. They go into
// its file, and [Open] reads them. Nil takes them away; another number of names than of inputs or outputs is an error.
func (n *Net[F]) SetNames(inputs, outputs []string) error {
	if inputs != nil && len(inputs) != n.In() || outputs != nil && len(outputs) != n.Out() {
		return fmt.Errorf("layers: SetNames: %d names of inputs and %d of outputs, want %d and %d, or none", len(inputs), len(outputs), n.In(), n.Out())
	}
	n.inputs, n.outputs = inputs, outputs
	return nil
}

// Names returns the names of the inputs and outputs, nil if there are none.
func (n *Net[F]) Names() (inputs, outputs []string) { return n.inputs, n.outputs }
