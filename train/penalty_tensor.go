package train

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// A TensorPenalty measures all derivatives of one order of one output at one point together. It returns the measure for
// one goroutine, which may have memory of its own.
type TensorPenalty func() TensorMeasure

// A TensorMeasure returns the loss and writes its derivatives in pred to slope. The three slices are equally long and
// hold the entries that were measured, for gradients one for each input. Of a symmetric tensor every different entry
// stands there once, times the square root of how often it occurs: so sums of squares and inner products are those of
// the whole tensors.
type TensorMeasure func(slope, pred, label []float64) (loss float64)

// CosineDistance is 1 − cos of the angle between prediction and label: it compares directions and not lengths. Where the
// label is zero there is no direction to learn and the loss is 0; where the prediction is zero the loss is 1 with slope
// zero.
func CosineDistance() TensorMeasure { return cosineDistance }

func cosineDistance(slope, pred, label []float64) (loss float64) {
	var pp, ll, pl float64
	for i, p := range pred {
		pp += p * p
		ll += label[i] * label[i]
		pl += p * label[i]
	}
	if ll == 0 || pp == 0 {
		clear(slope)
		if ll == 0 {
			return 0
		}
		return 1
	}
	// ∂/∂p of −⟨p,l⟩/(|p||l|) = −l/(|p||l|) + cos·p/|p|²
	inv := 1 / (math.Sqrt(pp) * math.Sqrt(ll))
	cos := pl * inv
	for i, p := range pred {
		slope[i] = cos*p/pp - label[i]*inv
	}
	return 1 - cos
}

// TensorPenaltyOf makes a tensor penalty of a function written for numbers of any kind; the library differentiates it,
// exactly, one evaluation for each entry:
//
//	// angle is the angle between prediction and label.
//	func angle[T dual.Scalar[T]](pred, label []T) T { … }
//
//	penalty := train.TensorPenaltyOf(angle)
func TensorPenaltyOf(f func(pred, label []dual.Number[float64]) dual.Number[float64]) TensorPenalty {
	given.Must(f != nil, "train: TensorPenaltyOf", "the function f")
	return func() TensorMeasure {
		var p, l []dual.Number[float64]
		return func(slope, pred, label []float64) (loss float64) {
			p, l = constants(p, pred), constants(l, label)
			for i := range p {
				p[i].Emag = 1
				y := f(p, l)
				p[i].Emag = 0
				loss, slope[i] = y.Real, y.Emag
			}
			return loss
		}
	}
}

// constants returns x as dual numbers, in the memory of z if it is large enough.
func constants(z []dual.Number[float64], x []float64) []dual.Number[float64] {
	z = z[:0]
	for _, v := range x {
		z = append(z, dual.Number[float64]{Real: v})
	}
	return z
}
