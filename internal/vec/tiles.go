package vec

import (
	"math/bits"
	"unsafe"
)

// The assembly multiplies one panel of columns, up to a few vectors wide, with a block of up to a few rows of A at a
// time, whose sums it keeps in registers. This file cuts a product into panels and blocks.

// A tiling tells how the matrix kernels of a level cut their work. The generator, which writes the kernels, writes
// these numbers, too.
type tiling struct {
	bytes         int   // of a vector
	rows, vectors int   // of the largest tile for many rows
	widest        []int // most vectors of a tile with 1, 2, … rows: with few rows it may be wider
	dotRows       int   // rows of A in a block of dot products
	squareBytes   int   // of a row of the squares that are transposed
}

// tileShape returns the lanes of a vector of F, and the most rows and vectors of a tile, at the current level.
func tileShape[F Float]() (lanes, rows, vectors int) {
	var x F
	t := &tilings[current]
	return t.bytes / int(unsafe.Sizeof(x)), t.rows, t.vectors
}

// widest returns the most vectors of a tile for a product with m rows and a row-major B.
func widest(m int) int {
	t := &tilings[current]
	if m <= len(t.widest) {
		return t.widest[m-1]
	}
	return t.vectors
}

// innerBlock is the number of rows of B worked on at a time: a panel of so many rows stays close to the processor.
const innerBlock = 256

// outerBlock returns how many of m rows of A to work on at a time, so that they stay in the second-level cache while
// the panels of B pass by: a multiple of the rows of all tiles, or all m.
func outerBlock[F Float](m, k int) int {
	const cache, rows = 256 << 10, 24
	var x F
	row := min(k, innerBlock) * int(unsafe.Sizeof(x))
	if m*row <= cache {
		return m
	}
	most := max(cache/row/rows, 1) * rows
	blocks := (m + most - 1) / most
	return (m + blocks*rows - 1) / (blocks * rows) * rows
}

// zeros is the initial row of a panel that starts from nothing.
var zeros [64]float64

// at returns the address of the i-th element after p.
func at[F Float](p *F, i int) *F {
	return (*F)(unsafe.Add(unsafe.Pointer(p), i*int(unsafe.Sizeof(*p))))
}

// panels cuts n columns into the fewest panels, as equal as possible: the first wide ones have one vector more than
// the rest.
func panels(n, lanes, maxVectors int) (count, vectors, wide int) {
	v := int(uint(n+lanes-1) >> bits.TrailingZeros(uint(lanes)))
	if v <= maxVectors { // as for the small products, which divisions would slow down
		return 1, v, 0
	}
	count = (v + maxVectors - 1) / maxVectors
	return count, v / count, v % count
}

// A factor is the right side of a product: a row-major matrix, or the storage of a Packed.
type factor[F Float] struct {
	b      *F
	ldb    int
	k, n   int
	packed bool
}

// multiply sets C = init + A·B for m > 0 rows; k and n are not 0 either. init has row stride ldinit; nil is zero.
func (f *factor[F]) multiply(c *F, ldc int, init *F, ldinit int, a *F, ars, acs, m int) {
	rows := outerBlock[F](m, f.k)
	for i := 0; i < m; i += rows {
		from := init
		if init != nil {
			from = at(init, i*ldinit)
		}
		f.multiplyBlock(at(c, i*ldc), ldc, from, ldinit, at(a, i*ars), ars, acs, min(rows, m-i))
	}
}

// multiplyBlock is multiply for a block of rows.
func (f *factor[F]) multiplyBlock(c *F, ldc int, init *F, ldinit int, a *F, ars, acs, m int) {
	lanes, _, maxVectors := tileShape[F]()
	if !f.packed {
		maxVectors = widest(m)
	}
	count, vectors, wide := panels(f.n, lanes, maxVectors)
	for p := 0; p < f.k; p += innerBlock {
		if p > 0 {
			init, ldinit, a = c, ldc, at(a, innerBlock*acs)
		}
		j := 0
		for i := range count {
			v := vectors
			if i < wide {
				v++
			}
			t := panel[F]{vectors: v, tail: min(v*lanes, f.n-j) - (v-1)*lanes, k: min(f.k-p, innerBlock)}
			if f.packed {
				t.b, t.ldb, t.whole = at(f.b, j*f.k+p*v*lanes), v*lanes, 1
			} else {
				t.b, t.ldb = at(f.b, p*f.ldb+j), f.ldb
				if t.tail == lanes {
					t.whole = 1
				}
			}
			t.multiply(at(c, j), ldc, panelInit(init, j), ldinit, a, ars, acs, m)
			j += v * lanes
		}
	}
}

func panelInit[F Float](init *F, j int) *F {
	if init == nil {
		return (*F)(unsafe.Pointer(&zeros))
	}
	return at(init, j)
}

// A panel is a strip of columns of B: vectors wide, of which the last has tail columns, and k rows high. whole is 1
// if B may be read to the end of the last vector all the same.
type panel[F Float] struct {
	b                            *F
	ldb, vectors, tail, k, whole int
}

// multiply cuts the rows into the fewest blocks, as equal as possible: so 20 rows are not 8, 8 and 4 but 7, 7 and 6.
func (t *panel[F]) multiply(c *F, ldc int, init *F, ldinit int, a *F, ars, acs, m int) {
	_, maxRows, _ := tileShape[F]()
	if m <= maxRows {
		tileKernel(c, init, a, t.b, ldc, ldinit, ars, acs, t.ldb, m, 1, t.vectors, t.tail, t.k, t.whole)
		return
	}
	blocks := (m + maxRows - 1) / maxRows
	rows, more := m/blocks, m%blocks
	if more > 0 {
		tileKernel(c, init, a, t.b, ldc, ldinit, ars, acs, t.ldb, rows+1, more, t.vectors, t.tail, t.k, t.whole)
		done := more * (rows + 1)
		c, init, a = at(c, done*ldc), at(init, done*ldinit), at(a, done*ars)
	}
	tileKernel(c, init, a, t.b, ldc, ldinit, ars, acs, t.ldb, rows, blocks-more, t.vectors, t.tail, t.k, t.whole)
}

// Lanes returns the number of columns that a product works on together: more columns up to a multiple of it cost nothing.
func Lanes[F Float]() int {
	if current == Portable {
		return portableLanes
	}
	lanes, _, _ := tileShape[F]()
	return lanes
}
