package distill

import (
	"math"

	"example.com/sobolev/layers"
)

// judge returns how often the most probable actions of a network and of the teacher differ on the states, and the mean
// divergence of their policies.
func judge(net *layers.Net[number], s *states) (disagreement, divergence float64) {
	const tile = 64
	ws := net.NewWorkspace()
	for first := 0; first < s.len(); first += tile {
		last := min(first+tile, s.len())
		student := net.Value(ws, s.x[first*s.inputs:last*s.inputs])
		for r := range last - first {
			taught := s.logProbs[(first+r)*s.actions:][:s.actions]
			own := student[r*s.actions:][:s.actions]
			if best(own) != best(taught) {
				disagreement++
			}
			for a, l := range taught {
				divergence += math.Exp(float64(l)) * (float64(l) - float64(own[a]))
			}
		}
	}
	n := float64(s.len())
	return disagreement / n, divergence / n
}
