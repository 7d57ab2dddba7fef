package main

import (
	"math"
	"math/big"

	"github.com/mmcloughlin/avo/operand"
)

// activation makes a stream of an activation and its derivatives, each computed only if its destination is not nil.
// derivatives returns the functions that compute φ(z) and its first three derivatives; a later one may use what an
// earlier one left in a variable only if that was set before all of them.
func activation(name string, scalars []string, derivatives func(w *walk, z vec) [4]func() vec) stream {
	return stream{
		name:    name,
		slices:  []string{"y", "d1", "d2", "d3", "z"},
		length:  "z",
		scalars: scalars,
		body: func(w *walk) {
			for i, f := range derivatives(w, w.get("z")) {
				dst := []string{"y", "d1", "d2", "d3"}[i]
				w.ifWanted(dst, func() { w.put(dst, f()) })
			}
		},
	}
}

var jets = []stream{
	activation("tanhJet", nil, func(w *walk, z vec) [4]func() vec {
		u, e, d := w.tanhParts(z)
		y := w.tanhOf(z, u, d)
		e4 := w.mul(e, w.c(4))
		s := w.mul(w.mul(e4, d), d)
		return [4]func() vec{
			func() vec { return y },
			func() vec { return s },
			func() vec { return w.mul(w.mul(y, s), w.c(-2)) },
			func() vec { return w.mul(s, w.fnma(s, w.c(6), w.broadcast(w.c(4)))) },
		}
	}),
	activation("sigmoidJet", nil, func(w *walk, z vec) [4]func() vec {
		g := w.sigmoidJet(z, nil)
		return [4]func() vec{
			func() vec { return g.y },
			func() vec { return g.d1 },
			func() vec { return w.sigmoidSecond(g) },
			func() vec { return w.sigmoidThird(g) },
		}
	}),
	activation("softplusJet", nil, func(w *walk, z vec) [4]func() vec {
		g := w.sigmoidJet(z, nil)
		return [4]func() vec{
			func() vec { return w.softplusOf(z, g.e) },
			func() vec { return g.y },
			func() vec { return g.d1 },
			func() vec { return w.sigmoidSecond(g) },
		}
	}),
	activation("logSigmoidJet", nil, func(w *walk, z vec) [4]func() vec {
		z = w.negate(z)
		g := w.sigmoidJet(z, nil)
		return [4]func() vec{
			func() vec { return w.negate(w.softplusOf(z, g.e)) },
			func() vec { return g.y },
			func() vec { return w.negate(g.d1) },
			func() vec { return w.sigmoidSecond(g) },
		}
	}),
	activation("siluJet", nil, func(w *walk, z vec) [4]func() vec {
		g := w.sigmoidJet(z, nil)
		low, x := w.cut(z, float64(w.bias())*math.Ln2) // beyond it σ and its derivatives are 0 or 1
		return [4]func() vec{
			func() vec { return w.mul(low, g.y) },
			func() vec { return w.fma(x, g.d1, g.y) },
			func() vec { return w.fma(x, w.sigmoidSecond(g), w.add(g.d1, g.d1)) },
			func() vec { return w.fma(x, w.sigmoidThird(g), w.mul(w.sigmoidSecond(g), w.c(3))) },
		}
	}),
	activation("geluJet", nil, func(w *walk, z vec) [4]func() vec {
		low, x := w.cut(z, 40) // beyond it the normal density is 0
		pdf, cdf, square := w.normal(z, x)
		return [4]func() vec{
			func() vec { return w.mul(low, cdf) },
			func() vec { return w.fma(x, pdf, cdf) },
			func() vec { return w.mul(pdf, w.sub(w.c(2), square)) },
			func() vec { return w.mul(w.mul(pdf, x), w.sub(square, w.c(4))) },
		}
	}),
	activation("geluTanhJet", nil, func(w *walk, z vec) [4]func() vec {
		low, x := w.cut(z, 30) // beyond it σ(v) is 0
		v, lo, v1, v2, v3 := w.geluCubic(x)
		g := w.sigmoidJet(v, lo)
		second := func() vec { return w.fma(w.mul(w.sigmoidSecond(g), v1), v1, w.mul(g.d1, v2)) } // of σ(v(z))
		return [4]func() vec{
			func() vec { return w.mul(low, g.y) },
			func() vec { return w.fma(w.mul(x, g.d1), v1, g.y) },
			func() vec {
				first := w.mul(g.d1, v1)
				return w.fma(x, second(), w.add(first, first))
			},
			func() vec {
				cube := w.mul(w.mul(v1, v1), v1)
				mixed := w.mul(w.mul(w.mul(w.sigmoidSecond(g), v1), v2), w.c(3))
				third := w.fma(g.d1, v3, w.fma(w.sigmoidThird(g), cube, mixed))
				return w.fma(x, third, w.mul(second(), w.c(3)))
			},
		}
	}),
	activation("leakyReLUJet", []string{"slope"}, func(w *walk, z vec) [4]func() vec {
		zero := w.zero()
		positive := w.compare(z, greaterThan, zero)
		slope := w.scalar["slope"]
		noNumber := func() vec { return w.onlyWhere(w.compare(z, unordered, z), z) } // NaN, or else zero
		return [4]func() vec{
			func() vec {
				below := w.mul(z, slope)
				noNumber := noNumber() // zero for −∞·0
				below = w.choose(w.compare(below, unordered, below), noNumber, below)
				return w.choose(positive, z, below)
			},
			func() vec {
				rest := w.choose(w.compare(z, less, zero), slope, w.add(z, zero)) // 0, or NaN
				return w.choose(positive, w.broadcast(w.c(1)), rest)
			},
			noNumber,
			noNumber,
		}
	}),
	activation("eluJet", []string{"alpha"}, func(w *walk, z vec) [4]func() vec {
		zero := w.zero()
		positive := w.compare(z, greaterThan, zero)
		e, u := w.decay(w.abs(z), nil)
		e = w.mul(e, w.scalar["alpha"])
		curved := func() vec { return w.choose(positive, zero, e) }
		return [4]func() vec{
			func() vec { return w.choose(positive, z, w.sub(zero, w.mul(u, w.scalar["alpha"]))) },
			func() vec { return w.choose(positive, w.broadcast(w.c(1)), e) },
			curved,
			curved,
		}
	}),
	{name: "sineJet", slices: []string{"y", "d1", "d2", "d3", "z"}, length: "z", scalars: []string{"omega"}, stops: true, body: func(w *walk) {
		omega := w.scalar["omega"]
		z := w.mul(w.get("z"), omega)
		w.stopAtHugeAngle(z)
		s, c := w.circle(z)
		w.ifWanted("y", func() { w.put("y", s) })
		w.ifWanted("d1", func() { w.put("d1", w.mul(c, omega)) })
		w.ifWanted("d2", func() { w.put("d2", w.mul(w.mul(w.negate(s), omega), omega)) })
		w.ifWanted("d3", func() { w.put("d3", w.mul(w.mul(w.mul(w.negate(c), omega), omega), omega)) })
	}},
}

// sigmoidValues are σ, its derivative, E = e^(−|z|), and ±(1 − 2σ) of which the sign is that of z.
type sigmoidValues struct{ y, d1, e, tilt vec }

func (w *walk) sigmoidJet(z vec, lo operand.Op) sigmoidValues {
	e, u, d, y := w.sigmoidParts(z, lo)
	ed := w.mul(e, d)
	return sigmoidValues{y: y, d1: w.mul(ed, d), e: e, tilt: w.copySign(w.mul(u, d), z)}
}

// geluCubic returns v = 2√(2/π)(x + 0.044715x³), what it lacks for its rounding, which the exponential magnifies by
// v, and its first three derivatives.
func (a *asm) geluCubic(x vec) (v, lo, v1, v2, v3 vec) {
	root := new(big.Float).SetPrec(precision).Sqrt(over(number(8), pi))
	lin := a.split(root, 2)
	cub := a.split(times(root, digits("0.044715")), 2)
	square := a.mul(x, x)
	squareLow := a.fms(x, x, square)
	cubic := a.broadcast(a.c(cub[0]))
	t := a.mul(square, cubic)
	low := a.fma(squareLow, cubic, a.fms(square, cubic, t))
	low = a.fma(square, a.c(cub[1]), low)
	linear := a.broadcast(a.c(lin[0]))
	s := a.add(t, linear)
	of := a.sub(s, linear) // of t in s, and of the other in the rest: Knuth's exact sum
	low = a.add(low, a.add(a.sub(t, of), a.sub(linear, a.sub(s, of))))
	low = a.add(low, a.c(lin[1]))
	v = a.mul(x, s)
	lo = a.fma(x, low, a.fms(x, s, v))
	v1 = a.fma(t, a.c(3), linear)
	v2 = a.mul(x, a.c(6*cub[0]))
	v3 = a.broadcast(a.c(6 * cub[0]))
	return
}

func (w *walk) sigmoidSecond(g sigmoidValues) vec { return w.sub(w.zero(), w.mul(g.tilt, g.d1)) }

func (w *walk) sigmoidThird(g sigmoidValues) vec {
	return w.mul(g.d1, w.fnma(g.d1, w.c(6), w.broadcast(w.c(1))))
}

func (a *asm) negate(x vec) vec { return a.xor(x, a.i(1<<(8*a.size-1))) }

// stopAtHugeAngle ends the walk before a vector that holds an angle for which three parts of π/2 do not suffice.
func (w *walk) stopAtHugeAngle(x vec) {
	w.stopIf(w.compare(w.abs(x), greaterThan, w.c(w.limit(1e4, 1e6))))
}
