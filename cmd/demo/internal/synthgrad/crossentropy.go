package synthgrad

import "math"

// crossEntropy writes to losses the cross-entropy log Σ exp z − z_y of every sample's logits z with its label y, and to
// slopes its gradient in the logits, softmax(z) − e_y.
func crossEntropy(losses []float64, slopes, z []number, labels []byte) {
	n := len(z) / len(labels)
	for s, y := range labels {
		z, slopes := z[s*n:(s+1)*n], slopes[s*n:(s+1)*n]
		largest := math.Inf(-1) // taken off first, so that no exponential overflows
		for _, v := range z {
			largest = max(largest, float64(v))
		}
		sum := 0.0
		for _, v := range z {
			sum += math.Exp(float64(v) - largest)
		}
		losses[s] = math.Log(sum) + largest - float64(z[y])
		for i, v := range z {
			slopes[i] = number(math.Exp(float64(v)-largest) / sum)
		}
		slopes[y]--
	}
}

// curveAlong writes to bend the second derivatives of the cross-entropy applied to a direction ż of the logits, with the
// probabilities p: p ⊙ (ż − ⟨p, ż⟩). The slopes are those of crossEntropy.
func curveAlong(bend, slopes, along []number, labels []byte) {
	n := len(slopes) / len(labels)
	for s, y := range labels {
		p, v, b := slopes[s*n:(s+1)*n], along[s*n:(s+1)*n], bend[s*n:(s+1)*n]
		copy(b, p)
		b[y]++ // the probabilities again
		mean := 0.0
		for i := range b {
			mean += float64(b[i]) * float64(v[i])
		}
		for i := range b {
			b[i] *= v[i] - number(mean)
		}
	}
}
