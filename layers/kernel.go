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

// newTaylor returns what computes the first count Taylor coefficients of the activation elementwise.
func newTaylor[F dual.Float](act *Activation, count int) *vec.Taylor[F] {
	switch act.kernel {
	case tanhKernel:
		return vec.TanhTaylor[F](count)
	case sigmoidKernel:
		return vec.SigmoidTaylor[F](count)
	case softplusKernel:
		return vec.SoftplusTaylor[F](count)
	case logSigmoidKernel:
		return vec.LogSigmoidTaylor[F](count)
	case siluKernel:
		return vec.SiLUTaylor[F](count)
	case geluKernel:
		return vec.GELUTaylor[F](count)
	case geluTanhKernel:
		return vec.GELUTanhTaylor[F](count)
	case sinKernel:
		return vec.SineTaylor[F](count, 1)
	case sineKernel:
		return vec.SineTaylor(count, F(act.param))
	case leakyReLUKernel:
		return vec.LeakyReLUTaylor(count, F(act.param))
	case eluKernel:
		return vec.ELUTaylor(count, F(act.param))
	}
	return vec.RuleTaylor[F](count, act.Rule)
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
