package layers

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
)

// fromFunc is the layer y = f(x) for a function of the user's own.
type fromFunc[F dual.Float] struct {
	name    string
	in, out int
	f       func(x []dual.Any) []dual.Any

	rescaled bool
}

// FromFunc returns the layer y = f(x), without parameters, for a function of in numbers that returns out of them. It is
// written once over any scalar, and the library differentiates it itself, to every order:
//
//	func polar[T dual.Scalar[T]](x []T) []T { return []T{x[0].Hypot(x[1]), x[1].Atan2(x[0])} }
//
//	net, err := layers.New(2, rng, layers.FromFunc[float64]("polar", 2, 2, polar), layers.Dense[float64](64, nil), …)
//
// It is made for the first layer of a network, where it stands for the map from the coordinates in which data and
// derivatives are given to those in which the network learns: distances for positions, say, with forces as derivatives in
// the positions. There it costs no products: half-order sweeps begin behind it, and a training run evaluates f and its
// derivatives once for every point (in every worker, up to 64 MiB of them) and not in every step. Elsewhere it works as
// well, and is as slow as f on boxed numbers is: prefer a layer of its own, see [Layer].
//
// The name stands for the function in files and errors: two functions in one program should have two. [Open] knows those that
// [RegisterFunc] was told of. The function is taken
// to be smooth, and has to return the same for the same x.
func FromFunc[F dual.Float](name string, in, out int, f func(x []dual.Any) []dual.Any) Layer[F] {
	return fromFunc[F]{name: name, in: in, out: out, f: f}
}

// Rescale returns a layer that [FromFunc] made with its outputs in other units, (y − shift)/scale, a number of each for every
// output or, again and again, for those of a group, see [Each]. It fails for other layers.
func Rescale[F dual.Float](l Layer[F], shift, scale []float64) (Layer[F], error) {
	f, ok := l.(fromFunc[F])
	switch {
	case !ok:
		return nil, fmt.Errorf("layers: Rescale: %v, want a layer of FromFunc", l)
	case f.f == nil:
		return nil, given.Check(false, "layers: Rescale", "the function of the layer")
	case len(shift) == 0 || f.out%len(shift) != 0 || len(scale) != len(shift):
		return nil, fmt.Errorf("layers: Rescale: %d shifts and %d scales, want as many of each, for %d outputs or groups of them",
			len(shift), len(scale), f.out)
	}
	shift, scale = slices.Clone(shift), slices.Clone(scale)
	for i, s := range scale {
		if s == 0 || s-s != 0 || shift[i]-shift[i] != 0 {
			return nil, fmt.Errorf("layers: Rescale: output %d is shifted by %v and scaled by %v, want finite numbers and no scale of 0",
				i, shift[i], s)
		}
	}
	inner := f.f
	f.name += fmt.Sprintf(" rescaled %08x", unitsChecksum(shift, scale))
	f.rescaled = true
	f.f = func(x []dual.Any) []dual.Any {
		y := slices.Clone(inner(x))
		for i, v := range y {
			c := i % len(shift)
			y[i] = v.Shift(-shift[c]).Scale(1 / scale[c])
		}
		return y
	}
	return f, nil
}

// unitsChecksum tells units apart.
func unitsChecksum(shift, scale []float64) uint32 {
	p := printer[float64]{}
	p.numbers(shift)
	p.numbers(scale)
	return p.sum
}

func (l fromFunc[F]) Shape(in int) (out, params int, err error) {
	switch {
	case l.name == "":
		err = errors.New("no name, want one that stands for the function in files")
	case l.f == nil:
		err = errors.New("the function f is nil, want one")
	case l.in < 1 || l.out < 1:
		err = fmt.Errorf("a function of %d numbers that returns %d, want at least 1 each", l.in, l.out)
	case in != l.in:
		err = fmt.Errorf("%d features, want %d", in, l.in)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("%v: %w", l, err)
	}
	return l.out, 0, nil
}

func (l fromFunc[F]) Init([]F, int, *rand.Rand) {}

func (l fromFunc[F]) Smoothness() int { return Smooth }

func (l fromFunc[F]) String() string {
	return fmt.Sprintf("FromFunc(%q, %d → %d)", l.name, l.in, l.out)
}

func (l fromFunc[F]) Eval(_, x []dual.Any) []dual.Any {
	y := l.f(x)
	if len(y) != l.out {
		panic(fmt.Sprintf("layers: %v: the function returns %d numbers, want %d", l, len(y), l.out))
	}
	return y
}

func (l fromFunc[F]) NewPass(alg *jet.Algebra, _, samples int) Pass[F] { return newFuncPass(l, alg) }

// evalFunc evaluates the function on numbers of one type.
func evalFunc[T dual.Scalar[T], F dual.Float](l fromFunc[F], y, x []T, boxes []dual.Any) {
	for i, v := range x {
		boxes[i] = dual.Box(v)
	}
	for o, v := range l.Eval(nil, boxes[:len(x)]) {
		y[o] = dual.Unbox[T](v)
	}
}

// funcPass is the pass of a function: Jacobians through numbers with many directions at order 1, jets above.
type funcPass[F dual.Float] struct {
	fromFunc[F]
	alg *jet.Algebra
	x   *jet.Batch[F] // of the last Forward

	boxes             []dual.Any
	point, value, jac []float64 // of one sample: jac is (out × in)
	variables, images []dual.Chunk[float64]
	reals, realImages []dual.Real[float64]
	jets, jetImages   []jet.Number[float64] // above order 1
	coefficients      []float64             // of one of these
	chunks            func(x []dual.Chunk[float64]) []dual.Chunk[float64]
}

func newFuncPass[F dual.Float](l fromFunc[F], alg *jet.Algebra) *funcPass[F] {
	p := &funcPass[F]{fromFunc: l, alg: alg, boxes: make([]dual.Any, l.in),
		point: make([]float64, l.in), value: make([]float64, l.out), jac: make([]float64, l.out*l.in),
		variables: make([]dual.Chunk[float64], l.in), images: make([]dual.Chunk[float64], l.out)}
	p.chunks = func(x []dual.Chunk[float64]) []dual.Chunk[float64] {
		evalFunc(l, p.images, x, p.boxes)
		return p.images
	}
	switch {
	case alg.Order() == 0:
		p.reals, p.realImages = make([]dual.Real[float64], l.in), make([]dual.Real[float64], l.out)
	case alg.Order() > 1:
		p.jets, p.jetImages = make([]jet.Number[float64], l.in), make([]jet.Number[float64], l.out)
		p.coefficients = make([]float64, alg.Dim())
	}
	return p
}

func (p *funcPass[F]) Prepare([]F, int) {}

func (p *funcPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	p.x = x
	for n := range x.Samples {
		switch p.alg.Order() {
		case 0:
			p.values(y, n)
		case 1:
			p.firstOrder(y, n)
		default:
			p.higherOrder(y, n)
		}
	}
}

// values evaluates the function itself at sample n.
func (p *funcPass[F]) values(y *jet.Batch[F], n int) {
	for i := range p.reals {
		p.reals[i].Real = float64(p.x.Data[n*p.in+i])
	}
	evalFunc(p.fromFunc, p.realImages, p.reals, p.boxes)
	for o, v := range p.realImages {
		y.Data[n*p.out+o] = F(v.Real)
	}
}

// jacobian computes value and jac at the primals of sample n.
func (p *funcPass[F]) jacobian(n int) {
	for i := range p.point {
		p.point[i] = float64(p.x.Data[n*p.in+i])
	}
	dual.JacobianInto(p.value, p.jac, p.chunks, p.point, p.variables)
}

// firstOrder takes the tangents of sample n through the Jacobian.
func (p *funcPass[F]) firstOrder(y *jet.Batch[F], n int) {
	p.jacobian(n)
	for o, v := range p.value {
		y.Data[n*p.out+o] = F(v)
	}
	for k := 1; k < p.alg.Dim(); k++ {
		from, to := p.x.Plane(k)[n*p.in:], y.Plane(k)[n*p.out:]
		for o := range p.out {
			sum := 0.0
			for i, d := range p.jac[o*p.in : (o+1)*p.in] {
				if v := from[i]; v != 0 { // as constants have no slope, infinite derivatives of them are nothing
					sum += float64(d * float64(v))
				}
			}
			to[o] = F(sum)
		}
	}
}

// higherOrder evaluates the function on the jets of sample n.
func (p *funcPass[F]) higherOrder(y *jet.Batch[F], n int) {
	p.takeJets(n)
	evalFunc(p.fromFunc, p.jetImages, p.jets, p.boxes)
	for o, v := range p.jetImages {
		for k, c := range p.coefficientsOf(v) {
			y.Plane(k)[n*p.out+o] = F(c)
		}
	}
}

// takeJets makes numbers of the jets of sample n.
func (p *funcPass[F]) takeJets(n int) {
	for i := range p.jets {
		for k := range p.coefficients {
			p.coefficients[k] = float64(p.x.Plane(k)[n*p.in+i])
		}
		p.jets[i] = jet.New(p.alg, p.coefficients...)
	}
}

// coefficientsOf returns the coefficients of a number that may be a plain constant.
func (p *funcPass[F]) coefficientsOf(v jet.Number[float64]) []float64 {
	c := v.AppendCoefficients(p.coefficients[:0])
	clear(p.coefficients[len(c):])
	return p.coefficients
}

// Backward needs derivatives of one order more.
func (p *funcPass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar == nil {
		return
	}
	xbar.Zero()
	for n := range xbar.Samples {
		if p.alg.Order() == 0 {
			p.jacobian(n)
			for o := range p.out {
				for i, d := range p.jac[o*p.in : (o+1)*p.in] {
					xbar.Data[n*p.in+i] += F(d * float64(ybar.Data[n*p.out+o]))
				}
			}
			continue
		}
		for i := range p.in {
			p.pull(xbar, ybar, n, i)
		}
	}
}

// pull adds to the cotangent of input i of sample n those of the outputs, times their derivatives in the input: jets that
// come of a dual number over jets.
func (p *funcPass[F]) pull(xbar, ybar *jet.Batch[F], n, input int) {
	m := p.alg.Dim()
	x, y := make([]dual.Nested[jet.Number[float64]], p.in), make([]dual.Nested[jet.Number[float64]], p.out)
	c, slope, cot, sum := make([]float64, m), make([]float64, m), make([]float64, m), make([]float64, m)
	for i := range x {
		for k := range c {
			c[k] = float64(p.x.Plane(k)[n*p.in+i])
		}
		x[i].Real = jet.New(p.alg, c...)
	}
	x[input].Emag = jet.Constant(1.0)
	evalFunc(p.fromFunc, y, x, p.boxes)
	for o, v := range y {
		clear(slope[len(v.Emag.AppendCoefficients(slope[:0])):])
		for k := range cot {
			cot[k] = float64(ybar.Plane(k)[n*p.out+o])
		}
		p.alg.MulAdjoint(sum, slope, cot)
	}
	for k, v := range sum {
		xbar.Plane(k)[n*p.in+input] = F(v)
	}
}

// Tangent implements [TangentPass].
func (p *funcPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	tangentByEval(p.fromFunc, ydot, p.x, xdot, dparams, params)
}
