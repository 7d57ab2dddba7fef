package series

import (
	"math"
	"testing"
)

// Next to a singularity coefficients grow by the distance to it from order to order. Those beyond the largest float are
// infinite, with the signs of those before, and not NaN.
func TestOverflowNextToSingularity(t *testing.T) {
	below, above := math.Nextafter(1, 0), math.Nextafter(1, 2)
	for _, c := range []struct {
		name        string
		rule        Rule
		at          float64
		first, next float64 // the sign of coefficient 1, and that of the others against the one before
	}{
		{"Asin", Asin, below, 1, 1},
		{"Asin", Asin, -below, 1, -1},
		{"Acos", Acos, below, -1, 1},
		{"Acosh", Acosh, above, 1, -1},
		{"Atanh", Atanh, below, 1, 1},
		{"Atanh", Atanh, -below, 1, -1},
	} {
		y := make([]float64, 60)
		c.rule(y, c.at)
		sign := c.first
		for k, v := range y[1:] {
			if far := math.IsInf(v, 0); !(v*sign > 0) || far && k < 18 || !far && k > 21 { // 2^(52(k-½)) and 2^(52k), about
				t.Errorf("%s at %v: coefficient %d is %v", c.name, c.at, k+1, v)
			}
			sign *= c.next
		}
	}
}
