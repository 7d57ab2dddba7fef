package dual_test

import (
	"testing"

	"example.com/sobolev/dual"
)

var sink dual.Number[float64]

func BenchmarkOps(b *testing.B) {
	type number = dual.Number[float64]
	const n = 1024
	x, y, z := make([]number, n), make([]number, n), make([]number, n)
	for i := range x {
		x[i] = number{Real: 0.1 + 0.0008*float64(i), Emag: 1}
		y[i] = number{Real: 0.5 + 0.0007*float64(i), Emag: 0.5}
	}
	for _, bench := range []struct {
		name string
		op   func()
	}{
		{"Mul", func() {
			for i := range x {
				z[i] = x[i].Mul(y[i])
			}
		}},
		{"Div", func() {
			for i := range x {
				z[i] = x[i].Div(y[i])
			}
		}},
		{"Exp", func() {
			for i := range x {
				z[i] = x[i].Exp()
			}
		}},
		{"Tanh", func() {
			for i := range x {
				z[i] = x[i].Tanh()
			}
		}},
		{"Sin", func() {
			for i := range x {
				z[i] = x[i].Sin()
			}
		}},
		{"Sqrt", func() {
			for i := range x {
				z[i] = x[i].Sqrt()
			}
		}},
		{"PowReal", func() {
			for i := range x {
				z[i] = x[i].PowReal(2.5)
			}
		}},
		{"Pow", func() {
			for i := range x {
				z[i] = x[i].Pow(y[i])
			}
		}},
		{"Hypot", func() {
			for i := range x {
				z[i] = x[i].Hypot(y[i])
			}
		}},
		{"Atan2", func() {
			for i := range x {
				z[i] = x[i].Atan2(y[i])
			}
		}},
		{"Max", func() {
			for i := range x {
				z[i] = x[i].Max(y[i])
			}
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bench.op()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/number")
		})
	}
}
