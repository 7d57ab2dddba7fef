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
	pw, pwt vec.Packed[F]
}

// prepare takes the weights for the products that follow, over about the given number of rows each.
func (p *product[F]) prepare(w []F, rows int) {
	p.w, p.packed = w, rows >= packRows
	if p.packed {
		p.pw.Pack(w, p.out, p.in, p.out)
		p.pwt.PackTransposed(w, p.out, p.in, p.out)
	}
}

// forward computes y = x·W, plus the bias row in every row of y if there is one.
func (p *product[F]) forward(y, x []F, rows int, bias []F) {
	if rows == 0 {
		return
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
	if p.packed {
		vec.MulPacked(x, p.in, y, p.out, 1, &p.pwt, rows, false)
	} else {
		vec.MatMulT(x, p.in, y, p.out, 1, p.w, p.out, rows, p.in, p.out, false)
	}
}
