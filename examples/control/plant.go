package main

import "math"

// plant is what MuJoCo computes of the cart with its pole, written down: a step of 0.02 s in four parts, semi-implicit but for
// the damping, which is implicit. The state is (x, θ, ẋ, θ̇), θ = 0 upright, u the force on the cart.
func plant(s state, u float64) state {
	const h, cart, pole, length, gravity = 0.005, 1.0, 0.2, 0.3, 9.81 // the pole's centre is at length
	const dampCart, dampPole = 0.1, 0.005
	const r, l = 0.02, 0.6 // the pole is a capsule: a cylinder with half a ball at each end
	cylinder, ball := math.Pi*r*r*l, 4*math.Pi*r*r*r/3
	mc, ms := pole*cylinder/(cylinder+ball), pole*ball/(cylinder+ball)
	inertia := mc*(l*l/12+r*r/4) + ms*(2*r*r/5+l*l/4+3*l*r/8) + pole*length*length
	for range 4 {
		sin, cos := math.Sincos(s[1])
		a, b, d := cart+pole+h*dampCart, pole*length*cos, inertia+h*dampPole
		f := u - dampCart*s[2] + pole*length*sin*s[3]*s[3]
		g := pole*length*gravity*sin - dampPole*s[3]
		det := a*d - b*b
		s[2] += h * (d*f - b*g) / det
		s[3] += h * (a*g - b*f) / det
		s[0] += h * s[2]
		s[1] += h * s[3]
	}
	return s
}
