package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/layers"
)

func TestCoefficientsRefuses(t *testing.T) {
	for _, c := range []struct {
		layer layers.Layer[float64]
		want  string
	}{
		{layers.Coefficients[float64](), "no initial value"},
		{layers.Coefficients[float64](1, math.Inf(1)), "initial value 1 is +Inf"},
	} {
		if _, err := layers.New(2, nil, c.layer); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.layer, err, c.want)
		}
	}
}

// The coefficients are outputs and parameters alike.
func ExampleCoefficients() {
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil), layers.Coefficients[float64](0.5, 3))
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(net.Params(), []float64{1, 1, 10})
	net.Coefficients()[0] = 0.25
	fmt.Println(net.Value(net.NewWorkspace(), []float64{1, 2}), net.Params())
	// Output: [13 0.25 3] [1 1 10 0.25 3]
}
