package pde

import "slices"

// AtLeast returns the residual min(∂u − lo, 0) for a partial derivative of the solution, that of [Field.D]: zero where it is at
// least lo. As a penalty it keeps a network increasing in coordinate 0 for AtLeast(0, 0), convex along it for
// AtLeast(0, 0, 0). It holds at the points of its [Collocation] and, as a penalty does, approximately: take more points
// than the data has, a large weight, for where the shape is right it costs nothing, and a lo somewhat above the one that must
// not be missed.
//
// A change of units by a positive scale, see [data.Standardize], does not change signs: such a term can stand beside a loss in
// new units, at points in these.
func AtLeast(lo float64, along ...int) func(p Point) Num {
	along = slices.Clone(along)
	return func(p Point) Num {
		d := p.D(along...).Shift(-lo)
		return d.Min(d.Lift(0))
	}
}

// AtMost is [AtLeast] the other way about, max(∂u − hi, 0).
func AtMost(hi float64, along ...int) func(p Point) Num {
	along = slices.Clone(along)
	return func(p Point) Num {
		d := p.D(along...).Shift(-hi)
		return d.Max(d.Lift(0))
	}
}
