package train

import (
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/train/data"
)

// noise is the size, as a share of that of its order's labels together, below which an entry's labels are taken for
// rounding errors: their own size would give a weight to them that leaves nothing for the rest.
const noise = 1e-6

// scales knows what the residuals of one order are divided by.
type scales[F dual.Float] struct {
	balance Balance
	data    *data.Data[F]
	labels  *data.Labels[F]
	pooled  float64 // root mean square of the order's labels, 0 if there are none
}

// newScales returns the scales of order q of labels for the points of the data.
func newScales[F dual.Float](b Balance, d *data.Data[F], labels *data.Labels[F], q int) scales[F] {
	s := scales[F]{balance: b, data: d, labels: labels}
	if b != Unscaled {
		first, last := labels.Alg.Components(q)
		s.pooled = rms(d, labels, first, last)
	}
	return s
}

// order returns the scale of all entries together.
func (s scales[F]) order() float64 {
	if s.pooled > 0 {
		return s.pooled
	}
	return 1
}

// of returns the scale of component k.
func (s scales[F]) of(k int) float64 {
	if s.balance == PerEntry && k < s.labels.Alg.Dim() {
		if own := rms(s.data, s.labels, k, k+1); own > noise*s.pooled {
			return own
		}
	}
	return s.order()
}

// rms is the root mean square of the measured labels of the components from first up to, not including, last, of all ranks'
// points. Every entry of the tensor counts once.
func rms[F dual.Float](d *data.Data[F], labels *data.Labels[F], first, last int) float64 {
	out := labels.Outputs
	largest := slices.Max(d.Gather(1, func(numbers []float64, from, to int) {
		for k := first; k < last; k++ {
			for _, v := range labels.Plane(k)[from*out : to*out] {
				if a := math.Abs(float64(v)); a > numbers[0] {
					numbers[0] = a
				}
			}
		}
	}))
	unit := number.Unit(largest)
	all := d.Gather(2, func(numbers []float64, from, to int) {
		sum, count := 0.0, 0.0
		for k := first; k < last; k++ {
			m := labels.Alg.Multiplicity(k)
			for _, v := range labels.Plane(k)[from*out : to*out] {
				if v == v {
					scaled := float64(v) * unit
					sum += float64(m * scaled * scaled)
					count += m
				}
			}
		}
		numbers[0], numbers[1] = sum, count
	})
	sum, count := sumPairs(all)
	if count == 0 {
		return 0
	}
	return math.Sqrt(sum/count) / unit
}

// sumPairs adds up the pairs of numbers that stand one after the other.
func sumPairs(pairs []float64) (a, b float64) {
	for i := 0; i < len(pairs); i += 2 {
		a += pairs[i]
		b += pairs[i+1]
	}
	return a, b
}
