package dual

// The part Emag of a Nested is a derivative, all of whose coefficients are: one that is zero stays zero where it is multiplied
// by an infinite number, or divided by zero, though it is the primal of a number of type T. The numbers of this package
// multiply and divide such parts by the methods below; other T by Mul and Div, where the part as a whole is not zero.

// slopes is what the type of a pointer knows of derivatives. The pointer itself is nil, and not looked at: with a number in its
// place every call would allocate.
type slopes[T any] interface {
	// timesSlope returns c·x for a derivative x; both says that c is a derivative too.
	timesSlope(c, x T, both bool) T
	// slopeOver returns x/y for a derivative x.
	slopeOver(x, y T) T
}

// times returns c·x for a derivative x: 0 for a zero x whatever c.
func times[T Scalar[T]](c, x T) T { return product(c, x, false) }

// product is times, or with both the product of two derivatives.
func product[T Scalar[T]](c, x T, both bool) T {
	if isZero(x) {
		return x
	}
	if s, ok := any((*T)(nil)).(slopes[T]); ok {
		return s.timesSlope(c, x, both)
	}
	return c.Mul(x)
}

// over returns x/y for a derivative x: 0 for a zero x whatever y.
func over[T Scalar[T]](x, y T) T {
	if isZero(x) {
		return x
	}
	if s, ok := any((*T)(nil)).(slopes[T]); ok {
		return s.slopeOver(x, y)
	}
	return x.Div(y)
}

func (*Real[F]) timesSlope(c, x Real[F], both bool) Real[F] {
	if x.Real == 0 || both && c.Real == 0 {
		return Real[F]{}
	}
	return c.Mul(x)
}

func (*Real[F]) slopeOver(x, y Real[F]) Real[F] {
	if x.Real == 0 {
		return x
	}
	return x.Div(y)
}

func (*Number[F]) timesSlope(c, x Number[F], both bool) (z Number[F]) {
	skip := both && c.Real == 0
	if x.Real != 0 && !skip {
		z.Real = F(c.Real * x.Real)
	}
	if x.Emag != 0 && !skip {
		z.Emag = F(c.Real * x.Emag)
	}
	if x.Real != 0 && c.Emag != 0 {
		z.Emag += F(c.Emag * x.Real)
	}
	return z
}

func (*Number[F]) slopeOver(x, y Number[F]) Number[F] {
	z := x
	if z.Real != 0 {
		z.Real /= y.Real
	}
	if z.Real != 0 && y.Emag != 0 {
		z.Emag -= F(z.Real * y.Emag)
	}
	if z.Emag != 0 {
		z.Emag /= y.Real
	}
	return z
}

func (*Nested[T]) timesSlope(c, x Nested[T], both bool) Nested[T] {
	return Nested[T]{product(c.Real, x.Real, both), product(c.Real, x.Emag, both).Add(product(x.Real, c.Emag, true))}
}

func (*Nested[T]) slopeOver(x, y Nested[T]) Nested[T] {
	q := over(x.Real, y.Real)
	return Nested[T]{q, over(x.Emag.Sub(product(q, y.Emag, true)), y.Real)}
}
