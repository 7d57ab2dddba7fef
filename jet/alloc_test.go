package jet

import (
	"testing"

	"example.com/sobolev/internal/series"
)

func wantNoAllocs(t *testing.T, name string, do func()) {
	t.Helper()
	if poolForgets {
		t.Skip("the race detector makes pools allocate")
	}
	do() // fills the pool
	if n := testing.AllocsPerRun(100, do); n >= 1 {
		t.Errorf("%s: %v allocations", name, n)
	}
}

// In-place arithmetic does not allocate, with the operands on the caller's stack or not.
func TestAlgebraAllocs(t *testing.T) {
	for _, a := range algebras() {
		x, y, z, phi := slice(a.Dim()), slice(a.Dim()), slice(a.Dim()), slice(a.Order()+1)
		for k := range x {
			x[k], y[k] = 1+float64(k), 2-float64(k)
		}
		for name, do := range map[string]func(){
			"Add": func() { a.Add(z, x, y) }, "Sub": func() { a.Sub(z, x, y) }, "Mul": func() { a.Mul(z, x, y) },
			"Div": func() { a.Div(z, x, y) }, "Div in place": func() { copy(z, y); a.Div(z, x, z) }, "Neg": func() { a.Neg(z, x) },
			"Inv": func() { a.Inv(z, x) }, "Scale": func() { a.Scale(z, 2, x) },
			"Apply": func() { a.Apply(z, x, series.Tanh) }, "Compose": func() { a.Compose(z, x, phi) },
			"MulAdjoint": func() { a.MulAdjoint(z, x, y) }, "PowReal": func() { a.PowReal(z, x, 2.5) },
			"Sqrt": func() { a.Sqrt(z, x) }, "Pow": func() { a.Pow(z, x, y) }, "Atan2": func() { a.Atan2(z, x, y) },
			"Hypot": func() { a.Hypot(z, x, y) }, "Abs": func() { a.Abs(z, x) }, "Max": func() { a.Max(z, x, y) },
			"Clamp": func() { a.Clamp(z, x, 0, 1) }, "Derivatives": func() { a.Derivatives(z, x) },
			"function": func() { a.function(z, x, series.Tanh, series.Equation{Form: series.Riccati, Constant: -1}) },
			"Index":    func() { a.Index(a.Exponents(0)...) },
		} {
			wantNoAllocs(t, a.String()+" "+name, do)
		}
	}
	a := Taylor(4)
	wantNoAllocs(t, "operands on the stack", func() {
		var x, z [5]float64
		a.Variable(x[:], 0.5, 0)
		a.Mul(z[:], x[:], x[:])
		a.Apply(z[:], z[:], series.Exp)
		a.Sqrt(z[:], z[:])
		a.Div(z[:], z[:], x[:])
		sink = z[4]
	})
}

func TestBatchAllocs(t *testing.T) {
	for _, a := range algebras() {
		x, y, z := NewBatch[float32](a, 5, 2), NewBatch[float32](a, 5, 2), NewBatch[float32](a, 5, 2)
		phi := make([][]float32, a.Order()+2)
		for k := range phi {
			phi[k] = make([]float32, 10)
		}
		s := NewScratch[float32](a, 10)
		wantNoAllocs(t, a.String(), func() {
			z.Mul(x, y)
			z.MulAdjoint(x, y)
			z.Add(x, y)
			z.Axpy(2, x)
			z.Compose(x, phi, s)
			z.ComposeAdjoint(x, phi, y, s)
			z.Reshape(5, 1)
			z.Reshape(5, 2)
		})
	}
}
