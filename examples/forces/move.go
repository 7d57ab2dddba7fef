package main

import "example.com/sobolev/layers"

// move takes steps of 0.5 fs by the velocity Verlet scheme, from rest at x, and returns how much more total energy, in meV, the
// last tenth of the run has than the first: none if forces are the derivatives of an energy.
func move(net *layers.Net[float64], x []float64, steps int) (drift float64) {
	const dt, unit = 0.5, 9.64853e-3 // fs, and what a force of 1 eV/Å does to 1 u in 1 fs, in Å/fs
	mass := []float64{12.011, 12.011, 15.999, 1.008, 1.008, 1.008, 1.008, 1.008, 1.008}
	ws, v := net.NewWorkspace(), make([]float64, len(x))
	_, grad := net.Gradient(ws, x)
	tenth := steps / 10
	for step := range steps {
		for i := range x {
			v[i] -= dt / 2 * unit * grad[i] / mass[i/3]
			x[i] += dt * v[i]
		}
		y, force := net.Gradient(ws, x)
		grad = force
		total := 1000 * y[0]
		for i := range x {
			v[i] -= dt / 2 * unit * grad[i] / mass[i/3]
			total += 1000 * mass[i/3] * v[i] * v[i] / (2 * unit)
		}
		switch {
		case step < tenth:
			drift -= total / float64(tenth)
		case step >= steps-tenth:
			drift += total / float64(tenth)
		}
	}
	return drift
}
