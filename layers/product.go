package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// packRows is the number of rows from which a copy of the weights in the micro-kernel's own order pays.
const packRows = 16

// A product multiplies rows by a weight matrix W (in × out, row-major) and by its transpose.
type product[F dual.Float] struct {
	in, out int
	w       []F
	packed  bool
	pw, pwt vec.Packed[F] // W and Wᵀ, each from its first use after prepare on
	has     [2]bool       // which of them
}

// prepare takes the weights for the products that follow, over about the given number of rows each.
func (p *product[F]) prepare(w []F, rows int) {
	p.w, p.packed, p.has = w, rows >= packRows, [2]bool{}
}

// forward computes y = x·W, plus the bias row in every row of y if there is one.
func (p *product[F]) forward(y, x []F, rows int, bias []F) {
	if rows == 0 {
		return
	}
	if p.packed && !p.has[0] {
		p.pw.Pack(p.w, p.out, p.in, p.out)
		p.has[0] = true
	}
	switch {
	case p.packed && bias != nil:
		vec.MulPackedBias(y, p.out, x, p.in, 1, &p.pw, rows, bias)
	case p.packed:
		vec.MulPacked(y, p.out, x, p.in, 1, &p.pw, rows, false)
	case bias != nil:
		vec.MatMulBias(y, p.out, x, p.in, 1, p.w, p.out, rows, p.out, p.in, bias)
	default:
		vec.MatMul(y, p.out, x, p.in, 1, p.w, p.out, rows, p.out, p.in, false)
	}
}

// backward computes x = y·Wᵀ.
func (p *product[F]) backward(x, y []F, rows int) {
	switch {
	case rows == 0:
	case !p.packed:
		vec.MatMulT(x, p.in, y, p.out, 1, p.w, p.out, rows, p.in, p.out, false)
	default:
		if !p.has[1] {
			p.pwt.PackTransposed(p.w, p.out, p.in, p.out)
			p.has[1] = true
		}
		vec.MulPacked(x, p.in, y, p.out, 1, &p.pwt, rows, false)
	}
}
