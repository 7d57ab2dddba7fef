package onnx

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"example.com/sobolev/layers"
)

// A function is an activation in ONNX operators: its value at x, and its slope there, for which it gets the value y too.
type function struct {
	value func(x value) value
	slope func(x, y value) value
}

// functions returns the activations by the names that package layers gives them, those with a parameter p by the name before it.
// Where an operator of ONNX loses digits (LeakyRelu and Elu have parameters in single precision) or runtimes lack it in double
// precision (Softplus, Elu), the function is made of others.
func (g *graph[F]) functions(p float64) map[string]function {
	return map[string]function{
		"identity":   {func(x value) value { return x }, nil},
		"sin":        g.sine(1),
		"sine":       g.sine(p),
		"tanh":       {func(x value) value { return g.op("Tanh", x) }, g.sech2},
		"sigmoid":    {g.sigmoid, func(x, y value) value { return g.op("Mul", y, g.sigmoid(g.negate(x))) }},
		"softplus":   {g.softplus, func(x, _ value) value { return g.sigmoid(x) }},
		"logsigmoid": {func(x value) value { return g.negate(g.softplus(g.negate(x))) }, func(x, _ value) value { return g.sigmoid(g.negate(x)) }},
		"silu":       {func(x value) value { return g.op("Mul", x, g.sigmoid(x)) }, g.siluSlope},
		"gelu":       {func(x value) value { return g.op("Mul", x, g.normal(x)) }, g.geluSlope},
		"gelutanh":   {func(x value) value { return g.op("Mul", x, g.sigmoid(g.gate(x))) }, g.geluTanhSlope},
		"relu":       {func(x value) value { return g.op("Relu", x) }, func(x, _ value) value { return g.where(g.positive(x), g.scalar(1), g.scalar(0)) }},
		"leakyrelu":  g.leaky(p),
		"abs":        {func(x value) value { return g.op("Abs", x) }, func(x, _ value) value { return g.op("Sign", x) }},
		"elu":        g.elu(p),
	}
}

func (g *graph[F]) negate(x value) value   { return g.op("Neg", x) }
func (g *graph[F]) sigmoid(x value) value  { return g.op("Sigmoid", x) }
func (g *graph[F]) positive(x value) value { return g.op("Greater", x, g.scalar(0)) }

func (g *graph[F]) sine(omega float64) function {
	phase := func(x value) value { return g.scale(omega, x) }
	return function{
		func(x value) value { return g.op("Sin", phase(x)) },
		func(x, _ value) value { return g.scale(omega, g.op("Cos", phase(x))) },
	}
}

// sech2 is 1 − tanh² without a difference: 4σ(2x)σ(−2x).
func (g *graph[F]) sech2(x, _ value) value {
	return g.scale(4, g.op("Mul", g.sigmoid(g.scale(2, x)), g.sigmoid(g.scale(-2, x))))
}

// softplus is max(x, 0) + log(1 + t) for t = exp(−|x|). With u = 1+t rounded, log(1+t) = t·log(u)/(u−1) has all its digits
// (Kahan), and is t where u is 1.
func (g *graph[F]) softplus(x value) value {
	t := g.op("Exp", g.negate(g.op("Abs", x)))
	u := g.op("Add", t, g.scalar(1))
	log := g.op("Mul", t, g.op("Div", g.op("Log", u), g.op("Sub", u, g.scalar(1))))
	return g.op("Add", g.op("Relu", x), g.where(g.op("Equal", u, g.scalar(1)), t, log))
}

// siluSlope is σ(x)·(1 + x·σ(−x)).
func (g *graph[F]) siluSlope(x, _ value) value {
	return g.op("Mul", g.sigmoid(x), g.op("Add", g.scalar(1), g.op("Mul", x, g.sigmoid(g.negate(x)))))
}

// normal is the distribution Φ(x) of the normal law.
func (g *graph[F]) normal(x value) value {
	return g.scale(0.5, g.op("Add", g.scalar(1), g.op("Erf", g.scale(math.Sqrt2/2, x))))
}

// geluSlope is Φ(x) + x·exp(−x²/2)/√(2π).
func (g *graph[F]) geluSlope(x, _ value) value {
	density := g.scale(1/math.Sqrt(2*math.Pi), g.op("Exp", g.scale(-0.5, g.op("Mul", x, x))))
	return g.op("Add", g.normal(x), g.op("Mul", x, density))
}

// gate is v(x) of gelutanh, x·σ(v): 2√(2/π)·(x + 0.044715x³).
func (g *graph[F]) gate(x value) value {
	cubic := g.scale(0.044715*gateSlope, g.op("Mul", x, x))
	return g.op("Mul", x, g.op("Add", g.scalar(gateSlope), cubic))
}

const gateSlope = 1.5957691216057308 // 2√(2/π)

// geluTanhSlope is σ(v)·(1 + x·σ(−v)·v'). Beyond ±25 it is 1 or 0, and a cube that overflows would not say so.
func (g *graph[F]) geluTanhSlope(x, _ value) value {
	x = g.op("Min", g.op("Max", x, g.scalar(-25)), g.scalar(25))
	v := g.gate(x)
	slope := g.op("Add", g.scalar(gateSlope), g.scale(3*0.044715*gateSlope, g.op("Mul", x, x)))
	rest := g.op("Mul", g.op("Mul", x, g.sigmoid(g.negate(v))), slope)
	return g.op("Mul", g.sigmoid(v), g.op("Add", g.scalar(1), rest))
}

func (g *graph[F]) leaky(p float64) function {
	return function{
		func(x value) value { return g.where(g.positive(x), x, g.scale(p, x)) },
		func(x, _ value) value {
			return g.where(g.positive(x), g.scalar(1), g.where(g.op("Less", x, g.scalar(0)), g.scalar(p), g.scalar(0)))
		},
	}
}

// elu takes eˣ − 1 as tanh(x/2)·(eˣ + 1), which loses no digits near 0.
func (g *graph[F]) elu(p float64) function {
	exp := func(x value) value { return g.op("Exp", g.op("Min", x, g.scalar(0))) }
	return function{
		func(x value) value {
			left := g.op("Mul", g.op("Tanh", g.scale(0.5, x)), g.op("Add", exp(x), g.scalar(1)))
			return g.where(g.positive(x), x, g.scale(p, left))
		},
		func(x, _ value) value { return g.where(g.positive(x), g.scalar(1), g.scale(p, exp(x))) },
	}
}

// activate adds the activation.
func (g *graph[F]) activate(a layers.Activation, x value) (y value, back pull, err error) {
	family, p := parameter(a.Name)
	f, ok := g.functions(p)[family]
	switch {
	case !isOurs(a):
		return "", nil, fmt.Errorf("%q is a Go function, want an activation of package layers", a.Name)
	case !ok:
		return "", nil, fmt.Errorf("%q has no operators of ONNX in the functions of onnx/activation.go", a.Name)
	}
	y = f.value(x)
	return y, func(ybar value) value {
		if f.slope == nil {
			return ybar
		}
		return g.times(ybar, f.slope(x, y))
	}, nil
}

// parameter splits a name such as elu(1).
func parameter(name string) (family string, p float64) {
	family, rest, ok := strings.Cut(name, "(")
	if ok {
		p, _ = strconv.ParseFloat(strings.TrimSuffix(rest, ")"), 64)
	}
	return family, p
}

// isOurs says whether the activation computes what that of package layers does whose name it bears.
func isOurs(a layers.Activation) bool {
	ours, err := layers.ActivationByName(a.Name)
	if err != nil || ours.Name != a.Name || a.Rule == nil {
		return false
	}
	for _, x := range []float64{-1.7, -0.3, 0, 0.6, 2.9} {
		var want, got [2]float64
		ours.Rule(want[:], x)
		a.Rule(got[:], x)
		if !slices.Equal(got[:], want[:]) {
			return false
		}
	}
	return true
}
