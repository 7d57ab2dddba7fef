package vec

// The kernels of this file are the elementwise steps of a sweep through a layer's activation φ. They read several
// planes at once, because a pass over memory costs more than the arithmetic in it.

// ScaleMulAdd adds α·a·b to dst, element by element.
func ScaleMulAdd[F Float](dst []F, alpha F, a, b []F) {
	want("ScaleMulAdd", "a", len(a), len(dst))
	want("ScaleMulAdd", "b", len(b), len(dst))
	if scaleMulAddKernel(dst, a, b, alpha) {
		return
	}
	for i, x := range a {
		dst[i] += F(alpha * x * b[i])
	}
}

// MulEach sets d1 = g·p1, d2 = g·p2 and d3 = g·p3, element by element: an adjoint times the derivatives of an
// activation. A destination that is nil is left out, and its factor not looked at; d1 may be g.
func MulEach[F Float](d1, d2, d3, g, p1, p2, p3 []F) {
	for i, d := range [...][]F{d1, d2, d3} {
		if d != nil {
			want("MulEach", [...]string{"d1", "d2", "d3"}[i], len(d), len(g))
			want("MulEach", [...]string{"p1", "p2", "p3"}[i], len([...][]F{p1, p2, p3}[i]), len(g))
		}
	}
	if mulEachKernel(d1, d2, d3, g, p1, p2, p3) {
		return
	}
	for i, x := range g {
		if d3 != nil {
			d3[i] = x * p3[i]
		}
		if d2 != nil {
			d2[i] = x * p2[i]
		}
		if d1 != nil {
			d1[i] = x * p1[i]
		}
	}
}

// MulPlanes multiplies d planes by the vector a: out_k[u] = t_k[u]·a[u], with plane k of t at t[k*tstride :
// k*tstride+len(a)] and likewise for out, which may be t. It carries d tangents through an activation.
func MulPlanes[F Float](out []F, ostride int, t []F, tstride, d int, a []F) {
	wantMatrix("MulPlanes", "out", len(out), d, len(a), ostride, 1)
	wantMatrix("MulPlanes", "t", len(t), d, len(a), tstride, 1)
	if d == 0 || len(a) == 0 || mulPlanesKernel(&out[0], &t[0], &a[0], len(a), ostride, tstride, d) {
		return
	}
	for k := range d {
		Mul(out[k*ostride:k*ostride+len(a)], t[k*tstride:k*tstride+len(a)], a)
	}
}

// ActivationAdjoint carries the cotangents of an activation's value, zbar, and of its d tangents, plane k of tbar,
// from what leaves the activation to what enters it, in place:
//
//	zbar = φ'·zbar + a·b + c·e + φ''·Σₖ tₖ·tbarₖ
//	tbarₖ = φ'·tbarₖ
//
// with the tangents before the activation in the planes of t. The planes of t and tbar have len(zbar) elements and
// lie stride apart. The products a·b and c·e are left out if a or c is nil. If d is 0, tbar, t and phi2 are not
// looked at.
func ActivationAdjoint[F Float](zbar, tbar, t []F, stride, d int, phi1, phi2, a, b, c, e []F) {
	n := len(zbar)
	want("ActivationAdjoint", "phi1", len(phi1), n)
	if d > 0 {
		want("ActivationAdjoint", "phi2", len(phi2), n)
		wantMatrix("ActivationAdjoint", "tbar", len(tbar), d, n, stride, 1)
		wantMatrix("ActivationAdjoint", "t", len(t), d, n, stride, 1)
	}
	if a != nil {
		want("ActivationAdjoint", "a", len(a), n)
		want("ActivationAdjoint", "b", len(b), n)
	}
	if c != nil {
		want("ActivationAdjoint", "c", len(c), n)
		want("ActivationAdjoint", "e", len(e), n)
	}
	if n == 0 || activationAdjointKernel(&zbar[0], first(tbar), first(t), &phi1[0], first(phi2), first(a), first(b), first(c), first(e), n, stride, d) {
		return
	}
	Mul(zbar, zbar, phi1)
	if a != nil {
		MulAdd(zbar, a, b)
	}
	if c != nil {
		MulAdd(zbar, c, e)
	}
	for k := range d {
		tk := tbar[k*stride : k*stride+n]
		for u, x := range t[k*stride : k*stride+n] {
			zbar[u] += F(phi2[u] * x * tk[u])
			tk[u] *= phi1[u]
		}
	}
}

// first returns the address of the first element, nil if there is none.
func first[F Float](x []F) *F {
	if len(x) == 0 {
		return nil
	}
	return &x[0]
}
