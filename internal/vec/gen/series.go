package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The orders of the truncated power series in one variable for which composition is written out.
const firstSeries, lastSeries = 3, 6

// seriesBlocks are programs of package vec, written out: with all numbers of an element in registers, they take no longer
// than reading and writing the planes does. They do whole vectors and make the same operations in the same order.
func seriesBlocks() []block {
	pointers := []string{"planes"}
	blocks := []block{{"tanhSeries", pointers, []string{"vectors", "count"}, writeTanhSeries}}
	for K := firstSeries; K <= lastSeries; K++ {
		blocks = append(blocks,
			block{fmt.Sprintf("composeSeries%d", K), pointers, []string{"vectors"}, func(a *asm) { writeComposeSeries(a, K) }},
			block{fmt.Sprintf("adjointSeries%d", K), pointers, []string{"vectors"}, func(a *asm) { writeAdjointSeries(a, K) }})
	}
	return blocks
}

// series is the state of the kernels that work on the coefficients of truncated power series, one to a plane.
type series struct {
	*asm
	planes, position reg.GPVirtual
}

// eachVector emits the loop over the vectors.
func eachVector(a *asm, body func(s *series, next string)) {
	s := &series{asm: a, planes: a.param("planes"), position: a.GP64()}
	vectors, again, next := a.param("vectors"), a.label("again"), a.label("next")
	s.XORQ(s.position, s.position)
	s.Label(again)
	body(s, next)
	s.Label(next)
	s.ADDQ(operand.U32(s.bytes()), s.position)
	s.DECQ(vectors)
	s.JNZ(operand.LabelRef(again))
	s.VZEROUPPER()
	s.RET()
}

// sliceBytes is the size of a slice's header, of which the address comes first.
const sliceBytes = 24

// at is the current vector of plane k.
func (s *series) at(k int) operand.Mem {
	base := s.GP64()
	s.MOVQ(operand.Mem{Base: s.planes, Disp: k * sliceBytes}, base)
	return operand.Mem{Base: base, Index: s.position, Scale: 1}
}

// read loads the current vectors of planes from to from+count−1.
func (s *series) read(from, count int) []vec {
	v := make([]vec, count)
	for i := range v {
		v[i] = s.load(s.at(from+i), nil)
	}
	return v
}

// addProduct adds x·y to acc, or starts a sum with it if acc is nil.
func (s *series) addProduct(acc, x, y vec) vec {
	if acc == nil {
		return s.mul(x, y)
	}
	s.op("VFMADD231P$", x, y, acc)
	return acc
}

// horner returns the components 1 to K of Σ φₖnᵏ, n having the components x, from lead(s), which is the coefficient of
// order K−s+1.
func (s *series) horner(K int, x []vec, lead func(step int) vec) []vec {
	r := make([]vec, K+1)
	for step := 1; step <= K; step++ {
		first := lead(step)
		for k := step; k > 0; k-- {
			acc := s.mul(first, x[k])
			for i := 1; i < k; i++ {
				acc = s.addProduct(acc, r[i], x[k-i])
			}
			r[k] = acc
		}
	}
	return r
}

// writeComposeSeries emits y = φ(x): planes 0 to K hold x, the next K+1 the coefficients of φ, the last y. The primals are
// left out.
func writeComposeSeries(a *asm, K int) {
	phi, y := K+1, 2*K+2
	eachVector(a, func(s *series, _ string) {
		x := append([]vec{nil}, s.read(1, K)...)
		r := s.horner(K, x, func(step int) vec { return s.load(s.at(phi+K-step+1), nil) })
		for k := 1; k <= K; k++ {
			s.store(r[k], s.at(y+k), nil)
		}
	})
}

// writeAdjointSeries emits x̄ = wᵀȳ, w = φ′(x): planes 0 to K hold x, the next K+2 the coefficients of φ, then come ȳ and x̄.
func writeAdjointSeries(a *asm, K int) {
	phi := K + 1
	ybar := phi + K + 2
	eachVector(a, func(s *series, _ string) {
		x := append([]vec{nil}, s.read(1, K)...)
		w := s.horner(K, x, func(step int) vec {
			k := K - step + 2
			return s.mul(s.load(s.at(phi+k), nil), s.c(float64(k)))
		})
		w[0] = s.load(s.at(phi+1), nil)
		c := s.read(ybar, K+1)
		for j := range c {
			var acc vec
			for i := 0; i+j <= K; i++ {
				acc = s.addProduct(acc, w[i], c[i+j])
			}
			s.store(acc, s.at(ybar+K+1+j), nil)
		}
	})
}

// mostTanh is the number of coefficients up to which tanhSeries goes.
const mostTanh = 8

// writeTanhSeries emits the coefficients of tanh from the third on: y' = 1 − y², so (k+1)·yₖ₊₁ = −Σ yⱼyₖ₋ⱼ.
func writeTanhSeries(a *asm) {
	count := a.param("count")
	eachVector(a, func(s *series, next string) {
		y := s.read(0, 2)
		half := map[int]vec{}
		for k := 1; k+1 < mostTanh; k++ {
			s.CMPQ(count, operand.U8(uint8(k+1)))
			s.JLE(operand.LabelRef(next))
			var acc vec
			for j := 0; 2*j < k; j++ {
				acc = s.addProduct(acc, y[j], y[k-j])
			}
			if k%2 == 0 {
				half[k/2] = s.mul(y[k/2], s.c(0.5))
				acc = s.addProduct(acc, y[k/2], half[k/2])
			}
			y = append(y, s.mul(acc, s.c(-2/float64(k+1))))
			s.store(y[k+1], s.at(k+1), nil)
		}
	})
}
