package layers

import (
	"errors"
	"fmt"
	"sync/atomic"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
)

// evalTile is the number of samples that an evaluation carries at a time.
const evalTile = 64

// A Workspace holds the memory in which a network is evaluated. The first evaluation of a kind, or of more samples
// than before, allocates; after that nothing does. Results returned from it are valid until its next use.
//
// A workspace belongs to the network that made it, until [Workspace.Adopt] gives it to another one: a different network
// panics. It also belongs to one goroutine, though any number of them may use the same network: two that are found in one
// workspace at once panic.
type Workspace[F dual.Float] struct {
	net     *Net[F]
	busy    atomic.Bool // whether an evaluation is under way
	kinds   [sweepHessian + 1]*evaluator[F]
	general map[*jet.Algebra]*general[F]
	seeds   map[int]*jet.Batch[F] // inputs of Jet by order
	all     map[int]*jet.Batch[F] // inputs for all partial derivatives by order
	back    *pullback[F]

	y, grad, second, point []F
}

// evaluator is a forward sweep with the batch of inputs it is fed from.
type evaluator[F dual.Float] struct {
	sweep Sweep[F]
	x     *jet.Batch[F]
}

// general is a sweep for jets seeded by the caller.
type general[F dual.Float] struct {
	*jets[F]
	samples int
}

// pullback is a sweep of values with cotangents down to the inputs.
type pullback[F dual.Float] struct {
	sweep        *jets[F]
	samples      int
	x, xbar, cot *jet.Batch[F]
}

// NewWorkspace returns a workspace for evaluating the network.
func (n *Net[F]) NewWorkspace() *Workspace[F] {
	return &Workspace[F]{net: n, general: map[*jet.Algebra]*general[F]{}, seeds: map[int]*jet.Batch[F]{}, all: map[int]*jet.Batch[F]{}}
}

// Adopt makes the workspace one of the network n, with its memory: of a clone, or of the same network with other
// parameters that a server has just read from a file. It fails, and changes nothing, unless n has the same inputs and the
// same layers, with the same constants and activations, as the network that the workspace belongs to. Functions of [FromFunc] are
// the same where their names are, and where they are in the same units, see [Rescale].
func (ws *Workspace[F]) Adopt(n *Net[F]) error {
	if err := given.Check(n != nil, "layers: Workspace.Adopt", "the network"); err != nil {
		return err
	}
	if ws == nil || ws.net == nil {
		return errors.New("layers: Workspace.Adopt: a workspace of no network, want one of Net.NewWorkspace")
	}
	ws.enter("Adopt", ws.net)
	defer ws.leave()
	switch old := ws.net; {
	case n.String() != old.String() || len(n.params) != len(old.params):
		return fmt.Errorf("layers: Workspace.Adopt: network %v, want one with the layers of %v", n, old)
	case n.fingerprint("%x ") != old.fingerprint("%x "):
		return fmt.Errorf("layers: Workspace.Adopt: network %v, want one with the same constants and activations, not only their names", n)
	}
	ws.net = n
	return nil
}

// enter begins an evaluation of the network by the method, which leave has to end. It panics if that is not the
// workspace's network, or while another evaluation is under way.
func (ws *Workspace[F]) enter(method string, n *Net[F]) {
	if ws == nil {
		panic(fmt.Sprintf("layers: %s: the workspace is nil, want one of Net.NewWorkspace", method))
	}
	if !ws.busy.CompareAndSwap(false, true) {
		panic(fmt.Sprintf("layers: %s: a workspace that another goroutine is using, want one for each goroutine", method))
	}
	if ws.net != n {
		ws.leave()
		panic(fmt.Sprintf("layers: %s: a workspace of another network than the one that is evaluated: made for %v at %p, want %v at %p; "+
			"Workspace.Adopt takes over one of the same layers", method, ws.net, ws.net, n, n))
	}
}

// leave ends an evaluation.
func (ws *Workspace[F]) leave() { ws.busy.Store(false) }

// evaluator returns the forward sweep of the kind with the fewest products.
func (ws *Workspace[F]) evaluator(kind sweepKind) *evaluator[F] {
	if ws.kinds[kind] != nil {
		return ws.kinds[kind]
	}
	d := ws.net.In()
	var alg *jet.Algebra
	switch kind {
	case sweepValue:
		alg = jet.Real()
	case sweepGradient:
		alg = jet.Dual(d)
	case sweepLaplacian:
		alg = jet.Laplace(d)
	case sweepHessian:
		alg = jet.Full(d, 2)
	}
	e := &evaluator[F]{x: jet.NewBatch[F](jet.Real(), evalTile, d), sweep: ws.net.NewForward(alg, true, evalTile)}
	ws.kinds[kind] = e
	return e
}

// jets returns the sweep over the algebra for at least the given number of samples.
func (ws *Workspace[F]) jets(alg *jet.Algebra, samples int) *jets[F] {
	g := ws.general[alg]
	if g == nil || g.samples < samples {
		g = &general[F]{newJets(ws.net, alg, samples, false, false), samples}
		ws.general[alg] = g
	}
	return g.jets
}

// directional returns the seeded input of a single directional jet of the order.
func (ws *Workspace[F]) directional(order int) *jet.Batch[F] {
	x := ws.seeds[order]
	if x == nil {
		x = jet.NewBatch[F](jet.Taylor(order), 1, ws.net.In())
		ws.seeds[order] = x
	}
	return x
}

// allPartials returns the input of a single jet of all partial derivatives up to the order.
func (ws *Workspace[F]) allPartials(order int) *jet.Batch[F] {
	x := ws.all[order]
	if x == nil {
		x = jet.NewBatch[F](jet.Full(ws.net.In(), order), 1, ws.net.In())
		ws.all[order] = x
	}
	return x
}

// pullback returns the value sweep with cotangents for at least the given number of samples.
func (ws *Workspace[F]) pullback(samples int) *pullback[F] {
	if ws.back == nil || ws.back.samples < samples {
		n := ws.net
		real := jet.Real()
		ws.back = &pullback[F]{
			sweep: newJets(n, real, samples, false, true), samples: samples,
			x: jet.NewBatch[F](real, samples, n.In()), xbar: jet.NewBatch[F](real, samples, n.In()),
			cot: jet.NewBatch[F](real, samples, n.Out()),
		}
	}
	return ws.back
}

// samples returns the number of points in x.
func (ws *Workspace[F]) samples(x []F) int {
	in := ws.net.In()
	if len(x) == 0 || len(x)%in != 0 {
		panic(fmt.Sprintf("layers: %d input values, want a positive multiple of the network's %d inputs", len(x), in))
	}
	return len(x) / in
}

// grow returns a slice of n elements, in the memory of buf if it is large enough.
func grow[F dual.Float](buf []F, n int) []F {
	if cap(buf) < n {
		return make([]F, n)
	}
	return buf[:n]
}
