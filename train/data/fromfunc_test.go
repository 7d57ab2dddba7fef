package data_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// What a function is not finite at is counted and named, the function or a derivative, infinite or NaN or too large for
// the precision; so are points that are none and outputs that change in number.
func TestFromFuncRefuses(t *testing.T) {
	line := data.Points[float32]{Dim: 1, X: []float32{-1, 4, 0, 1, -9}}
	for want, c := range map[string]struct {
		f      func(x dual.Any) dual.Any
		points data.Points[float32]
		order  int
	}{
		"not finite at 2 of 5 points: at point 0, [-1], output 0 is NaN":                                 {dual.Any.Sqrt, line, 0},
		"not finite at 3 of 5 points: at point 0, [-1], output 0 is NaN":                                 {dual.Any.Sqrt, line, 1},
		"not finite at 1 of 5 points: at point 2, [0], output 0 is -Inf":                                 {func(x dual.Any) dual.Any { return x.Mul(x).Log() }, line, 0},
		"not finite at 1 of 2 points: at point 0, [0], the derivative of orders [2] of output 0 is +Inf": {func(x dual.Any) dual.Any { return x.PowReal(1.5) }, data.Points[float32]{Dim: 1, X: []float32{0, 1}}, 2},
		"not finite at 1 of 5 points: at point 1, [4], output 0 is +Inf":                                 {func(x dual.Any) dual.Any { return x.Scale(23).Exp() }, line, 2},
		"point 1: coordinate 0 is NaN":                                                                   {dual.Any.Exp, data.Points[float32]{Dim: 1, X: []float32{0, float32(math.NaN())}}, 0},
		"3 coordinates for points of dimension 2, want":                                                  {dual.Any.Exp, data.Points[float32]{Dim: 2, X: []float32{0, 1, 2}}, 0},
	} {
		d, err := data.FromFunc(func(x []dual.Any) dual.Any { return c.f(x[0]) }, c.points, c.order)
		if err == nil || !strings.Contains(err.Error(), want) || errors.Is(err, data.ErrNotFinite) != (d != nil) {
			t.Errorf("error %v and data %v, want %q", err, d, want)
		}
	}
	_, err := data.FromVectorFunc(func(x []dual.Any) []dual.Any {
		if x[0].Value() > 0 {
			return x
		}
		return append(x, x[0])
	}, line, 0)
	if want := "1 outputs at point 1, 2 at point 0"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}

// A teacher that is not finite is told like a function.
func TestFromNetRefuses(t *testing.T) {
	net := traintest.Small(t, 1, 1, layers.Softplus)
	for i := range net.Params() {
		net.Params()[i] = 1e300
	}
	_, err := data.FromNet(net, data.Points[float64]{Dim: 1, X: []float64{-2, 3}}, 1)
	if want := "data: FromNet: not finite at 2 of 2 points: at point 0, [-2], output 0 is +Inf"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want %q", err, want)
	}
}
