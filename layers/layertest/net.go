package layertest

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// Net tests a whole network as [Layer] does one layer: the sweeps of every strategy that applies to it, their results
// and their gradients in parameters and inputs, against forward differentiation of [layers.Eval].
func Net[F dual.Float](t TB, net *layers.Net[F], opts ...Option) {
	given.Must(net != nil, "layertest: Net", "the network")
	t.Helper()
	s := subject[F]{in: net.In(), out: net.Out(), params: len(net.Params()), settings: newSettings(opts)}
	asked, d := s.algebras, net.In()
	for _, l := range []netLayer[F]{{net, layers.Jets, true}, {net, layers.HalfOrder, true}, {net, layers.Jets, false}, {net, layers.HalfOrder, false}} {
		algebras := asked
		switch {
		case algebras != nil:
		case l.seedsInputs:
			algebras = []*jet.Algebra{jet.Real(), jet.Dual(d), jet.Full(d, 2), jet.Laplace(d), jet.Full(d, 3)}
		default:
			algebras = []*jet.Algebra{jet.Dual(3), jet.HyperDual(), jet.Taylor(3)}
		}
		s.Layer, s.seeded, s.algebras = l, l.seedsInputs, nil
		for _, alg := range algebras {
			if _, err := net.Plan(alg, l.seedsInputs, l.strategy); err == nil {
				s.algebras = append(s.algebras, alg)
			}
		}
		s.report(t, s.checkPasses)
		s.report(t, s.checkAllocations)
	}
	s.report(t, s.checkSmoothness)
	s.report(t, s.checkDifferences)
}

// netLayer makes a layer of a network and a strategy.
type netLayer[F dual.Float] struct {
	net         *layers.Net[F]
	strategy    layers.Strategy
	seedsInputs bool
}

func (l netLayer[F]) Shape(int) (out, params int, err error) {
	return l.net.Out(), len(l.net.Params()), nil
}

func (l netLayer[F]) Init(params []F, _ int, rng *rand.Rand) {
	n := l.net.Clone()
	n.Init(rng)
	copy(params, n.Params())
}

func (l netLayer[F]) Smoothness() int {
	order, _ := l.net.Smoothness()
	return order
}

func (l netLayer[F]) Eval(params, x []dual.Any) []dual.Any { return layers.Eval(l.net, params, x) }

func (l netLayer[F]) String() string {
	if l.seedsInputs {
		return fmt.Sprintf("network %v by %v", l.net, l.strategy)
	}
	return fmt.Sprintf("network %v by %v with seeds of one's own", l.net, l.strategy)
}

func (l netLayer[F]) NewPass(alg *jet.Algebra, _, samples int) layers.Pass[F] {
	plan, err := l.net.Plan(alg, l.seedsInputs, l.strategy)
	if err != nil {
		panic(err) // the same question had a plan before
	}
	return netPass[F]{l.net.NewSweep(plan, samples)}
}

// netPass makes a pass of a sweep.
type netPass[F dual.Float] struct{ sweep layers.Sweep[F] }

func (p netPass[F]) Prepare(params []F, samples int) { p.sweep.Prepare(params, samples) }

func (p netPass[F]) Forward(y, x *jet.Batch[F], _ []F) { y.Copy(p.sweep.Forward(x)) }

func (p netPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], _ []F) {
	p.sweep.Backward(xbar, grad, ybar)
}
