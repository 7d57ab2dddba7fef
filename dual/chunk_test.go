package dual_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/numbertest"
)

type chunk = dual.Chunk[float64]

// sameGradients compares a gradient with T and one with a pass for each variable.
func sameGradients[T dual.Directions[T, float64]](t *testing.T, name string, f func(x []T) T, g func(x []number) number, x []float64) {
	t.Helper()
	y, got := dual.Gradient(f, x)
	v, want := dual.Gradient(g, x)
	if !numbertest.Alike(y, v) {
		t.Errorf("%s at %v: value %v, want %v", name, x, y, v)
	}
	for i := range x {
		if !numbertest.Close(got[i], want[i], 1e-13) {
			t.Errorf("%s at %v: component %d is %v, want %v", name, x, i, got[i], want[i])
		}
	}
}

func TestChunkAgreesWithNumberAtEveryPoint(t *testing.T)   { testAgreement[chunk](t) }
func TestNumber3AgreesWithNumberAtEveryPoint(t *testing.T) { testAgreement[number3](t) }

func testAgreement[T dual.Directions[T, float64]](t *testing.T) {
	numbers, singles := numbertest.Unaries[number](), numbertest.Unaries[real64]()
	for k, f := range numbertest.Unaries[T]() {
		g := numbers[k]
		if g.Name != singles[k].Name || g.Name != f.Name {
			t.Fatal("the lists of functions differ")
		}
		for _, v := range numbertest.SpecialPoints() {
			// Three directions with seeds 1, -2, 0, and a fourth variable that does not occur.
			x := []float64{v, 0, 0, 0}
			sameGradients(t, f.Name,
				func(x []T) T { return f.Op(x[0].Add(x[1].Scale(-2)).Add(x[2].Sub(x[2]))) },
				func(x []number) number { return g.Op(x[0].Add(x[1].Scale(-2)).Add(x[2].Sub(x[2]))) }, x)
		}
	}
	// Beyond here rounding decides what overflows first.
	points := slices.DeleteFunc(numbertest.SpecialPoints(), func(v float64) bool {
		return v != 0 && math.Abs(v) < 1e-290 || math.Abs(v) > 1e290 && !math.IsInf(v, 0)
	})
	pairs := numbertest.Binaries[number]()
	for k, f := range numbertest.Binaries[T]() {
		g := pairs[k]
		for _, v := range points {
			for _, w := range points {
				x := []float64{v, w, 0, 0}
				sameGradients(t, f.Name,
					func(x []T) T { return f.Op(x[0].Add(x[2].Scale(-2)), x[1].Add(x[3]).Sub(x[2])) },
					func(x []number) number { return g.Op(x[0].Add(x[2].Scale(-2)), x[1].Add(x[3]).Sub(x[2])) }, x)
				sameGradients(t, f.Name+" with a constant", func(x []T) T { return f.Op(x[0], x[0].Lift(w)) },
					func(x []number) number { return g.Op(x[0], x[0].Lift(w)) }, x[:1])
				sameGradients(t, f.Name+" of a constant", func(x []T) T { return f.Op(x[0].Lift(w), x[0]) },
					func(x []number) number { return g.Op(x[0].Lift(w), x[0]) }, x[:1])
			}
		}
	}
}

// tangle is a function in which every variable meets every other, with windows of all widths.
func tangle[T dual.Scalar[T]](x []T) T {
	s, p := x[0].Lift(0), x[0].Lift(1)
	for i := range x {
		j := (7*i + 3) % len(x)
		s = s.Add(x[i].Sub(x[j].Mul(x[j]).Scale(0.3)).Sin())
		if i%5 == 0 {
			p = p.Mul(x[j].Scale(0.1).Shift(1)).Sub(s.Scale(0.01))
		}
		if i%9 == 4 {
			s = s.Neg().Div(x[i].Hypot(p).Shift(2))
		}
	}
	return s.Mul(p).Add(x[len(x)-1].Atan2(s.Shift(0.1)))
}

func TestChunkAgreesWithNumberInManyDimensions(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{1, 2, 3, 9, 64, 127, 128, 129, 300} {
		x := make([]float64, n)
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		sameGradients(t, "tangle", tangle[chunk], tangle[number], x)
		sameGradients(t, "tangle", tangle[number3], tangle[number], x)
	}
}

func TestGradientOfHandDerivedFunction(t *testing.T) {
	// f = Σ i·xᵢ³ has the gradient 3i·xᵢ².
	f := func(x []chunk) chunk {
		s := x[0].Lift(0)
		for i := range x {
			s = s.Add(x[i].PowReal(3).Scale(float64(i)))
		}
		return s
	}
	x, want := make([]float64, 200), 0.0
	for i := range x {
		x[i] = 0.1*float64(i) - 7
		want += float64(i) * x[i] * x[i] * x[i]
	}
	y, grad := dual.Gradient(f, x)
	if !numbertest.Close(y, want, 1e-13) {
		t.Errorf("value %v, want %v", y, want)
	}
	for i, g := range grad {
		if w := 3 * float64(i) * x[i] * x[i]; !numbertest.Close(g, w, 1e-14) {
			t.Errorf("component %d: %v, want %v", i, g, w)
		}
	}
}

func TestChunkFloat32(t *testing.T) {
	x := []float32{0.5, -1.25, 2}
	y, grad := dual.Gradient(tangle[dual.Chunk[float32]], x)
	v, want := dual.Gradient(tangle[number], []float64{0.5, -1.25, 2})
	if math.Abs(float64(y)-v) > 1e-5 {
		t.Errorf("value %v, want %v", y, v)
	}
	for i := range want {
		if math.Abs(float64(grad[i])-want[i]) > 1e-5 {
			t.Errorf("component %d: %v, want %v", i, grad[i], want[i])
		}
	}
}

// A long computation must not keep the memory of intermediate results that nothing refers to any more.
func TestChunkMemoryIsBounded(t *testing.T) {
	n := 64
	x := make([]float64, n)
	for i := range x {
		x[i] = 1 / float64(i+1)
	}
	steps := 20000 // 10 MB of tangents
	f := func(x []chunk) chunk {
		s := x[0]
		for k := range steps {
			s = s.Scale(0.5).Add(x[k%n])
		}
		return s
	}
	g := func(x []number) number {
		s := x[0]
		for k := range steps {
			s = s.Scale(0.5).Add(x[k%n])
		}
		return s
	}
	sameGradients(t, "filter", f, g, x)
}

func TestMixedEvaluationsPanic(t *testing.T) {
	defer func() {
		if r := fmt.Sprint(recover()); !strings.Contains(r, "two different evaluations") {
			t.Errorf("panic %q", r)
		}
	}()
	dual.Gradient(func(x []chunk) chunk {
		_, inner := dual.Gradient(func(y []chunk) chunk { return y[0].Mul(x[0]) }, []float64{1})
		return x[0].Scale(inner[0])
	}, []float64{2})
}

func TestChunkFormat(t *testing.T) {
	dual.Gradient(func(x []chunk) chunk {
		y := x[0].Scale(2).Sub(x[2].Mul(x[2]))
		if got, want := fmt.Sprint(y), "(-7+2ϵ₀-6ϵ₂)"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got, want := fmt.Sprintf("%.1f", y.Lift(1)), "(1.0)"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		return y
	}, []float64{1, 2, 3})
}
