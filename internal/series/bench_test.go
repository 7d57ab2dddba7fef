package series

import (
	"math"
	"strconv"
	"testing"
)

// BenchmarkRules times every rule for the orders of plain values, dual and hyper-dual numbers, and of a Taylor number of
// order 8, at points where the general branch holds. The call goes through a function value; a static call is cheaper.
func BenchmarkRules(b *testing.B) {
	points := [8]float64{0.21, 1.7, 0.83, 1.03, 0.4, 2.9, 0.66, 1.31}
	for _, e := range All() {
		for _, n := range []int{1, 2, 3, 9} {
			b.Run(e.Name+"/order="+strconv.Itoa(n-1), func(b *testing.B) {
				b.ReportAllocs()
				c := make([]float64, n)
				for i := 0; b.Loop(); i++ {
					a := points[i%len(points)]
					if !(a > e.Lo && a < e.Hi) {
						a = 0.5*a + min(e.Lo, 1)*0.5
					}
					e.Rule(c, a)
				}
			})
		}
	}
}

var sink float64

// BenchmarkTanh sets the static call of the hottest rule beside the value alone.
func BenchmarkTanh(b *testing.B) {
	points := [8]float64{0.21, -1.7, 0.83, 1.03, -0.4, 2.9, 0.66, -1.31}
	b.Run("math", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			sink = math.Tanh(points[i%len(points)])
		}
	})
	b.Run("order=1", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			var c [2]float64
			Tanh(c[:], points[i%len(points)])
			sink = c[1]
		}
	})
	b.Run("order=2", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			var c [3]float64
			Tanh(c[:], points[i%len(points)])
			sink = c[2]
		}
	})
}
