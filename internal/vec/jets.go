package vec

import "example.com/sobolev/internal/series"

// An activation jet computes φ(z) and its first three derivatives φ'(z), φ''(z), φ'''(z) (not divided by factorials)
// in one pass, into y, d1, d2 and d3. A nil destination is not wanted and not computed. A destination may be z
// itself.

func wantJet[F Float](op string, y, d1, d2, d3, z []F) {
	if y != nil {
		want(op, "y", len(y), len(z))
	}
	if d1 != nil {
		want(op, "d1", len(d1), len(z))
	}
	if d2 != nil {
		want(op, "d2", len(d2), len(z))
	}
	if d3 != nil {
		want(op, "d3", len(d3), len(z))
	}
}

// terms returns how many Taylor coefficients the destinations need.
func terms[F Float](d1, d2, d3 []F) int {
	switch {
	case d3 != nil:
		return 4
	case d2 != nil:
		return 3
	case d1 != nil:
		return 2
	}
	return 1
}

// storeJet puts the derivatives of element i where they are wanted; c holds the Taylor coefficients φ⁽ᵏ⁾/k!.
func storeJet[F Float](y, d1, d2, d3 []F, i int, c *[4]float64) {
	if y != nil {
		y[i] = F(c[0])
	}
	if d1 != nil {
		d1[i] = F(c[1])
	}
	if d2 != nil {
		d2[i] = F(2 * c[2])
	}
	if d3 != nil {
		d3[i] = F(6 * c[3])
	}
}

// TanhJet is the jet of tanh. φ' = sech² keeps all its digits where tanh is near ±1.
func TanhJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("TanhJet", y, d1, d2, d3, z)
	if tanhJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.Tanh(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// SigmoidJet is the jet of the logistic function 1/(1 + e⁻ᶻ).
func SigmoidJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SigmoidJet", y, d1, d2, d3, z)
	if sigmoidJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.Sigmoid(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// SoftplusJet is the jet of ln(1 + eᶻ).
func SoftplusJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SoftplusJet", y, d1, d2, d3, z)
	if softplusJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.Softplus(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// LogSigmoidJet is the jet of ln σ(z).
func LogSigmoidJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("LogSigmoidJet", y, d1, d2, d3, z)
	if logSigmoidJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.LogSigmoid(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// SiLUJet is the jet of z·σ(z).
func SiLUJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SiLUJet", y, d1, d2, d3, z)
	if siluJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.SiLU(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// GELUJet is the jet of z·Φ(z), Φ the normal distribution function.
func GELUJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("GELUJet", y, d1, d2, d3, z)
	if geluJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.GELU(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// GELUTanhJet is the jet of ½z(1 + tanh(√(2/π)(z + 0.044715z³))), the approximation of GELU.
func GELUTanhJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("GELUTanhJet", y, d1, d2, d3, z)
	if geluTanhJetKernel(y, d1, d2, d3, z) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.GELUTanh(c[:n], float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// LeakyReLUJet is the jet of max(z, 0) + slope·min(z, 0); slope 0 is ReLU. The derivative at 0 is 0.
func LeakyReLUJet[F Float](y, d1, d2, d3, z []F, slope F) {
	wantJet("LeakyReLUJet", y, d1, d2, d3, z)
	if leakyReLUJetKernel(y, d1, d2, d3, z, slope) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.LeakyReLU(c[:n], float64(v), float64(slope))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// ELUJet is the jet of z for z > 0 and alpha·(eᶻ − 1) below.
func ELUJet[F Float](y, d1, d2, d3, z []F, alpha F) {
	wantJet("ELUJet", y, d1, d2, d3, z)
	if eluJetKernel(y, d1, d2, d3, z, alpha) {
		return
	}
	var c [4]float64
	n := terms(d1, d2, d3)
	for i, v := range z {
		series.ELU(c[:n], float64(v), float64(alpha))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// SinJet is the jet of sin.
func SinJet[F Float](y, d1, d2, d3, z []F) { SineJet(y, d1, d2, d3, z, 1) }

// The kernel stops before a vector with an angle too large for its reduction of the argument. The elements of that
// vector are then done one by one, by the kernel again or, if it is their own angle that is large, by Go's functions:
// so that no element's value depends on its neighbours.

// SineJet is the jet of sin(omega·z), as sinusoidal networks have it; the product is rounded to F.
func SineJet[F Float](y, d1, d2, d3, z []F, omega F) {
	wantJet("SineJet", y, d1, d2, d3, z)
	var c [4]float64
	n := terms(d1, d2, d3)
	for done := 0; done < len(z); {
		did := sineJetSlice(y, d1, d2, d3, z, omega, done, len(z))
		done += max(did, 0)
		for end := scalarEnd(did, done, len(z)); done < end; done++ {
			if sineJetSlice(y, d1, d2, d3, z, omega, done, done+1) > 0 {
				continue
			}
			series.Sin(c[:n], float64(omega*z[done]))
			power := float64(omega)
			for k := 1; k < n; k++ {
				c[k] *= power
				power *= float64(omega)
			}
			storeJet(y, d1, d2, d3, done, &c)
		}
	}
}

// sineJetSlice runs the kernel on elements i to j.
func sineJetSlice[F Float](y, d1, d2, d3, z []F, omega F, i, j int) int {
	part := func(x []F) []F {
		if x == nil {
			return nil
		}
		return x[i:j]
	}
	return sineJetKernel(part(y), part(d1), part(d2), part(d3), z[i:j], omega)
}

// scalarEnd returns where the elements end that are done one by one, from "from" on, after a kernel did so many
// elements: behind the vector at which it stopped, or at the end if there is no kernel, which is did < 0.
func scalarEnd(did, from, length int) int {
	const lanes = 16
	if did < 0 {
		return length
	}
	return min(from+lanes, length)
}
