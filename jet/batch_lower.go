package jet

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// ComposeRows sets y = φ(x) for some of the samples of x, those from first on, as many as y has. The algebra of x may be
// a lower order of y's: the jets of x end there, and those of y do not. phi is that of [Batch.Compose] at all samples of x.
func (y *Batch[F]) ComposeRows(x *Batch[F], first int, phi [][]F) {
	x.checkRows("ComposeRows", "y", y, first)
	x.checkPhi("ComposeRows", phi, y.Alg.order+1, y.Alg)
	xv := x.rows(first, y.Samples)
	yv, p := y.rows(0, y.Samples), coefficients[F]{phi, xv.from, xv.to}
	copy(yv.at(0), p.at(0))
	raiseHorner(y.Alg, yv, xv, x.Alg.Dim(), p)
}

// ComposeAdjointRows is the transpose of [Batch.ComposeRows]: it sets x̄, at the samples from first on, to the cotangent of
// x for the cotangent ybar of y. slope[k] holds the Taylor coefficients φ⁽ᵏ⁺¹⁾/k! of φ′ at all samples of x. The batch work
// is like ybar and overwritten.
func (xbar *Batch[F]) ComposeAdjointRows(x *Batch[F], first int, slope [][]F, ybar, work *Batch[F]) {
	xbar.check("ComposeAdjointRows", "x", x)
	x.checkRows("ComposeAdjointRows", "ybar", ybar, first)
	ybar.check("ComposeAdjointRows", "work", work)
	x.checkPhi("ComposeAdjointRows", slope, ybar.Alg.order+1, ybar.Alg)
	xv := x.rows(first, ybar.Samples)
	r, p := work.rows(0, work.Samples), coefficients[F]{slope, xv.from, xv.to}
	lowerHorner(ybar.Alg, r, xv, x.Alg, ybar.rows(0, ybar.Samples), p)
	to := xbar.rows(first, ybar.Samples)
	for k := range x.Alg.Dim() {
		copy(to.at(k), r.at(k))
	}
}

// rows returns the view of n samples from first on.
func (b *Batch[F]) rows(first, n int) view[F] { return b.view(first*b.Features, (first+n)*b.Features) }

// checkRows panics unless y, the argument called name, has samples that b has from first on, over an algebra of which b's
// is a lower order.
func (b *Batch[F]) checkRows(op, name string, y *Batch[F], first int) {
	if first < 0 || first+y.Samples > b.Samples || y.Features != b.Features ||
		b.Alg.order > y.Alg.order || b.Alg.Dim() != y.Alg.ends[b.Alg.order] || b.Alg.vars != y.Alg.vars && b.Alg.order > 0 {
		panic(fmt.Sprintf("jet: Batch.%s: %s is %d × %d over %v, want at most the samples from %d on of %d × %d, over %v or "+
			"an algebra of which that is a lower order", op, name, y.Samples, y.Features, y.Alg, first, b.Samples, b.Features, b.Alg))
	}
}

// raiseHorner is composeHorner where x has only its first dim components, in any algebra.
func raiseHorner[F dual.Float](alg *Algebra, y, x view[F], dim int, phi coefficients[F]) {
	K := alg.order
	for s := 1; s <= K; s++ {
		lead := phi.at(K - s + 1)
		for k := alg.ends[s] - 1; k > 0; k-- {
			yk, written := y.at(k), k < dim
			if written {
				vec.Mul(yk, lead, x.at(k))
			}
			for _, p := range alg.inner(k) {
				switch {
				case int(p.y) >= dim:
				case written:
					addProduct(yk, F(p.c), y.at(int(p.x)), x.at(int(p.y)))
				default:
					vec.Mul(yk, y.at(int(p.x)), x.at(int(p.y)))
					if p.c != 1 {
						vec.Scale(yk, F(p.c), yk)
					}
					written = true
				}
			}
			if !written {
				clear(yk)
			}
		}
	}
}

// lowerHorner is adjointHorner where x has only the components of the algebra low, and the result is wanted in these. As n
// raises degrees by at most the order of low, what is above can be left out in time.
func lowerHorner[F dual.Float](alg *Algebra, r, x view[F], low *Algebra, ybar view[F], slope coefficients[F]) {
	K, dim := alg.order, low.Dim()
	for s := 0; s <= K; s++ {
		first, _ := alg.Components(K - s)
		_, end := alg.Components(min(K, low.order*(K-s+1)))
		for j := first; j < end; j++ {
			rj := r.at(j)
			vec.Mul(rj, slope.at(K-s), ybar.at(j))
			if s == 0 {
				continue
			}
			for _, p := range alg.raising(j) {
				if int(p.x) < dim {
					addProduct(rj, F(p.c), x.at(int(p.x)), r.at(int(p.y)))
				}
			}
		}
	}
}
