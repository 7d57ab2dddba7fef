package main

import "math"

// A gate makes a stream of an activation z·g(z): its value, the gate g with a first derivative from which the others
// follow, and z cut down to where g is not constant, so that no infinity meets a zero.
func gate(name string, parts func(w *walk, z vec) (low, x, g, slope vec)) stream {
	return stream{
		name:   name,
		slices: []string{"y", "gate", "slope", "x", "z"},
		length: "z",
		body: func(w *walk) {
			low, x, g, slope := parts(w, w.get("z"))
			w.put("y", w.mul(low, g))
			w.put("gate", g)
			w.put("slope", slope)
			w.put("x", x)
		},
	}
}

var gates = []stream{
	// σ(z) and σ'(z).
	gate("siluGate", func(w *walk, z vec) (low, x, g, slope vec) {
		s := w.sigmoidJet(z, nil)
		low, x = w.cut(z, float64(w.bias())*math.Ln2) // beyond it σ and its derivatives are 0 or 1
		return low, x, s.y, s.d1
	}),
	// Φ(z) and Φ'(z).
	gate("geluGate", func(w *walk, z vec) (low, x, g, slope vec) {
		low, x = w.cut(z, 40) // beyond it the normal density is 0
		pdf, cdf, _ := w.normal(z, x)
		return low, x, cdf, pdf
	}),
	// σ(v(z)) and σ'(v(z)), v being a cubic.
	gate("geluTanhGate", func(w *walk, z vec) (low, x, g, slope vec) {
		low, x = w.cut(z, 30) // beyond it σ(v) is 0
		v, lo, _, _, _ := w.geluCubic(x)
		s := w.sigmoidJet(v, lo)
		return low, x, s.y, s.d1
	}),
}

// cut returns max(z, −edge) and that cut off at +edge too.
func (a *asm) cut(z vec, edge float64) (low, x vec) {
	low = a.atLeast(z, a.c(-edge))
	return low, a.atMost(low, a.c(edge))
}

// normal returns the density and the distribution function of the normal law at z, and x²; x is z cut down to ±40.
func (a *asm) normal(z, x vec) (pdf, cdf, square vec) {
	square = a.mul(x, x)
	lo := a.fms(x, x, square)
	e, _ := a.decay(a.mul(square, a.c(0.5)), a.mul(lo, a.c(0.5)))
	pdf = a.mul(e, a.c(1/math.Sqrt(2*math.Pi)))
	q := a.mul(a.mul(e, a.c(0.5)), a.scaledErfc(a.mul(a.abs(x), a.c(math.Sqrt2/2))))
	return pdf, a.choose(a.signMask(z), q, a.sub(a.c(1), q)), square
}
