package dual_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// outOfUnit are numbers outside [-1, 1].
var outOfUnit = []float64{1 + 0x1p-52, -1 - 0x1p-52, 2, -1e300, math.Inf(1), math.Inf(-1)}

// arguments gives the primals that the special cases name.
var arguments = map[string][]float64{
	"0": {0}, "±0": {0, math.Copysign(0, -1)}, "1": {1}, "-1": {-1}, "±1": {1, -1},
	"+Inf": {math.Inf(1)}, "-Inf": {math.Inf(-1)}, "±Inf": {math.Inf(1), math.Inf(-1)}, "NaN": {math.NaN()},
	"x": outOfUnit, "x < 0": {-5e-324, -1, -1e300, math.Inf(-1)}, "x < -1": {-1 - 0x1p-52, -1e300, math.Inf(-1)},
	"x < 1": {1 - 0x1p-53, 0, -1e300, math.Inf(-1)},
}

// seeds gives the tangents that the special cases are for, up to the sign of the primal where they point in or out.
var seeds = map[string]struct {
	e      []float64
	signed bool
}{
	"": {[]float64{-2, 0.5}, false}, "for x outside [-1, 1]": {[]float64{-2, 0.5}, false},
	"for constants": {[]float64{0}, false}, "for the constant 0": {[]float64{0}, false},
	"for the constant 1": {[]float64{0}, false}, "for the constant -1": {[]float64{0}, false},
	"for e > 0": {[]float64{0.5, 2}, false}, "for e < 0": {[]float64{-0.5, -2}, false},
	"where it points out of it": {[]float64{2}, true}, "where the seed points into [-1, 1]": {[]float64{-2}, true},
}

// quantities gives the numbers that the special cases name; e, slope and alpha are set where they are known.
func quantities(e, parameter float64) map[string]float64 {
	return map[string]float64{"0": 0, "1": 1, "Inf": math.Inf(1), "NaN": math.NaN(), "π/2": math.Pi / 2, "e": e,
		"slope": parameter, "alpha": parameter}
}

// product evaluates factors with a sign before them, ± that of signed.
func product(t *testing.T, text string, signed float64, known map[string]float64) float64 {
	t.Helper()
	v := 1.0
	for prefix, sign := range map[string]float64{"+": 1, "-": -1, "±": math.Copysign(1, signed)} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			text, v = rest, sign
			break
		}
	}
	for f := range strings.SplitSeq(text, "·") {
		q, ok := known[f]
		if !ok {
			t.Fatalf("no number known by the name %q", f)
		}
		v *= q
	}
	return v
}

// TestCasesOfTable evaluates the special cases that the table states and the comments print: the comments are the table
// of this test. Those of powers, which have an exponent besides, are in internal/series.
func TestCasesOfTable(t *testing.T) {
	for _, f := range series.Functions() {
		if f.Doc == "" && f.Kind != series.Kinked {
			t.Errorf("%s has no comment, want what it returns", f.Name)
		}
		for _, line := range f.Cases {
			if f.Name == "Pow" {
				continue
			}
			for _, p := range append([]float64{f.Usual}, f.Golden...) {
				checkCase(t, f, line, p)
			}
		}
	}
}

// checkCase evaluates one line, "Name(argument) = value+slopeϵ" or "Name(argument) has slope …", and for which seeds.
func checkCase(t *testing.T, f series.Function, line string, parameter float64) {
	t.Helper()
	statement, _, _ := strings.Cut(line, " (") // a remark
	head, result, found := strings.Cut(statement, ") = ")
	if !found {
		head, result, found = strings.Cut(statement, ") has slope ")
		if result = "?" + result; !strings.HasPrefix(result, "?±") {
			result = "?+" + result[1:]
		}
	}
	argument, of := strings.CutPrefix(head, f.Name+"(")
	argument = strings.TrimSuffix(argument, "+eϵ")
	if !found || !of || arguments[argument] == nil {
		t.Fatalf("%q: want %s(argument) = value+slopeϵ with an argument that this test knows", line, f.Name)
	}
	numbers, condition, _ := strings.Cut(result, " ")
	numbers, signs := strings.CutSuffix(numbers, ",")
	ofMinus := signs && strings.HasPrefix(condition, "the sign that of -e")
	condition = strings.TrimPrefix(strings.TrimPrefix(condition, "the sign that of -e"), "the sign that of e")
	s, ok := seeds[strings.TrimPrefix(condition, ", ")]
	if !ok {
		t.Fatalf("%q: no seeds known for %q", line, condition)
	}
	numbers = strings.TrimSuffix(numbers, "ϵ")
	cut := strings.LastIndexAny(numbers, "+-±")
	if cut <= 0 {
		t.Fatalf("%q: %q is no value with a slope", line, numbers)
	}
	for _, at := range arguments[argument] {
		for _, e := range s.e {
			if s.signed {
				e = math.Copysign(e, e*at)
			}
			got, known, sign := evaluate(f, dual.Number[float64]{Real: at, Emag: e}, parameter), quantities(e, parameter), e
			if ofMinus {
				sign = -e
			}
			if slope := product(t, numbers[cut:], sign, known); !same(got.Emag, slope) {
				t.Errorf("%s: at %g%+gϵ the slope is %v, want %v", line, at, e, got.Emag, slope)
			}
			if value := numbers[:cut]; value != "?" {
				if want := product(t, value, at, known); !same(got.Real, want) {
					t.Errorf("%s: at %g%+gϵ the value is %v, want %v", line, at, e, got.Real, want)
				}
			}
		}
	}
}

// evaluate calls the function's method of dual numbers, or applies its rule where it is an activation.
func evaluate(f series.Function, x dual.Number[float64], parameter float64) dual.Number[float64] {
	if f.Kind == series.Activation {
		rule := f.With(parameter).Rule
		return x.Apply(func(c []float64, a float64) { rule(c, a) })
	}
	m := reflect.ValueOf(x).MethodByName(f.Name)
	if !m.IsValid() {
		panic(fmt.Sprintf("dual.Number has no method %s", f.Name))
	}
	return m.Call(nil)[0].Interface().(dual.Number[float64])
}

// same reports whether two numbers are equal, NaN too; zeros may differ in sign.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
