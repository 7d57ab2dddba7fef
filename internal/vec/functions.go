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

// SinCos sets sin = sin x and cos = cos x, x in radians. Either destination may be x, but they may not be the same.
func SinCos[F Float](sin, cos, x []F) {
	want("SinCos", "sin", len(sin), len(x))
	want("SinCos", "cos", len(cos), len(x))
	SinJet(sin, cos, nil, nil, x)
}
