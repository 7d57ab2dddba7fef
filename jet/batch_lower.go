package jet

import (
	"fmt"

	"example.com/sobolev/dual"
)

// ComposeRows sets y = φ(x) for some of the samples of x, those from first on, as many as y has. The algebra of x may be
// a lower order of y's: the jets of x end there, and those of y do not. phi is that of [Batch.Compose] at all samples of x.
func (y *Batch[F]) ComposeRows(x *Batch[F], first int, phi [][]F, s *Scratch[F]) {
	x.checkRows("ComposeRows", "y", y, first)
	x.checkPhi("ComposeRows", phi, y.Alg.order+1, y.Alg)
	s.planes = appendRows(s.planes[:0], x, first, y.Samples)
	from, to := first*x.Features, (first+y.Samples)*x.Features
	for _, p := range phi[:y.Alg.order+1] {
		s.planes = append(s.planes, p[from:to])
	}
	s.planes = y.appendPlanes(s.planes)
	copy(y.Plane(0), phi[0][from:to])
	s.of(y.Alg, x.Alg).composing().Run(s.planes)
}

// ComposeAdjointRows is the transpose of [Batch.ComposeRows]: it sets x̄, at the samples from first on, to the cotangent of
// x for the cotangent ybar of y. slope[k] holds the Taylor coefficients φ⁽ᵏ⁺¹⁾/k! of φ′ at all samples of x.
func (xbar *Batch[F]) ComposeAdjointRows(x *Batch[F], first int, slope [][]F, ybar *Batch[F], s *Scratch[F]) {
	xbar.check("ComposeAdjointRows", "x", x)
	x.checkRows("ComposeAdjointRows", "ybar", ybar, first)
	x.checkPhi("ComposeAdjointRows", slope, ybar.Alg.order+1, ybar.Alg)
	s.planes = appendRows(s.planes[:0], x, first, ybar.Samples)
	for _, p := range slope[:ybar.Alg.order+1] {
		s.planes = append(s.planes, p[first*x.Features:(first+ybar.Samples)*x.Features])
	}
	s.planes = appendRows(ybar.appendPlanes(s.planes), xbar, first, ybar.Samples)
	s.of(ybar.Alg, x.Alg).pulling().Run(s.planes)
}

// appendRows appends n samples of every plane of b, from first on.
func appendRows[F dual.Float](planes [][]F, b *Batch[F], first, n int) [][]F {
	for k := range b.Alg.Dim() {
		planes = append(planes, b.Plane(k)[first*b.Features:(first+n)*b.Features])
	}
	return planes
}

// checkRows panics unless y, the argument called name, has samples that b has from first on, over an algebra of which b's
// is a lower order.
func (b *Batch[F]) checkRows(op, name string, y *Batch[F], first int) {
	if first < 0 || first+y.Samples > b.Samples || y.Features != b.Features ||
		b.Alg.order > y.Alg.order || b.Alg.Dim() != y.Alg.ends[b.Alg.order] || b.Alg.vars != y.Alg.vars && b.Alg.order > 0 {
		panic(fmt.Sprintf("jet: Batch.%s: %s is %d × %d over %v, want at most the samples from %d on of %d × %d, over %v or "+
			"an algebra of which that is a lower order", op, name, y.Samples, y.Features, y.Alg, first, b.Samples, b.Features, b.Alg))
	}
}
