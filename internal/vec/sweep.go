package vec

// The kernels of this file are the elementwise steps of a second-order sweep that read several planes at once.

// MulMulAdd adds a·b·c to dst, element by element: a curvature's part of a cotangent, φ”·t·t̄.
func MulMulAdd[F Float](dst, a, b, c []F) {
	want("MulMulAdd", "a", len(a), len(dst))
	want("MulMulAdd", "b", len(b), len(dst))
	want("MulMulAdd", "c", len(c), len(dst))
	if mulMulAddKernel(dst, a, b, c) {
		return
	}
	for i, x := range a {
		dst[i] += x * b[i] * c[i]
	}
}

// ScaleMulAdd adds α·a·b to dst, element by element.
func ScaleMulAdd[F Float](dst []F, alpha F, a, b []F) {
	want("ScaleMulAdd", "a", len(a), len(dst))
	want("ScaleMulAdd", "b", len(b), len(dst))
	if scaleMulAddKernel(dst, a, b, alpha) {
		return
	}
	for i, x := range a {
		dst[i] += alpha * x * b[i]
	}
}

// WeightedSquares sets dst[u] = Σᵢ λᵢ tᵢ[u]², with tangent i at t[i*stride : i*stride+len(dst)]: Quad for a diagonal
// matrix, as Laplacians have.
func WeightedSquares[F Float](dst, lambda, t []F, stride int) {
	wantMatrix("WeightedSquares", "t", len(t), len(lambda), len(dst), stride, 1)
	clear(dst)
	for i, l := range lambda {
		ti := t[i*stride : i*stride+len(dst)]
		ScaleMulAdd(dst, l, ti, ti)
	}
}
