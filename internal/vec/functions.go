package vec

import "math"

// Exp sets dst = eˣ.
func Exp[F Float](dst, x []F) {
	want("Exp", "x", len(x), len(dst))
	if expKernel(dst, x) {
		return
	}
	for i, v := range x {
		dst[i] = F(math.Exp(float64(v)))
	}
}

// Expm1 sets dst = eˣ − 1.
func Expm1[F Float](dst, x []F) {
	want("Expm1", "x", len(x), len(dst))
	if expm1Kernel(dst, x) {
		return
	}
	for i, v := range x {
		dst[i] = F(math.Expm1(float64(v)))
	}
}

// Log1p sets dst = ln(1 + x): −Inf at −1, NaN below.
func Log1p[F Float](dst, x []F) {
	want("Log1p", "x", len(x), len(dst))
	if log1pKernel(dst, x) {
		return
	}
	for i, v := range x {
		dst[i] = F(math.Log1p(float64(v)))
	}
}

// Tanh sets dst = tanh x.
func Tanh[F Float](dst, x []F) {
	want("Tanh", "x", len(x), len(dst))
	if tanhKernel(dst, x) {
		return
	}
	for i, v := range x {
		dst[i] = F(math.Tanh(float64(v)))
	}
}

// Sigmoid sets dst = 1/(1 + e⁻ˣ).
func Sigmoid[F Float](dst, x []F) {
	want("Sigmoid", "x", len(x), len(dst))
	if sigmoidKernel(dst, x) {
		return
	}
	for i, v := range x {
		dst[i] = F(sigmoid(float64(v)))
	}
}

// sigmoid keeps its digits for negative arguments, where e⁻ˣ grows.
func sigmoid(x float64) float64 {
	e := math.Exp(-math.Abs(x))
	if x < 0 {
		return e / (1 + e)
	}
	return 1 / (1 + e)
}

// Softplus sets dst = ln(1 + eˣ).
func Softplus[F Float](dst, x []F) {
	want("Softplus", "x", len(x), len(dst))
	if softplusKernel(dst, x) {
		return
	}
	for i, v := range x {
		a := float64(v)
		dst[i] = F(max(a, 0) + math.Log1p(math.Exp(-math.Abs(a))))
	}
}

// The kernels of the circular functions stop before a vector with an angle too large for their reduction of the
// argument. The elements of that vector are then done one by one, by the kernel again or, if it is their own angle
// that is large, by Go's functions: so that no element's value depends on its neighbours.

// Sin sets dst = sin x, x in radians.
func Sin[F Float](dst, x []F) {
	want("Sin", "x", len(x), len(dst))
	for done := 0; done < len(x); {
		did := sinKernel(dst[done:], x[done:])
		done += max(did, 0)
		for end := scalarEnd(did, done, len(x)); done < end; done++ {
			if sinKernel(dst[done:done+1], x[done:done+1]) <= 0 {
				dst[done] = F(math.Sin(float64(x[done])))
			}
		}
	}
}

// Cos sets dst = cos x, x in radians.
func Cos[F Float](dst, x []F) {
	want("Cos", "x", len(x), len(dst))
	for done := 0; done < len(x); {
		did := cosKernel(dst[done:], x[done:])
		done += max(did, 0)
		for end := scalarEnd(did, done, len(x)); done < end; done++ {
			if cosKernel(dst[done:done+1], x[done:done+1]) <= 0 {
				dst[done] = F(math.Cos(float64(x[done])))
			}
		}
	}
}

// scalarEnd returns where the elements end that are done one by one, from "from" on, after a kernel did so many
// elements: behind the vector at which it stopped, or at the end if there is no kernel, which is did < 0.
func scalarEnd(did, from, length int) int {
	const lanes = 16
	if did < 0 {
		return length
	}
	return min(from+lanes, length)
}

// SinCos sets sin = sin x and cos = cos x, x in radians. Either destination may be x, but they may not be the same.
func SinCos[F Float](sin, cos, x []F) {
	want("SinCos", "sin", len(sin), len(x))
	want("SinCos", "cos", len(cos), len(x))
	SinJet(sin, cos, nil, nil, x)
}

// Erf sets dst to the error function of x.
func Erf[F Float](dst, x []F) {
	want("Erf", "x", len(x), len(dst))
	if erfKernel(dst, x) {
		return
	}
	for i, v := range x {
		dst[i] = F(math.Erf(float64(v)))
	}
}
