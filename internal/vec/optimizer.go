package vec

import "math"

// Moments and parameters that fall below the smallest normal number are stored as zero by the updates of this file: the
// moments of a unit that gets no gradient any more decay geometrically, and arithmetic on denormal numbers costs a
// hundred times that on others.

// AdamStep holds the numbers of one step of Adam (Kingma and Ba 2015) or, with Decay, AdamW (Loshchilov and Hutter 2019).
type AdamStep struct {
	Rate         float64 // learning rate
	Beta1, Beta2 float64 // decay of the moments
	Epsilon      float64 // added to the root of the second moment
	Correct1     float64 // 1/(1 − β₁ᵗ) at step t = 1, 2, …
	Correct2     float64 // 1/(1 − β₂ᵗ)
	L2           float64 // added to the gradient as L2·p
	Decay        float64 // decoupled weight decay: p shrinks by Rate·Decay·p first
}

// Adam updates parameters p, first moments m and second moments v with the gradient g:
//
//	g' = g + L2·p
//	m = β₁m + (1−β₁)g',  v = β₂v + (1−β₂)g'²
//	p = (1 − Rate·Decay)·p − Rate·Correct1·m / (√(Correct2·v) + ε)
func Adam[F Float](p, m, v, g []F, s *AdamStep) {
	want("Adam", "m", len(m), len(p))
	want("Adam", "v", len(v), len(p))
	want("Adam", "g", len(g), len(p))
	c := s.coefficients()
	b1, n1, b2, n2 := F(c[0]), F(c[1]), F(c[2]), F(c[3])
	rate, corr, eps, l2, keep := F(c[4]), F(c[5]), F(c[6]), F(c[7]), F(c[8])
	if adamKernel(p, m, v, g, b1, n1, b2, n2, rate, corr, eps, l2, keep) {
		return
	}
	tiny := smallestNormal[F]()
	for i, g := range g {
		g += F(l2 * p[i])
		m1 := flush(F(b1*m[i])+F(n1*g), tiny)
		v1 := flush(F(b2*v[i])+F(n2*g*g), tiny)
		m[i], v[i] = m1, v1
		p[i] = flush(F(keep*p[i])-rate*m1/(F(math.Sqrt(float64(corr*v1)))+eps), tiny)
	}
}

// coefficients returns β₁, 1−β₁, β₂, 1−β₂, the corrected rate, the correction of v, ε, L2 and what decay leaves of p.
func (s *AdamStep) coefficients() [9]float64 {
	return [9]float64{s.Beta1, 1 - s.Beta1, s.Beta2, 1 - s.Beta2, s.Rate * s.Correct1, s.Correct2, s.Epsilon, s.L2, 1 - float64(s.Rate*s.Decay)}
}

// SGD updates parameters p and velocity v with the gradient g:
//
//	v = momentum·v + g + l2·p,  p = p − rate·v
//
// or with nesterov p = p − rate·(g + l2·p + momentum·v).
func SGD[F Float](p, v, g []F, rate, momentum, l2 float64, nesterov bool) {
	want("SGD", "v", len(v), len(p))
	want("SGD", "g", len(g), len(p))
	r, mu, w := F(rate), F(momentum), F(l2)
	ahead, plain := F(0), F(1) // the step is ahead·g' + plain·v
	if nesterov {
		ahead, plain = 1, mu
	}
	if sgdKernel(p, v, g, r, mu, w, ahead, plain) {
		return
	}
	tiny := smallestNormal[F]()
	for i, g := range g {
		g += F(w * p[i])
		v1 := flush(F(mu*v[i])+g, tiny)
		v[i] = v1
		p[i] = flush(p[i]-F(r*(F(ahead*g)+F(plain*v1))), tiny)
	}
}

func flush[F Float](x, tiny F) F {
	if -tiny < x && x < tiny {
		return 0
	}
	return x
}

// smallestNormal returns the smallest normal number of F.
func smallestNormal[F Float]() F {
	if is32[F]() {
		return F(0x1p-126)
	}
	x := 0x1p-1022
	return F(x)
}
