package jet

import (
	"fmt"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

var sink float64

var benchAlgebras = []*Algebra{Dual(4), HyperDual(), Taylor(2), Taylor(4), Taylor(8), Full(2, 2), Full(3, 3), Laplace(10)}

func operands(a *Algebra) (x, y, z []float64) {
	x, y, z = slice(a.Dim()), slice(a.Dim()), slice(a.Dim())
	for k := range x {
		x[k], y[k] = 1/float64(k+1), 1/float64(k+2)
	}
	return x, y, z
}

func BenchmarkMul(b *testing.B) {
	for _, a := range benchAlgebras {
		x, y, z := operands(a)
		b.Run(a.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a.Mul(z, x, y)
			}
		})
	}
}

func BenchmarkMulTable(b *testing.B) {
	for _, a := range benchAlgebras {
		x, y, z := operands(a)
		b.Run(a.String(), func(b *testing.B) {
			for b.Loop() {
				a.mulTable(z, x, y)
			}
		})
	}
}

func BenchmarkMulAdjoint(b *testing.B) {
	for _, a := range benchAlgebras {
		x, y, z := operands(a)
		b.Run(a.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				clear(z)
				a.MulAdjoint(z, x, y)
			}
		})
	}
}

func BenchmarkDiv(b *testing.B) {
	for _, a := range benchAlgebras {
		x, y, z := operands(a)
		b.Run(a.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a.Div(z, x, y)
			}
		})
	}
}

func BenchmarkApply(b *testing.B) {
	for _, f := range []struct {
		name string
		rule dual.Rule
	}{{"exp", series.Exp}, {"tanh", series.Tanh}} {
		for _, a := range benchAlgebras {
			x, _, z := operands(a)
			b.Run(f.name+"/"+a.String(), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					a.Apply(z, x, f.rule)
				}
			})
		}
	}
}

func BenchmarkNumber(b *testing.B) {
	a := Taylor(4)
	x, y, _ := operands(a)
	u, v := New(a, x...), New(a, y...)
	b.Run("Mul", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = u.Mul(v).Value()
		}
	})
	b.Run("Exp", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = u.Exp().Value()
		}
	})
}

func BenchmarkPartials(b *testing.B) {
	for _, K := range []int{2, 4} {
		p := Partials(polynomial, point, K)
		b.Run(fmt.Sprint(K), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				PartialsInto(p, polynomial, point)
			}
		})
	}
}

// Batches of 64 × 64 jets; the bytes are those of all planes of the result.
func BenchmarkBatch(b *testing.B) {
	for _, a := range []*Algebra{Dual(2), HyperDual(), Taylor(2), Taylor(4), Full(2, 2), Full(10, 2), Laplace(10)} {
		x, y, z := NewBatch[float32](a, 64, 64), NewBatch[float32](a, 64, 64), NewBatch[float32](a, 64, 64)
		s := NewScratch[float32](a, 64*64)
		phi := planesOf(x, series.Tanh, a.Order()+2)
		for name, do := range map[string]func(){
			"Mul":            func() { z.Mul(x, y) },
			"MulAdjoint":     func() { z.MulAdjoint(x, y) },
			"Compose":        func() { z.Compose(x, phi, s) },
			"ComposeAdjoint": func() { z.ComposeAdjoint(x, phi, y, s) },
		} {
			b.Run(name+"/"+a.String(), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(4 * len(z.Data)))
				for b.Loop() {
					do()
				}
			})
		}
	}
}
