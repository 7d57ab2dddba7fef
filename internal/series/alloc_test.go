package series

import "testing"

// TestNoAllocation runs every rule on the caller's memory, at low and high order, where it is smooth and at its edges.
func TestNoAllocation(t *testing.T) {
	c := make([]float64, 100)
	for _, e := range All() {
		for _, n := range []int{1, 2, 3, 9, 33, 100} {
			for _, a := range []float64{0.3, 0, 1, -1, -2.5, 30, -800} {
				if allocs := testing.AllocsPerRun(5, func() { e.Rule(c[:n], a) }); allocs != 0 {
					t.Errorf("%s at %v with %d coefficients: %v allocations, want 0", e.Name, a, n, allocs)
				}
			}
		}
	}
}

// TestStaysOnStack calls every rule statically on a local array, as the number types do.
func TestStaysOnStack(t *testing.T) {
	allocs := testing.AllocsPerRun(100, func() {
		var c [3]float64
		Exp(c[:], 0.5)
		Expm1(c[:], c[1])
		Exp2(c[:], 0.5)
		Log(c[:], 0.5)
		Log1p(c[:], 0.5)
		Log2(c[:], 0.5)
		Log10(c[:], 0.5)
		Sqrt(c[:], 0.5)
		Cbrt(c[:], 0.5)
		Pow(c[:], 0.5, 2.5)
		Pow(c[:], 0.5, 3)
		Sin(c[:], 0.5)
		Cos(c[:], 0.5)
		Tan(c[:], 0.5)
		Asin(c[:], 0.5)
		Acos(c[:], 0.5)
		Atan(c[:], 0.5)
		Sinh(c[:], 0.5)
		Cosh(c[:], 0.5)
		Tanh(c[:], 0.5)
		Asinh(c[:], 0.5)
		Acosh(c[:], 1.5)
		Atanh(c[:], 0.5)
		Erf(c[:], 0.5)
		Erfc(c[:], 0.5)
		Lgamma(c[:], 0.5)
		Digamma(c[:], 0.5)
		Sigmoid(c[:], 0.5)
		Softplus(c[:], 0.5)
		LogSigmoid(c[:], 0.5)
		SiLU(c[:], 0.5)
		GELU(c[:], 0.5)
		GELUTanh(c[:], 0.5)
		ReLU(c[:], 0.5)
		LeakyReLU(c[:], 0.5, 0.1)
		Abs(c[:], 0.5)
		ELU(c[:], -0.5, 1)
		Sinc(c[:], 0.5)
		Derivative(c[:2], c[:])
		sink = c[0]
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want 0", allocs)
	}
}
