package formula_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/formula"
	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"github.com/google/go-cmp/cmp"
)

// derivatives returns what the formula and its first and mixed second derivatives are at a point.
func derivatives(t *testing.T, text string, x, y float64) [4]float64 {
	t.Helper()
	f, err := formula.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	v := hyperdual.Number[float64]{Real: x, E1mag: 1}
	w := hyperdual.Number[float64]{Real: y, E2mag: 1}
	z := dual.Unbox[hyperdual.Number[float64]](f([]dual.Any{dual.Box(v), dual.Box(w)}))
	return [4]float64{z.Real, z.E1mag, z.E2mag, z.E1E2mag}
}

// The derivatives wanted are worked out by hand.
func TestParse(t *testing.T) {
	const x, y = 0.7, -1.3
	sin, cos := math.Sincos(x * y)
	for _, c := range []struct {
		text string
		want [4]float64
	}{
		{"x", [4]float64{x, 1, 0, 0}},
		{"3", [4]float64{3, 0, 0, 0}},
		{"x*y", [4]float64{x * y, y, x, 1}},
		{"x y", [4]float64{x * y, y, x, 1}},
		{"2x - 3(y+1)/2", [4]float64{2*x - 1.5*(y+1), 2, -1.5, 0}},
		{"sin(x·y)", [4]float64{sin, y * cos, x * cos, cos - x*y*sin}},
		{"-y^2", [4]float64{-y * y, 0, -2 * y, 0}},
		{"(−y)²", [4]float64{y * y, 0, 2 * y, 0}},
		{"2^3^2", [4]float64{512, 0, 0, 0}},
		{"x**2", [4]float64{x * x, 2 * x, 0, 0}},
		{"2e - e*2", [4]float64{0, 0, 0, 0}},
		{"1.5e1 + pi - π", [4]float64{15, 0, 0, 0}},
		{"MAX(x, y) + min(x1,x2)", [4]float64{x + y, 1, 1, 0}},
		{"x - y - 1", [4]float64{x - y - 1, 1, -1, 0}},
		{"8/4/2 + 0x", [4]float64{1, 0, 0, 0}},
		{"2^-x", [4]float64{math.Exp2(-x), -math.Ln2 * math.Exp2(-x), 0, 0}},
	} {
		got := derivatives(t, c.text, x, y)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 4e-16*(1+math.Abs(c.want[i])) {
				t.Errorf("%s: derivatives %v, want %v", c.text, got, c.want)
				break
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "formula: at character 1: got the end, want a number, x, y, a function or a parenthesis"},
		{"x +", "formula: at character 4: got the end, want a number, x, y, a function or a parenthesis"},
		{"(x", "formula: at character 3: got the end, want a closing parenthesis"},
		{"x)", `formula: at character 2: got ")", want an operator or the end`},
		{"sin x", `formula: at character 5: got "x", want a parenthesis after sin`},
		{"max(x)", `formula: at character 6: got ")", want a comma and the second argument of max`},
		{"1.2.3", `formula: at character 1: got "1.2.3", want a number`},
		{"2 - 1e400 x", "formula: at character 5: got 1e400, want a number of at most 1.8e+308"},
		{"sin(a x)", `formula: at character 5: got "a", want a number in its place: the only names of numbers are x, y, pi and e`},
		{"x3", `formula: at character 1: got "x3", want a number in its place: the only names of numbers are x, y, pi and e`},
		{"2xy", `formula: at character 2: got "xy", want x*y`},
		{"x $ y", `formula: at character 3: got "$", want an operator or the end`},
		{strings.Repeat("(", 501), "formula: got 501 bytes, want at most 500"},
	} {
		_, err := formula.Parse(c.text)
		if diff := cmp.Diff(c.want, fmt.Sprint(err)); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", c.text, diff)
		}
	}
	if _, err := formula.Parse("x + foo(y)"); err == nil || !strings.HasPrefix(err.Error(), `formula: at character 5: got "foo", want one of the functions abs, `) {
		t.Errorf("foo: %v", err)
	}
}

// Every method of numbers that takes nothing or one number and returns one can be called by its name.
func TestAllFunctions(t *testing.T) {
	numbers := reflect.TypeFor[dual.Any]()
	operators := map[string]bool{"Add": true, "Sub": true, "Mul": true, "Div": true}
	for i := range numbers.NumMethod() {
		m := numbers.Method(i)
		text := strings.ToLower(m.Name)
		switch {
		case operators[m.Name] || m.Type.NumOut() != 1 || m.Type.Out(0) != numbers:
			continue
		case m.Type.NumIn() == 0:
			text += "(x)"
		case m.Type.NumIn() == 1 && m.Type.In(0) == numbers:
			text += "(x, y)"
		default:
			continue
		}
		f, err := formula.Parse(text)
		if err != nil {
			t.Errorf("%s cannot be called: %v", m.Name, err)
			continue
		}
		x := []dual.Any{dual.Box(dual.Real[float64]{Real: 0.3}), dual.Box(dual.Real[float64]{Real: 0.6})}
		args := []reflect.Value{}
		if m.Type.NumIn() == 1 {
			args = append(args, reflect.ValueOf(x[1]))
		}
		want := reflect.ValueOf(x[0]).MethodByName(m.Name).Call(args)[0].Interface().(dual.Any).Value()
		if got := f(x).Value(); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"x", "2x^2 - sin(x y)", "max(x, y)/3", "((x", "1e", "-−x₂³"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, err := formula.Parse(text)
		if err != nil {
			return
		}
		at := func(x, y float64) float64 {
			return g([]dual.Any{dual.Box(dual.Real[float64]{Real: x}), dual.Box(dual.Real[float64]{Real: y})}).Value()
		}
		again, err := formula.Parse("(" + text + ")")
		if len(text)+2 > formula.MaxLength {
			return
		}
		if err != nil {
			t.Fatalf("%q is read, but not in parentheses: %v", text, err)
		}
		a, b := at(0.3, 0.6), again([]dual.Any{dual.Box(dual.Real[float64]{Real: 0.3}), dual.Box(dual.Real[float64]{Real: 0.6})}).Value()
		if a != b && !(math.IsNaN(a) && math.IsNaN(b)) {
			t.Fatalf("%q is %v, and %v in parentheses", text, a, b)
		}
	})
}

func Example() {
	f, err := formula.Parse("x² + sin(3y)")
	if err != nil {
		panic(err)
	}
	y, grad := dual.Gradient(func(x []dual.Number[float64]) dual.Number[float64] {
		return dual.Unbox[dual.Number[float64]](f([]dual.Any{dual.Box(x[0]), dual.Box(x[1])}))
	}, []float64{2, 0})
	fmt.Println(y, grad)
	// Output: 4 [4 3]
}
