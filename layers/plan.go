package layers

import (
	"fmt"

	"example.com/sobolev/jet"
)

// A Strategy is a way to compute a network's derivatives and the parameter gradient of a loss in them.
type Strategy int

const (
	// Auto takes the strategy that needs the fewest products.
	Auto Strategy = iota
	// Jets pushes every component of the algebra through every layer, and back: 3m products a layer for m
	// components. It works for every layer and every algebra.
	Jets
	// TwoSweep takes input gradients from an adjoint sweep and the parameter gradient from the adjoint of a single
	// directional sweep along the loss's own cotangents: 3(1+outputs) products a layer at order 1 and
	// 3(1+d+outputs) at order 2, for d inputs. It needs full derivatives in the inputs and layers that alternate
	// between affine and elementwise.
	TwoSweep
)

var strategyNames = [...]string{"auto", "jets", "two-sweep"}

func (s Strategy) String() string { return strategyNames[s] }

// A Plan says how a network's derivatives are computed and what that costs.
type Plan struct {
	Strategy    Strategy
	Algebra     *jet.Algebra
	SeedsInputs bool   // whether the algebra's variables are the network's inputs, and the sweep seeds them
	Forward     int    // matrix products per layer, rows × in × out each, to evaluate
	Backward    int    // further products per layer for the parameter gradient
	Reason      string // why this strategy
}

// Products is the number of matrix products per layer of a full training step.
func (p Plan) Products() int { return p.Forward + p.Backward }

// String says what was picked, what it costs and why.
func (p Plan) String() string {
	return fmt.Sprintf("%v over %v: %d+%d products a layer (%s)", p.Strategy, p.Algebra, p.Forward, p.Backward, p.Reason)
}

// Plan counts the products of every strategy for training on the components of the algebra and returns the cheapest,
// or the one asked for. If seedsInputs, the variables of the algebra are the network's inputs, and the sweep seeds them;
// otherwise the caller seeds every sample, and only jets apply.
func (n *Net[F]) Plan(alg *jet.Algebra, seedsInputs bool, want Strategy) (Plan, error) {
	m := alg.Dim()
	jets := Plan{Jets, alg, seedsInputs, m, 2 * m, fmt.Sprintf("%d components", m)}
	two, why := n.planTwoSweep(alg, seedsInputs)
	switch {
	case want == Jets:
		jets.Reason = "as asked"
		return jets, nil
	case want == TwoSweep && why != "":
		return Plan{}, fmt.Errorf("layers: the two-sweep strategy cannot be used: %s", why)
	case want == TwoSweep:
		two.Reason = "as asked"
		return two, nil
	case why != "":
		jets.Reason = "two sweeps cannot: " + why
		return jets, nil
	case two.Products() <= jets.Products():
		two.Reason = fmt.Sprintf("jets would need %d", jets.Products())
		return two, nil
	}
	jets.Reason = fmt.Sprintf("two sweeps would need %d", two.Products())
	return jets, nil
}

// planTwoSweep counts the products of two sweeps, or says why they do not apply.
func (n *Net[F]) planTwoSweep(alg *jet.Algebra, seedsInputs bool) (Plan, string) {
	kind := sweepKindOf(alg)
	switch {
	case !seedsInputs:
		return Plan{}, "each sample has seeds of its own"
	case kind == notSwept:
		return Plan{}, fmt.Sprintf("%v is neither full derivatives to order 2 nor a Laplacian", alg)
	case alg.Order() > 0 && alg.Vars() != n.In():
		return Plan{}, fmt.Sprintf("%v has %d variables, the network %d inputs", alg, alg.Vars(), n.In())
	}
	if _, why := n.chain(); why != "" {
		return Plan{}, why
	}
	p := Plan{Strategy: TwoSweep, Algebra: alg, SeedsInputs: true, Forward: 1, Backward: 2}
	if kind >= sweepGradient { // the adjoint down; the directional sweep and its part of the weight gradient
		p.Forward += n.Out()
		p.Backward += 2 * n.Out()
	}
	if kind >= sweepLaplacian { // the tangents; their cotangents and their part of the weight gradient
		p.Forward += alg.Vars()
		p.Backward += 2 * alg.Vars()
	}
	return p, ""
}

// NewSweep returns a sweep that carries out the plan on tiles of up to the given number of samples.
func (n *Net[F]) NewSweep(p Plan, samples int) Sweep[F] {
	if p.Strategy == TwoSweep {
		return newTwoSweep(n, p.Algebra, samples, true)
	}
	return newJets(n, p.Algebra, samples, p.SeedsInputs, true)
}

// NewForward returns a sweep that can only go forward, on tiles of up to the given number of samples, by whichever
// strategy needs the fewest products for that. If seedsInputs, the variables of the algebra are the network's inputs, and
// the sweep seeds them.
func (n *Net[F]) NewForward(alg *jet.Algebra, seedsInputs bool, samples int) Sweep[F] {
	if two, why := n.planTwoSweep(alg, seedsInputs); why == "" && two.Forward <= alg.Dim() {
		return newTwoSweep(n, alg, samples, false)
	}
	return newJets(n, alg, samples, seedsInputs, false)
}

// sweepKind says what the two-sweep strategy computes for an algebra.
type sweepKind int

const (
	notSwept sweepKind = iota
	sweepValue
	sweepGradient
	sweepLaplacian
	sweepHessian
)

// sweepKindOf returns what two sweeps have to compute for the algebra's components.
func sweepKindOf(alg *jet.Algebra) sweepKind {
	switch order := alg.Order(); {
	case order == 0:
		return sweepValue
	case order == 1 && alg.Dim() == 1+alg.Vars():
		return sweepGradient
	case alg.Weights() != nil:
		return sweepLaplacian
	case order == 2 && alg.Complete():
		return sweepHessian
	}
	return notSwept
}
