package layers

import "example.com/sobolev/jet"

// What sweeps cost is counted in multiplications inside matrix products, a sample. These are how many of them take as long
// as what is not one: measured on processors with AVX-512, layers 64 to 256 wide, in both precisions.
const (
	planePrice   = 5    // an operation on one unit's coefficients, which waits for memory
	rowPrice     = 10   // the same in a layer that combines the features of a sample, row by row
	pairingPrice = 5000 // a small product for one sample in a [pairing]
)

// advantage is how much cheaper half-order sweeps have to be to be taken where they are not fused: what the prices above
// are worth.
const advantage = 0.88

// A price is what a sweep costs a sample by layer: multiplications in products for each weight, the operations for each
// unit of an elementwise layer and of one that works by rows, and the multiplications of pairings for each unit of both
// kinds and for each of these layers.
type price struct{ products, unit, row, pairs, layer float64 }

// of returns the price of a network.
func (p price) of(w work) float64 {
	return p.products*(w.known+w.opaque) + planePrice*p.unit*w.units + rowPrice*p.row*w.rows +
		p.pairs*(w.units+w.rows) + p.layer*w.layers
}

// priceOfJets returns the price of jets of the algebra, there and back.
func priceOfJets(alg *jet.Algebra) price {
	return price{products: 3 * float64(alg.Dim()), unit: composing(alg, alg) + pulling(alg, alg), row: rowwise(alg)}
}

// priceOfHalfOrder returns the price of half-order sweeps above order 1.
func priceOfHalfOrder(alg *jet.Algebra, outs int) price {
	low, rest := halves(alg.Order())
	jets, adjoints := alg.Lower(low), alg.Lower(rest)
	o := float64(outs)
	products := float64(len(adjoints.Terms()))
	return price{
		products: 3 * (float64(jets.Dim()) + o*float64(adjoints.Dim())),
		unit:     composing(jets, jets) + 2*composing(alg, jets) + pulling(alg, jets) + (1+3*o)*products,
		row:      rowwise(alg) + (1+2*o)*2*rowwise(adjoints),
		pairs:    3 * o * float64(adjoints.Dim()*(alg.Dim()-jets.Dim())),
		layer:    3 * o * pairingPrice,
	}
}

// composing counts the operations of composition where the jets that enter end with those of a lower algebra.
func composing(alg, low *jet.Algebra) float64 {
	ops := 0
	for k := 1; k < low.Dim(); k++ {
		ops += 1 + alg.Order() - alg.Degree(k)
	}
	for _, t := range alg.Terms() {
		if t.X > 0 && t.Y > 0 && t.Y < low.Dim() {
			ops += 1 + alg.Order() - alg.Degree(t.Z)
		}
	}
	return float64(ops)
}

// pulling counts the operations of the adjoint of that: of x̄ = wᵀȳ to the lower order, where w = φ′(x).
func pulling(alg, low *jet.Algebra) float64 {
	ops := low.Dim() // w's primal times ȳ
	for _, t := range alg.Terms() {
		if t.X > 0 && t.Y < low.Dim() {
			ops++
		}
	}
	return composing(alg, low) + float64(ops)
}

// rowwise counts the operations of a normalisation there and back: about three products and their adjoints.
func rowwise(alg *jet.Algebra) float64 { return float64(6 * len(alg.Terms())) }
