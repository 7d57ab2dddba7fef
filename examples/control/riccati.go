package main

// A state is (x, θ, ẋ, θ̇).
type state [4]float64

// A linearization is s' = A·s + B·u in differences from some state and force.
type linearization struct {
	a [4][4]float64
	b state
}

// A feedback is the force u = open − gain·δs, for the difference δs from where it was computed.
type feedback struct {
	open float64
	gain state
}

// A value is the cost to go, ½ δsᵀ P δs + p·δs.
type value struct {
	p [4][4]float64
	q state
}

// diagonal returns the quadratic cost with the weights w, of the difference d from where it is zero.
func diagonal(w, d state) (v value) {
	for i := range w {
		v.p[i][i], v.q[i] = w[i], w[i]*d[i]
	}
	return v
}

// step goes one step of the Riccati recursion back: from the cost to go after the step, the cost of the state before it and that
// of the force u, ½·r·u², to the best force and the cost to go before. A damping that is not 0 makes the change of the force
// smaller.
func (v value) step(l linearization, cost value, r, u, damping float64) (value, feedback) {
	var pa [4][4]float64 // P·A
	var pb state
	for i := range 4 {
		for k := range 4 {
			pb[i] += v.p[i][k] * l.b[k]
			for j := range 4 {
				pa[i][j] += v.p[i][k] * l.a[k][j]
			}
		}
	}
	quu, qu := r, r*u
	var qus state
	for k := range 4 {
		quu += l.b[k] * pb[k]
		qu += l.b[k] * v.q[k]
		for j := range 4 {
			qus[j] += l.b[k] * pa[k][j]
		}
	}
	f := feedback{open: -qu / (quu + damping)}
	for j := range 4 {
		f.gain[j] = qus[j] / (quu + damping)
	}
	for i := range 4 {
		for k := range 4 {
			cost.q[i] += l.a[k][i] * v.q[k]
			for j := range 4 {
				cost.p[i][j] += l.a[k][i] * pa[k][j]
			}
		}
		cost.q[i] += f.open*qus[i] - f.gain[i]*(qu+quu*f.open)
		for j := range 4 {
			cost.p[i][j] += quu*f.gain[i]*f.gain[j] - f.gain[i]*qus[j] - qus[i]*f.gain[j]
		}
	}
	for i := range 4 {
		for j := range i { // rounding errors that are not symmetric grow
			mean := (cost.p[i][j] + cost.p[j][i]) / 2
			cost.p[i][j], cost.p[j][i] = mean, mean
		}
	}
	return cost, f
}

// lqr returns the gain that keeps a linear system at zero (linear-quadratic regulator).
func lqr(l linearization) state {
	weights := state{1, 10, 1, 1}
	v, f := diagonal(weights, state{}), feedback{}
	for range 1000 {
		v, f = v.step(l, diagonal(weights, state{}), 0.1, 0, 0)
	}
	return f.gain
}
