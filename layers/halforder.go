package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// halfOrder is the sweep of the strategy [HalfOrder], for every layer: see there for what it computes. What enters and
// leaves a step stands in the joints on its sides; a layer is one step, a skip connection two.
//
// With the layers a_l = f_l(a_{l−1}), K the order, n = ⌊K/2⌋ and m = K−1−n, the first half is
//
//	ã_l = f_l(ã_{l−1}) to order n,    g̃_{l−1} = f_l'(ã_{l−1})ᵀ g̃_l to order m, in the algebra,
//
// the latter from the outputs down, one for each of them. The coefficients of y up to order n are ã's at the outputs, and
//
//	y_k = Σ_l Σ_units [g̃_l · H_l]_k,    H_l = f_l(ã_{l−1}) above order n,
//
// are the others. Layers that are linear have no H, nor has any where n = 0, but that the inputs are exact, ã₀ = x + ε: where
// n = 0 their seeds are H₀, and H₀ of jets that the caller seeds is what they have above order n. The loss makes cotangents ȳ
// of y, and the second half is the adjoint of the first:
//
//	s_l = f_l'(ã_{l−1})·s_{l−1} + H_lᵀ ȳ,    ā_{l−1} = [f_l'ᵀ c_l]_{≤n} + ∂/∂ã ⟨s_{l−1}, f_l'(ã_{l−1})ᵀ g̃_l⟩,
//
// where s is the cotangent of g̃, and c_l is ā_l up to order n and Σ g̃_lᵀ ȳ, over the outputs, above.
type halfOrder[F dual.Float] struct {
	low, adjoints *jet.Algebra // of ã to order n and of g̃ to order m
	outs          int
	pairing       pairing[F]
	joints        []*joint[F] // the network's inputs first
	steps         []placed[F]
	y             *jet.Batch[F]
	seeds         bool          // whether the inputs are the algebra's variables; the caller seeds them otherwise
	x             *jet.Batch[F] // the jets that the caller has seeded
}

// A step carries the half-order sweeps through one layer, from one joint to another. Its methods are called in this
// order, those of the second half any number of times.
type step[F dual.Float] interface {
	prepare(params []F, samples int)
	forward()   // ã
	adjoint()   // g̃, from the outputs down, and the step's part of y
	direction() // s

	// backward computes ā, unless its inputs' is not wanted, and adds the layer's part to its parameters' gradient if grad
	// is not empty.
	backward(grad []F, inputs bool)
}

// placed is a step with the place of its parameters among the network's.
type placed[F dual.Float] struct {
	step[F]
	from, to int
	first    bool // whether the network's inputs enter
}

// newHalfOrder allocates the sweep for tiles of up to samples. Without backward it can only go forward.
func newHalfOrder[F dual.Float](n *Net[F], alg *jet.Algebra, samples int, seedsInputs, backward bool) *halfOrder[F] {
	low, adjoints := halves(alg.Order())
	h := &halfOrder[F]{low: alg.Lower(low), adjoints: alg.Lower(adjoints), outs: n.Out(),
		y: jet.NewBatch[F](alg, samples, n.Out()), seeds: seedsInputs}
	if low > 0 || !seedsInputs {
		h.pairing = newPairing[F](alg, h.low, h.adjoints, h.outs, samples)
	}
	in, out := newJoint(h, n.In(), samples, backward), newJoint(h, n.Out(), samples, backward)
	in.exact, in.inputs = low > 0 && seedsInputs, true
	h.joints = append(h.joints, in)
	b := builder[F]{h, samples, 1, backward}
	b.layers(n.layers, in, out, 0)
	h.joints = append(h.joints, out)
	return h
}

// A builder puts the steps of a network together.
type builder[F dual.Float] struct {
	sweep    *halfOrder[F]
	samples  int
	groups   int // into which features are cut where layers are applied to each of them, see [Each]
	backward bool
}

// layers adds the steps of the layers, whose first parameter is at offset, from one joint to another.
func (b builder[F]) layers(l Sequential[F], in, out *joint[F], offset int) {
	dims, offs := l.mustShapes(in.a.Features / b.groups)
	for i, f := range l {
		to := out
		if i < len(l)-1 {
			to = b.joint(dims[i+1])
		}
		b.layer(f, in, to, offset+offs[i], offset+offs[i+1])
		in = to
	}
}

// joint adds a joint of so many features, for each group.
func (b builder[F]) joint(features int) *joint[F] {
	j := newJoint(b.sweep, b.groups*features, b.samples, b.backward)
	b.sweep.joints = append(b.sweep.joints, j)
	return j
}

// layer adds the steps of a layer with the parameters from up to, not including, to.
func (b builder[F]) layer(l Layer[F], in, out *joint[F], from, to int) {
	switch l := l.(type) {
	case Sequential[F]:
		b.layers(l, in, out, from)
	case skip[F]:
		f := out.besides(b.sweep, b.samples)
		b.sweep.joints = append(b.sweep.joints, f)
		b.add(&branch[F]{in, out}, in, 0, 0)
		b.layers(l.f, in, f, from)
		b.add(&union[F]{in, f, out}, in, 0, 0)
	case concat[F]:
		b.concat(l, in, out, from)
	case each[F]:
		b.each(l, in, out, from)
	case Affine[F]:
		b.linear(newAffineMap(l, in.a.Features/b.groups, out.a.Features/b.groups), in, out, from, to)
	case linear[F]:
		b.linear(l.newMap(in.a.Features/b.groups, b.samples*b.groups), in, out, from, to)
	case Elementwise[F]:
		act := l.Activation()
		if b.sweep.low.Order() > 0 {
			b.add(newUnitJetStep(b, &act, in, out), in, from, to)
		} else {
			b.add(newUnitStep(b, &act, in, out), in, from, to)
		}
	default:
		if b.groups > 1 {
			l = Each(b.groups, l)
		}
		if b.sweep.low.Order() > 0 {
			b.add(newJetPassStep(b, l, in, out), in, from, to)
		} else {
			b.add(b.pass(l, in, out, to > from), in, from, to)
		}
	}
}

// linear adds the step of a linear map, of every group.
func (b builder[F]) linear(m linearMap[F], in, out *joint[F], from, to int) {
	b.add(newLinearStep(b.sweep, grouped(m, b.groups), in, out), in, from, to)
}

// each adds the steps of layers that are applied to groups. All but linear ones see the features of all groups at once.
func (b builder[F]) each(l each[F], in, out *joint[F], from int) {
	b.groups *= l.groups
	if !l.masked {
		b.layers(l.body, in, out, from)
		return
	}
	there := newPresence(b.samples * b.groups)
	features, left := in.a.Features/b.groups-1, out.a.Features/b.groups
	groups, results := b.joint(features), b.joint(left)
	b.linear(chooseMap[F]{presence: there, width: features}, in, groups, 0, 0)
	b.layers(l.body, groups, results, from)
	b.linear(maskMap[F]{presence: there, width: left}, results, out, 0, 0)
}

func (b builder[F]) add(s step[F], in *joint[F], from, to int) {
	b.sweep.steps = append(b.sweep.steps, placed[F]{s, from, to, in.inputs})
}

func (h *halfOrder[F]) Prepare(params []F, samples int) {
	for _, s := range h.steps {
		s.prepare(params[s.from:s.to], samples)
	}
}

// inputs and outputs return the first joint and the last.
func (h *halfOrder[F]) inputs() *joint[F]  { return h.joints[0] }
func (h *halfOrder[F]) outputs() *joint[F] { return h.joints[len(h.joints)-1] }

// Forward is the first half. Where the inputs are the variables, only the primals of x are read.
func (h *halfOrder[F]) Forward(x *jet.Batch[F]) *jet.Batch[F] {
	h.y.Reshape(x.Samples, h.outs)
	for _, j := range h.joints {
		j.reshape(x.Samples, h.outs)
	}
	if h.seeds {
		h.inputs().a.Seed(x.Plane(0))
	} else {
		h.x = x
		copy(h.inputs().a.Data, x.Data)
	}
	for _, s := range h.steps {
		s.forward()
	}
	h.y.Zero()
	copy(h.y.Data, h.outputs().a.Data)
	h.seedAdjoints()
	h.pairing.reset()
	for i := len(h.steps) - 1; i >= 0; i-- {
		h.steps[i].adjoint()
	}
	if !h.seeds {
		h.pairing.collect(&h.inputs().g, window[F]{x, 0}, x.Samples)
	}
	h.pairing.store(h.y)
	if h.seeds && !h.inputs().exact {
		h.gradient(h.y, &h.inputs().g)
	}
	return h.y
}

// seedAdjoints starts the adjoints at the outputs: that of output o is the unit vector e_o.
func (h *halfOrder[F]) seedAdjoints() {
	g := &h.outputs().g
	g.Zero()
	unit := g.Plane(0)
	for row := range g.Samples {
		unit[row*h.outs+row/h.y.Samples] = 1
	}
}

// gradient writes the adjoints g of the inputs, or how they move, to y: what the inputs' seeds contribute.
func (h *halfOrder[F]) gradient(y, g *jet.Batch[F]) {
	in, from := g.Features, g.Plane(0)
	for i := range in {
		to := y.Plane(1 + i)
		for o := range h.outs {
			for n := range y.Samples {
				to[n*h.outs+o] = from[(o*y.Samples+n)*in+i]
			}
		}
	}
}

// Backward is the second half.
func (h *halfOrder[F]) Backward(xbar *jet.Batch[F], grad []F, cot *jet.Batch[F]) {
	h.pairing.load(cot)
	h.seedDirections(cot)
	for _, s := range h.steps {
		s.direction()
	}
	top := &h.outputs().abar
	copy(top.Data, cot.Data)
	for i := len(h.steps) - 1; i >= 0; i-- {
		s := h.steps[i]
		var g []F
		if len(grad) > 0 {
			g = grad[s.from:s.to]
		}
		s.backward(g, !s.first || xbar != nil)
	}
	switch {
	case xbar == nil:
	case h.seeds:
		copy(xbar.Plane(0), h.inputs().abar.Plane(0))
	default:
		clear(xbar.Data[copy(xbar.Data, h.inputs().abar.Data):])
		h.pairing.pull(window[F]{xbar, 0}, &h.inputs().g, xbar.Samples)
	}
}

// seedDirections starts s at the inputs with the cotangents of the gradient, which is where adjoints of the inputs went;
// with zero if they went nowhere. Jets that the caller has seeded are as what leaves a layer: above order n they are an H.
func (h *halfOrder[F]) seedDirections(cot *jet.Batch[F]) {
	s := h.inputs().s.Plane(0)
	if h.inputs().exact || !h.seeds {
		h.inputs().s.Zero()
		if !h.seeds {
			h.pairing.spread(&h.inputs().s, window[F]{h.x, 0}, cot.Samples)
		}
		return
	}
	in := h.inputs().a.Features
	for i := range in {
		c := cot.Plane(1 + i)
		for o := range h.outs {
			for n := range h.y.Samples {
				s[(o*h.y.Samples+n)*in+i] = c[n*h.outs+o]
			}
		}
	}
}
