package vec

// The kernels of this file contract, for one sample, d tangents with a small d×d matrix. A layer of width w holds its d
// tangents as planes: tangent i is t[i*stride : i*stride+w].

// Quad sets dst[u] = Σᵢⱼ rᵢⱼ tᵢ[u] tⱼ[u], with r a symmetric row-major d×d matrix: the second-order seed of a layer,
// RᵀT·T. Only the upper triangle of r is read.
func Quad[F Float](dst, r, t []F, stride, d int) {
	want("Quad", "r", len(r), d*d)
	wantMatrix("Quad", "t", len(t), d, len(dst), stride, 1)
	if len(dst) == 0 || d == 0 {
		clear(dst)
		return
	}
	if quadKernel(&dst[0], &r[0], &t[0], len(dst), stride, d) {
		return
	}
	for u := range dst {
		var q F
		for i := 0; i < d; i++ {
			ti := t[i*stride+u]
			s := F(r[i*d+i] * ti)
			for j := i + 1; j < d; j++ {
				s += F(2 * r[i*d+j] * t[j*stride+u])
			}
			q += F(ti * s)
		}
		dst[u] = q
	}
}

// Gram adds Σᵤ w[u] tᵢ[u] tⱼ[u] to h, a row-major d×d matrix: one layer's share of the Hessian, Tᵀ diag(w) T. What it
// adds is exactly symmetric.
func Gram[F Float](h, w, t []F, stride, d int) {
	want("Gram", "h", len(h), d*d)
	wantMatrix("Gram", "t", len(t), d, len(w), stride, 1)
	if len(w) == 0 || d == 0 {
		return
	}
	if current != Portable {
		gramDots(h, w, t, stride, d)
		return
	}
	for i := 0; i < d; i++ {
		ti := t[i*stride:]
		for j := i; j < d; j++ {
			tj := t[j*stride:]
			var s F
			for u, x := range w {
				s += F(x * ti[u] * tj[u])
			}
			h[i*d+j] += s
			if i != j {
				h[j*d+i] += s
			}
		}
	}
}

// gramDots is Gram by the assembly, which does parts of rows of the upper triangle.
func gramDots[F Float](h, w, t []F, stride, d int) {
	const part = 16
	for i := range d {
		for j := i; j < d; j += part {
			var sums [part]F
			n := min(part, d-j)
			weightedDotsKernel(&sums[0], &t[i*stride], &t[j*stride], &w[0], stride, n, len(w))
			for k, s := range sums[:n] {
				h[i*d+j+k] += s
				if i != j+k {
					h[(j+k)*d+i] += s
				}
			}
		}
	}
}

// MulSmall adds scale[u]·Σⱼ rᵢⱼ tⱼ[u] to plane i of out, for the d planes of out and t and a row-major d×d matrix r: the
// cotangent of Quad with respect to the tangents, up to the factor 2. out may not overlap t.
func MulSmall[F Float](out []F, ostride int, scale, r, t []F, tstride, d int) {
	want("MulSmall", "r", len(r), d*d)
	wantMatrix("MulSmall", "out", len(out), d, len(scale), ostride, 1)
	wantMatrix("MulSmall", "t", len(t), d, len(scale), tstride, 1)
	if len(scale) == 0 || d == 0 {
		return
	}
	if mulSmallKernel(&out[0], &scale[0], &r[0], &t[0], len(scale), ostride, tstride, d) {
		return
	}
	for i := 0; i < d; i++ {
		o := out[i*ostride:]
		for u, x := range scale {
			var s F
			for j := 0; j < d; j++ {
				s += F(r[i*d+j] * t[j*tstride+u])
			}
			o[u] += F(x * s)
		}
	}
}

// The Laplacian's matrices are diagonal and fixed but for a factor, so it has kernels of its own.

// WeightedSquares sets dst[u] = Σᵢ λᵢ tᵢ[u]², with tangent i at t[i*stride : i*stride+len(dst)]: Quad for a diagonal
// matrix.
func WeightedSquares[F Float](dst, lambda, t []F, stride int) {
	d := len(lambda)
	wantMatrix("WeightedSquares", "t", len(t), d, len(dst), stride, 1)
	if len(dst) == 0 || d == 0 {
		clear(dst)
		return
	}
	if weightedSquaresKernel(&dst[0], &lambda[0], &t[0], len(dst), stride, d) {
		return
	}
	clear(dst)
	for i, l := range lambda {
		for u, x := range t[i*stride : i*stride+len(dst)] {
			dst[u] += F(l * x * x)
		}
	}
}

// AddScaledPlanes adds cᵢ·a[u]·tᵢ[u] to plane i of out, for as many planes as c has numbers: MulSmall for a diagonal
// matrix.
func AddScaledPlanes[F Float](out []F, ostride int, c, t []F, tstride int, a []F) {
	d, n := len(c), len(a)
	wantMatrix("AddScaledPlanes", "out", len(out), d, n, ostride, 1)
	wantMatrix("AddScaledPlanes", "t", len(t), d, n, tstride, 1)
	if n == 0 || d == 0 || addScaledPlanesKernel(&out[0], &c[0], &t[0], &a[0], n, ostride, tstride, d) {
		return
	}
	for i, x := range c {
		ScaleMulAdd(out[i*ostride:i*ostride+n], x, a, t[i*tstride:i*tstride+n])
	}
}
