package layers

import (
	"fmt"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
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

// Identity is the activation of a layer without one.
var Identity = Activation{Name: "identity", Rule: identityRule, Smoothness: Smooth, Init: Glorot}

// ActivationByName returns the activation of that name, in any case: one of [Activations], or one with a parameter, such as
// elu(0.5) and sine(30). The names leakyrelu and elu stand for their usual parameters 0.01 and 1.
func ActivationByName(name string) (Activation, error) {
	var names []string
	for _, a := range Activations() {
		short, _, _ := strings.Cut(a.Name, "(")
		if strings.EqualFold(name, short) || strings.EqualFold(name, a.Name) {
			return a, nil
		}
		names = append(names, short)
	}
	if a, ok := namedActivation(strings.ToLower(name)); ok {
		return a, nil
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
