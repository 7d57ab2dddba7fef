package layers

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
)

// A Strategy is a way to compute a network's derivatives and the parameter gradient of a loss in them.
type Strategy int

const (
	// Auto takes the strategy that needs the fewest products or, where there is much to do besides them, the one that should
	// be the fastest.
	Auto Strategy = iota
	// Jets pushes every component of the algebra through every layer, and back: 3m products a layer for m
	// components. It works for every layer and every algebra.
	Jets
	// HalfOrder carries jets of half the order n = ⌊K/2⌋ forward and jets of order m = K−1−n of the adjoints back, from
	// which all derivatives to order K follow; the adjoint of both, along the loss's own cotangents, is the parameter
	// gradient. For jets of j components at order n and adjoints of i at order m that is 3(j + i·outputs) products a
	// layer: 3(1+outputs) at order 1, 3(1+d+outputs) at order 2 and 3(1+d)(1+outputs) at order 3, for d inputs. It needs an
	// algebra whose variables are the network's inputs and, above order 1, layers of the package or such that say that they
	// are affine or elementwise; others take 8 products in place of 6 at order 1.
	HalfOrder
)

var strategyNames = [...]string{"auto", "jets", "half-order"}

func (s Strategy) String() string {
	if !s.known() {
		return fmt.Sprintf("Strategy(%d)", int(s))
	}
	return strategyNames[s]
}

// known reports whether s is one of the constants.
func (s Strategy) known() bool { return s >= 0 && int(s) < len(strategyNames) }

// A Plan says how a network's derivatives are computed and what that costs.
type Plan struct {
	Strategy    Strategy
	Algebra     *jet.Algebra
	SeedsInputs bool   // whether the algebra's variables are the network's inputs, and the sweep seeds them
	Jets        int    // order of the jets that are carried forward: K with [Jets], half of it with [HalfOrder]
	Adjoints    int    // order of the adjoints that half-order sweeps carry back; −1 if there are none
	Forward     int    // matrix products per layer, rows × in × out each, to evaluate
	Backward    int    // further products per layer for the parameter gradient
	Reason      string // why this strategy
}

// Products is the number of matrix products per layer of a full training step.
func (p Plan) Products() int { return p.Forward + p.Backward }

// String says what was picked, what it costs and why.
func (p Plan) String() string {
	orders := ""
	if p.Adjoints >= 0 {
		orders = fmt.Sprintf(", jets to order %d and adjoints to %d", p.Jets, p.Adjoints)
	}
	return fmt.Sprintf("%v over %v%s: %d+%d products a layer (%s)", p.Strategy, p.Algebra, orders, p.Forward, p.Backward, p.Reason)
}

// Plan counts what every strategy costs in training on the components of the algebra and returns the cheapest, or the one
// asked for. If seedsInputs, the variables of the algebra are the network's inputs, and the sweep seeds them;
// otherwise the caller seeds every sample, and only jets apply.
func (n *Net[F]) Plan(alg *jet.Algebra, seedsInputs bool, want Strategy) (Plan, error) {
	if err := given.Check(alg != nil, "layers: Plan", "the algebra"); err != nil {
		return Plan{}, err
	}
	if !want.known() {
		return Plan{}, fmt.Errorf("layers: strategy %d, want one of %s", int(want), strings.Join(strategyNames[:], ", "))
	}
	if _, rest, ok := n.behind(); ok {
		p, err := rest.Plan(alg, false, want)
		p.SeedsInputs = seedsInputs
		return p, err
	}
	m := alg.Dim()
	jets := Plan{Strategy: Jets, Algebra: alg, SeedsInputs: seedsInputs, Jets: alg.Order(), Adjoints: -1, Forward: m, Backward: 2 * m}
	half, why := n.planHalfOrder(alg, seedsInputs)
	switch {
	case want == Jets:
		jets.Reason = "as asked"
		return jets, nil
	case want == HalfOrder && why != "":
		return Plan{}, fmt.Errorf("layers: half-order sweeps cannot be used: %s", why)
	case want == HalfOrder:
		half.Reason = "as asked"
		return half, nil
	case why != "":
		jets.Reason = "half order cannot: " + why
		return jets, nil
	case !seedsInputs && half.Products() == jets.Products():
		jets.Reason = fmt.Sprintf("half order would need %d too", half.Products())
		return jets, nil
	case half.Products() <= jets.Products() && !n.pays(alg, seedsInputs):
		jets.Reason = fmt.Sprintf("half order would need %d, and more work besides", half.Products())
		return jets, nil
	case half.Products() <= jets.Products():
		half.Reason = fmt.Sprintf("jets would need %d", jets.Products())
		return half, nil
	}
	jets.Reason = fmt.Sprintf("half order would need %d", half.Products())
	return jets, nil
}

// planHalfOrder counts the products of half-order sweeps, or says why they do not apply.
func (n *Net[F]) planHalfOrder(alg *jet.Algebra, seedsInputs bool) (Plan, string) {
	switch {
	case seedsInputs && alg.Order() > 0 && alg.Vars() != n.In():
		return Plan{}, fmt.Sprintf("%v has %d variables, the network %d inputs", alg, alg.Vars(), n.In())
	}
	work := n.work()
	if _, why := n.chain(); why != "" && alg.Order() == 0 {
		return Plan{}, why
	}
	if alg.Order() > 1 && work.unknown != "" {
		return Plan{}, fmt.Sprintf("%s says nothing of itself, which is enough at order 1 only", work.unknown)
	}
	p := Plan{Strategy: HalfOrder, Algebra: alg, SeedsInputs: seedsInputs, Forward: 1, Backward: 2}
	p.Jets, p.Adjoints = halves(alg.Order())
	if alg.Order() > 0 {
		p.Forward = alg.Lower(p.Jets).Dim() + n.Out()*alg.Lower(p.Adjoints).Dim()
		p.Backward = 2 * p.Forward
	}
	if work.opaque > 0 && alg.Order() == 1 {
		// The pass over dual numbers: two components forward, and back to inputs and parameters, for each output.
		share := work.opaque / (work.opaque + work.known)
		p.Backward += int(math.Ceil(share * float64(6*n.Out()-p.Backward)))
	}
	return p, ""
}

// halves returns the orders of the jets and of the adjoints that give all derivatives to order K.
func halves(order int) (jets, adjoints int) { return order / 2, order - 1 - order/2 }

// pays reports whether half-order sweeps are cheaper than jets, what is done besides products counted as well. The fused
// ones always are, where they need fewer products.
func (n *Net[F]) pays(alg *jet.Algebra, seedsInputs bool) bool {
	if alg.Order() < 2 || n.fused(alg, seedsInputs) {
		return true
	}
	w := n.work()
	return priceOfHalfOrder(alg, n.Out()).of(w) < advantage*priceOfJets(alg).of(w)
}

// fused reports whether the network and the algebra have half-order sweeps in a fused form.
func (n *Net[F]) fused(alg *jet.Algebra, seedsInputs bool) bool {
	_, why := n.chain()
	return why == "" && sweepKindOf(alg) != notSwept && (seedsInputs || alg.Order() == 0)
}

// work counts what there is to do for one plane of a sample: the multiplications of layers that are known to be products,
// those of layers that say nothing of themselves, which count as dense ones, and what is no product.
type work struct {
	known, opaque float64
	unknown       string  // the first of the latter
	units, rows   float64 // features that leave elementwise layers, and those that combine the features of a sample
	layers        float64 // number of these layers
}

func (n *Net[F]) work() (w work) {
	n.layers.each(n.In(), func(l Layer[F], in, out int) {
		switch l := l.(type) {
		case Affine[F]:
			w.known += float64(in * out)
		case conv[F]:
			w.known += float64(l.patch() * out)
		case linear[F]:
		case Elementwise[F], fourier[F]:
			w.units, w.layers = w.units+float64(out), w.layers+1
		case layerNorm[F], softmax[F]:
			w.rows, w.layers = w.rows+float64(out), w.layers+1
		default:
			w.opaque += float64(in * out)
			if w.unknown == "" {
				w.unknown = l.String()
			}
		}
	})
	return w
}

// NewSweep returns a sweep that carries out the plan on tiles of up to the given number of samples.
func (n *Net[F]) NewSweep(p Plan, samples int) Sweep[F] {
	if f, rest, ok := n.behind(); ok {
		seeds := p.SeedsInputs
		p.SeedsInputs = false
		return newMappedSweep(f, rest.NewSweep(p, samples), p.Algebra, samples, seeds, true)
	}
	if p.Strategy == HalfOrder {
		return n.newHalf(p.Algebra, samples, p.SeedsInputs, true)
	}
	return newJets(n, p.Algebra, samples, p.SeedsInputs, true)
}

// NewForward returns a sweep that can only go forward, on tiles of up to the given number of samples, by whichever
// strategy needs the fewest products for that. If seedsInputs, the variables of the algebra are the network's inputs, and
// the sweep seeds them.
func (n *Net[F]) NewForward(alg *jet.Algebra, seedsInputs bool, samples int) Sweep[F] {
	given.Must(alg != nil, "layers: NewForward", "the algebra")
	if f, rest, ok := n.behind(); ok {
		return newMappedSweep(f, rest.NewForward(alg, false, samples), alg, samples, seedsInputs, false)
	}
	most := alg.Dim()
	if !seedsInputs && alg.Order() > 0 {
		most--
	}
	if half, why := n.planHalfOrder(alg, seedsInputs); why == "" && half.Forward <= most && n.pays(alg, seedsInputs) {
		return n.newHalf(alg, samples, seedsInputs, false)
	}
	return newJets(n, alg, samples, seedsInputs, false)
}

// newHalf returns the half-order sweep in its fused form, if the network and the algebra have one.
func (n *Net[F]) newHalf(alg *jet.Algebra, samples int, seedsInputs, backward bool) Sweep[F] {
	if n.fused(alg, seedsInputs) {
		return newChainSweep(n, alg, samples, backward)
	}
	return newHalfOrder(n, alg, samples, seedsInputs, backward)
}

// sweepKind says what the fused half-order sweeps of a chain compute for an algebra.
type sweepKind int

const (
	notSwept sweepKind = iota
	sweepValue
	sweepGradient
	sweepLaplacian
	sweepHessian
)

// sweepKindOf returns what they have to compute for the algebra's components.
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
