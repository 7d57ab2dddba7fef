package numbertest

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
	"example.com/sobolev/jet"
)

// A bounded number is a jet with a bound for the rounding error of each coefficient, to first order and with a generous
// constant: how far two types of numbers may be apart at the end of an expression. Errors in the operands of a step are
// carried on by the step's derivative, all terms taken absolutely; to these come those of the step itself, by the sizes of
// its terms. The primal has no error, since all types have the same bits there.
type bounded struct{ c, e []float64 }

// unit is what one operation is allowed to err by: the rules are right to some ten units in the last place, and an
// operation of a number is a few operations of floats.
const unit = 64 * 0x1p-52

// A bounder evaluates expressions in bounded numbers. irregular is set where types differ on purpose or derivatives end:
// at kinks, at edges of domains, and where a coefficient is infinite, NaN, or so large or small that steps on the way leave
// the range of floats.
type bounder struct {
	alg       *jet.Algebra
	values    evaluator[dual.Real[float64]]
	rules     map[string]series.Entry
	irregular bool
}

func newBounder(alg *jet.Algebra) *bounder {
	b := &bounder{alg: alg, values: newEvaluator[dual.Real[float64]](), rules: map[string]series.Entry{}}
	for _, f := range series.Functions() {
		for _, e := range f.Entries(f.Sampled) {
			b.rules[e.Name] = e
		}
	}
	return b
}

func (b *bounder) eval(n *node, x []float64) bounded {
	z := bounded{make([]float64, b.alg.Dim()), make([]float64, b.alg.Dim())}
	switch n.op {
	case variable:
		b.alg.Variable(z.c, x[n.index], n.index)
		return z
	case constant:
		b.alg.Constant(z.c, n.constant)
		return z
	case unary:
		b.unary(z, unaryNames[n.index], b.eval(n.left, x))
	case binary:
		b.binary(z, binaryNames[n.index], b.eval(n.left, x), b.eval(n.right, x))
	}
	z.c[0], z.e[0] = b.values.eval(n, constants[dual.Real[float64]](x)).Value(), 0
	for k, c := range z.c {
		if !(math.Abs(c) < 1e100) || !(z.e[k] < 1e100) || c != 0 && math.Abs(c) < 1e-100 {
			b.irregular = true
		}
	}
	return z
}

func (b *bounder) unary(z bounded, name string, x bounded) {
	if b.irregular {
		return
	}
	switch name {
	case "Neg", "Shift":
		copy(z.c, x.c)
		copy(z.e, x.e)
		if name == "Shift" {
			z.c[0] -= 0.5
		} else {
			b.alg.Neg(z.c, x.c)
		}
	case "Scale":
		b.alg.Scale(z.c, 3, x.c)
		b.alg.Scale(z.e, 3, x.e)
		b.add(z.e, unit, abs(z.c))
	case "Inv":
		one := bounded{make([]float64, len(x.c)), make([]float64, len(x.c))}
		one.c[0] = 1
		b.div(z, one, x)
	case "Abs":
		b.choose(z, x.c[0] == 0, x.c[0] > 0, x, x)
		b.alg.Abs(z.c, x.c)
	case "Clamp":
		b.choose(z, x.c[0] == -0.75 || x.c[0] == 2, true, x, x)
		b.alg.Clamp(z.c, x.c, -0.75, 2)
	default:
		b.apply(z, b.rules[name], x)
	}
}

// apply is the chain rule.
func (b *bounder) apply(z bounded, rule series.Entry, x bounded) {
	K := b.alg.Order()
	phi := make([]float64, K+2)
	rule.Rule(phi, x.c[0])
	for _, p := range phi {
		if math.IsInf(p, 0) || math.IsNaN(p) || rule.Smoothness < series.Smooth && x.c[0] == 0 {
			b.irregular = true
			return
		}
	}
	slope := make([]float64, K+1)
	series.Derivative(slope, phi)
	b.alg.Compose(z.c, x.c, phi)
	b.alg.Compose(z.e, x.c, slope)
	b.mul(z.e, abs(z.e), x.e)
	sizes := abs(phi[:K+1])
	for k := 1; k <= K; k++ { // next to a root a coefficient is right to the size of its neighbours
		sizes[k] = max(sizes[k], math.Sqrt(math.Abs(phi[k-1]))*math.Sqrt(math.Abs(phi[k+1])))
	}
	local := make([]float64, len(z.c))
	b.alg.Compose(local, abs(x.c), sizes)
	b.add(z.e, unit, local)
}

func (b *bounder) binary(z bounded, name string, x, y bounded) {
	if b.irregular {
		return
	}
	switch name {
	case "Add", "Sub":
		b.alg.Add(z.c, x.c, y.c)
		if name == "Sub" {
			b.alg.Sub(z.c, x.c, y.c)
		}
		b.alg.Add(z.e, x.e, y.e)
		b.add(z.e, unit, abs(x.c))
		b.add(z.e, unit, abs(y.c))
	case "Mul":
		b.product(z, x, y)
	case "Div":
		b.div(z, x, y)
	case "Max", "Min":
		b.choose(z, x.c[0] == y.c[0], (x.c[0] > y.c[0]) == (name == "Max"), x, y)
	case "Pow":
		b.pow(z, x, y)
	case "Hypot":
		b.hypot(z, x, y)
	case "Atan2":
		b.atan2(z, x, y)
	}
}

func (b *bounder) product(z, x, y bounded) {
	b.mul(z.c, x.c, y.c)
	t := make([]float64, len(z.c))
	b.mul(z.e, abs(x.c), y.e)
	b.mul(t, x.e, abs(y.c))
	b.add(z.e, 1, t)
	b.mul(t, abs(x.c), abs(y.c))
	b.add(z.e, unit, t)
}

// div: the error of the quotient z is (x̃ + |z|·ỹ)/y with the errors x̃, ỹ, and 1/y with all signs alike.
func (b *bounder) div(z, x, y bounded) {
	if y.c[0] == 0 {
		b.irregular = true
		return
	}
	b.alg.Div(z.c, x.c, y.c)
	inv, t := b.inverse(y.c, y.c[0]), make([]float64, len(z.c))
	b.mul(z.e, abs(z.c), y.e)
	b.add(z.e, 1, x.e)
	b.mul(t, abs(z.c), abs(y.c))
	b.add(z.e, unit, t)
	b.add(z.e, unit, abs(x.c))
	b.mul(z.e, z.e, inv)
}

// inverse returns 1/(|a| − |n|), n the nilpotent part of x.
func (b *bounder) inverse(x []float64, a float64) []float64 {
	y := abs(x)
	b.alg.Neg(y, y)
	y[0] = math.Abs(a)
	b.alg.Inv(y, y)
	return y
}

// ofPower returns the size of a power as if none of the factors p, p−1, … of its derivatives were small: jets solve its differential
// equation, whose terms cancel where p is next to a whole number, and are right to their size.
func (b *bounder) ofPower(x bounded, p float64) []float64 {
	sizes := make([]float64, b.alg.Order()+1)
	sizes[0] = math.Abs(math.Pow(x.c[0], p))
	for k := 1; k < len(sizes); k++ {
		sizes[k] = sizes[k-1] * max(1, math.Abs(p-float64(k-1))) / (float64(k) * math.Abs(x.c[0]))
	}
	local := make([]float64, len(x.c))
	if x.c[0] != 0 {
		b.alg.Compose(local, abs(x.c), sizes)
	}
	return local
}

// pow is exp(y·log x).
func (b *bounder) pow(z, x, y bounded) {
	if constantPart(y.c) && constantPart(y.e) {
		p := y.c[0]
		b.apply(z, series.Entry{Rule: func(c []float64, a float64) { series.Pow(c, a, p) }, Smoothness: series.Smooth}, x)
		b.add(z.e, unit, b.ofPower(x, p))
		return
	}
	if !(x.c[0] > 0) {
		b.irregular = true
		return
	}
	log, t := b.like(z), b.like(z)
	b.apply(log, b.rules["Log"], x)
	b.product(t, y, log)
	b.apply(z, b.rules["Exp"], t)
	scale := math.Pow(x.c[0], y.c[0]) / z.c[0]
	b.alg.Scale(z.c, scale, z.c)
	b.alg.Scale(z.e, scale, z.e)
}

// hypot: with x/h and y/h the slopes, and for its own error that of √(x²+y²) turned so that nothing but x and y counts.
func (b *bounder) hypot(z, x, y bounded) {
	b.alg.Hypot(z.c, x.c, y.c)
	if z.c[0] == 0 {
		b.irregular = true
		return
	}
	inv := b.inverse(z.c, z.c[0])
	t, s := make([]float64, len(z.c)), make([]float64, len(z.c))
	for _, v := range []bounded{x, y} {
		b.alg.Div(t, v.c, z.c)
		b.mul(t, abs(t), v.e)
		b.add(z.e, 1, t)
		b.mul(t, nilpotent(v.c), nilpotent(v.c))
		b.mul(t, t, inv)
		b.add(s, 1, t)
		b.add(s, 1, nilpotent(v.c))
	}
	b.mul(s, s, inv) // as often as terms of the recurrence feed on one another
	b.alg.Scale(s, z.c[0], s)
	b.add(z.e, unit, s)
}

func (b *bounder) atan2(z, y, x bounded) {
	h := b.like(z)
	b.hypot(h, x, y)
	if b.irregular {
		return
	}
	b.alg.Atan2(z.c, y.c, x.c)
	inv := b.inverse(h.c, h.c[0])
	b.mul(inv, inv, inv)
	t := make([]float64, len(z.c))
	for _, v := range [][2]bounded{{x, y}, {y, x}} {
		b.mul(t, abs(v[0].c), v[1].e)
		b.add(z.e, 1, t)
		b.mul(t, abs(v[0].c), nilpotent(v[1].c))
		b.add(z.e, unit, t)
	}
	b.mul(z.e, z.e, inv)
}

func (b *bounder) choose(z bounded, tie, first bool, x, y bounded) {
	if tie {
		b.irregular = true
	}
	if !first {
		x = y
	}
	copy(z.c, x.c)
	copy(z.e, x.e)
}

func (b *bounder) like(z bounded) bounded {
	return bounded{make([]float64, len(z.c)), make([]float64, len(z.c))}
}

func (b *bounder) mul(z, x, y []float64) { b.alg.Mul(z, x, y) }

// add adds c·x to z.
func (b *bounder) add(z []float64, c float64, x []float64) {
	for k := range z {
		z[k] += c * x[k]
	}
}

func abs(x []float64) []float64 {
	y := make([]float64, len(x))
	for k, v := range x {
		y[k] = math.Abs(v)
	}
	return y
}

// nilpotent returns the absolute values of the coefficients above the primal.
func nilpotent(x []float64) []float64 {
	y := abs(x)
	y[0] = 0
	return y
}

func constantPart(x []float64) bool {
	for _, c := range x[1:] {
		if c != 0 {
			return false
		}
	}
	return true
}
