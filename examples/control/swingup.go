package main

import "math"

// The swing-up takes 3 seconds. Its cost is that of the force, some for the way, and much for where it ends.
const (
	steps     = 150
	forceCost = 0.02
)

var (
	onTheWay = state{0.02, 0.02, 0.002, 0.002}
	atTheEnd = state{200, 500, 50, 50}
)

// A plan is a way from hanging to upright, the forces on it, and how to come back to it.
type plan struct {
	states [steps + 1]state
	forces [steps]float64
	back   [steps]feedback
}

// follow takes the plan's forces, those of the feedback with a share of its open part added, through the dynamics, and returns
// the way it goes and what that costs.
func (p *plan) follow(dynamics func(s state, u float64) state, share float64) (way plan, cost float64) {
	way.states[0] = p.states[0]
	for t := range steps {
		s := way.states[t]
		u := p.forces[t] + share*p.back[t].open - dot(p.back[t].gain, minus(s, p.states[t]))
		u = max(-10, min(u, 10))
		cost += forceCost/2*u*u + weigh(onTheWay, s)
		way.forces[t], way.states[t+1] = u, dynamics(s, u)
	}
	return way, cost + weigh(atTheEnd, way.states[steps])
}

func minus(a, b state) (d state) {
	for i := range d {
		d[i] = a[i] - b[i]
	}
	return d
}

func weigh(w, s state) (cost float64) {
	for i := range s {
		cost += w[i] / 2 * s[i] * s[i]
	}
	return cost
}

// swingUp plans by the model, follows the plan with the plant, and returns the plant's angle two seconds later, kept up by the model's
// regulator.
func swingUp(m model, iterations int) float64 {
	learned := func(s state, u float64) state {
		next, _ := m.step(s, u)
		return next
	}
	p := plan{}
	p.states[0] = state{0, math.Pi, 0, 0}
	for t := range steps {
		p.forces[t] = 3 * math.Sin(2*math.Pi*float64(t)/60)
	}
	p, best := p.follow(learned, 0)
	damping := 1.0
	for range iterations {
		v := diagonal(atTheEnd, p.states[steps])
		for t := steps - 1; t >= 0; t-- {
			_, l := m.step(p.states[t], p.forces[t])
			v, p.back[t] = v.step(l, diagonal(onTheWay, p.states[t]), forceCost, p.forces[t], damping)
		}
		damping *= 4
		if way, cost := p.follow(learned, 1); cost < best {
			way.back = p.back
			p, best, damping = way, cost, damping/10
		}
	}
	way, _ := p.follow(plant, 0)
	s := way.states[steps]
	_, l := m.step(state{}, 0)
	gain := lqr(l)
	for range 100 {
		s = plant(s, max(-10, min(-dot(gain, s), 10)))
	}
	return math.Remainder(s[1], 2*math.Pi)
}
