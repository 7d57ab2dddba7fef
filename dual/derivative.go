package dual

import "example.com/sobolev/internal/given"

// Derivative returns f(x) and f'(x).
func Derivative[F Float](f func(x Number[F]) Number[F], x F) (y, dy F) {
	given.Must(f != nil, "dual: Derivative", "the function f")
	z := f(Variable(x))
	return z.Real, z.Emag
}

// Directional returns f(x) and the derivative of f along v at x, the scalar product of its gradient and v, from one
// pass. It panics unless x and v have the same length. The function must not change its argument.
func Directional[F Float](f func(x []Number[F]) Number[F], x, v []F) (y, dy F) {
	return DirectionalInto(f, x, v, make([]Number[F], len(x)))
}

// DirectionalInto is [Directional] in the caller's memory: work, of len(x) elements, is used for the variables.
func DirectionalInto[F Float](f func(x []Number[F]) Number[F], x, v []F, work []Number[F]) (y, dy F) {
	given.Must(f != nil, "dual: Directional", "the function f")
	seedAlong("DirectionalInto", work, x, v)
	z := f(work)
	return z.Real, z.Emag
}

// JVP returns f(x) and the product of the Jacobian matrix of f at x and v, from one pass. It panics unless x and v
// have the same length. The function must not change its argument.
func JVP[F Float](f func(x []Number[F]) []Number[F], x, v []F) (y, jv []F) {
	given.Must(f != nil, "dual: JVP", "the function f")
	work := make([]Number[F], len(x))
	seedAlong("JVP", work, x, v)
	z := f(work)
	y, jv = make([]F, len(z)), make([]F, len(z))
	unzip(y, jv, z)
	return y, jv
}

// JVPInto is [JVP] in the caller's memory: y and jv, of as many elements as f returns, receive the results and work,
// of len(x) elements, is used for the variables.
func JVPInto[F Float](y, jv []F, f func(x []Number[F]) []Number[F], x, v []F, work []Number[F]) {
	given.Must(f != nil, "dual: JVP", "the function f")
	seedAlong("JVPInto", work, x, v)
	z := f(work)
	checkLength("JVPInto", "y", len(y), len(z))
	checkLength("JVPInto", "jv", len(jv), len(z))
	unzip(y, jv, z)
}

// seedAlong sets z to x + vϵ.
func seedAlong[F Float](function string, z []Number[F], x, v []F) {
	checkLength(function, "v", len(v), len(x))
	checkLength(function, "work", len(z), len(x))
	for i := range z {
		z[i] = Number[F]{x[i], v[i]}
	}
}

// unzip writes the two parts of z.
func unzip[F Float](y, dy []F, z []Number[F]) {
	for i := range z {
		y[i], dy[i] = z[i].Real, z[i].Emag
	}
}
