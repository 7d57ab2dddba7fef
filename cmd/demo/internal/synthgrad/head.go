package synthgrad

// A head makes a module's number m of the outputs z of its network and the label.
type head interface {
	// value writes m of every sample, and its gradient in z.
	value(m []float64, slopes, z []number, labels []byte)

	// bend writes the second derivatives of m applied to a direction ż of every sample; the slopes are those of value.
	bend(bend, slopes, along []number, labels []byte)
}

// lossLike is m = CE(z, y): it has the form of the loss that it predicts from the start.
type lossLike struct{}

func (lossLike) value(m []float64, slopes, z []number, labels []byte) {
	crossEntropy(m, slopes, z, labels)
}

func (lossLike) bend(bend, slopes, along []number, labels []byte) {
	curveAlong(bend, slopes, along, labels)
}

// ofLabel is m = zᵧ: a number for every class, of which the label's counts. It has no form to begin with.
type ofLabel struct{}

func (ofLabel) value(m []float64, slopes, z []number, labels []byte) {
	clear(slopes)
	for s, y := range labels {
		i := s*(len(z)/len(labels)) + int(y)
		m[s], slopes[i] = float64(z[i]), 1
	}
}

func (ofLabel) bend(bend, _, _ []number, _ []byte) { clear(bend) }
