package distill

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// number is the floating-point type of the networks.
type number = float32

// policyTerm is the loss of the paper, averaged over states s,
//
//	KL(π_T(s) ‖ π_S(s)) + w·|∇_s ⟨log π_T(s) − log π_S(s), v⟩|²,
//
// v drawn from the unit sphere over the actions, a new one for every step and state; or the mean of that over several v; or, in
// full, the mean over the unit vectors of the actions, which is the same in expectation and has no chance in it. The networks
// of teacher and student end in a log-softmax, so that their outputs are the log π themselves.
//
// The gradient in the inputs has one component for each of them, but it is that of a single number, so one adjoint sweep
// gives it. With the residual r = ∇_s⟨log π_S, v⟩ − ∇_s⟨log π_T, v⟩ held constant, the parameter gradient of |r|² is
// that of 2·⟨r, ∇_s⟨log π_S, v⟩⟩ = 2·⟨D_r log π_S, v⟩: a derivative along one direction, that of r. So the term
// seeds the states with r, and the library's jets over Dual(1) do the rest: 2 products a layer for the adjoint and 6 for
// the jets, whatever the number of inputs and actions, for layers of every kind. It is exact. With k directions there are k
// residuals: 2k products and 3(1+k) for jets over Dual(k).
type policyTerm struct {
	net      *layers.Net[number] // the student
	x        []number            // states × inputs
	logProbs []number            // of the teacher, states × actions
	jacobian []number            // their derivatives, states × actions × inputs; nil if they are not used
	weight   float64             // w over the number of directions
	seed     uint64              // of the directions
	count    int                 // of the directions
	full     bool                // whether they are the unit vectors

	// A step comes to every state once, in Load and then in Score, so these are written by one goroutine at a time.
	directions []number  // count × states × actions
	mismatch   []float64 // |r|², summed over the directions, one for each state
}

// A projection says how the teacher's gradients enter.
type projection struct {
	weight     float64 // relative to the mean square of the teacher's, so that the same suits every game; 0 for the divergence alone
	directions int     // random ones a step and state; 0 for the whole Jacobian
}

// newPolicyTerm returns the term for a student of the states.
func newPolicyTerm(net *layers.Net[number], s *states, p projection, seed uint64) *policyTerm {
	t := &policyTerm{net: net, x: s.x, logProbs: s.logProbs, seed: seed}
	if p.weight == 0 {
		return t
	}
	t.jacobian, t.count, t.full = s.jacobian, p.directions, p.directions == 0
	if t.full {
		t.count = net.Out()
	}
	t.directions, t.mismatch = make([]number, t.count*len(s.logProbs)), make([]float64, s.len())
	sum := 0.0
	for _, g := range s.jacobian {
		sum += float64(g) * float64(g)
	}
	if meanSquare := sum / float64(s.len()*net.Out()); meanSquare > 0 { // E|J'v|² = |J|²/actions
		t.weight = p.weight / meanSquare / float64(t.count)
	}
	return t
}

// direction is the k-th of a state.
func (t *policyTerm) direction(k, point int) []number {
	actions := t.net.Out()
	return t.directions[(k*t.Len()+point)*actions:][:actions]
}

// Algebra implements [train.Term].
func (t *policyTerm) Algebra() *jet.Algebra {
	if t.jacobian == nil {
		return jet.Real()
	}
	return jet.Dual(t.count)
}

// SeedsInputs implements [train.Term].
func (t *policyTerm) SeedsInputs() bool { return false }

// Len implements [train.Term].
func (t *policyTerm) Len() int { return len(t.logProbs) / t.net.Out() }

// Parts implements [train.Term].
func (t *policyTerm) Parts() []string {
	if t.jacobian == nil {
		return []string{"divergence"}
	}
	return []string{"divergence", "gradients"}
}

// NewPass implements [train.Term].
func (t *policyTerm) NewPass(points int) train.Pass[number] {
	pcg := new(rand.PCG)
	return &policyPass{policyTerm: t, ws: t.net.NewWorkspace(), pcg: pcg, rng: rand.New(pcg),
		tile: make([]number, 0, points*t.net.In()), drawn: make([]number, 0, points*t.net.Out())}
}

// policyPass is what the input gradients of one tile are computed in.
type policyPass struct {
	*policyTerm
	ws          *layers.Workspace[number]
	tile, drawn []number // states and directions
	pcg         *rand.PCG
	rng         *rand.Rand
}

// Load implements [train.Pass].
func (t *policyPass) Load(x *jet.Batch[number], points []int, step int) {
	d := x.Features
	for r, p := range points {
		copy(x.Plane(0)[r*d:(r+1)*d], t.x[p*d:])
	}
	if t.jacobian == nil {
		return
	}
	t.tile = append(t.tile[:0], x.Plane(0)...)
	for _, p := range points {
		t.mismatch[p] = 0
		t.draw(p, step)
	}
	for k := range t.count {
		t.drawn = t.drawn[:0]
		for _, p := range points {
			t.drawn = append(t.drawn, t.direction(k, p)...)
		}
		_, gradients := t.net.VJP(t.ws, t.tile, t.drawn)
		residuals := x.Plane(1 + k)
		copy(residuals, gradients)
		for r, p := range points {
			t.mismatch[p] += t.subtractTeacher(residuals[r*d:(r+1)*d], k, p)
		}
	}
}

// draw chooses the directions of a state in a step.
func (t *policyPass) draw(point, step int) {
	t.pcg.Seed(t.seed, uint64(step)<<32|uint64(point))
	for k := range t.count {
		v := t.direction(k, point)
		if !t.full {
			unitVector(v, t.rng)
			continue
		}
		clear(v)
		v[k] = 1
	}
}

// subtractTeacher takes the teacher's gradient along a direction at a state off r and returns |r|².
func (t *policyTerm) subtractTeacher(r []number, k, point int) float64 {
	d, actions := len(r), t.net.Out()
	for a, v := range t.direction(k, point) {
		row := t.jacobian[(point*actions+a)*d:][:d]
		for i, g := range row {
			r[i] -= v * g
		}
	}
	square := 0.0
	for _, v := range r {
		square += float64(v) * float64(v)
	}
	return square
}

// Score implements [train.Pass].
func (t *policyPass) Score(cot, y *jet.Batch[number], points []int, _ int, scale float64, parts []float64) {
	actions := y.Features
	for r, p := range points {
		student := y.Plane(0)[r*actions : (r+1)*actions]
		for a, l := range t.logProbs[p*actions : (p+1)*actions] {
			prob := math.Exp(float64(l))
			parts[0] += prob * (float64(l) - float64(student[a]))
			cot.Plane(0)[r*actions+a] = number(-scale * prob)
		}
		if t.jacobian == nil {
			continue
		}
		parts[1] += t.weight * t.mismatch[p]
		for k := range t.count {
			for a, v := range t.direction(k, p) {
				cot.Plane(1 + k)[r*actions+a] = number(2 * scale * t.weight * float64(v))
			}
		}
	}
}

// unitVector fills v with a direction drawn uniformly from the unit sphere.
func unitVector(v []number, rng *rand.Rand) {
	norm := 0.0
	for norm == 0 {
		for i := range v {
			v[i] = number(rng.NormFloat64())
			norm += float64(v[i]) * float64(v[i])
		}
	}
	for i := range v {
		v[i] = number(float64(v[i]) / math.Sqrt(norm))
	}
}
