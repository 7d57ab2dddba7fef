package vec

import "unsafe"

// The assembly multiplies one panel of columns, up to a few vectors wide, with a block of up to a few rows of A at a time,
// whose sums it keeps in registers. This file cuts a product into panels and blocks.

// tileShape returns the lanes of a vector of F, and the most rows and vectors of a tile, at the current level.
func tileShape[F Float]() (lanes, rows, vectors int) {
	var x F
	if current == AVX512 {
		return 64 / int(unsafe.Sizeof(x)), 8, 3
	}
	return 32 / int(unsafe.Sizeof(x)), 6, 2
}

// innerBlock is the number of rows of B worked on at a time: a panel of so many rows, with the rows of A that go with it, stays
// in the first-level cache.
const innerBlock = 256

// zeros is the initial row of a panel that starts from nothing.
var zeros [24]float64

// at returns the address of the i-th element after p.
func at[F Float](p *F, i int) *F {
	return (*F)(unsafe.Add(unsafe.Pointer(p), i*int(unsafe.Sizeof(*p))))
}

// panels cuts n columns into the fewest panels, as equal as possible: the first wide ones have one vector more than the rest.
func panels(n, lanes, maxVectors int) (count, vectors, wide int) {
	v := (n + lanes - 1) / lanes
	count = (v + maxVectors - 1) / maxVectors
	return count, v / count, v % count
}

// mulTiles sets C = init + A·B with B row-major. init has row stride ldinit; nil is zero.
func mulTiles[F Float](c *F, ldc int, init *F, ldinit int, a *F, ars, acs int, b *F, ldb int, m, n, k int) {
	lanes, maxRows, maxVectors := tileShape[F]()
	count, vectors, wide := panels(n, lanes, maxVectors)
	for p := 0; p < k || p == 0; p += innerBlock {
		kb := min(k-p, innerBlock)
		ap, bp := a, b
		if p > 0 {
			init, ldinit = c, ldc
			ap, bp = at(a, p*acs), at(b, p*ldb)
		}
		j := 0
		for i := range count {
			v := vectors
			if i < wide {
				v++
			}
			cols := min(v*lanes, n-j)
			mulPanel(at(c, j), ldc, panelInit(init, j), ldinit, ap, ars, acs, at(bp, j), ldb, m, maxRows, v, cols-(v-1)*lanes, kb, cols == v*lanes)
			j += cols
		}
	}
}

func panelInit[F Float](init *F, j int) *F {
	if init == nil {
		return (*F)(unsafe.Pointer(&zeros))
	}
	return at(init, j)
}

// mulPanel multiplies m rows of A with one panel of B of the given number of vectors, the last of which has tail columns. wholeB
// says that B may be read to the end of the last vector. The rows are cut into the fewest blocks, as equal as possible.
func mulPanel[F Float](c *F, ldc int, init *F, ldinit int, a *F, ars, acs int, b *F, ldb int, m, maxRows, vectors, tail, k int, wholeB bool) {
	whole := 0
	if wholeB {
		whole = 1
	}
	blocks := (m + maxRows - 1) / maxRows
	rows, more := m/blocks, m%blocks
	if more > 0 {
		tileKernel(c, init, a, b, ldc, ldinit, ars, acs, ldb, rows+1, more, vectors, tail, k, whole)
	}
	if done := more * (rows + 1); done < m {
		tileKernel(at(c, done*ldc), at(init, done*ldinit), at(a, done*ars), b, ldc, ldinit, ars, acs, ldb, rows, blocks-more, vectors, tail, k, whole)
	}
}

// mulDots sets C = A·Bᵀ, or adds it to C, for row-major A and B with k > 0 columns.
func mulDots[F Float](c *F, ldc int, a *F, lda int, b *F, ldb int, m, n, k int, accumulate bool) {
	maxRows, add := 2, 0
	if current == AVX512 {
		maxRows = 4
	}
	if accumulate {
		add = 1
	}
	for i := 0; i < m; i += maxRows {
		dotsKernel(at(c, i*ldc), at(a, i*lda), b, ldc, lda, ldb, min(maxRows, m-i), n, k, add)
	}
}
