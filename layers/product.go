package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// A product multiplies rows by a weight matrix W (in × out, row-major) and by its transpose.
type product[F dual.Float] struct {
	in, out int
	w       []F
	pack    bool // whether a copy of Wᵀ in the order of the product's inner loop pays
	packed  bool // whether it is there
	wt      vec.Packed[F]
}

// prepare takes the weights for the products that follow, of about the given number of rows by the transpose in all.
// Products by W itself are as fast without a copy; measured, a copy of Wᵀ pays from about as many rows as W is wide.
func (p *product[F]) prepare(w []F, rows int) {
	p.w, p.pack, p.packed = w, rows >= (p.in+p.out)/2, false
}

// forward computes y = x·W, plus the bias row in every row of y if there is one.
func (p *product[F]) forward(y, x []F, rows int, bias []F) {
	switch {
	case rows == 0:
	case len(bias) > 0:
		vec.MatMulBias(y, p.out, x, p.in, 1, p.w, p.out, rows, p.out, p.in, bias)
	default:
		vec.MatMul(y, p.out, x, p.in, 1, p.w, p.out, rows, p.out, p.in, false)
	}
}

// backward computes x = y·Wᵀ.
func (p *product[F]) backward(x, y []F, rows int) {
	switch {
	case rows == 0:
	case !p.pack:
		vec.MatMulT(x, p.in, y, p.out, 1, p.w, p.out, rows, p.in, p.out, false)
	default:
		if !p.packed {
			p.wt.PackTransposed(p.w, p.out, p.in, p.out)
			p.packed = true
		}
		vec.MulPacked(x, p.in, y, p.out, 1, &p.wt, rows, false)
	}
}
