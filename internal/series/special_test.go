package series

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// points gives the arguments that a doc comment's special case stands for.
var points = map[string][]float64{
	"+Inf":                            {math.Inf(1)},
	"-Inf":                            {math.Inf(-1)},
	"±Inf":                            {math.Inf(1), math.Inf(-1)},
	"NaN":                             {math.NaN()},
	"±0":                              {0, math.Copysign(0, -1)},
	"1":                               {1},
	"-1":                              {-1},
	"a < 0":                           {-5e-324, -1, -1e300, math.Inf(-1)},
	"a < 1":                           {1 - 0x1p-53, 0, -1, -1e300, math.Inf(-1)},
	"a < -1":                          {-1 - 0x1p-52, -2, -1e300, math.Inf(-1)},
	"|a| > 1":                         {1 + 0x1p-52, -1 - 0x1p-52, 2, -2, 1e300, -1e300, math.Inf(1), math.Inf(-1)},
	"a negative integer":              {-1, -2, -1000, -1e10, -1e300},
	"0":                               {0, math.Copysign(0, -1)},
	"x < 0 or NaN":                    {-5e-324, -1, -1e300, math.Inf(-1), math.NaN()},
	"x > 0 or NaN":                    {5e-324, 1, 1e300, math.Inf(1), math.NaN()},
	"x < -1 or NaN":                   {-1 - 0x1p-52, -2, -1e300, math.Inf(-1), math.NaN()},
	"p < 0, p > 1 or NaN":             {-5e-324, -1, -1e300, math.Inf(-1), 1 + 0x1p-52, 2, 1e300, math.Inf(1), math.NaN()},
	"a negative integer, -Inf or NaN": {-1, -2, -1000, -1e10, -1e300, math.Inf(-1), math.NaN()},
}

// values gives the coefficients that a doc comment names by a formula.
var values = map[string]float64{
	"0": 0, "1": 1, "2": 2, "1/2": 0.5, "1/3": 1. / 3, "1/4": 0.25, "1/6": 1. / 6, "π/2": math.Pi / 2, "π": math.Pi,
	"Inf": math.Inf(1), "NaN": math.NaN(), "2/√π": 2 / math.SqrtPi, "2/(3√π)": 2 / math.SqrtPi / 3,
	"1/√(2π)": 1 / math.Sqrt(2*math.Pi), "√(2/π)/2": 1 / math.Sqrt(2*math.Pi),
	"slope": 0.01, "alpha": 0.5, "alpha/2": 0.25,
}

// documented returns the lines of the special-case block of every rule, from the doc comments of the package.
func documented(t *testing.T) map[string][]string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.IsExported() {
				blocks[fn.Name.Name] = specialCases(fn.Doc.Text())
			}
		}
	}
	return blocks
}

// specialCases returns the indented lines that follow "Special cases are".
func specialCases(doc string) []string {
	_, block, found := strings.Cut(doc, "Special cases are (in order):\n")
	if !found {
		return nil
	}
	var lines []string
	for line := range strings.Lines(block) {
		if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "\t") {
			lines = append(lines, strings.TrimSpace(line))
		} else if line != "" {
			break
		}
	}
	return lines
}

// parseValue reads one coefficient of a special case. strict says that the sign of a zero matters; ± takes the sign of
// the point and ∓ the other.
func parseValue(t *testing.T, s string, at float64) (v float64, strict bool) {
	t.Helper()
	sign := 1.0
	switch {
	case strings.HasPrefix(s, "±"):
		s, sign, strict = strings.TrimPrefix(s, "±"), math.Copysign(1, at), true
	case strings.HasPrefix(s, "∓"):
		s, sign, strict = strings.TrimPrefix(s, "∓"), -math.Copysign(1, at), true
	case strings.HasPrefix(s, "-"):
		s, sign, strict = s[1:], -1, true
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	}
	factor := 1.0
	if name, ok := strings.CutPrefix(s, "0·"); ok {
		s, factor = "0", values[name]
	} else if name, ok := strings.CutPrefix(s, "Inf·"); ok {
		s, factor = "Inf", values[name]
	}
	v, ok := values[s]
	if !ok {
		t.Fatalf("no value known by the name %q", s)
	}
	return sign * factor * v, strict
}

// beyond are the rules that are in no row of the table.
func beyond() []Entry {
	return []Entry{
		{Name: "BesselI", Rule: BesselI(0), Domain: everywhere},
		{Name: "BesselJ", Rule: BesselJ(2), Domain: everywhere},
		{Name: "BesselK", Rule: BesselK(1), Domain: Domain{0, math.Inf(1)}},
		{Name: "BesselY", Rule: BesselY(1), Domain: Domain{0, math.Inf(1)}},
		{Name: "Gamma", Rule: Gamma, Domain: everywhere},
		{Name: "Log1mExp", Rule: Log1mExp, Domain: Domain{math.Inf(-1), 0}},
		{Name: "Log1pMinus", Rule: Log1pMinus, Domain: Domain{-1, math.Inf(1)}},
		{Name: "LogNormalCDF", Rule: LogNormalCDF, Domain: everywhere},
		{Name: "NormalCDF", Rule: NormalCDF, Domain: everywhere},
		{Name: "NormalPDF", Rule: NormalPDF, Domain: everywhere},
		{Name: "NormalQuantile", Rule: NormalQuantile, Domain: Domain{0, 1}},
	}
}

// TestSpecialCases evaluates the special cases that the doc comments state: the comments are the table of this test. The
// ends of the real line are among them where the function is real there.
func TestSpecialCases(t *testing.T) {
	blocks, evaluated := documented(t), map[string]bool{"Pow": true} // see TestPowSpecialCases
	for _, e := range slices.Concat(All(), beyond()) {
		name, _, _ := strings.Cut(e.Name, "(")
		switch {
		case name == "Pow" || e.Name == "ELU(1)": // the values are those of ELU(0.5)
			continue
		case name == "Log2" || name == "Log10":
			name = "Log"
		}
		lines := blocks[name]
		evaluated[name] = true
		for _, at := range []float64{e.Lo, e.Hi, math.NaN()} {
			states := func(line string) bool {
				return slices.ContainsFunc(points[pointOf(line)], func(p float64) bool { return alike(p, at, false) })
			}
			if (math.IsInf(at, 0) || at != at) && !slices.ContainsFunc(lines, states) {
				t.Errorf("%s: its comment does not state the special case at %v", name, at)
			}
		}
		for _, line := range lines {
			checkSpecial(t, e, line)
		}
	}
	for name, lines := range blocks {
		if len(lines) > 0 && !evaluated[name] {
			t.Errorf("%s: its special cases are not evaluated: it has no row in the table or in beyond", name)
		}
	}
}

// pointOf returns what a line names as its point.
func pointOf(line string) string {
	head, _, _ := strings.Cut(line, ": ")
	_, point, _ := strings.Cut(head, " at ")
	return point
}

// checkSpecial evaluates one line, "Name at point: c0, c1, c2, … (remark)".
func checkSpecial(t *testing.T, e Entry, line string) {
	t.Helper()
	point := pointOf(line)
	if points[point] == nil {
		t.Fatalf("%s: no points known for %q", line, point)
	}
	_, tail, _ := strings.Cut(line, ": ")
	tail, remark, _ := strings.Cut(tail, " (")
	if strings.HasPrefix(remark, "2π)") || strings.HasPrefix(remark, "3√π)") {
		t.Fatalf("%s: write the value without a space before its parenthesis", line)
	}
	fields := strings.Split(strings.TrimSuffix(tail, ", …"), ", ")
	for _, at := range points[point] {
		n := len(fields)
		if math.IsInf(at, 0) || at != at {
			n = 9
		}
		for n := range n {
			c := make([]float64, n+1)
			e.Rule(c, at)
			for k, got := range c {
				want, strict := stated(t, fields, k, at)
				if !alike(got, want, strict) {
					t.Errorf("%s: %s at %v with %d coefficients: c[%d] = %v, want %v", line, e.Name, at, len(c), k, got, want)
				}
			}
		}
	}
}

// stated returns coefficient k as the fields of a line state it. What follows them is 0, NaN or infinite as the last one is,
// with a sign that goes on as it does there.
func stated(t *testing.T, fields []string, k int, at float64) (v float64, strict bool) {
	t.Helper()
	last := len(fields) - 1
	if k > last {
		v, _ = parseValue(t, fields[last-(k-last)%2], at)
		if final, _ := parseValue(t, fields[last], at); !math.IsInf(final, 0) {
			v = final
		}
		return v, false
	}
	return parseValue(t, fields[k], at)
}

// alike reports whether two numbers agree to a rounding error, NaN with NaN, and if strict the signs of zeros too.
func alike(got, want float64, strict bool) bool {
	switch {
	case math.IsNaN(want):
		return math.IsNaN(got)
	case math.IsInf(want, 0) || want == 0:
		return got == want && (!strict || math.Signbit(got) == math.Signbit(want))
	}
	return math.Abs(got-want) <= 4e-16*math.Abs(want)
}

// TestPowSpecialCases follows the special cases in the comment of Pow, in their order.
func TestPowSpecialCases(t *testing.T) {
	inf, nan, negZero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	tests := []struct {
		a, p float64
		want []float64
	}{
		{0, 0, []float64{1, 0, 0, 0}},
		{negZero, 0, []float64{1, 0, 0, 0}},
		{-3, 0, []float64{1, 0, 0, 0}},
		{inf, 0, []float64{1, 0, 0, 0}},
		{nan, 0, []float64{1, 0, 0, 0}},
		{0, 1, []float64{0, 1, 0, 0}},
		{-7, 1, []float64{-7, 1, 0, 0}},
		{-inf, 1, []float64{-inf, 1, 0, 0}},
		{nan, 1, []float64{nan, 1, 0, 0}},
		{0, 2, []float64{0, 0, 1, 0, 0}},
		{negZero, 2, []float64{0, 0, 1, 0, 0}},
		{-2, 2, []float64{4, -4, 1, 0, 0}},
		{-2, 3, []float64{-8, 12, -6, 1, 0}},
		{0, 3, []float64{0, 0, 0, 1, 0}},
		{negZero, 3, []float64{0, 0, 0, 1, 0}},
		{-1, 5, []float64{-1, 5, -10, 10, -5, 1, 0}},
		{0, 30, []float64{0, 0, 0, 0}},
		{inf, 2, []float64{inf, inf, 1, 0}},
		{-inf, 2, []float64{inf, -inf, 1, 0}},
		{0, -1, []float64{inf, -inf, inf, -inf}},
		{negZero, -1, []float64{-inf, -inf, -inf, -inf}},
		{0, -2, []float64{inf, -inf, inf}},
		{negZero, -2, []float64{inf, inf, inf}},
		{-2, -1, []float64{-0.5, -0.25, -0.125, -0.0625}},
		{inf, -2, []float64{0, 0, 0}},
		{-inf, -1, []float64{0, 0, 0}},
		{0, 0.5, []float64{0, inf, -inf, inf}},
		{negZero, 0.5, []float64{0, inf, -inf, inf}},
		{0, 1.5, []float64{0, 0, inf, -inf, inf}},
		{0, 2.5, []float64{0, 0, 0, inf, -inf}},
		{negZero, 2.5, []float64{0, 0, 0, inf, -inf}},
		{0, 1e-16, []float64{0, inf, -inf, inf}},
		{0, -0.5, []float64{inf, -inf, inf, -inf}},
		{negZero, -0.5, []float64{inf, -inf, inf, -inf}},
		{inf, 0.5, []float64{inf, 0, 0, 0}},
		{inf, 1.5, []float64{inf, inf, 0, 0}},
		{-1, 0.5, []float64{nan, nan, nan}},
		{-1e-300, 2.5, []float64{nan, nan, nan, nan, nan}},
		{-inf, 0.5, []float64{nan, nan, nan}},
		{nan, 2, []float64{nan, nan, 1, 0}},
		{nan, -1, []float64{nan, nan, nan}},
		{nan, 0.5, []float64{nan, nan, nan}},
		{2, nan, []float64{nan, nan, nan}},
		{0, nan, []float64{nan, nan, nan}},
		{1, nan, []float64{1, nan, nan}}, // the value is math's
		{4, 0.5, []float64{2, 0.25, -1. / 64}},
	}
	for _, test := range tests {
		for n := 1; n <= len(test.want); n++ {
			c := make([]float64, n)
			Pow(c, test.a, test.p)
			for k, got := range c {
				want := test.want[k]
				if k == 0 {
					want = math.Pow(test.a, test.p)
				}
				if !alike(got, want, false) {
					t.Errorf("Pow(%v, %v) with %d coefficients: c[%d] = %v, want %v", test.a, test.p, n, k, got, want)
				}
			}
			if !alike(c[0], test.want[0], false) && !math.IsInf(test.a, 0) && test.p == math.Trunc(test.p) {
				t.Errorf("Pow(%v, %v): value %v, want %v", test.a, test.p, c[0], test.want[0])
			}
		}
	}
}

// TestInside asks for the direction of the domain at every edge of the table, and away from edges.
func TestInside(t *testing.T) {
	for _, e := range All() {
		for _, dir := range []float64{1, 1e-300, math.Inf(1), -1, -1e-300, math.Inf(-1), 0} {
			if want := dir >= 0; !math.IsInf(e.Lo, -1) && Inside(e.Rule, e.Lo, dir) != want {
				t.Errorf("%s at the edge %v in the direction of %v: inside is %v, want %v", e.Name, e.Lo, dir, !want, want)
			}
			if want := dir <= 0; !math.IsInf(e.Hi, 1) && Inside(e.Rule, e.Hi, dir) != want {
				t.Errorf("%s at the edge %v in the direction of %v: inside is %v, want %v", e.Name, e.Hi, dir, !want, want)
			}
			if at := max(e.Lo, -1)/2 + min(e.Hi, 3)/2; !Inside(e.Rule, at, dir) {
				t.Errorf("%s: %v is not inside the domain in the direction of %v", e.Name, at, dir)
			}
		}
	}
	if Inside(Sqrt, math.Copysign(0, -1), -1) || !Inside(Sqrt, math.Copysign(0, -1), 1) {
		t.Error("the sign of zero moves the edge of Sqrt")
	}
	if !Inside(Exp, 800, 1) || !Inside(Cbrt, 0, -1) || !Inside(Cbrt, 0, 1) {
		t.Error("an overflow or a two-sided infinite slope is taken for an edge")
	}
}

// TestDomains finds each rule finite inside its domain and NaN outside.
func TestDomains(t *testing.T) {
	for _, e := range All() {
		var c [4]float64
		for _, outside := range []float64{math.Nextafter(e.Lo, math.Inf(-1)), math.Nextafter(e.Hi, math.Inf(1))} {
			if math.IsInf(outside, 0) {
				continue
			}
			e.Rule(c[:], outside)
			for k, v := range c {
				if !math.IsNaN(v) {
					t.Errorf("%s at %v, outside of [%v, %v]: c[%d] = %v, want NaN", e.Name, outside, e.Lo, e.Hi, k, v)
				}
			}
		}
		for _, s := range []float64{0.001, 0.3, 0.6, 0.999} {
			at := max(e.Lo, -5.1)*(1-s) + min(e.Hi, 5)*s
			e.Rule(c[:], at)
			for k, v := range c {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Errorf("%s at %v, inside of [%v, %v]: c[%d] = %v", e.Name, at, e.Lo, e.Hi, k, v)
				}
			}
		}
	}
}
