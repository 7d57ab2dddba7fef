package vec

import (
	"fmt"
	"unsafe"
)

// A Program is a computation that is the same for every element of a set of planes: sums of products, such as the product
// of two truncated power series, or a recurrence for the coefficients of one. It takes the planes strip by strip. Each
// strip it needs is copied to a slot, 256 bytes that stay in the first-level cache however many planes there are and
// however far apart they lie; all arithmetic is between slots; results are copied from their slots to their planes.
//
// A Program has its own slots, so each goroutine needs one of its own.
type Program[F Float] struct {
	loads, sums, stores []int32 // each its number of items and then their words
	scales              []F     // two for every sum
	slots               []F
	planes              int
	straight            Straight[F]
}

// A Straight does what a program does, without interpreting anything, for elements from the first
// on, and returns for how many: for none, or for all but less than a strip.
type Straight[F Float] func(planes [][]F, n int) (done int)

// A Move copies between a plane and a slot.
type Move struct{ Plane, Slot int }

// A Statement sets slot Dst to Scale·Σ a·b, over pairs of slots a and b, plus AddScale times slot Add unless AddScale is 0.
// Dst may be among the slots that it reads. The terms are added one at a time, in the order of the pairs.
type Statement struct {
	Dst      int
	Scale    float64
	Pairs    [][2]int
	AddScale float64
	Add      int
}

const slotBytes = 256

// slotLength is the number of elements in a slot.
func slotLength[F Float]() int {
	var x F
	return slotBytes / int(unsafe.Sizeof(x))
}

// NewProgram returns the program that loads slots from planes, computes the sums in order, and stores slots to planes.
// Planes and slots are numbered from 0. A slot to which nothing is loaded or computed holds zeros, or what
// [Program.Set] puts there.
func NewProgram[F Float](loads []Move, sums []Statement, stores []Move) *Program[F] {
	p := &Program[F]{}
	slots := 0
	slot := func(i int) int32 {
		slots = max(slots, i+1)
		return int32(i * slotBytes)
	}
	moves := func(list []Move) []int32 {
		words := []int32{int32(len(list))}
		for _, m := range list {
			words = append(words, int32(m.Plane)*int32(unsafe.Sizeof([]F{})), slot(m.Slot))
			p.planes = max(p.planes, m.Plane+1)
		}
		return words
	}
	p.loads, p.stores = moves(loads), moves(stores)
	p.sums = []int32{int32(len(sums))}
	p.scales = make([]F, 2) // at least, so that there is an address
	for i, s := range sums {
		add := int32(-1)
		if s.AddScale != 0 {
			add = slot(s.Add)
		}
		p.sums = append(p.sums, slot(s.Dst), add, int32(len(s.Pairs)))
		for _, pair := range s.Pairs {
			p.sums = append(p.sums, slot(pair[0]), slot(pair[1]))
		}
		p.scales = append(p.scales[:2*i], F(s.Scale), F(s.AddScale))
	}
	p.slots = aligned[F](slots * slotLength[F]())
	return p
}

// aligned allocates n elements from the start of a cache line on.
func aligned[F Float](n int) []F {
	const line = 64
	var x F
	size := int(unsafe.Sizeof(x))
	s := make([]F, n+line/size)
	skip := int(-uintptr(unsafe.Pointer(&s[0]))%line) / size
	return s[skip : skip+n]
}

// Set puts v into every element of a slot that no move or sum writes to: a constant.
func (p *Program[F]) Set(slot int, v F) { Fill(p.slot(int32(slot*slotBytes)), v) }

// slot returns the slot that a word names.
func (p *Program[F]) slot(word int32) []F {
	n := slotLength[F]()
	i := int(word) / slotBytes * n
	return p.slots[i : i+n]
}

// Straighten makes a program use a kernel that was written for it, if there is one: nil is none.
func (p *Program[F]) Straighten(kernel Straight[F]) { p.straight = kernel }

// Run carries the program out for all elements of the planes, which have equal lengths. It does not look at planes that
// the program does not name. A plane that is stored to may be one that is loaded.
func (p *Program[F]) Run(planes [][]F) {
	if len(planes) < p.planes {
		panic(fmt.Sprintf("vec: Program: %d planes, want %d", len(planes), p.planes))
	}
	n := p.check(planes)
	strip := slotLength[F]()
	done := 0
	if p.straight != nil {
		done = p.straight(planes, n)
	}
	slots, scales := &p.slots[0], &p.scales[0]
	if strips := n / strip; done == 0 && strips > 0 &&
		programKernel(slots, scales, &planes[0], &p.loads[0], &p.sums[0], &p.stores[0], strips) {
		done = strips * strip
	}
	var none int32
	for from := done; from < n; from += strip {
		to := min(from+strip, n)
		p.eachMove(p.loads, planes, from, to, func(slot, plane []F) { copy(slot, plane) })
		if !programKernel(slots, scales, &planes[0], &none, &p.sums[0], &none, 1) {
			p.addUp()
		}
		p.eachMove(p.stores, planes, from, to, func(slot, plane []F) { copy(plane, slot) })
	}
}

// check panics unless all planes that the program names have the same length, which it returns.
func (p *Program[F]) check(planes [][]F) int {
	n := -1
	for _, words := range [...][]int32{p.loads, p.stores} {
		for i := 1; i < len(words); i += 2 {
			plane := planes[words[i]/int32(unsafe.Sizeof(planes[0]))]
			if n < 0 {
				n = len(plane)
			}
			want("Program", "a plane", len(plane), n)
		}
	}
	return max(n, 0)
}

// eachMove calls do with the slot and the elements from up to, not including, to of the plane, for every move.
func (p *Program[F]) eachMove(words []int32, planes [][]F, from, to int, do func(slot, plane []F)) {
	for i := 1; i < len(words); i += 2 {
		plane := planes[words[i]/int32(unsafe.Sizeof(planes[0]))]
		do(p.slot(words[i+1]), plane[from:to])
	}
}

// addUp computes the sums of one strip in portable code.
func (p *Program[F]) addUp() {
	var buffer [slotBytes / 4]F
	acc := buffer[:slotLength[F]()]
	words, scales := p.sums[1:], p.scales
	for len(words) > 0 {
		dst, add, pairs := p.slot(words[0]), words[1], words[2]
		words = words[3:]
		clear(acc)
		for range pairs {
			a, b := p.slot(words[0]), p.slot(words[1])
			words = words[2:]
			for i, x := range a[:len(acc)] {
				acc[i] += F(x * b[i])
			}
		}
		alpha, beta := scales[0], scales[1]
		scales = scales[2:]
		for i, x := range acc {
			acc[i] = F(alpha * x)
		}
		if add >= 0 {
			for i, x := range p.slot(add)[:len(acc)] {
				acc[i] += F(beta * x)
			}
		}
		copy(dst, acc)
	}
}
