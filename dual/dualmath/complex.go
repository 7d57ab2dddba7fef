package dualmath

import (
	"math"
	"math/cmplx"

	"example.com/sobolev/dual"
)

// Complex is the complex number Re + Im·i whose parts are numbers of any type. A function of the complex plane that is
// written with it has, by its parts, all derivatives in all real parameters that T carries. It is a small value; the
// methods return new ones.
type Complex[T dual.Scalar[T]] struct {
	Re, Im T
}

// FromReal returns x + 0i.
func FromReal[T dual.Scalar[T]](x T) Complex[T] { return Complex[T]{x, x.Lift(0)} }

// Lift returns the constant c.
func (z Complex[T]) Lift(c complex128) Complex[T] {
	return Complex[T]{z.Re.Lift(real(c)), z.Re.Lift(imag(c))}
}

// Value returns the primals.
func (z Complex[T]) Value() complex128 { return complex(z.Re.Value(), z.Im.Value()) }

// Add returns z + w.
func (z Complex[T]) Add(w Complex[T]) Complex[T] { return Complex[T]{z.Re.Add(w.Re), z.Im.Add(w.Im)} }

// Sub returns z − w.
func (z Complex[T]) Sub(w Complex[T]) Complex[T] { return Complex[T]{z.Re.Sub(w.Re), z.Im.Sub(w.Im)} }

// Neg returns −z.
func (z Complex[T]) Neg() Complex[T] { return Complex[T]{z.Re.Neg(), z.Im.Neg()} }

// Conj returns the conjugate Re − Im·i.
func (z Complex[T]) Conj() Complex[T] { return Complex[T]{z.Re, z.Im.Neg()} }

// Scale returns x·z for a real number x.
func (z Complex[T]) Scale(x T) Complex[T] { return Complex[T]{z.Re.Mul(x), z.Im.Mul(x)} }

// ScaleConst returns c·z for a finite constant c.
func (z Complex[T]) ScaleConst(c float64) Complex[T] { return Complex[T]{z.Re.Scale(c), z.Im.Scale(c)} }

// Shift returns z + c.
func (z Complex[T]) Shift(c complex128) Complex[T] {
	return Complex[T]{z.Re.Shift(real(c)), z.Im.Shift(imag(c))}
}

// MulI returns z·i.
func (z Complex[T]) MulI() Complex[T] { return Complex[T]{z.Im.Neg(), z.Re} }

// Mul returns z·w.
func (z Complex[T]) Mul(w Complex[T]) Complex[T] {
	return Complex[T]{z.Re.Mul(w.Re).Sub(z.Im.Mul(w.Im)), z.Re.Mul(w.Im).Add(z.Im.Mul(w.Re))}
}

// Div returns z/w. Both are divided by powers of two near their sizes first, so that neither |w|² nor a product over-
// or underflows where the quotient does not. A quotient of a finite number and 0 is infinite or NaN in both parts.
func (z Complex[T]) Div(w Complex[T]) Complex[T] {
	z, ez := z.normal()
	w, ew := w.normal()
	q := z.Mul(w.Conj())
	size := w.Re.Mul(w.Re).Add(w.Im.Mul(w.Im))
	return Complex[T]{q.Re.Div(size), q.Im.Div(size)}.ldexp(ez - ew)
}

// Inv returns 1/z, like Div.
func (z Complex[T]) Inv() Complex[T] { return z.Lift(1).Div(z) }

// normal returns z·2^−e with the larger primal in [½, 1), and e; e is 0 for a z that is 0, infinite or NaN.
func (z Complex[T]) normal() (Complex[T], int) {
	m := max(math.Abs(z.Re.Value()), math.Abs(z.Im.Value()))
	if m == 0 || math.IsInf(m, 0) || math.IsNaN(m) {
		return z, 0
	}
	_, e := math.Frexp(m)
	return z.ldexp(-e), e
}

// ldexp returns z·2^e, in steps that are powers of two in float32, too.
func (z Complex[T]) ldexp(e int) Complex[T] {
	for e != 0 {
		step := min(max(e, -126), 126)
		z, e = z.ScaleConst(math.Ldexp(1, step)), e-step
	}
	return z
}

// Abs returns |z|, with the special cases of Hypot.
func (z Complex[T]) Abs() T { return z.Re.Hypot(z.Im) }

// Arg returns the angle of z in [−π, π], with the special cases of Atan2. The principal branch has its cut on the
// negative real axis, where the sign of a zero Im decides.
func (z Complex[T]) Arg() T { return z.Im.Atan2(z.Re) }

// Exp returns e^z.
func (z Complex[T]) Exp() Complex[T] {
	r := z.Re.Exp()
	return Complex[T]{r.Mul(z.Im.Cos()), r.Mul(z.Im.Sin())}
}

// Log returns the principal logarithm ln|z| + i·arg z. Next to 1, −1, i and −i its real part keeps all digits.
func (z Complex[T]) Log() Complex[T] {
	return Complex[T]{z.logAbs(), z.Arg()}
}

// logAbs returns ln|z|: by log1p of (a−1)(a+1) + b² for |z| in (½, 2), a ≥ b the parts, where the logarithm would
// magnify the rounding of |z|.
func (z Complex[T]) logAbs() T {
	a, b := z.Re, z.Im
	if math.Abs(b.Value()) > math.Abs(a.Value()) {
		a, b = b, a
	}
	if a.Value() < 0 {
		a = a.Neg()
	}
	if v := math.Hypot(a.Value(), b.Value()); v > 0.5 && v < 2 {
		return a.Shift(-1).Mul(a.Shift(1)).Add(b.Mul(b)).Log1p().Scale(0.5)
	}
	return z.Abs().Log()
}

// Sqrt returns the root of z with a real part that is not negative, and the sign of Im for its imaginary part. Neither
// part loses digits to cancellation. At 0 there is no derivative: Sqrt(0) is 0, its derivatives NaN unless z is a
// constant.
func (z Complex[T]) Sqrt() Complex[T] {
	if z.Value() == 0 {
		return undefined(0, z.Re, z.Im)
	}
	// With t = √((|z| + |Re|)/2) the parts are t and Im/2t, or the other way round: nothing is subtracted.
	z, e := z.normal()
	if e%2 != 0 {
		z, e = z.ScaleConst(0.5), e+1
	}
	re := z.Re
	if re.Value() < 0 {
		re = re.Neg()
	}
	t := z.Abs().Add(re).Scale(0.5).Sqrt()
	other := z.Im.Div(t).Scale(0.5)
	w := Complex[T]{t, other}
	if z.Re.Value() < 0 {
		w = Complex[T]{other, t}
		if math.Signbit(z.Im.Value()) {
			w = w.Neg()
		}
	}
	return w.ldexp(e / 2)
}

// Pow returns z^w = e^(w·ln z), the principal value. For a small integer exponent repeated multiplication is more
// exact.
//
// Pow(0, w) has the value of cmplx.Pow, and derivatives NaN unless z and w are constants.
func (z Complex[T]) Pow(w Complex[T]) Complex[T] {
	if z.Value() == 0 {
		return undefined(cmplx.Pow(0, w.Value()), z.Re, z.Im, w.Re, w.Im)
	}
	return w.Mul(z.Log()).Exp()
}

// undefined returns the value v of a function that has no derivative in the arguments: derivatives that are NaN, or
// zero where all arguments are constants.
func undefined[T dual.Scalar[T]](v complex128, arguments ...T) Complex[T] {
	sum := arguments[0].Lift(0)
	for _, x := range arguments {
		sum = sum.Add(x.Apply(func(c []float64, _ float64) {
			for k := range c {
				c[k] = math.NaN()
			}
			c[0] = 0
		}))
	}
	return Complex[T]{sum.Shift(real(v)), sum.Shift(imag(v))}
}
