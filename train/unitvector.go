package train

import (
	"math"

	"example.com/sobolev/dual"
)

// unitVector fills v with a direction drawn uniformly from the unit sphere. It depends on nothing but the arguments, so
// that a point has the same direction whoever asks, and a new one at every step.
func unitVector[F dual.Float](v []F, seed uint64, step, point, index int) {
	state := mix(mix(mix(mix(seed)+uint64(step))+uint64(point)) + uint64(index))
	for norm := 0.0; norm == 0; {
		norm = 0
		for i := 0; i < len(v); i += 2 { // Box and Muller 1958: two normal numbers from two uniform ones
			radius := math.Sqrt(-2 * math.Log(uniform(&state)))
			sin, cos := math.Sincos(2 * math.Pi * uniform(&state))
			v[i] = F(radius * cos)
			norm += float64(v[i]) * float64(v[i])
			if i+1 < len(v) {
				v[i+1] = F(radius * sin)
				norm += float64(v[i+1]) * float64(v[i+1])
			}
		}
		scale := 1 / math.Sqrt(norm)
		for i := range v {
			v[i] = F(float64(v[i]) * scale)
		}
	}
}

// uniform returns the next number of (0, 1] from a SplitMix64 generator (Steele, Lea and Flood 2014).
func uniform(state *uint64) float64 {
	*state += 0x9e3779b97f4a7c15
	return float64(mix(*state)>>11+1) / (1 << 53)
}

// mix is the finaliser of SplitMix64, a bijection in which every bit of the argument moves every bit of the result.
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
