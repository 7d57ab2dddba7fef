package dual_test

import (
	"math"
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/numbertest"
	"example.com/sobolev/internal/series"
	"example.com/sobolev/jet"
)

// TestActivationSpecialCases follows the special cases in the comments of the activations, in their order.
func TestActivationSpecialCases(t *testing.T) {
	const e, slope, alpha = -2.5, 0.25, 0.5
	at := func(v float64) number { return number{Real: v, Emag: e} }
	negZero := math.Copysign(0, -1)
	leaky := func(x number) number { return dual.LeakyReLU(x, slope) }
	elu := func(x number) number { return dual.ELU(x, alpha) }
	for _, test := range []struct {
		name      string
		got, want number
	}{
		{"Sigmoid(+Inf)", dual.Sigmoid(at(inf)), number{1, 0}},
		{"Sigmoid(-Inf)", dual.Sigmoid(at(-inf)), number{0, 0}},
		{"Sigmoid(NaN)", dual.Sigmoid(at(nan)), number{nan, nan}},
		{"Softplus(+Inf)", dual.Softplus(at(inf)), number{inf, e}},
		{"Softplus(-Inf)", dual.Softplus(at(-inf)), number{0, 0}},
		{"Softplus(NaN)", dual.Softplus(at(nan)), number{nan, nan}},
		{"LogSigmoid(+Inf)", dual.LogSigmoid(at(inf)), number{negZero, 0}},
		{"LogSigmoid(-Inf)", dual.LogSigmoid(at(-inf)), number{-inf, e}},
		{"LogSigmoid(NaN)", dual.LogSigmoid(at(nan)), number{nan, nan}},
		{"SiLU(+Inf)", dual.SiLU(at(inf)), number{inf, e}},
		{"SiLU(-Inf)", dual.SiLU(at(-inf)), number{negZero, 0}},
		{"SiLU(NaN)", dual.SiLU(at(nan)), number{nan, nan}},
		{"GELU(+Inf)", dual.GELU(at(inf)), number{inf, e}},
		{"GELU(-Inf)", dual.GELU(at(-inf)), number{negZero, 0}},
		{"GELU(NaN)", dual.GELU(at(nan)), number{nan, nan}},
		{"GELUTanh(+Inf)", dual.GELUTanh(at(inf)), number{inf, e}},
		{"GELUTanh(-Inf)", dual.GELUTanh(at(-inf)), number{negZero, 0}},
		{"GELUTanh(NaN)", dual.GELUTanh(at(nan)), number{nan, nan}},
		{"ReLU(0)", dual.ReLU(at(0)), number{0, 0}},
		{"ReLU(-0)", dual.ReLU(at(negZero)), number{0, 0}},
		{"ReLU(+Inf)", dual.ReLU(at(inf)), number{inf, e}},
		{"ReLU(-Inf)", dual.ReLU(at(-inf)), number{0, 0}},
		{"ReLU(NaN)", dual.ReLU(at(nan)), number{nan, nan}},
		{"LeakyReLU(0)", leaky(at(0)), number{0, 0}},
		{"LeakyReLU(-0)", leaky(at(negZero)), number{negZero, 0}},
		{"LeakyReLU(+Inf)", leaky(at(inf)), number{inf, e}},
		{"LeakyReLU(-Inf)", leaky(at(-inf)), number{-inf, slope * e}},
		{"LeakyReLU(-Inf), slope 0", dual.LeakyReLU(at(-inf), 0), number{0, 0}},
		{"LeakyReLU(NaN)", leaky(at(nan)), number{nan, nan}},
		{"ELU(0)", elu(at(0)), number{0, alpha * e}},
		{"ELU(-0)", elu(at(negZero)), number{negZero, alpha * e}},
		{"ELU(+Inf)", elu(at(inf)), number{inf, e}},
		{"ELU(-Inf)", elu(at(-inf)), number{-alpha, 0}},
		{"ELU(NaN)", elu(at(nan)), number{nan, nan}},
	} {
		if !alike(test.got, test.want) {
			t.Errorf("%s = %v, want %v", test.name, test.got, test.want)
		}
	}
}

// Activations with a parameter are their rules, as layers use them, in every type and precision.
func TestActivationsWithParameterAreTheirRules(t *testing.T) {
	testParameterRules(t, seconds[float64])
	testParameterRules(t, seconds[float32])
	testParameterRules(t, func(v float64) []number { return []number{{v, 2}, {Real: v}} })
	testParameterRules(t, func(v float64) []number32 { return []number32{{float32(v), 2}, {Real: float32(v)}} })
	testParameterRules(t, func(v float64) []dual.Number3[float32] {
		return []dual.Number3[float32]{{Real: float32(v), E1mag: 2, E3mag: -0.7}}
	})
	testParameterRules(t, func(v float64) []dual.Real[float32] { return []dual.Real[float32]{{Real: float32(v)}} })
	testParameterRules(t, func(v float64) []dual.Nested[number32] {
		return []dual.Nested[number32]{{Real: number32{float32(v), 2}, Emag: number32{-0.7, 0.3}}}
	})
	testParameterRules(t, jets[float64])
	testParameterRules(t, jets[float32])
}

type number32 = dual.Number[float32]

// seconds returns hyper-dual numbers with the primal v, a constant among them.
func seconds[F dual.Float](v float64) []hyperdual.Number[F] {
	x := hyperdual.Number[F]{Real: F(v), E1mag: 2, E2mag: -0.7, E1E2mag: 0.3}
	return []hyperdual.Number[F]{x, {Real: F(v)}}
}

// jets returns jets over several algebras with the primal v, a constant among them.
func jets[F dual.Float](v float64) []jet.Number[F] {
	numbers := []jet.Number[F]{jet.Constant(F(v))}
	for _, alg := range []*jet.Algebra{jet.Dual(2), jet.HyperDual(), jet.Taylor(4), jet.Full(2, 3), jet.Laplace(2)} {
		c := make([]F, alg.Dim())
		for k := range c {
			c[k] = F(0.3 - 0.2*float64(k))
		}
		c[0] = F(v)
		numbers = append(numbers, jet.New(alg, c...))
	}
	return numbers
}

// coefficients returns all parts of a number.
func coefficients[T dual.Scalar[T]](x T) []float64 {
	if z, ok := any(x).(dual.Number3[float32]); ok {
		return []float64{float64(z.Real), float64(z.E1mag), float64(z.E2mag), float64(z.E3mag)}
	}
	return any(x).(dual.Coefficients).AppendCoefficients(nil)
}

func testParameterRules[T dual.Scalar[T]](t *testing.T, lift func(v float64) []T) {
	t.Helper()
	check := func(name string, v, p float64, got, want T) {
		t.Helper()
		g, w := coefficients(got), coefficients(want)
		if !slices.EqualFunc(g, w, numbertest.Alike) {
			t.Errorf("%s(%v, %v) of a %T has the coefficients %v, its rule %v", name, v, p, got, g, w)
		}
	}
	for _, v := range append(numbertest.SpecialPoints(), numbertest.RegularPoints()...) {
		for _, p := range []float64{0.1, 1, 0, -0.5, 0.8} {
			for _, x := range lift(v) {
				check("LeakyReLU", v, p, dual.LeakyReLU(x, p), x.Apply(func(c []float64, a float64) { series.LeakyReLU(c, a, p) }))
				check("ELU", v, p, dual.ELU(x, p), x.Apply(func(c []float64, a float64) { series.ELU(c, a, p) }))
			}
		}
	}
}

// The values in float32 are those of unlimited precision, rounded once.
func TestActivationsWithParameterRoundOnce(t *testing.T) {
	for _, test := range []struct {
		name string
		of   func(x number32) number32
		v    float32
		want number32
	}{
		{"LeakyReLU(-3.25, 0.1)", func(x number32) number32 { return dual.LeakyReLU(x, 0.1) }, -3.25, number32{-0.325, 0.1}},
		{"ELU(-2, 0.8)", func(x number32) number32 { return dual.ELU(x, 0.8) }, -2,
			number32{-0.691731773410709846, 0.108268226589290151}}, // 0.8·(e⁻² − 1) and 0.8·e⁻²
		{"ELU(-0.75, 0.3)", func(x number32) number32 { return dual.ELU(x, 0.3) }, -0.75,
			number32{-0.158290034177695588, 0.141709965822304406}},
	} {
		if got := test.of(number32{test.v, 1}); got != test.want {
			t.Errorf("%s = %.9g, want %.9g", test.name, got, test.want)
		}
	}
}

// At the kink LeakyReLU keeps the algebra of its argument, as ReLU does.
func TestLeakyReLUKeepsAlgebra(t *testing.T) {
	x := jet.Variable(jet.Full(2, 2), 0.0, 0)
	if got, want := dual.LeakyReLU(x, 0.1).Algebra(), dual.ReLU(x).Algebra(); got != want {
		t.Errorf("LeakyReLU of a jet at 0 is one over %v, want %v as ReLU", got, want)
	}
}

// An activation with a parameter allocates nothing, whatever number comes before it.
func TestActivationsWithParameterAllocateNothing(t *testing.T) {
	if poolForgets {
		t.Skip("pools forget at random under the race detector")
	}
	var sum float64
	numbers := func() {
		for _, v := range []float64{-0.5, 0, 0.5} {
			x, y := number{v, 1}, hyperdual.Variable(float32(v))
			sum += dual.LeakyReLU(x, 0.1).Emag + dual.ELU(x, 0.8).Emag
			sum += float64(dual.LeakyReLU(y, 0.1).E1mag + dual.ELU(y, 0.8).E1mag)
		}
	}
	x, grad, work := []float64{-0.5, 0, 0.5}, make([]float64, 3), make([]chunk, 3)
	chunks := func() {
		sum += dual.GradientInto(grad, func(x []chunk) chunk {
			return dual.LeakyReLU(x[0], 0.1).Add(dual.ELU(x[1], 0.8)).Add(dual.ELU(x[2], 0.8))
		}, x, work)
	}
	for name, f := range map[string]func(){"numbers": numbers, "chunks": chunks} {
		f()
		if allocs := testing.AllocsPerRun(50, f); allocs != 0 {
			t.Errorf("%s: %v allocations, want 0", name, allocs)
		}
	}
}

// More parameters than are kept, and those that differ in a few bits, do not disturb one another.
func TestActivationsWithManyParameters(t *testing.T) {
	for range 2 {
		for i := range 100 {
			p := 0.1 + float64(i)*0x1p-40
			if got := dual.LeakyReLU(number{-2, 1}, p); got != (number{-2 * p, p}) {
				t.Errorf("LeakyReLU(-2, %v) = %v", p, got)
			}
			if got, want := dual.ELU(number{-2, 1}, p), p*math.Expm1(-2); got.Real != want {
				t.Errorf("ELU(-2, %v) = %v, want %v", p, got, want)
			}
		}
	}
}
