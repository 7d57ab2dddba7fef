package jet

import "example.com/sobolev/internal/number"

// Mul sets z = x·y: z_k = Σ c_ijk x_i y_j over the table. Where that is not finite, a coefficient above the primal that
// is zero contributes nothing, whatever it is multiplied by: the product of constants is a constant.
func (a *Algebra) Mul(z, x, y []float64) {
	a.check3("Mul", z, x, y)
	ok := true
	switch {
	case a.order == 1:
		ok = mulOrder1(z, x, y)
	case a.kind == kindTaylor:
		ok = mulTaylor(z, x, y)
	case a.kind == kindHyperDual:
		ok = mulHyperDual(z, x, y)
	default:
		a.mulTable(z, x, y)
	}
	if !ok {
		a.mulGuarded(z, x, y)
	}
}

// mulTable is the product as the table has it. Component k is made of components up to k, so z, filled from the top
// down, may take the memory of x or y.
func (a *Algebra) mulTable(z, x, y []float64) {
	y = y[:len(x)]
	for k := len(z) - 1; k > 0; k-- {
		sum := 0.0
		group := a.table[a.first[k]:a.first[k+1]]
		if a.plain {
			for _, p := range group {
				sum += float64(x[p.x] * y[p.y])
			}
		} else {
			for _, p := range group {
				sum += float64(p.c * x[p.x] * y[p.y])
			}
		}
		if !number.Finite(sum) {
			sum = a.guardedProduct(k, x, y)
		}
		z[k] = sum
	}
	z[0] = x[0] * y[0] // not 0 + x₀y₀, which would lose the sign of zero
}

// mulGuarded is mulTable with every component guarded.
func (a *Algebra) mulGuarded(z, x, y []float64) {
	for k := len(z) - 1; k > 0; k-- {
		z[k] = a.guardedProduct(k, x, y)
	}
	z[0] = x[0] * y[0]
}

// guardedProduct returns component k of x·y, zeros above the primals left out.
func (a *Algebra) guardedProduct(k int, x, y []float64) float64 {
	sum := 0.0
	for _, p := range a.products(k) {
		if (p.x == 0 || x[p.x] != 0) && (p.y == 0 || y[p.y] != 0) {
			sum += float64(p.c * x[p.x] * y[p.y])
		}
	}
	return sum
}

// The loops below are the table's for the algebras that are used most. All coefficients of both operands enter the
// last component, so that one look at it before anything is written tells whether a guard is needed; they return false
// then.

// mulTaylor is the product in one variable, a convolution, with the low orders written out.
func mulTaylor(z, x, y []float64) bool {
	x, y = x[:len(z)], y[:len(z)]
	switch len(z) {
	case 1:
	case 3:
		z2 := float64(x[0]*y[2]) + float64(x[1]*y[1]) + float64(x[2]*y[0])
		if !number.Finite(z2) {
			return false
		}
		z[2] = z2
		z[1] = float64(x[0]*y[1]) + float64(x[1]*y[0])
	case 4:
		z3 := float64(x[0]*y[3]) + float64(x[1]*y[2]) + float64(x[2]*y[1]) + float64(x[3]*y[0])
		if !number.Finite(z3) {
			return false
		}
		z[3] = z3
		z[2] = float64(x[0]*y[2]) + float64(x[1]*y[1]) + float64(x[2]*y[0])
		z[1] = float64(x[0]*y[1]) + float64(x[1]*y[0])
	case 5:
		z4 := float64(x[0]*y[4]) + float64(x[1]*y[3]) + float64(x[2]*y[2]) + float64(x[3]*y[1]) + float64(x[4]*y[0])
		if !number.Finite(z4) {
			return false
		}
		z[4] = z4
		z[3] = float64(x[0]*y[3]) + float64(x[1]*y[2]) + float64(x[2]*y[1]) + float64(x[3]*y[0])
		z[2] = float64(x[0]*y[2]) + float64(x[1]*y[1]) + float64(x[2]*y[0])
		z[1] = float64(x[0]*y[1]) + float64(x[1]*y[0])
	default:
		for k := len(z) - 1; k > 0; k-- {
			sum := 0.0
			ys := y[:k+1]
			for i, xi := range x[:k+1] {
				sum += float64(xi * ys[k-i])
			}
			if k == len(z)-1 && !number.Finite(sum) {
				return false
			}
			z[k] = sum
		}
	}
	z[0] = x[0] * y[0]
	return true
}

// mulOrder1 is the product of first derivatives.
func mulOrder1(z, x, y []float64) bool {
	x, y = x[:len(z)], y[:len(z)]
	x0, y0 := x[0], y[0]
	z0 := x0 * y0
	if !number.Finite(z0) {
		return false
	}
	for k := 1; k < len(z); k++ {
		z[k] = float64(x0*y[k]) + float64(x[k]*y0)
	}
	z[0] = z0
	return true
}

// mulHyperDual is the product of hyper-dual numbers.
func mulHyperDual(z, x, y []float64) bool {
	_, _, _ = x[3], y[3], z[3]
	x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
	y0, y1, y2, y3 := y[0], y[1], y[2], y[3]
	z3 := float64(x0*y3) + float64(x1*y2) + float64(x2*y1) + float64(x3*y0)
	if !number.Finite(z3) {
		return false
	}
	z[0] = x0 * y0
	z[1] = float64(x0*y1) + float64(x1*y0)
	z[2] = float64(x0*y2) + float64(x2*y0)
	z[3] = z3
	return true
}

// MulAdjoint adds to z the adjoint product xᵀc, which has ⟨c, x·b⟩ = ⟨xᵀc, b⟩ for every b, where ⟨·,·⟩ sums the
// products of like coefficients: if c is the cotangent of x·b, then xᵀc is that of b. z may be c, but it must not be
// x.
func (a *Algebra) MulAdjoint(z, x, c []float64) {
	a.check("MulAdjoint", "z", z)
	a.check("MulAdjoint", "x", x)
	a.check("MulAdjoint", "c", c)
	if same(z, x) {
		panic("jet: MulAdjoint: z and x are the same")
	}
	for j := range z { // reads components of c from j up
		sum := x[0] * c[j]
		for _, p := range a.raising(j) {
			sum += float64(p.c * x[p.x] * c[p.y])
		}
		z[j] += sum
	}
}
