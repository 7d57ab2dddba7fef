package jet

// Add returns x + y.
func (x Number[F]) Add(y Number[F]) Number[F] {
	x, y, z := x.meet("Add", y)
	z.alg.Add(z.c, x.c, y.c)
	return z.rounded()
}

// Sub returns x − y.
func (x Number[F]) Sub(y Number[F]) Number[F] {
	x, y, z := x.meet("Sub", y)
	z.alg.Sub(z.c, x.c, y.c)
	return z.rounded()
}

// Mul returns x·y.
func (x Number[F]) Mul(y Number[F]) Number[F] {
	x, y, z := x.meet("Mul", y)
	z.alg.Mul(z.c, x.c, y.c)
	return z.rounded()
}

// Div returns x/y. See [Algebra.Div]: in a Taylor algebra leading zeros are divided out.
func (x Number[F]) Div(y Number[F]) Number[F] {
	x, y, z := x.meet("Div", y)
	return z.known(z.alg.Div(z.c, x.c, y.c))
}

// Neg returns −x.
func (x Number[F]) Neg() Number[F] {
	x, z := x.defined().like()
	z.alg.Neg(z.c, x.c)
	return z
}

// Inv returns 1/x. See [Algebra.Inv].
func (x Number[F]) Inv() Number[F] {
	x, z := x.defined().like()
	z.alg.Inv(z.c, x.c)
	return z.rounded()
}

// Scale returns c·x.
func (x Number[F]) Scale(c float64) Number[F] {
	x, z := x.defined().like()
	z.alg.Scale(z.c, float64(F(c)), x.c)
	return z.rounded()
}

// Shift returns x + c.
func (x Number[F]) Shift(c float64) Number[F] {
	x, z := x.defined().like()
	copy(z.c, x.c)
	z.c[0] += float64(F(c))
	return z.rounded()
}

// Sqrt returns √x. See [Algebra.Sqrt]: in a Taylor algebra leading zeros are divided out.
func (x Number[F]) Sqrt() Number[F] {
	x, z := x.defined().like()
	return z.known(z.alg.Sqrt(z.c, x.c))
}

// Cbrt returns the cube root of x. See [Algebra.Cbrt]: in a Taylor algebra leading zeros are divided out.
func (x Number[F]) Cbrt() Number[F] {
	x, z := x.defined().like()
	return z.known(z.alg.Cbrt(z.c, x.c))
}

// PowReal returns x^p for a constant exponent, with the special cases of [Algebra.PowReal].
func (x Number[F]) PowReal(p float64) Number[F] {
	x, z := x.defined().like()
	return z.known(z.alg.PowReal(z.c, x.c, p))
}

// Pow returns x^y, with the special cases of [Algebra.Pow].
func (x Number[F]) Pow(y Number[F]) Number[F] {
	x, y, z := x.meet("Pow", y)
	return z.known(z.alg.Pow(z.c, x.c, y.c))
}

// Hypot returns √(x² + y²), with the special cases of [Algebra.Hypot].
func (x Number[F]) Hypot(y Number[F]) Number[F] {
	x, y, z := x.meet("Hypot", y)
	z.alg.Hypot(z.c, x.c, y.c)
	return z.rounded()
}

// Atan2 returns the angle of the point (x, y), y the receiver, with the special cases of [Algebra.Atan2].
func (y Number[F]) Atan2(x Number[F]) Number[F] {
	y, x, z := y.meet("Atan2", x)
	z.alg.Atan2(z.c, y.c, x.c)
	return z.rounded()
}

// Abs returns |x|, with the special cases of [Algebra.Abs].
func (x Number[F]) Abs() Number[F] {
	x, z := x.defined().like()
	z.alg.Abs(z.c, x.c)
	return z
}

// Max returns the larger of x and y, with the special cases of [Algebra.Max].
func (x Number[F]) Max(y Number[F]) Number[F] {
	x, y, z := x.meet("Max", y)
	z.alg.Max(z.c, x.c, y.c)
	return z
}

// Min returns the smaller of x and y, with the special cases of [Algebra.Max].
func (x Number[F]) Min(y Number[F]) Number[F] {
	x, y, z := x.meet("Min", y)
	z.alg.Min(z.c, x.c, y.c)
	return z
}

// Clamp returns x held between lo and hi, as Max(x, lo).Min(hi). See [Algebra.Clamp].
func (x Number[F]) Clamp(lo, hi float64) Number[F] {
	x, z := x.defined().like()
	z.alg.Clamp(z.c, x.c, float64(F(lo)), float64(F(hi)))
	return z.rounded()
}

// like returns x and a new number of its algebra.
func (x Number[F]) like() (x2, z Number[F]) { return x, newNumber[F](x.alg) }
