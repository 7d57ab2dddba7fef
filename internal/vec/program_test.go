package vec

import (
	"math"
	"math/rand/v2"
	"testing"
)

// sampleProgram has every form of a statement: with and without products, with and without a term to add, in place, of a
// constant. Planes 0 to 3 are read, 3 to 5 are written.
func sampleProgram[F Float]() (p *Program[F], loads []Move, statements []Statement, stores []Move) {
	loads = []Move{{0, 2}, {1, 0}, {2, 1}, {3, 3}}
	statements = []Statement{
		{Dst: 4, Scale: 1, Pairs: [][2]int{{0, 1}, {2, 3}, {0, 0}}},
		{Dst: 5, Scale: -0.3, Pairs: [][2]int{{4, 1}}, AddScale: 0.7, Add: 2},
		{Dst: 0, AddScale: 3, Add: 0},
		{Dst: 5, Scale: 1. / 3, Pairs: [][2]int{{5, 5}, {0, 4}, {4, 7}, {1, 2}, {3, 3}}, AddScale: 1, Add: 5},
		{Dst: 6, Scale: 2},
	}
	stores = []Move{{5, 5}, {3, 0}, {4, 6}}
	p = NewProgram[F](loads, statements, stores)
	p.Set(7, 0.1)
	return
}

// define carries the sample out for one element, one operation after the other.
func define[F Float](planes [][]F, i int, fma func(x, y, z F) F) {
	_, loads, statements, stores := sampleProgram[F]()
	slots := make([]F, 8)
	slots[7] = 0.1
	for _, m := range loads {
		slots[m.Slot] = planes[m.Plane][i]
	}
	for _, s := range statements {
		sum := F(0)
		for _, pair := range s.Pairs {
			sum = fma(slots[pair[0]], slots[pair[1]], sum)
		}
		sum = mul(F(s.Scale), sum)
		if s.AddScale != 0 {
			sum = fma(F(s.AddScale), slots[s.Add], sum)
		}
		slots[s.Dst] = sum
	}
	for _, m := range stores {
		planes[m.Plane][i] = slots[m.Slot]
	}
}

// TestProgram checks the numbers to the last bit, and that nothing beside the planes is written.
func TestProgram(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		fma32 := func(x, y, z float32) float32 { // rounds twice only where the exact sum has 53 bits or more
			return float32(float64(x)*float64(y) + float64(z))
		}
		fma64 := math.FMA
		if Current() == Portable {
			fma32 = func(x, y, z float32) float32 { return add(z, mul(x, y)) }
			fma64 = func(x, y, z float64) float64 { return add(z, mul(x, y)) }
		}
		testProgram(t, fma32, 1e-6)
		testProgram(t, fma64, 0)
	})
}

func testProgram[F Float](t *testing.T, fma func(x, y, z F) F, tol float64) {
	rng := rand.New(rand.NewPCG(51, 52))
	program, _, _, _ := sampleProgram[F]()
	for _, n := range []int{0, 1, 2, 31, 32, 33, 63, 64, 65, 128, 200} {
		got, fences, want := make([][]F, 6), make([]fenced[F], 6), make([][]F, 6)
		for k := range got {
			want[k] = random[F](rng, n)
			fences[k] = fence(want[k])
			got[k] = fences[k].x
		}
		program.Run(got)
		for i := range n {
			define(want, i, fma)
		}
		for k := range got {
			fences[k].check(t)
			for i, w := range want[k] {
				if math.Abs(float64(got[k][i]-w)) > tol {
					t.Fatalf("%T: plane %d, element %d of %d = %v, want %v", w, k, i, n, got[k][i], w)
				}
			}
		}
		if allocs := testing.AllocsPerRun(5, func() { program.Run(got) }); allocs != 0 {
			t.Fatalf("%v allocations, want 0", allocs)
		}
	}
}

func TestProgramPanics(t *testing.T) {
	p, _, _, _ := sampleProgram[float64]()
	plane := make([]float64, 3)
	for message, planes := range map[string][][]float64{
		"vec: Program: 5 planes, want 6":               {plane, plane, plane, plane, plane},
		"vec: Program: a plane has 2 elements, want 3": {plane, plane, plane, plane, plane[:2], plane},
	} {
		func() {
			defer func() {
				if got := recover(); got != message {
					t.Errorf("panic %v, want %q", got, message)
				}
			}()
			p.Run(planes)
		}()
	}
}
