package train

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
	"example.com/sobolev/jet"
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

// logitTile turns a tile of logits into log-probabilities l = z − log Σ exp z and cotangents of these into those of
// the logits. Everything is arithmetic of the algebra, so it holds for derivatives of every order.
type logitTile[F dual.Float] struct {
	alg            *jet.Algebra
	logProbs, cots *jet.Batch[F]
	z              []float64 // jets of one sample, one after the other
	sum, work      []float64 // a jet each
	phi            []float64 // Taylor coefficients of exp or log
}

func newLogitTiles[F dual.Float](alg *jet.Algebra) *freeList[logitTile[F]] {
	return newFreeList(func() *logitTile[F] { return newLogitTile[F](alg) })
}

func newLogitTile[F dual.Float](alg *jet.Algebra) *logitTile[F] {
	return &logitTile[F]{alg: alg, logProbs: jet.NewBatch[F](alg, 0, 0), cots: jet.NewBatch[F](alg, 0, 0),
		sum: make([]float64, alg.Dim()), work: make([]float64, alg.Dim()), phi: make([]float64, alg.Order()+1)}
}

// forward returns the log-probabilities of the logits y and room for their cotangents.
func (l *logitTile[F]) forward(y *jet.Batch[F]) (logProbs, cots *jet.Batch[F]) {
	l.logProbs.Reshape(y.Samples, y.Features)
	l.cots.Reshape(y.Samples, y.Features)
	l.normalize(l.logProbs, y)
	return l.logProbs, l.cots
}

// normalize sets dst to the log-probabilities of the logits src, which may be the same batch.
func (l *logitTile[F]) normalize(dst, src *jet.Batch[F]) {
	m := l.alg.Dim()
	for s := range src.Samples {
		l.gather(src, s)
		largest := math.Inf(-1) // taken off first, so that no exponential overflows
		for o := range src.Features {
			largest = max(largest, l.z[o*m])
		}
		clear(l.sum)
		for o := range src.Features {
			z := l.z[o*m : (o+1)*m]
			z[0] -= largest
			series.Exp(l.phi, z[0])
			l.alg.Compose(l.work, z, l.phi)
			l.alg.Add(l.sum, l.sum, l.work)
		}
		series.Log(l.phi, l.sum[0])
		l.alg.Compose(l.work, l.sum, l.phi)
		for o := range src.Features {
			for k := range m {
				dst.Plane(k)[s*src.Features+o] = F(l.z[o*m+k] - l.work[k])
			}
		}
	}
}

// backward writes the cotangents of the logits to cot: since dl = dz − Σ p·dz, z̄ = l̄ − pᵀ(Σ l̄), with the adjoint
// product of the algebra.
func (l *logitTile[F]) backward(cot *jet.Batch[F]) {
	m, features := l.alg.Dim(), cot.Features
	for s := range cot.Samples {
		clear(l.sum)
		for k := range m {
			for _, c := range l.cots.Plane(k)[s*features : (s+1)*features] {
				l.sum[k] += float64(c)
			}
		}
		l.gather(l.logProbs, s)
		for o := range features {
			p := l.z[o*m : (o+1)*m]
			series.Exp(l.phi, p[0])
			l.alg.Compose(l.work, p, l.phi)
			copy(p, l.work)
			clear(l.work)
			l.alg.MulAdjoint(l.work, p, l.sum)
			for k := range m {
				i := s*features + o
				cot.Plane(k)[i] = F(float64(l.cots.Plane(k)[i]) - l.work[k])
			}
		}
	}
}

// gather copies the jets of sample s to z.
func (l *logitTile[F]) gather(b *jet.Batch[F], s int) {
	l.z = l.z[:0]
	for o := range b.Features {
		for k := range b.Alg.Dim() {
			l.z = append(l.z, float64(b.Plane(k)[s*b.Features+o]))
		}
	}
}

// logProbabilities returns the derivatives of log-probabilities for labels that are derivatives of logits.
func logProbabilities[F dual.Float](labels *jet.Batch[F]) *jet.Batch[F] {
	alg := labels.Alg
	z := jet.NewBatch[F](alg, labels.Samples, labels.Features)
	for k := range alg.Dim() {
		for i, v := range labels.Plane(k) {
			z.Plane(k)[i] = v / F(alg.Factorial(k))
		}
	}
	newLogitTile[F](alg).normalize(z, z)
	for k := range alg.Dim() {
		for i, v := range z.Plane(k) {
			z.Plane(k)[i] = v * F(alg.Factorial(k))
		}
	}
	return z
}
