package beyond

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/train"
)

// sineGordon is the squared residual (Δu + sin u − g)² of u = (1 − |x|²)·N(x) at points of the unit ball that are new in every
// step. Of the network's Laplacian and its slope along x only the terms of some axes are computed, new ones in every step and
// the same for all its points, and scaled up: with k of d axes J,
//
//	Δu ≈ d/k·((1 − |x|²)·Σ_J ∂ⱼ²N − 4·Σ_J xⱼ·∂ⱼN) − 2d·N,
//
// which is right in the mean, if not squared (Shi et al. 2024). The jets are those of a Laplacian over the axes: a value, k
// slopes and one sum of second derivatives.
type sineGordon struct {
	body twoBody
	axes int
	seed uint64
	alg  *jet.Algebra
}

func newSineGordon(body twoBody, axes int, seed uint64) *sineGordon {
	return &sineGordon{body, axes, seed, jet.Laplace(axes)}
}

// Algebra implements [train.Term].
func (t *sineGordon) Algebra() *jet.Algebra { return t.alg }

// SeedsInputs implements [train.Term].
func (t *sineGordon) SeedsInputs() bool { return false }

// Len implements [train.Term].
func (t *sineGordon) Len() int { return ballPoints }

// Parts implements [train.Term].
func (t *sineGordon) Parts() []string { return []string{"residual"} }

// NewPass implements [train.Term].
func (t *sineGordon) NewPass(points int) train.Pass[float32] {
	pcg := new(rand.PCG)
	return &sineGordonPass{sineGordon: t, pcg: pcg, rng: rand.New(pcg), order: make([]int, len(t.body.c)+1), drawn: make([]int, t.axes)}
}

// sineGordonPass is the memory of one goroutine.
type sineGordonPass struct {
	*sineGordon
	pcg   *rand.PCG
	rng   *rand.Rand
	order []int // of all axes, the first of which were drawn
	drawn []int
	x     *jet.Batch[float32] // what was loaded
}

// Load implements [train.Pass].
func (p *sineGordonPass) Load(x *jet.Batch[float32], points []int, step int) {
	x.Zero()
	d := x.Features
	for r, n := range points {
		p.pcg.Seed(p.seed, uint64(step)<<32|uint64(n))
		inBall(x.Plane(0)[r*d:(r+1)*d], p.rng)
	}
	p.draw(step)
	for j, axis := range p.drawn {
		plane := x.Plane(1 + j)
		for r := range points {
			plane[r*d+axis] = 1
		}
	}
	p.x = x
}

// draw chooses the axes of a step.
func (p *sineGordonPass) draw(step int) {
	p.pcg.Seed(^p.seed, uint64(step))
	for i := range p.order {
		p.order[i] = i
	}
	for j := range p.drawn {
		k := j + p.rng.IntN(len(p.order)-j)
		p.order[j], p.order[k] = p.order[k], p.order[j]
		p.drawn[j] = p.order[j]
	}
}

// Score implements [train.Pass].
func (p *sineGordonPass) Score(cot, y *jet.Batch[float32], points []int, _ int, scale float64, parts []float64) {
	clear(cot.Data)
	d, last := p.x.Features, p.alg.Dim()-1
	up := float64(d) / float64(p.axes)
	for r := range points {
		x := p.x.Plane(0)[r*d : (r+1)*d]
		inside := 1 - float64(squaredLength(x))
		radial := 0.0
		for j, axis := range p.drawn {
			radial += float64(x[axis]) * float64(y.Plane(1 + j)[r])
		}
		n := float64(y.Plane(0)[r])
		curved := 2 * float64(y.Plane(last)[r]) // of a Laplacian the jets have half
		residual := up*(inside*curved-4*radial) - 2*float64(d)*n + math.Sin(inside*n) - p.body.source(x)
		parts[0] += residual * residual
		slope := 2 * scale * residual
		cot.Plane(0)[r] = float32(slope * (inside*math.Cos(inside*n) - 2*float64(d)))
		for j, axis := range p.drawn {
			cot.Plane(1 + j)[r] = float32(-4 * slope * up * float64(x[axis]))
		}
		cot.Plane(last)[r] = float32(2 * slope * up * inside)
	}
}
