package layers

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
)

// At returns the network's outputs at one point x of numbers of any kind, so that generic code can call a network as it
// calls a function: the derivatives that the inputs carry go through it exactly. It is the network's Taylor polynomial at
// the primals, taken at what the numbers add to them, so that it costs an evaluation of the gradient for numbers of first
// order, of the Hessian for those of second order, and of all partial derivatives up to the order of others, but for jets of
// the network's own type of floats, which are pushed through as they are. The parameters are constants; [Eval] is for numbers
// in their place.
//
// The numbers have to say their order, see [dual.Ordered]; all types of this module do. Derivatives are those of the
// network's own floats, float32 or float64.
func At[T dual.Scalar[T], F dual.Float](n *Net[F], ws *Workspace[F], x []T) []T {
	given.Must(n != nil, "layers: At", "the network")
	if len(x) != n.In() {
		panic(fmt.Sprintf("layers: At: %d inputs, want the network's %d", len(x), n.In()))
	}
	if jets, ok := any(x).([]jet.Number[F]); ok {
		if alg := commonAlgebra(jets); alg != nil {
			return any(n.atJets(ws, alg, jets)).([]T)
		}
	}
	ws.enter("At", n)
	ws.point = grow(ws.point, len(x))
	point := ws.point
	ws.leave()
	order, rest := dual.OrderOf(x...), make([]T, len(x))
	for i, v := range x {
		point[i], rest[i] = F(v.Value()), v.Shift(-v.Value())
	}
	y := make([]T, n.Out())
	switch order {
	case 0:
		for o, v := range n.Value(ws, point) {
			y[o] = x[0].Lift(float64(v))
		}
	case 1:
		value, grad := n.Gradient(ws, point)
		for o := range y {
			y[o] = weightedSum(grad[o*len(x):], 1, rest).Shift(float64(value[o]))
		}
	case 2:
		value, grad, hess := n.Hessian(ws, point)
		for o := range y {
			y[o] = secondOrder(float64(value[o]), grad[o*len(x):], hess[o*len(x)*len(x):], rest)
		}
	default:
		in := ws.allPartials(order)
		in.Seed(point)
		polynomial(y, n.Jets(ws, in), rest)
	}
	return y
}

// weightedSum returns scale·Σ aᵢ·xᵢ, by halves: chunks of neighbours have few directions.
func weightedSum[T dual.Scalar[T], F dual.Float](a []F, scale float64, x []T) T {
	if len(x) == 1 {
		return x[0].Scale(scale * float64(a[0]))
	}
	half := len(x) / 2
	return weightedSum(a[:half], scale, x[:half]).Add(weightedSum(a[half:], scale, x[half:]))
}

// secondOrder returns value + Σ xᵢ·(gᵢ + ½·Σ hᵢⱼ·xⱼ).
func secondOrder[T dual.Scalar[T], F dual.Float](value float64, g, h []F, x []T) T {
	sum := x[0].Lift(0)
	for i, v := range x {
		sum = sum.Add(v.Mul(weightedSum(h[i*len(x):], 0.5, x).Shift(float64(g[i]))))
	}
	return sum.Shift(value)
}

// polynomial sets y to the sums over all monomials of x, each times its coefficient in one of the jets.
func polynomial[T dual.Scalar[T], F dual.Float](y []T, jets *jet.Batch[F], x []T) {
	alg := jets.Alg
	monomials := make([]T, alg.Dim())
	monomials[0] = x[0].Lift(1)
	for o := range y {
		y[o] = x[0].Lift(float64(jets.Plane(0)[o]))
	}
	exponents := make([]int, len(x))
	for k := 1; k < alg.Dim(); k++ {
		copy(exponents, alg.Exponents(k))
		last := len(x) - 1
		for exponents[last] == 0 {
			last--
		}
		exponents[last]--
		monomials[k] = monomials[alg.Index(exponents...)].Mul(x[last])
		for o := range y {
			y[o] = y[o].Add(monomials[k].Scale(float64(jets.Plane(k)[o])))
		}
	}
}

// commonAlgebra returns the algebra that all numbers but plain constants have, and nil if there is none.
func commonAlgebra[F dual.Float](x []jet.Number[F]) (alg *jet.Algebra) {
	for _, v := range x {
		switch a := v.Algebra(); {
		case a.Order() == 0:
		case alg == nil:
			alg = a
		case a != alg:
			return nil
		}
	}
	return alg
}

// atJets pushes one sample of jets through the network.
func (n *Net[F]) atJets(ws *Workspace[F], alg *jet.Algebra, x []jet.Number[F]) []jet.Number[F] {
	in := jet.NewBatch[F](alg, 1, len(x))
	for i, v := range x {
		in.SetNumber(0, i, v)
	}
	out := n.Jets(ws, in)
	y := make([]jet.Number[F], n.Out())
	for o := range y {
		y[o] = out.Number(0, o)
	}
	return y
}
