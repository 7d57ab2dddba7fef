package dual_test

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/numbertest"
	"example.com/sobolev/internal/series"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
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

// Two activations are put together from pieces; their rules, which layers use, say the same.
func TestActivationsWithParameterAreTheirRules(t *testing.T) {
	type second = hyperdual.Number[float64]
	equal := cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateApprox(4e-16, 0)}
	for _, v := range append(numbertest.SpecialPoints(), numbertest.RegularPoints()...) {
		for _, p := range []float64{0.1, 1, 0, -0.5} {
			for _, x := range []second{{Real: v, E1mag: 2, E2mag: -0.7, E1E2mag: 0.3}, {Real: v}} {
				leaky := func(c []float64, a float64) { series.LeakyReLU(c, a, p) }
				if diff := cmp.Diff(x.Apply(leaky), dual.LeakyReLU(x, p), equal); diff != "" {
					t.Errorf("LeakyReLU(%v, %v) (-rule +got):\n%s", x, p, diff)
				}
				elu := func(c []float64, a float64) { series.ELU(c, a, p) }
				if diff := cmp.Diff(x.Apply(elu), dual.ELU(x, p), equal); diff != "" {
					t.Errorf("ELU(%v, %v) (-rule +got):\n%s", x, p, diff)
				}
			}
		}
	}
}
