package vec

// Fill sets every element of dst to v.
func Fill[F Float](dst []F, v F) {
	if fillKernel(dst, v) {
		return
	}
	for i := range dst {
		dst[i] = v
	}
}

// Scale sets dst = α·a.
func Scale[F Float](dst []F, alpha F, a []F) {
	want("Scale", "a", len(a), len(dst))
	if scaleKernel(dst, a, alpha) {
		return
	}
	for i, x := range a {
		dst[i] = alpha * x
	}
}

// Axpy adds α·x to y.
func Axpy[F Float](y []F, alpha F, x []F) {
	want("Axpy", "x", len(x), len(y))
	if axpyKernel(y, x, alpha) {
		return
	}
	for i, x := range x {
		y[i] += F(alpha * x)
	}
}

// Add sets dst = a + b.
func Add[F Float](dst, a, b []F) {
	want("Add", "a", len(a), len(dst))
	want("Add", "b", len(b), len(dst))
	if addKernel(dst, a, b) {
		return
	}
	for i, x := range a {
		dst[i] = x + b[i]
	}
}

// Sub sets dst = a − b.
func Sub[F Float](dst, a, b []F) {
	want("Sub", "a", len(a), len(dst))
	want("Sub", "b", len(b), len(dst))
	if subKernel(dst, a, b) {
		return
	}
	for i, x := range a {
		dst[i] = x - b[i]
	}
}

// Mul sets dst = a·b, element by element.
func Mul[F Float](dst, a, b []F) {
	want("Mul", "a", len(a), len(dst))
	want("Mul", "b", len(b), len(dst))
	if mulKernel(dst, a, b) {
		return
	}
	for i, x := range a {
		dst[i] = x * b[i]
	}
}

// MulAdd adds a·b to dst, element by element.
func MulAdd[F Float](dst, a, b []F) {
	want("MulAdd", "a", len(a), len(dst))
	want("MulAdd", "b", len(b), len(dst))
	if mulAddKernel(dst, a, b) {
		return
	}
	for i, x := range a {
		dst[i] += F(x * b[i])
	}
}

// MulAddMul sets dst = a·b + c·d, element by element: a dual number's product rule, or φ'·S + φ”·Q.
func MulAddMul[F Float](dst, a, b, c, d []F) {
	want("MulAddMul", "a", len(a), len(dst))
	want("MulAddMul", "b", len(b), len(dst))
	want("MulAddMul", "c", len(c), len(dst))
	want("MulAddMul", "d", len(d), len(dst))
	if mulAddMulKernel(dst, a, b, c, d) {
		return
	}
	for i, x := range a {
		dst[i] = F(x*b[i]) + F(c[i]*d[i])
	}
}
