package jet

import "example.com/sobolev/internal/number"

// Mul sets z = x·y: z_k = Σ c_ijk x_i y_j over the table. Where a primal is infinite or NaN, a coefficient that is
// zero still contributes nothing, so that the product of constants is a constant.
func (a *Algebra) Mul(z, x, y []float64) {
	a.check3("Mul", z, x, y)
	switch p := x[0] * y[0]; {
	case !finite(p):
		a.mulGuarded(z, x, y)
	case a.kind == KindTaylor:
		mulTaylor(z, x, y)
	case a.order == 1:
		mulOrder1(z, x, y)
	case a.kind == KindHyperDual:
		mulHyperDual(z, x, y)
	default:
		a.mulTable(z, x, y)
	}
}

// mulTable is the product as the table has it. Component k is made of components up to k, so z, filled from the top
// down, may take the memory of x or y.
func (a *Algebra) mulTable(z, x, y []float64) {
	y = y[:len(x)]
	for k := len(z) - 1; k >= 0; k-- {
		sum := 0.0
		group := a.table[a.first[k]:a.first[k+1]]
		if a.plain {
			for _, p := range group {
				sum += x[p.x] * y[p.y]
			}
		} else {
			for _, p := range group {
				sum += p.c * x[p.x] * y[p.y]
			}
		}
		z[k] = sum
	}
}

// mulGuarded is mulTable for primals that are not finite.
func (a *Algebra) mulGuarded(z, x, y []float64) {
	for k := len(z) - 1; k > 0; k-- {
		sum := number.Times(x[0], y[k]) + number.Times(y[0], x[k])
		for _, p := range a.inner(k) {
			if x[p.x] != 0 && y[p.y] != 0 {
				sum += p.c * x[p.x] * y[p.y]
			}
		}
		z[k] = sum
	}
	z[0] = x[0] * y[0]
}

// mulTaylor is mulTable for one variable, where the table is a convolution.
func mulTaylor(z, x, y []float64) {
	x, y = x[:len(z)], y[:len(z)]
	for k := len(z) - 1; k > 0; k-- {
		// x₀yₖ + … + xₖy₀
		sum := 0.0
		xs, j := x[:k+1], k
		for _, xi := range xs {
			sum += xi * y[j]
			j--
		}
		z[k] = sum
	}
	z[0] = x[0] * y[0]
}

// mulOrder1 is mulTable for first derivatives.
func mulOrder1(z, x, y []float64) {
	x, y = x[:len(z)], y[:len(z)]
	x0, y0 := x[0], y[0]
	for k := 1; k < len(z); k++ {
		z[k] = x0*y[k] + x[k]*y0
	}
	z[0] = x0 * y0
}

// mulHyperDual is mulTable for hyper-dual numbers.
func mulHyperDual(z, x, y []float64) {
	_, _, _ = x[3], y[3], z[3]
	x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
	y0, y1, y2, y3 := y[0], y[1], y[2], y[3]
	z[0] = x0 * y0
	z[1] = x0*y1 + x1*y0
	z[2] = x0*y2 + x2*y0
	z[3] = x0*y3 + x1*y2 + x2*y1 + x3*y0
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
			sum += p.c * x[p.x] * c[p.y]
		}
		z[j] += sum
	}
}
