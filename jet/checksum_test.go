package jet

import (
	"hash/fnv"
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

// The bits of derivatives do not depend on whether the compiler fuses products and sums: they are the same with
// GOAMD64=v3, where it does, and GOAMD64=v1, where it does not. Functions whose values differ by platform have no part
// in it: all here is +, −, ·, / and √.
func TestBitsDoNotDependOnFusing(t *testing.T) {
	const want = 0x8e47369b8fa796bb
	sum := fnv.New64a()
	add := func(c ...float64) {
		for _, v := range c {
			bits := math.Float64bits(v)
			for range 8 {
				sum.Write([]byte{byte(bits)})
				bits >>= 8
			}
		}
	}
	for i := range 20 {
		x := 1 + float64(i)/7
		for _, a := range algebras() {
			if a.vars == 0 || a.order == 0 {
				continue
			}
			add(rational(Variable(a, x, 0), Variable(a, 1/x, a.vars-1)).c...)
		}
		add(rational(dual.Number[float64]{Real: x, Emag: 1}, dual.Number[float64]{Real: 1 / x, Emag: 0.3}).Emag)
		y := rational(hyperdual.Variable(x), hyperdual.Number[float64]{Real: 1 / x, E1mag: 0.3, E2mag: 0.1, E1E2mag: 0.7})
		add(y.E1mag, y.E2mag, y.E1E2mag)
		_, grad := dual.Gradient(func(x []dual.Chunk[float64]) dual.Chunk[float64] { return rational(x[0], x[1]) }, []float64{x, 1 / x})
		add(grad...)
		_, grad = dual.Gradient(func(x []dual.Number3[float64]) dual.Number3[float64] { return rational(x[0], x[1]) }, []float64{x, 1 / x})
		add(grad...)
		_, _, hess := hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] { return rational(x[0], x[1]) },
			[]float64{x, 1 / x})
		add(hess...)
	}
	if got := sum.Sum64(); got != want {
		t.Errorf("the checksum of the derivatives is %#x, want %#x", got, uint64(want))
	}
}

// rational is a function of a few roots.
func rational[T dual.Scalar[T]](x, y T) T {
	z := x.Mul(y).Add(x.Mul(x).Scale(1.0 / 3)).Sub(y.Mul(x).Mul(y))
	z = z.Div(x.Mul(x).Add(y).Shift(0.1)).Mul(x.Sub(y.Scale(0.7)))
	return z.Add(x.Mul(y).Shift(2).Sqrt()).Mul(x.Mul(y.Shift(0.3)).Shift(1.7).Inv())
}
