package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// Logits says whether the outputs of a network are the logits z of a distribution over classes, p = softmax(z). Then
// its values are compared as distributions and its derivatives as those of the log-probabilities: logits may be shifted
// by any function of the input without a change of p, so their own derivatives mean nothing.
type Logits int

const (
	// NoLogits compares the outputs themselves.
	NoLogits Logits = iota
	// KLDivergence takes the labels as logits of a teacher, whose derivatives are brought to those of its
	// log-probabilities: Σ p·(log p − log q) over the classes, q the network's distribution.
	KLDivergence
	// CrossEntropyLoss takes the values of the labels as probabilities p, say 1 for the right class and 0 for the
	// others, and their derivatives, if there are any, as those of log p: −Σ p·log q.
	CrossEntropyLoss
)

var logitNames = [...]string{"Sobolev", "KullbackLeibler", "CrossEntropy"}

func (l Logits) String() string { return logitNames[l] }

// KullbackLeibler is the loss of a student that learns the distribution of a teacher from its logits (Hinton et al.
// 2015), with the derivatives of the log-probabilities (Czarnecki et al. 2017, section 4.2): w[0] weights the
// divergence, w[q] the squared errors of the derivatives of order q. Data comes from [data.FromNet].
func KullbackLeibler(w ...float64) Loss {
	l := Sobolev(w...)
	l.Logits = KLDivergence
	return l
}

// CrossEntropy is the loss of a classifier whose outputs are logits and whose labels are probabilities: w[0] weights
// the cross-entropy, w[q] the squared errors of the derivatives of order q of the log-probabilities.
func CrossEntropy(w ...float64) Loss {
	l := Sobolev(w...)
	l.Logits = CrossEntropyLoss
	return l
}

// logitPass turns the predictions of another pass from logits into log-probabilities.
type logitPass[F dual.Float] struct {
	Pass[F]
	tile *logitTile[F]
}

func newLogitPass[F dual.Float](p Pass[F], alg *jet.Algebra, points, classes int) *logitPass[F] {
	return &logitPass[F]{p, newLogitTile[F](alg, points, classes)}
}

// Score implements [Pass].
func (p *logitPass[F]) Score(cot, y *jet.Batch[F], points []int, step int, scale float64, parts []float64) {
	logProbs, cots := p.tile.forward(y)
	p.Pass.Score(cots, logProbs, points, step, scale, parts)
	p.tile.backward(cot)
}

// logitTile turns a tile of logits into log-probabilities and cotangents of these into those of the logits. It is the
// layer [layers.LogSoftmax], so it holds for derivatives of every order.
type logitTile[F dual.Float] struct {
	layers.Pass[F]
	logProbs, cots *jet.Batch[F]
}

// newLogitTile returns memory for up to so many samples.
func newLogitTile[F dual.Float](alg *jet.Algebra, samples, classes int) *logitTile[F] {
	return &logitTile[F]{layers.LogSoftmax[F]().NewPass(alg, classes, samples),
		jet.NewBatch[F](alg, samples, classes), jet.NewBatch[F](alg, samples, classes)}
}

// forward returns the log-probabilities of the logits y and room for their cotangents.
func (l *logitTile[F]) forward(y *jet.Batch[F]) (logProbs, cots *jet.Batch[F]) {
	l.logProbs.Reshape(y.Samples, y.Features)
	l.cots.Reshape(y.Samples, y.Features)
	l.Forward(l.logProbs, y, nil)
	return l.logProbs, l.cots
}

// normalize turns logits into log-probabilities.
func (l *logitTile[F]) normalize(y *jet.Batch[F]) {
	logProbs, _ := l.forward(y)
	y.Copy(logProbs)
}

// backward writes the cotangents of the last forward's logits to cot.
func (l *logitTile[F]) backward(cot *jet.Batch[F]) { l.Backward(cot, nil, l.cots, nil) }

// comparedLabels returns what the loss compares with: the labels of the data, or, where these are derivatives of logits,
// those of the log-probabilities.
func comparedLabels[F dual.Float](l Loss, d *data.Data[F]) *data.Labels[F] {
	if l.Logits != KLDivergence {
		return d.Labels
	}
	alg, n, classes := d.Labels.Alg, d.Len(), d.Out
	logProbs := data.NewLabels[F](alg, n, classes)
	tile, z := newLogitTile[F](alg, scoreTile, classes), jet.NewBatch[F](alg, scoreTile, classes)
	for first := 0; first < n; first += scoreTile {
		z.Reshape(min(scoreTile, n-first), classes)
		d.Labels.Jets(z, first)
		tile.normalize(z)
		logProbs.SetJets(first, z)
	}
	return logProbs
}
