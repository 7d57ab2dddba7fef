package vec

import "fmt"

// The kernels of this file are those of normalisations, which combine every row of a matrix with a number of its own. The
// rows of a matrix follow one another without gaps. What becomes of a row depends on nothing but the row.

// wantRows panics unless a slice of got elements is a matrix of so many rows of d elements.
func wantRows(op, name string, got, rows, d int) {
	if got != rows*d {
		panic(fmt.Sprintf("vec: %s: %s has %d elements, want %d×%d", op, name, got, rows, d))
	}
}

// RowDots sets dst[i] = Σ a·b over row i of a and b, whose rows have d elements.
func RowDots[F Float](dst, a, b []F, d int) {
	n := len(dst)
	wantRows("RowDots", "a", len(a), n, d)
	wantRows("RowDots", "b", len(b), n, d)
	if n == 0 || d == 0 {
		clear(dst)
		return
	}
	if rowDotsKernel(&dst[0], &a[0], &b[0], n, d) {
		return
	}
	for i := range dst {
		var s F
		for j, x := range a[i*d : (i+1)*d] {
			s += F(x * b[i*d+j])
		}
		dst[i] = s
	}
}

// CombineRows sets row i of dst to Σ scales[t]·r_t[i] times row i of x_t. The terms' r_t and x_t alternate in planes; the
// rows have d elements. dst may be one of the x_t.
func CombineRows[F Float](dst []F, scales []F, planes [][]F, d int) {
	want("CombineRows", "planes", len(planes), 2*len(scales))
	if len(scales) == 0 || len(dst) == 0 {
		clear(dst)
		return
	}
	n := len(planes[0])
	wantRows("CombineRows", "dst", len(dst), n, d)
	for t := range scales {
		want("CombineRows", "r", len(planes[2*t]), n)
		wantRows("CombineRows", "x", len(planes[2*t+1]), n, d)
	}
	if combineRowsKernel(&dst[0], &scales[0], &planes[0], n, d, len(scales)) {
		return
	}
	for i := range n {
		for k := i * d; k < (i+1)*d; k++ {
			var s F
			for t, scale := range scales {
				s += F(scale * planes[2*t][i] * planes[2*t+1][k])
			}
			dst[k] = s
		}
	}
}

// ShiftRows sets row i of dst to that of x less r[i], the rows having d elements. dst may be x.
func ShiftRows[F Float](dst, x, r []F, d int) {
	want("ShiftRows", "x", len(x), len(dst))
	wantRows("ShiftRows", "x", len(x), len(r), d)
	if len(x) == 0 || shiftRowsKernel(&dst[0], &x[0], &r[0], len(r), d) {
		return
	}
	for i, shift := range r {
		for j, v := range x[i*d : (i+1)*d] {
			dst[i*d+j] = v - shift
		}
	}
}

// ScaleRows sets every row of dst to scale times the same row of x, element by element. dst may be x.
func ScaleRows[F Float](dst, scale, x []F) {
	want("ScaleRows", "x", len(x), len(dst))
	d := len(scale)
	if len(x) == 0 {
		return
	}
	n := len(x) / max(d, 1)
	wantRows("ScaleRows", "x", len(x), n, d)
	if scaleRowsKernel(&dst[0], &scale[0], &x[0], n, d) {
		return
	}
	for i := 0; i < len(x); i += d {
		for j, factor := range scale {
			dst[i+j] = factor * x[i+j]
		}
	}
}

// AddRowProducts adds to dst the products of all rows of a and b, element by element: the gradient of a gain.
func AddRowProducts[F Float](dst, a, b []F) {
	want("AddRowProducts", "b", len(b), len(a))
	d := len(dst)
	if len(a) == 0 {
		return
	}
	n := len(a) / max(d, 1)
	wantRows("AddRowProducts", "a", len(a), n, d)
	if addRowProductsKernel(&dst[0], &a[0], &b[0], n, d) {
		return
	}
	for i := 0; i < len(a); i += d {
		for j := range dst {
			dst[j] += F(a[i+j] * b[i+j])
		}
	}
}
