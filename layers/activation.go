package layers

import (
	"fmt"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// An Activation is a function of one variable that a network applies to every unit. Its rule alone defines it, for
// all orders and number types; a kernel, where there is one, computes the same for whole slices.
//
// An activation of your own needs Name, Rule and Smoothness; Init defaults to [Glorot].
type Activation struct {
	Name       string
	Rule       dual.Rule // Taylor coefficients at a real point; at a kink φ'(0) is one fixed number
	Smoothness int       // the number of continuous derivatives
	Init       Init      // the initialiser that suits the weights before it

	kernel kernel
	param  float64 // of the kernel
}

// check reports what an activation lacks to be one.
func (a *Activation) check() error {
	switch {
	case a.Rule == nil:
		return fmt.Errorf("Activate: activation %q has no rule, want one", a.Name)
	case a.Smoothness < 0:
		return fmt.Errorf("Activate: activation %q has %d continuous derivatives, want at least 0", a.Name, a.Smoothness)
	case !number.Finite(a.param):
		return fmt.Errorf("Activate: activation %s, want a finite parameter", a.Name)
	}
	return nil
}

// The activations. At a kink the derivative is fixed: ReLU'(0) = 0, |·|'(0) = 0.
var (
	Identity   = Activation{Name: "identity", Rule: identityRule, Smoothness: Smooth, Init: Glorot}
	Tanh       = Activation{Name: "tanh", Rule: series.Tanh, Smoothness: Smooth, Init: Glorot, kernel: tanhKernel}
	Sigmoid    = Activation{Name: "sigmoid", Rule: series.Sigmoid, Smoothness: Smooth, Init: Glorot, kernel: sigmoidKernel}
	Softplus   = Activation{Name: "softplus", Rule: series.Softplus, Smoothness: Smooth, Init: Glorot, kernel: softplusKernel}
	LogSigmoid = Activation{Name: "logsigmoid", Rule: series.LogSigmoid, Smoothness: Smooth, Init: Glorot, kernel: logSigmoidKernel}
	SiLU       = Activation{Name: "silu", Rule: series.SiLU, Smoothness: Smooth, Init: He, kernel: siluKernel}
	GELU       = Activation{Name: "gelu", Rule: series.GELU, Smoothness: Smooth, Init: He, kernel: geluKernel}
	GELUTanh   = Activation{Name: "gelutanh", Rule: series.GELUTanh, Smoothness: Smooth, Init: He, kernel: geluTanhKernel}
	Sin        = Activation{Name: "sin", Rule: series.Sin, Smoothness: Smooth, Init: Glorot, kernel: sinKernel}
	ReLU       = Activation{Name: "relu", Rule: series.ReLU, Smoothness: 0, Init: He, kernel: leakyReLUKernel}
	Abs        = Activation{Name: "abs", Rule: series.Abs, Smoothness: 0, Init: He}
)

// LeakyReLU is x for positive x and slope·x otherwise.
func LeakyReLU(slope float64) Activation {
	return Activation{Name: fmt.Sprintf("leakyrelu(%g)", slope), Smoothness: 0, Init: He,
		Rule:   func(c []float64, a float64) { series.LeakyReLU(c, a, slope) },
		kernel: leakyReLUKernel, param: slope}
}

// ELU is x for positive x and alpha·(eˣ−1) otherwise; with alpha = 1 its first derivative is continuous.
func ELU(alpha float64) Activation {
	smooth := 0
	if alpha == 1 {
		smooth = 1
	}
	return Activation{Name: fmt.Sprintf("elu(%g)", alpha), Smoothness: smooth, Init: He,
		Rule:   func(c []float64, a float64) { series.ELU(c, a, alpha) },
		kernel: eluKernel, param: alpha}
}

// Activations lists the activations that [ActivationByName] finds.
func Activations() []Activation {
	return []Activation{Identity, Tanh, Sigmoid, Softplus, LogSigmoid, SiLU, GELU, GELUTanh, Sin, ReLU, Abs,
		LeakyReLU(0.01), ELU(1)}
}

// ActivationByName returns the activation of that name, in any case; leakyrelu and elu stand for their usual
// parameters 0.01 and 1.
func ActivationByName(name string) (Activation, error) {
	var names []string
	for _, a := range Activations() {
		short, _, _ := strings.Cut(a.Name, "(")
		if strings.EqualFold(name, short) || strings.EqualFold(name, a.Name) {
			return a, nil
		}
		names = append(names, short)
	}
	return Activation{}, fmt.Errorf("layers: no activation %q, want one of %s", name, strings.Join(names, ", "))
}

// identityRule is the rule of φ(x) = x.
func identityRule(c []float64, a float64) {
	clear(c)
	c[0] = a
	if len(c) > 1 {
		c[1] = 1
	}
}
