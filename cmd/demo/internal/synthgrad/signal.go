package synthgrad

// A cut is what is known of a step above a block.
type cut struct {
	h      *batch    // the block's outputs
	labels []byte    // of the samples
	losses []float64 // of the classifier, sample by sample
	target *batch    // the gradient in h that the block above hands down
	rate   float64   // of learning, in this step
}

// A signal tells the block below a cut what gradient to follow.
type signal interface {
	// estimate writes to g what the block is to take for the gradient in h of every sample's loss.
	estimate(g *batch, at cut)

	// learn takes a step with what became of the last estimate g, at the same cut.
	learn(g *batch, at cut)
}

// through is backpropagation: the gradient itself passes.
type through struct{}

func (through) estimate(g *batch, at cut) { g.Copy(at.target) }

func (through) learn(*batch, cut) {}
