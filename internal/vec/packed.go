package vec

import "unsafe"

// Packed is a k×n matrix laid out for the matrix product's inner loop. It pays where one matrix multiplies many rows,
// as a layer's weights do during a step. The zero value is an empty matrix. Packing into the same Packed again reuses
// its storage.
//
// The columns are cut into the panels of mulTiles, each stored as k rows of whole vectors, padded with zeros, in
// cache-line alignment. The portable level keeps the row-major layout, and so do narrow matrices, with their
// transpose behind it.
type Packed[F Float] struct {
	k, n    int
	level   Level // whose tiles the layout is for
	storage []F
	data    []F // the part of storage that starts at a cache line
}

// plain tells whether the layout is row-major.
func (p *Packed[F]) plain() bool { return p.level == Portable || p.narrow() }

// narrow tells whether the transpose is there, too.
func (p *Packed[F]) narrow() bool { return p.level != Portable && isNarrow[F](p.n) }

// PackTransposed copies the transpose of the row-major n×k matrix b, row stride ldb.
func (p *Packed[F]) PackTransposed(b []F, ldb, n, k int) {
	wantMatrix("PackTransposed", "b", len(b), n, k, ldb, 1)
	p.resize(k, n)
	if k == 0 || n == 0 {
		return
	}
	if p.plain() {
		transposeInto(p.data, n, b, ldb, n, k)
		if p.narrow() {
			for j := range n {
				copy(p.data[(n+j)*k:(n+j+1)*k], b[j*ldb:j*ldb+k])
			}
		}
		return
	}
	for i, j := 0, 0; j < n; i++ {
		data, vectors, lanes := p.panel(i, j)
		width := vectors * lanes
		cols := min(width, n-j)
		if cols < width {
			clear(data)
		}
		packTransposedPanel(data, width, b[j*ldb:], ldb, cols, k)
		j += width
	}
}

// packTransposedPanel writes the transpose of the row-major cols×k matrix b into data, row stride width.
func packTransposedPanel[F Float](data []F, width int, b []F, ldb, cols, k int) {
	var x F
	size := tilings[current].squareBytes / int(unsafe.Sizeof(x)) // rows of a square
	whole := k - k%size
	j := 0
	for ; j+size <= cols; j += size {
		transposeKernel(&data[j], &b[j*ldb], width, ldb, k/size)
		if whole < k {
			transposeInto(data[whole*width+j:], width, b[j*ldb+whole:], ldb, size, k-whole)
		}
	}
	if j < cols {
		transposeInto(data[j:], width, b[j*ldb:], ldb, cols-j, k)
	}
}

// panel returns the storage and the vectors of panel i, whose first column is j.
func (p *Packed[F]) panel(i, j int) (data []F, vectors, lanes int) {
	lanes, _, maxVectors := tileShape[F]()
	_, vectors, wide := panels(p.n, lanes, maxVectors)
	if i < wide {
		vectors++
	}
	return p.data[j*p.k : (j+vectors*lanes)*p.k], vectors, lanes
}

func (p *Packed[F]) resize(k, n int) {
	p.k, p.n, p.level = k, n, current
	size := k * n
	if p.narrow() {
		size *= 2
	} else if !p.plain() {
		lanes, _, _ := tileShape[F]()
		size = k * ((n + lanes - 1) / lanes * lanes)
	}
	const line = 64
	var x F
	bytes := int(unsafe.Sizeof(x))
	if cap(p.storage) < size+line/bytes {
		p.storage = make([]F, size+line/bytes)
	}
	p.storage = p.storage[:cap(p.storage)]
	skip := int(-uintptr(unsafe.Pointer(&p.storage[0]))%line) / bytes
	p.data = p.storage[skip : skip+size]
}

// MulPacked sets C = A·P, or adds it to C, with the arguments of MatMul; the result is bit-identical to MatMul's.
func MulPacked[F Float](c []F, ldc int, a []F, ars, acs int, p *Packed[F], m int, accumulate bool) {
	checkProduct("MulPacked", c, ldc, a, ars, acs, m, p.n, p.k)
	if p.multiplyPlain(m) {
		if p.narrow() && ars != 1 && acs == 1 && m > 0 && p.k > 0 && p.n > 0 {
			multiplyDots(c, ldc, a, ars, p.data[p.k*p.n:], p.k, m, p.n, p.k, accumulate)
			return
		}
		MatMul(c, ldc, a, ars, acs, p.data, p.n, m, p.n, p.k, accumulate)
		return
	}
	if accumulate {
		p.factor().multiply(&c[0], ldc, &c[0], ldc, &a[0], ars, acs, m)
	} else {
		p.factor().multiply(&c[0], ldc, nil, 0, &a[0], ars, acs, m)
	}
}

func (p *Packed[F]) factor() *factor[F] {
	return &factor[F]{b: &p.data[0], k: p.k, n: p.n, packed: true}
}

// multiplyPlain tells whether a product with m rows is one for MatMul: the layout is row-major or there is nothing to do.
func (p *Packed[F]) multiplyPlain(m int) bool {
	if p.level != current && p.k > 0 && p.n > 0 {
		panic("vec: MulPacked: matrix was packed for " + p.level.String() + ", now running " + current.String())
	}
	return p.plain() || m == 0 || p.k == 0 || p.n == 0
}
