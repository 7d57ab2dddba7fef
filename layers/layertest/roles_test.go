package layertest_test

import (
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// posing is a layer that says it is affine.
type posing struct {
	layers.Layer[float64]
	weights func(params []float64, in int) layers.Weights[float64]
}

func (p posing) Weights(params []float64, in int) layers.Weights[float64] {
	return p.weights(params, in)
}

// acting is a layer that says it is elementwise.
type acting struct {
	layers.Layer[float64]
	act layers.Activation
}

func (a acting) Activation() layers.Activation { return a.act }

func TestRoles(t *testing.T) {
	dense, tanh := layers.Dense[float64](2, nil), layers.Activate[float64](layers.Tanh)
	cubic := layers.Activation{Smoothness: layers.Smooth, Rule: func(c []float64, a float64) {
		layers.Tanh.Rule(c, a)
		if len(c) > 3 {
			c[3] = 0
		}
	}}
	for _, c := range []struct {
		name  string
		layer layers.Layer[float64]
		want  string // in the message; none if empty
	}{
		{"dense", posing{dense, func(p []float64, in int) layers.Weights[float64] {
			return layers.Weights[float64]{In: in, Out: 2, W: p[:2*in], B: p[2*in:]}
		}}, ""},
		{"another shape", posing{dense, func(p []float64, in int) layers.Weights[float64] {
			return layers.Weights[float64]{In: 2, Out: in, W: p[:2*in], B: p[2*in:]}
		}}, "Weights: 2 × 3 with 6 numbers and 2 biases, want 3 × 2 with 6 and 2 or none"},
		{"forgotten biases", posing{dense, func(p []float64, in int) layers.Weights[float64] {
			return layers.Weights[float64]{In: in, Out: 2, W: p[:2*in]}
		}}, "parameter 6 stands 0 times in the views that Weights returns, want once"},
		{"copies", posing{dense, func(p []float64, in int) layers.Weights[float64] {
			p = append([]float64(nil), p...)
			return layers.Weights[float64]{In: in, Out: 2, W: p[:2*in], B: p[2*in:]}
		}}, "parameter 0 stands 0 times"},
		{"biases first", posing{dense, func(p []float64, in int) layers.Weights[float64] {
			return layers.Weights[float64]{In: in, Out: 2, W: p[2:], B: p[:2]}
		}}, "Eval against x·W + b with W and b from Weights: output 0 is"},
		{"not affine", posing{squares{none}, func(p []float64, in int) layers.Weights[float64] {
			return layers.Weights[float64]{In: in, Out: in, W: p}
		}}, "Weights: 3 × 3 with 3 numbers"},
		{"tanh", acting{tanh, layers.Tanh}, ""},
		{"with parameters", acting{squares{none}, layers.Tanh}, "3 parameters makes 3 outputs of 3 inputs, want no parameters"},
		{"another activation", acting{tanh, layers.Sin}, "Eval against the rule of Activation: output 0 of sample 0, value, is"},
		{"another third derivative", acting{tanh, cubic}, "Eval against the rule of Activation: output 0 of sample 0, coefficient of ε³, is"},
		{"another smoothness", acting{tanh, layers.ReLU}, "but the activation's 0, want the same"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r recorder
			layertest.Layer(&r, c.layer, 3)
			got := strings.Join(r.messages, "\n")
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want something with %q", got, c.want)
			}
		})
	}
}
