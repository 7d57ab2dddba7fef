package layers

import (
	"fmt"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
)

// Value returns the network's outputs at the points x, one or a batch of them row after row (samples × inputs): y is
// (samples × outputs).
func (n *Net[F]) Value(ws *Workspace[F], x []F) (y []F) {
	ws.enter("Value", n)
	defer ws.leave()
	ws.evaluate(sweepValue, x)
	return ws.y
}

// Gradient returns the outputs at the points x and their gradients (samples × outputs × inputs): for several outputs
// the Jacobian of every sample.
func (n *Net[F]) Gradient(ws *Workspace[F], x []F) (y, grad []F) {
	ws.enter("Gradient", n)
	defer ws.leave()
	ws.evaluate(sweepGradient, x)
	return ws.y, ws.grad
}

// Hessian returns the outputs at the points x, their gradients, and their Hessians
// (samples × outputs × inputs × inputs).
func (n *Net[F]) Hessian(ws *Workspace[F], x []F) (y, grad, hess []F) {
	ws.enter("Hessian", n)
	defer ws.leave()
	ws.evaluate(sweepHessian, x)
	return ws.y, ws.grad, ws.second
}

// Laplacian returns the outputs at the points x, their gradients, and their Laplacians Σ ∂²y/∂xᵢ² (samples × outputs),
// without computing Hessians.
func (n *Net[F]) Laplacian(ws *Workspace[F], x []F) (y, grad, lap []F) {
	ws.enter("Laplacian", n)
	defer ws.leave()
	ws.evaluate(sweepLaplacian, x)
	return ws.y, ws.grad, ws.second
}

// Jet returns the derivatives of the outputs along the direction v at the point x, from the value up to the given
// order: (order+1 × outputs), row k holding the k-th derivative of y(x + t·v) in t at t = 0.
func (n *Net[F]) Jet(ws *Workspace[F], x, v []F, order int) []F {
	if len(x) != n.In() || len(v) != n.In() || order < 0 {
		panic(fmt.Sprintf("layers: Jet: point of %d, direction of %d, order %d, want %d, %d and at least 0",
			len(x), len(v), order, n.In(), n.In()))
	}
	ws.enter("Jet", n)
	defer ws.leave()
	in := ws.directional(order)
	copy(in.Plane(0), x)
	if order > 0 {
		copy(in.Plane(1), v)
	}
	y := ws.push(in)
	ws.y = append(ws.y[:0], y.Data...)
	factorial := 1.0
	for k := 2; k <= order; k++ {
		factorial *= float64(k)
		row := ws.y[k*n.Out() : (k+1)*n.Out()]
		for i, c := range row {
			row[i] = c * F(factorial)
		}
	}
	return ws.y
}

// Jets returns the jets of the outputs for the seeded inputs x, over any algebra: the general form of all the others.
// The result belongs to the workspace.
func (n *Net[F]) Jets(ws *Workspace[F], x *jet.Batch[F]) *jet.Batch[F] {
	given.Must(x != nil, "layers: Jets", "the batch x")
	if x.Features != n.In() {
		panic(fmt.Sprintf("layers: Jets: %d features, want the network's %d inputs", x.Features, n.In()))
	}
	ws.enter("Jets", n)
	defer ws.leave()
	return ws.push(x)
}

// push carries seeded inputs through the network.
func (ws *Workspace[F]) push(x *jet.Batch[F]) *jet.Batch[F] {
	s := ws.jets(x.Alg, x.Samples)
	s.Prepare(ws.net.params, x.Samples)
	return s.Forward(x)
}

// VJP returns the outputs at the points x and the gradients in x of Σ cot·y for the given cotangent of the outputs
// (samples × outputs): xbar is (samples × inputs).
func (n *Net[F]) VJP(ws *Workspace[F], x, cot []F) (y, xbar []F) {
	ws.enter("VJP", n)
	defer ws.leave()
	samples := ws.samples(x)
	if len(cot) != samples*n.Out() {
		panic(fmt.Sprintf("layers: VJP: cotangent of %d values, want %d samples × %d outputs", len(cot), samples, n.Out()))
	}
	p := ws.pullback(samples)
	p.x.Reshape(samples, n.In())
	p.cot.Reshape(samples, n.Out())
	p.xbar.Reshape(samples, n.In())
	copy(p.x.Data, x)
	copy(p.cot.Data, cot)
	p.sweep.Prepare(n.params, samples)
	out := p.sweep.Forward(p.x)
	p.sweep.Backward(p.xbar, nil, p.cot)
	return out.Data, p.xbar.Data
}

// evaluate fills the workspace's results with derivatives of the given kind at the points x, a tile at a time.
func (ws *Workspace[F]) evaluate(kind sweepKind, x []F) {
	in, out, samples := ws.net.In(), ws.net.Out(), ws.samples(x)
	ws.y = grow(ws.y, samples*out)
	if kind >= sweepGradient {
		ws.grad = grow(ws.grad, samples*out*in)
	}
	switch kind {
	case sweepLaplacian:
		ws.second = grow(ws.second, samples*out)
	case sweepHessian:
		ws.second = grow(ws.second, samples*out*in*in)
	}
	e := ws.evaluator(kind)
	e.sweep.Prepare(ws.net.params, samples)
	for first := 0; first < samples; first += evalTile {
		rows := min(evalTile, samples-first)
		e.x.Reshape(rows, in)
		copy(e.x.Plane(0), x[first*in:(first+rows)*in])
		ws.store(kind, first*out, e.sweep.Forward(e.x))
	}
}

// store copies the jets of a tile to the results, from the given output on (counting samples × outputs).
func (ws *Workspace[F]) store(kind sweepKind, first int, y *jet.Batch[F]) {
	in := ws.net.In()
	copy(ws.y[first:], y.Plane(0))
	if kind < sweepGradient {
		return
	}
	for i := range in {
		for r, v := range y.Plane(1 + i) {
			ws.grad[(first+r)*in+i] = v
		}
	}
	switch kind {
	case sweepLaplacian:
		omega, _ := y.Alg.Components(2)
		for r, v := range y.Plane(omega) {
			ws.second[first+r] = 2 * v
		}
	case sweepHessian:
		for i := range in {
			for j := i; j < in; j++ {
				scale := F(1)
				if i == j {
					scale = 2
				}
				for r, v := range y.Plane(y.Alg.Pair(i, j)) {
					h := ws.second[(first+r)*in*in:]
					h[i*in+j], h[j*in+i] = scale*v, scale*v
				}
			}
		}
	}
}
