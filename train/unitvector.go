package train

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
)

// directions draws from the unit sphere. One belongs to one goroutine at a time.
type directions struct {
	pcg *rand.PCG
	rng *rand.Rand
}

func newDirections() *directions {
	pcg := new(rand.PCG)
	return &directions{pcg, rand.New(pcg)}
}

// A drawing names one random direction. It depends on nothing else, so that a point has the same direction whoever
// asks, and a new one at every step.
type drawing struct {
	seed               uint64
	step, point, index int
}

// unitVector fills v with a direction drawn uniformly from the unit sphere: normal numbers, divided by their length
// (Muller 1959).
func unitVector[F dual.Float](d *directions, v []F, at drawing) {
	d.pcg.Seed(mix(mix(at.seed)+uint64(at.step)), mix(mix(uint64(at.point))+uint64(at.index)))
	for norm := 0.0; norm == 0; {
		for i := range v {
			v[i] = F(d.rng.NormFloat64())
			norm += float64(v[i]) * float64(v[i])
		}
		scale := 1 / math.Sqrt(norm)
		for i := range v {
			v[i] = F(float64(v[i]) * scale)
		}
	}
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection in which every bit of the argument moves
// every bit of the result.
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
