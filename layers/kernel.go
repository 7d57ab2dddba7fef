package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// kernel names the vector kernel of an activation, which computes up to three derivatives of whole slices.
type kernel int

const (
	noKernel kernel = iota
	tanhKernel
	sigmoidKernel
	softplusKernel
	logSigmoidKernel
	siluKernel
	geluKernel
	geluTanhKernel
	sinKernel
	sineKernel
	leakyReLUKernel
	eluKernel
)

// maxKernel is the number of derivatives, the value among them, that a kernel computes at most.
const maxKernel = 4

// coefficients fills phi[k] with the Taylor coefficients φ⁽ᵏ⁾(z)/k! elementwise for every k < len(phi), as derivatives
// does with derivatives.
func coefficients[F dual.Float](act *Activation, phi [][]F, z []F, c []float64) {
	if act.kernel == noKernel || len(phi) > maxKernel {
		c = c[:len(phi)]
		for i, v := range z {
			act.Rule(c, float64(v))
			for k, a := range c {
				phi[k][i] = F(a)
			}
		}
		return
	}
	derivatives(act, phi, z, c)
	factorial := 1.0
	for k := 2; k < len(phi); k++ {
		factorial *= float64(k)
		vec.Scale(phi[k], F(1/factorial), phi[k])
	}
}

// derivatives fills d[k] with φ⁽ᵏ⁾(z) elementwise for every k < len(d). The planes may not overlap z, except that
// d[0] may be z itself. The scratch c holds at least len(d) coefficients.
func derivatives[F dual.Float](act *Activation, d [][]F, z []F, c []float64) {
	if act.kernel != noKernel && len(d) <= maxKernel {
		var p [maxKernel][]F
		copy(p[:], d)
		runKernel(act, p[0], p[1], p[2], p[3], z)
		return
	}
	c = c[:len(d)]
	for i, v := range z {
		act.Rule(c, float64(v))
		factorial := 1.0
		for k := range d {
			d[k][i] = F(c[k] * factorial)
			factorial *= float64(k + 1)
		}
	}
}

// runKernel computes the activation and the derivatives for which there is a destination.
func runKernel[F dual.Float](act *Activation, y, d1, d2, d3, z []F) {
	switch act.kernel {
	case tanhKernel:
		vec.TanhJet(y, d1, d2, d3, z)
	case sigmoidKernel:
		vec.SigmoidJet(y, d1, d2, d3, z)
	case softplusKernel:
		vec.SoftplusJet(y, d1, d2, d3, z)
	case logSigmoidKernel:
		vec.LogSigmoidJet(y, d1, d2, d3, z)
	case siluKernel:
		vec.SiLUJet(y, d1, d2, d3, z)
	case geluKernel:
		vec.GELUJet(y, d1, d2, d3, z)
	case geluTanhKernel:
		vec.GELUTanhJet(y, d1, d2, d3, z)
	case sinKernel:
		vec.SinJet(y, d1, d2, d3, z)
	case sineKernel:
		vec.SineJet(y, d1, d2, d3, z, F(act.param))
	case leakyReLUKernel:
		vec.LeakyReLUJet(y, d1, d2, d3, z, F(act.param))
	case eluKernel:
		vec.ELUJet(y, d1, d2, d3, z, F(act.param))
	}
}
