package train

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
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
// divergence, w[q] the squared errors of the derivatives of order q. Data comes from [FromNet].
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

// scoreProbabilities returns the divergence of the distributions and writes its cotangents in the log-probabilities.
func (t *regression[F]) scoreProbabilities(at tile[F]) float64 {
	out := t.data.Out
	cot, pred, labels := at.cot.Plane(0), at.pred.Plane(0), at.labels.Plane(0)
	sum := 0.0
	for r, p := range at.points {
		weight := t.weight(0, p)
		for o, l := range labels[at.rows[r]*out:][:out] {
			w := weight
			if t.loss.Outputs != nil {
				w *= t.loss.Outputs[o]
			}
			prob, entropy := float64(l), 0.0
			if t.loss.Logits == KLDivergence {
				prob = math.Exp(float64(l))
				entropy = prob * float64(l)
			}
			i := r*out + o
			if prob == 0 || math.IsNaN(prob) || w == 0 {
				cot[i] = 0
				continue
			}
			sum += w * (entropy - prob*float64(pred[i]))
			cot[i] = F(-at.scale * w * prob)
		}
	}
	return sum
}

// logitTile turns a tile of logits into log-probabilities and cotangents of these into those of the logits. It is the
// layer [layers.LogSoftmax], so it holds for derivatives of every order.
type logitTile[F dual.Float] struct {
	alg            *jet.Algebra
	pass           layers.Pass[F]
	samples        int // that the pass is for
	logProbs, cots *jet.Batch[F]
}

func newLogitTiles[F dual.Float](alg *jet.Algebra) *freeList[logitTile[F]] {
	return newFreeList(func() *logitTile[F] { return newLogitTile[F](alg) })
}

func newLogitTile[F dual.Float](alg *jet.Algebra) *logitTile[F] {
	return &logitTile[F]{alg: alg, logProbs: jet.NewBatch[F](alg, 0, 0), cots: jet.NewBatch[F](alg, 0, 0)}
}

// forward returns the log-probabilities of the logits y and room for their cotangents.
func (l *logitTile[F]) forward(y *jet.Batch[F]) (logProbs, cots *jet.Batch[F]) {
	if l.pass == nil || l.samples < y.Samples {
		l.pass, l.samples = layers.LogSoftmax[F]().NewPass(l.alg, y.Features, y.Samples), y.Samples
	}
	l.logProbs.Reshape(y.Samples, y.Features)
	l.cots.Reshape(y.Samples, y.Features)
	l.pass.Forward(l.logProbs, y, nil)
	return l.logProbs, l.cots
}

// normalize turns logits into log-probabilities.
func (l *logitTile[F]) normalize(y *jet.Batch[F]) {
	logProbs, _ := l.forward(y)
	y.Copy(logProbs)
}

// backward writes the cotangents of the last forward's logits to cot.
func (l *logitTile[F]) backward(cot *jet.Batch[F]) { l.pass.Backward(cot, nil, l.cots, nil) }

// logProbabilities returns the derivatives of log-probabilities for labels that are derivatives of logits.
func logProbabilities[F dual.Float](labels *jet.Batch[F]) *jet.Batch[F] {
	alg := labels.Alg
	z := jet.NewBatch[F](alg, labels.Samples, labels.Features)
	for k := range alg.Dim() {
		for i, v := range labels.Plane(k) {
			z.Plane(k)[i] = v / F(alg.Factorial(k))
		}
	}
	newLogitTile[F](alg).normalize(z)
	for k := range alg.Dim() {
		for i, v := range z.Plane(k) {
			z.Plane(k)[i] = v * F(alg.Factorial(k))
		}
	}
	return z
}
