package layers

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// chainSweep is the strategy [HalfOrder] written out for gradients, Hessians and Laplacians of a chain of layers, every sum
// over units and derivatives in a kernel of its own. A network of affine maps z = a·W + b and elementwise functions
// a' = φ(z) has, for one output y with adjoint g = ∂y/∂a' at each layer and input tangents tᵢ = ∂z/∂xᵢ,
//
//	∇y = (φ'(z₁) ⊙ g₁)·W₁ᵀ    and    ∇²y = Σ_layers Tᵀ diag(g ⊙ φ″(z)) T.
//
// So the first sweep goes forward with z (and, for order 2, the tangents) and comes back with g. A loss turns the
// result into cotangents: ȳ of the value, r of the gradient, R of the Hessian (symmetric). They are held constant,
// and one more component runs forward from s₀ = r,
//
//	s' = φ'(z)·s + φ″(z)·q,    q = Σᵢⱼ Rᵢⱼ tᵢ tⱼ,
//
// whose value at the output is ⟨r, ∇y⟩ + ⟨R, ∇²y⟩: the loss's dependence on the derivatives, to first order. The
// adjoint of (z, t, s) therefore gives the exact parameter gradient, and the cotangent of s is the g of the first
// sweep. With several outputs g, r, R, s exist once for each; z and t are shared.
type chainSweep[F dual.Float] struct {
	params  []F // of the last Prepare
	net     *Net[F]
	kind    sweepKind
	d       int // tangents carried: the inputs at order 2, else 0
	o       int // adjoints carried: the outputs from order 1 on, else 0
	samples int // of the current tile
	stages  []stage[F]
	top     planes[F] // what leaves the last stage, in the order of stage.x
	y       *jet.Batch[F]
	grad    planes[F] // ∇y of every output (samples × inputs)
	forms   quadratic[F]
	orders  int       // derivatives of the activations that are kept
	phi     [4][]F    // where they go, the value first
	c       []float64 // scratch of derivatives
}

// A stage is one affine map and the elementwise function after it, with the planes of the current tile. Every plane
// is a matrix (samples × width); planes that one product takes together are contiguous.
type stage[F dual.Float] struct {
	act      *Activation // nil if the stage is affine alone
	affine   Affine[F]
	from, to int // the affine layer's parameters among those of the network
	product  product[F]
	w        Weights[F] // of the last Prepare: asked for once, as tiles may be few samples

	x    planes[F] // what enters: a, t₁…t_d (left out at the first stage, where they are unit vectors), s¹…sᵒ
	z    planes[F] // before the activation: z, t₁…t_d; the next stage's x if there is no activation
	phi  planes[F] // φ', φ″, φ″' at z, as many as are needed
	s    planes[F] // s before the activation
	g2   planes[F] // φ″·g
	g3   planes[F] // φ″'·g
	q    planes[F] // the quadratic form q
	zbar planes[F] // cotangents of z, t₁…t_d, s¹…sᵒ before the activation; the last are φ'·g
}

// chain splits the network into stages, or says why it is none.
func (n *Net[F]) chain() ([]stage[F], string) {
	var stages []stage[F]
	all := n.layers.flat()
	dims, offs := all.mustShapes(n.In())
	for i, l := range all {
		switch l := l.(type) {
		case Affine[F]:
			stages = append(stages, stage[F]{affine: l, from: offs[i], to: offs[i+1],
				product: product[F]{in: dims[i], out: dims[i+1]}})
		case Elementwise[F]:
			if len(stages) == 0 || stages[len(stages)-1].act != nil {
				return nil, fmt.Sprintf("layer %d, %v, does not follow a dense layer", i, l)
			}
			act := l.Activation()
			stages[len(stages)-1].act = &act
		default:
			return nil, fmt.Sprintf("layer %d, %v, is neither dense nor elementwise", i, l)
		}
	}
	return stages, ""
}

// newChainSweep allocates the sweep for tiles of up to samples. Without backward it can only go forward.
func newChainSweep[F dual.Float](n *Net[F], alg *jet.Algebra, samples int, backward bool) *chainSweep[F] {
	s := &chainSweep[F]{net: n, kind: sweepKindOf(alg), c: make([]float64, 4)}
	s.stages, _ = n.chain()
	if s.kind >= sweepGradient {
		s.o = n.Out()
	}
	if s.kind >= sweepLaplacian {
		s.d = n.In()
	}
	s.orders = s.kind.derivatives(backward)
	directional := 0 // components of the second sweep
	if backward {
		directional = s.o
	}
	for i := range s.stages {
		st := &s.stages[i]
		in, out := samples*st.product.in, samples*st.product.out
		carried := s.d
		if i == 0 {
			carried = 0
		}
		st.x = makePlanes[F](1+carried+directional, in)
		st.zbar = makePlanes[F](1+s.d+s.o, out)
		if st.act == nil {
			continue
		}
		st.z = makePlanes[F](1+s.d, out)
		st.phi = makePlanes[F](s.orders, out)
		st.s = makePlanes[F](directional, out)
		if s.kind >= sweepLaplacian || backward {
			st.g2 = makePlanes[F](s.o, out)
		}
		if s.kind >= sweepLaplacian && backward {
			st.g3 = makePlanes[F](s.o, out)
			st.q = makePlanes[F](s.o, out)
		}
	}
	s.top = makePlanes[F](1+s.d+directional, samples*n.Out())
	s.grad = makePlanes[F](s.o, samples*n.In())
	s.y = jet.NewBatch[F](alg, samples, n.Out())
	if s.d > 0 {
		s.forms = newQuadratic[F](alg, s.o, samples, s.width())
	}
	return s
}

// derivatives returns the number of derivatives of the activations that the sweeps need.
func (k sweepKind) derivatives(backward bool) int {
	n := 0
	switch k {
	case sweepGradient:
		n = 1
	case sweepLaplacian, sweepHessian:
		n = 2
	}
	if backward {
		n++
	}
	return n
}

// reshape lays all planes out for a tile of the given number of samples.
func (s *chainSweep[F]) reshape(samples int) {
	s.samples = samples
	s.y.Reshape(samples, s.net.Out())
	s.top.size = samples * s.net.Out()
	s.grad.size = samples * s.net.In()
	for i := len(s.stages) - 1; i >= 0; i-- {
		st := &s.stages[i]
		in, out := samples*st.product.in, samples*st.product.out
		st.x.size = in
		st.phi.size, st.s.size, st.zbar.size, st.g2.size, st.g3.size, st.q.size = out, out, out, out, out, out
		if st.act != nil {
			st.z.size = out
		} else {
			st.z = *s.above(i)
		}
	}
}

// above returns the planes that stage i's output goes to.
func (s *chainSweep[F]) above(i int) *planes[F] {
	if i+1 < len(s.stages) {
		return &s.stages[i+1].x
	}
	return &s.top
}

// width is the largest number of units of a stage.
func (s *chainSweep[F]) width() int {
	w := 0
	for i := range s.stages {
		w = max(w, s.stages[i].product.out)
	}
	return w
}

// weights returns the weights and biases of a stage among a vector laid out like the parameters.
func (s *chainSweep[F]) weights(st *stage[F], v []F) Weights[F] {
	return weightsOf(st.affine, v[st.from:st.to], st.product.in, st.product.out)
}

func (s *chainSweep[F]) Prepare(params []F, samples int) {
	same := len(params) > 0 && len(params) == len(s.params) && &params[0] == &s.params[0] // then views of it stay
	s.params = params
	for i := range s.stages {
		st := &s.stages[i]
		if !same {
			st.w = s.weights(st, params)
		}
		st.product.prepare(st.w.W, samples*(1+s.d+s.o))
	}
}
