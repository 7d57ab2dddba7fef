package hyperdual_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/numbertest"
)

func sameHessians(t *testing.T, name string, f func(x []chunk) chunk, g func(x []number) number, x []float64) {
	t.Helper()
	y, grad, hess := hyperdual.Hessian(f, x)
	v, wantGrad, wantHess := hyperdual.Hessian(g, x)
	if !numbertest.Alike(y, v) {
		t.Errorf("%s at %v: value %v, want %v", name, x, y, v)
	}
	compare(t, fmt.Sprintf("%s at %v: gradient", name, x), grad, wantGrad, 1e-11)
	compare(t, fmt.Sprintf("%s at %v: Hessian", name, x), hess, wantHess, 1e-11)
}

func TestChunkAgreesWithNumber(t *testing.T) {
	numbers, pairs := numbertest.Unaries[number](), numbertest.Binaries[number]()
	points := append(numbertest.RegularPoints(), 0, 1, -1, 2, -2, 20)
	for k, f := range numbertest.Unaries[chunk]() {
		for _, v := range points {
			x := []float64{v, 0, 0, 0}
			sameHessians(t, f.Name,
				func(x []chunk) chunk { return f.Op(x[0].Add(x[1].Scale(-2)).Add(x[1].Mul(x[2]))) },
				func(x []number) number { return numbers[k].Op(x[0].Add(x[1].Scale(-2)).Add(x[1].Mul(x[2]))) }, x)
		}
	}
	for k, f := range numbertest.Binaries[chunk]() {
		for _, v := range points {
			for _, w := range points {
				x := []float64{v, w, 0, 0}
				sameHessians(t, f.Name,
					func(x []chunk) chunk { return f.Op(x[0].Add(x[2].Mul(x[1])), x[1].Add(x[3]).Sub(x[2].Mul(x[2]))) },
					func(x []number) number {
						return pairs[k].Op(x[0].Add(x[2].Mul(x[1])), x[1].Add(x[3]).Sub(x[2].Mul(x[2])))
					}, x)
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
	for _, n := range []int{1, 2, 3, 9, 31, 32, 33, 48, 50} {
		x := make([]float64, n)
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		sameHessians(t, "tangle", tangle[chunk], tangle[number], x)
	}
}

func TestHessianOfHandDerivedFunction(t *testing.T) {
	// Rosenbrock's derivatives from the textbook.
	a, b := -1.2, 1.0
	wantGrad := []float64{-400*a*(b-a*a) - 2*(1-a), 200 * (b - a*a)}
	wantHess := []float64{1200*a*a - 400*b + 2, -400 * a, -400 * a, 200}
	y, grad, hess := hyperdual.Hessian(funcs.Rosenbrock[number], []float64{a, b})
	compare(t, "value", []float64{y}, []float64{24.2}, 1e-14)
	compare(t, "gradient", grad, wantGrad, 1e-14)
	compare(t, "Hessian", hess, wantHess, 1e-14)
	_, grad, hess = hyperdual.Hessian(funcs.Rosenbrock[chunk], []float64{a, b})
	compare(t, "gradient", grad, wantGrad, 1e-14)
	compare(t, "Hessian", hess, wantHess, 1e-14)
}

func TestHessianVector(t *testing.T) {
	x, v := []float64{0.3, -1.1, 0.7, 2}, []float64{1, -2, 0.5, 3}
	y, grad, hess := hyperdual.Hessian(tangle[number], x)
	z, gotGrad, hv := hyperdual.HessianVector(tangle[float64Number], x, v)
	want := make([]float64, len(x))
	for i := range x {
		for j := range x {
			want[i] += hess[i*len(x)+j] * v[j]
		}
	}
	compare(t, "value", []float64{z}, []float64{y}, 0)
	compare(t, "gradient", gotGrad, grad, 1e-14)
	compare(t, "product", hv, want, 1e-13)
}

type float64Number = hyperdual.Number[float64]

func TestDerivative2(t *testing.T) {
	y, dy, d2y := hyperdual.Derivative2(func(x number) number { return x.PowReal(3) }, 2)
	if y != 8 || dy != 12 || d2y != 12 {
		t.Errorf("x³ at 2: %v, %v, %v", y, dy, d2y)
	}
}

func TestNoAllocations(t *testing.T) {
	for _, n := range []int{2, 10, 40} {
		x, v := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], v[i] = 0.3+0.1*float64(i), 1
		}
		grad, hess := make([]float64, n), make([]float64, n*n)
		chunks, numbers := make([]chunk, n), make([]number, n)
		for name, f := range map[string]func(){
			"HessianInto, Chunk":  func() { hyperdual.HessianInto(grad, hess, tangle[chunk], x, chunks) },
			"HessianInto, Number": func() { hyperdual.HessianInto(grad, hess, tangle[number], x, numbers) },
			"HessianVectorInto":   func() { hyperdual.HessianVectorInto(grad, v, tangle[number], x, v, numbers) },
		} {
			f() // the arena finds its size in the first evaluations
			f()
			f()
			f()
			if allocs := testing.AllocsPerRun(10, f); allocs != 0 {
				t.Errorf("%s, n = %d: %v allocations, want 0", name, n, allocs)
			}
		}
	}
	x := number{0.3, 1, 2, 3}
	for _, f := range numbertest.Unaries[number]() {
		if allocs := testing.AllocsPerRun(10, func() { sink = f.Op(x) }); allocs != 0 {
			t.Errorf("%s: %v allocations, want 0", f.Name, allocs)
		}
	}
	for _, f := range numbertest.Binaries[number]() {
		if allocs := testing.AllocsPerRun(10, func() { sink = f.Op(x, x) }); allocs != 0 {
			t.Errorf("%s: %v allocations, want 0", f.Name, allocs)
		}
	}
}

var sink number

func TestWrongLengthsPanic(t *testing.T) {
	for _, test := range []struct {
		want string
		call func()
	}{
		{"hyperdual: HessianInto: hess has length 3, want 4", func() {
			hyperdual.HessianInto(make([]float64, 2), make([]float64, 3), tangle[number], make([]float64, 2), make([]number, 2))
		}},
		{"hyperdual: HessianVectorInto: v has length 1, want 2", func() {
			hyperdual.HessianVector(tangle[number], make([]float64, 2), make([]float64, 1))
		}},
		{"two different evaluations", func() {
			hyperdual.Hessian(func(x []chunk) chunk {
				hyperdual.Hessian(func(y []chunk) chunk { return y[0].Mul(x[0]) }, []float64{1})
				return x[0]
			}, []float64{2})
		}},
	} {
		func() {
			defer func() {
				if r := fmt.Sprint(recover()); !strings.Contains(r, test.want) {
					t.Errorf("panic %q, want %q", r, test.want)
				}
			}()
			test.call()
		}()
	}
}
