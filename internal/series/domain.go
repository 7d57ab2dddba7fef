package series

import "math"

// A Domain is a closed interval outside which a function has no real value. A finite end belongs to the function's
// domain or is a pole at its border; an end that is infinite is none.
type Domain struct{ Lo, Hi float64 }

// everywhere is the domain of functions that are real at every point, poles apart.
var everywhere = Domain{math.Inf(-1), math.Inf(1)}

// PowDomain returns the domain of xᵖ as a function of x.
func PowDomain(p float64) Domain {
	if p == math.Trunc(p) {
		return everywhere
	}
	return Domain{0, math.Inf(1)}
}

// Leaves reports whether a point at the edge a of the domain moves out of it along a seed of the given sign.
// There the function has no derivative along the seed.
func (d Domain) Leaves(a, seed float64) bool {
	return (a == d.Lo && seed < 0 || a == d.Hi && seed > 0) && !math.IsInf(a, 0)
}
