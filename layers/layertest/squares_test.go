package layertest_test

import (
	"errors"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A mistake is one that the author of a layer might make.
type mistake int

const (
	none mistake = iota
	cannotTake
	emptyName
	negativeSmoothness
	wrongShape
	unsetParameter
	freshSource
	wrongCurvature
	wrongForOneSample
	staleAfterFirst
	staleAfterMany
	smallerTile
	overwritesInput
	overwritesParameter
	tangentOneParameter
	tangentInputsIgnoreNilpotent
	tangentAdds
	tangentOverwrites
	onlyValueGradient
	oneParameter
	inputsHalf
	inputsIgnoreNilpotent
	overwritesGradient
	addsToInputs
	gradientWithoutInputs
	inputsWithoutGradient
	backwardOnce
	allocates
	kinked
	detached
)

// squares is y = p·x², with a mistake.
type squares struct{ mistake }

func (l squares) Shape(in int) (out, params int, err error) {
	switch l.mistake {
	case cannotTake:
		return 0, 0, errors.New("3 features, want 4")
	case wrongShape:
		return in + 1, in, nil
	}
	return in, in, nil
}

func (l squares) Init(params []float64, _ int, rng *rand.Rand) {
	for i := range params {
		params[i] = 1 + rng.Float64()
	}
	switch l.mistake {
	case unsetParameter:
		params[0] = math.NaN()
	case freshSource:
		params[0] = rand.Float64()
	}
}

func (l squares) Smoothness() int {
	if l.mistake == negativeSmoothness {
		return -1
	}
	return layers.Smooth
}

func (l squares) Eval(params, x []dual.Any) []dual.Any {
	y := make([]dual.Any, len(x))
	for i, v := range x {
		y[i] = params[i].Mul(v).Mul(v)
		switch l.mistake {
		case kinked:
			y[i] = params[i].Mul(v).Mul(v.Abs())
		case detached:
			y[i] = params[i].Mul(v).Scale(v.Value())
		}
	}
	return y
}

func (l squares) String() string {
	if l.mistake == emptyName {
		return ""
	}
	return "squares"
}

func (l squares) NewPass(alg *jet.Algebra, in, samples int) layers.Pass[float64] {
	return &squaresPass{squares: l, square: jet.NewBatch[float64](alg, samples, in), capacity: samples}
}

type squaresPass struct {
	squares
	x, square *jet.Batch[float64]
	kept      []float64
	capacity  int
	used      bool
	pulled    bool // back since the last Forward
	many      bool
}

func (p *squaresPass) Prepare(params []float64, samples int) { p.many = samples > 100 }

func (p *squaresPass) Forward(y, x *jet.Batch[float64], params []float64) {
	p.x = x
	p.square.Reshape(x.Samples, x.Features)
	p.square.Mul(x, x)
	if p.mistake == kinked || p.mistake == detached {
		for i, v := range x.Plane(0) {
			p.scaleJet(p.square, x, i, v)
		}
	}
	for i, v := range p.square.Data {
		y.Data[i] = params[i%len(params)] * v
	}
	last := y.Plane(x.Alg.Dim() - 1)
	switch {
	case p.mistake == wrongCurvature && x.Alg.Order() == 2:
		last[0] *= 1.001
	case p.mistake == wrongForOneSample && x.Samples > 2:
		last[2*x.Features] += 0.5
	case p.mistake == staleAfterFirst && p.used, p.mistake == staleAfterMany && p.many,
		p.mistake == smallerTile && x.Samples < p.capacity:
		last[0]++
	case p.mistake == overwritesInput:
		x.Data[0] = 7
	case p.mistake == overwritesParameter:
		params[1] = 5
	case p.mistake == allocates:
		p.kept = make([]float64, x.Features)
	}
	p.used, p.pulled = true, false
}

// scaleJet makes element i of the square that of the mistaken Eval, so that the pass agrees with it.
func (p *squaresPass) scaleJet(square, x *jet.Batch[float64], i int, v float64) {
	for k := range x.Alg.Dim() {
		switch {
		case p.mistake == detached:
			square.Plane(k)[i] = v * x.Plane(k)[i]
		case v < 0:
			square.Plane(k)[i] *= -1
		}
	}
}

func (p *squaresPass) Backward(xbar *jet.Batch[float64], grad []float64, ybar *jet.Batch[float64], params []float64) {
	if p.mistake == overwritesGradient || p.mistake == gradientWithoutInputs && xbar == nil {
		clear(grad)
	}
	if len(grad) > 0 {
		for i, v := range ybar.Data {
			switch {
			case p.mistake == onlyValueGradient && i >= len(ybar.Plane(0)):
			case p.mistake == oneParameter && i%len(params) == 1:
				grad[1] += 1.5 * v * p.square.Data[i]
			default:
				grad[i%len(params)] += v * p.square.Data[i]
			}
		}
	}
	if xbar == nil {
		return
	}
	for i := range ybar.Data {
		ybar.Data[i] *= 2 * params[i%len(params)]
	}
	p.pull(xbar, ybar)
	if p.mistake == inputsWithoutGradient && len(grad) == 0 {
		xbar.Data[0] = 0
	}
	if p.mistake == backwardOnce && p.pulled {
		xbar.Data[0] = 0
	}
	p.pulled = true
}

func (p *squaresPass) pull(xbar, ybar *jet.Batch[float64]) {
	if p.mistake != addsToInputs {
		xbar.Zero()
	}
	switch p.mistake {
	case kinked:
		for i, v := range p.x.Plane(0) {
			for k := range ybar.Alg.Dim() {
				ybar.Plane(k)[i] *= math.Copysign(1, v)
			}
		}
		xbar.MulAdjoint(p.x, ybar)
	case detached:
		for k := range ybar.Alg.Dim() {
			for i, v := range p.x.Plane(0) {
				xbar.Plane(k)[i] = v / 2 * ybar.Plane(k)[i]
			}
		}
	case inputsIgnoreNilpotent:
		for k := range ybar.Alg.Dim() {
			for i, v := range p.x.Plane(0) {
				xbar.Plane(k)[i] = v * ybar.Plane(k)[i]
			}
		}
	case inputsHalf:
		xbar.MulAdjoint(p.x, ybar)
		xbar.Scale(0.5, xbar)
	default:
		xbar.MulAdjoint(p.x, ybar)
	}
}

// Tangent pushes a direction forward: p·2x·ẋ + ṗ·x².
func (p *squaresPass) Tangent(ydot, xdot *jet.Batch[float64], dparams, params []float64) {
	if p.mistake != tangentAdds {
		ydot.Zero()
	}
	if xdot != nil {
		p.move(ydot, xdot)
		for i := range ydot.Data {
			ydot.Data[i] *= params[i%len(params)]
		}
	}
	for i := range ydot.Data {
		switch {
		case len(dparams) == 0 || p.mistake == tangentOneParameter && i%len(params) == 1:
		default:
			ydot.Data[i] += dparams[i%len(params)] * p.square.Data[i]
		}
	}
	if p.mistake == tangentOverwrites && xdot != nil {
		xdot.Data[0] = 7
	}
}

// move writes the derivative of the square along xdot, that of the mistaken Eval where there is one.
func (p *squaresPass) move(ydot, xdot *jet.Batch[float64]) {
	if p.mistake != tangentInputsIgnoreNilpotent && p.mistake != detached {
		ydot.Mul(p.x, xdot)
		ydot.Scale(2, ydot)
	}
	for i, v := range p.x.Plane(0) {
		for k := range ydot.Alg.Dim() {
			switch {
			case p.mistake == tangentInputsIgnoreNilpotent:
				ydot.Plane(k)[i] = 2 * v * xdot.Plane(k)[i]
			case p.mistake == detached:
				ydot.Plane(k)[i] = v * xdot.Plane(k)[i]
			case p.mistake == kinked:
				ydot.Plane(k)[i] *= math.Copysign(1, v)
			}
		}
	}
}
