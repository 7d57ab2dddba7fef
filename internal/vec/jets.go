package vec

import "math"

// An activation jet computes φ(z) and its first three derivatives φ'(z), φ''(z), φ'''(z) (not divided by factorials) in one pass,
// into y, d1, d2 and d3. A nil destination is not wanted and not computed. A destination may be z itself.

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

// storeJet puts the derivatives of element i where they are wanted.
func storeJet[F Float](y, d1, d2, d3 []F, i int, c *[4]float64) {
	if y != nil {
		y[i] = F(c[0])
	}
	if d1 != nil {
		d1[i] = F(c[1])
	}
	if d2 != nil {
		d2[i] = F(c[2])
	}
	if d3 != nil {
		d3[i] = F(c[3])
	}
}

// TanhJet is the jet of tanh. φ' = sech² keeps all its digits where tanh is near ±1.
func TanhJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("TanhJet", y, d1, d2, d3, z)
	if tanhJetKernel(y, d1, d2, d3, z) {
		return
	}
	for i, v := range z {
		t := math.Tanh(float64(v))
		e := math.Exp(-2 * math.Abs(float64(v)))
		s := 4 * e / ((1 + e) * (1 + e))
		storeJet(y, d1, d2, d3, i, &[4]float64{t, s, -2 * t * s, s * (4 - 6*s)})
	}
}

// sigmoidJet returns σ and its first three derivatives.
func sigmoidJet(x float64) [4]float64 {
	y := sigmoid(x)
	s := y * sigmoid(-x)
	return [4]float64{y, s, -s * math.Tanh(x/2), s * (1 - 6*s)}
}

// SigmoidJet is the jet of the logistic function 1/(1 + e⁻ᶻ).
func SigmoidJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SigmoidJet", y, d1, d2, d3, z)
	if sigmoidJetKernel(y, d1, d2, d3, z) {
		return
	}
	for i, v := range z {
		c := sigmoidJet(float64(v))
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// SoftplusJet is the jet of ln(1 + eᶻ).
func SoftplusJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SoftplusJet", y, d1, d2, d3, z)
	if softplusJetKernel(y, d1, d2, d3, z) {
		return
	}
	for i, v := range z {
		x := float64(v)
		c := sigmoidJet(x)
		storeJet(y, d1, d2, d3, i, &[4]float64{max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))), c[0], c[1], c[2]})
	}
}

// SiLUJet is the jet of z·σ(z).
func SiLUJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SiLUJet", y, d1, d2, d3, z)
	if siluJetKernel(y, d1, d2, d3, z) {
		return
	}
	for i, v := range z {
		x := float64(v)
		c := sigmoidJet(x)
		storeJet(y, d1, d2, d3, i, &[4]float64{x * c[0], c[0] + x*c[1], 2*c[1] + x*c[2], 3*c[2] + x*c[3]})
	}
}

// GELUJet is the jet of z·Φ(z), Φ the normal distribution function.
func GELUJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("GELUJet", y, d1, d2, d3, z)
	if geluJetKernel(y, d1, d2, d3, z) {
		return
	}
	for i, v := range z {
		x := float64(v)
		cdf := math.Erfc(-x/math.Sqrt2) / 2
		pdf := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
		storeJet(y, d1, d2, d3, i, &[4]float64{x * cdf, cdf + x*pdf, pdf * (2 - x*x), pdf * x * (x*x - 4)})
	}
}

// SinJet is the jet of sin.
func SinJet[F Float](y, d1, d2, d3, z []F) {
	wantJet("SinJet", y, d1, d2, d3, z)
	for done := 0; done < len(z); {
		n := sinJetKernel(from(y, done), from(d1, done), from(d2, done), from(d3, done), z[done:])
		done += max(n, 0)
		end := scalarEnd(n, done, len(z))
		for ; done < end; done++ {
			s, c := math.Sincos(float64(z[done]))
			storeJet(y, d1, d2, d3, done, &[4]float64{s, c, -s, -c})
		}
	}
}

// LeakyReLUJet is the jet of max(z, 0) + slope·min(z, 0); slope 0 is ReLU. The derivative at 0 is 0.
func LeakyReLUJet[F Float](y, d1, d2, d3, z []F, slope F) {
	wantJet("LeakyReLUJet", y, d1, d2, d3, z)
	if leakyReLUJetKernel(y, d1, d2, d3, z, slope) {
		return
	}
	for i, v := range z {
		c := [4]float64{float64(v), 1}
		if v < 0 {
			c[0], c[1] = float64(slope*v), float64(slope)
		} else if !(v > 0) {
			c[1] = float64(v) + 0 // 0, or NaN
		}
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// ELUJet is the jet of z for z > 0 and alpha·(eᶻ − 1) below.
func ELUJet[F Float](y, d1, d2, d3, z []F, alpha F) {
	wantJet("ELUJet", y, d1, d2, d3, z)
	if eluJetKernel(y, d1, d2, d3, z, alpha) {
		return
	}
	for i, v := range z {
		c := [4]float64{float64(v), 1}
		if v <= 0 {
			e := float64(alpha) * math.Exp(float64(v))
			c = [4]float64{float64(alpha) * math.Expm1(float64(v)), e, e, e}
		}
		storeJet(y, d1, d2, d3, i, &c)
	}
}

// from is x[i:], nil for nil.
func from[F Float](x []F, i int) []F {
	if x == nil {
		return nil
	}
	return x[i:]
}
