package jet

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// stripe is the number of elements of every plane that an operation works through at a time: few enough that all
// planes of a small algebra stay in the first-level cache over the passes, enough to make the calls cheap.
const stripe = 1024

// view is a run of elements through all planes of a batch.
type view[F dual.Float] struct {
	data     []F
	size     int // of a plane
	from, to int
}

// view returns the elements from up to, not including, to of every plane.
func (b *Batch[F]) view(from, to int) view[F] {
	return view[F]{b.Data, b.Samples * b.Features, from, to}
}

// at returns the elements of plane k.
func (v view[F]) at(k int) []F { return v.data[k*v.size+v.from : k*v.size+v.to] }

// Mul sets z = x·y, jet by jet. z may be x or y.
func (z *Batch[F]) Mul(x, y *Batch[F]) {
	z.check("Mul", "x", x)
	z.check("Mul", "y", y)
	n := z.Samples * z.Features
	for from := 0; from < n; from += stripe {
		to := min(from+stripe, n)
		mulPlanes(z.Alg, z.view(from, to), x.view(from, to), y.view(from, to))
	}
}

// mulPlanes is the product of the table over planes. Component k is made of components up to k, so descending k lets
// z take the memory of x or y; and of k itself only with the primals, which is why those two come first, together.
func mulPlanes[F dual.Float](a *Algebra, z, x, y view[F]) {
	for k := a.Dim() - 1; k > 0; k-- {
		zk := z.at(k)
		vec.MulAddMul(zk, x.at(0), y.at(k), x.at(k), y.at(0))
		for _, p := range a.inner(k) {
			addProduct(zk, F(p.c), x.at(int(p.x)), y.at(int(p.y)))
		}
	}
	vec.Mul(z.at(0), x.at(0), y.at(0))
}

// inner returns the products that give component k without the primals: the first and the last of a group are
// 1·e_k and e_k·1.
func (a *Algebra) inner(k int) []product {
	g := a.products(k)
	return g[1 : len(g)-1]
}

// MulAdjoint adds to z the adjoint product aᵀc, which has ⟨c, a·b⟩ = ⟨aᵀc, b⟩ for every b, where ⟨·,·⟩ sums the
// products of like coefficients: if c is the cotangent of a·b, then aᵀc is that of b. z must not overlap a or c.
func (z *Batch[F]) MulAdjoint(a, c *Batch[F]) {
	z.check("MulAdjoint", "a", a)
	z.check("MulAdjoint", "c", c)
	n := z.Samples * z.Features
	for from := 0; from < n; from += stripe {
		to := min(from+stripe, n)
		mulAdjointPlanes(z.Alg, z.view(from, to), a.view(from, to), c.view(from, to))
	}
}

func mulAdjointPlanes[F dual.Float](alg *Algebra, z, a, c view[F]) {
	for k := range alg.Dim() {
		ck := c.at(k)
		for _, p := range alg.products(k) {
			addProduct(z.at(int(p.y)), F(p.c), a.at(int(p.x)), ck)
		}
	}
}

// addProduct adds c·a·b to dst, element by element.
func addProduct[F dual.Float](dst []F, c F, a, b []F) {
	if c == 1 {
		vec.MulAdd(dst, a, b)
	} else {
		vec.ScaleMulAdd(dst, c, a, b)
	}
}
