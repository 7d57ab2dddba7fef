package funcs_test

import (
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

var sink float64

func BenchmarkDual(b *testing.B) {
	x := []dual.Number[float64]{{Real: -1.2, Emag: 1}, {Real: 1}}
	for _, f := range funcs.All() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = f.Dual(x).Emag
			}
		})
	}
}

func BenchmarkValue(b *testing.B) {
	x := []float64{-1.2, 1}
	for _, f := range funcs.All() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = f.Value(x)
			}
		})
	}
}
