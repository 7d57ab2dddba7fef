package number

import "math"

// Unit returns the power of two that numbers up to the largest are multiplied by for their squares neither to overflow nor to
// vanish.
func Unit(largest float64) float64 {
	_, exponent := math.Frexp(largest)
	return math.Ldexp(1, max(-1000, min(-exponent, 1000)))
}
