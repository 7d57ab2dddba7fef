package funcs_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

func TestLookup(t *testing.T) {
	for _, f := range funcs.All() {
		for _, name := range []string{f.Name, strings.ToUpper(f.Name), " " + strings.ToLower(f.Name) + " "} {
			if got, err := funcs.Lookup(name); err != nil || got.Name != f.Name {
				t.Errorf("Lookup(%q) = %q, %v, want %q", name, got.Name, err, f.Name)
			}
		}
	}
	for name, want := range map[string]string{
		"styblinski-tang": "StyblinskiTang", "Styblinski–Tang": "StyblinskiTang", "goldstein price": "GoldsteinPrice",
		"six-hump camel": "SixHumpCamel", "six_hump_camel": "SixHumpCamel",
	} {
		if got, err := funcs.Lookup(name); err != nil || got.Name != want {
			t.Errorf("Lookup(%q) = %q, %v, want %q", name, got.Name, err, want)
		}
	}
	_, err := funcs.Lookup("rosenbrook")
	if err == nil {
		t.Fatal("Lookup of a name that does not exist succeeded")
	}
	for _, want := range []string{`"rosenbrook"`, "Rosenbrock", "Zakharov"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("Lookup error %q does not name %s", err, want)
		}
	}
}

func TestAll(t *testing.T) {
	all := funcs.All()
	paper := []string{"Ackley", "Beale", "Booth", "Bukin", "McCormick", "Rosenbrock", "StyblinskiTang"}
	for i, f := range all {
		if i < len(paper) && f.Name != paper[i] {
			t.Errorf("function %d is %s, want %s", i, f.Name, paper[i])
		}
		if f.Note == "" || f.Any == nil || f.Real == nil || f.Dual == nil || f.Chunk == nil {
			t.Errorf("%s is incomplete: %+v", f.Name, f)
		}
	}
	if !slices.IsSortedFunc(all[len(paper):], func(a, b funcs.Function) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the functions after the paper's are not in alphabetical order")
	}
	all[0].Name = "changed"
	if funcs.All()[0].Name != "Ackley" {
		t.Error("All shares its slice with the caller")
	}
}

func TestDimension(t *testing.T) {
	for _, c := range []struct {
		name      string
		dim, want int
		err       string
	}{
		{"Booth", 0, 2, ""},
		{"Booth", 2, 2, ""},
		{"Booth", 3, 0, "funcs: Booth: dimension is 3, want 2"},
		{"Ackley", 0, 2, ""},
		{"Ackley", 1, 1, ""},
		{"Ackley", -1, 0, "funcs: Ackley: dimension is -1, want at least 1"},
		{"Rosenbrock", 1, 0, "funcs: Rosenbrock: dimension is 1, want at least 2"},
		{"Rosenbrock", 50, 50, ""},
	} {
		got, err := lookup(t, c.name).Dimension(c.dim)
		if message := errorText(err); got != c.want || message != c.err {
			t.Errorf("%s.Dimension(%d) = %d, %q, want %d, %q", c.name, c.dim, got, message, c.want, c.err)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestDomain(t *testing.T) {
	got := lookup(t, "Bukin").Domain(0)
	if diff := cmp.Diff([]funcs.Interval{{-15, -5}, {-3, 3}}, got); diff != "" {
		t.Errorf("Bukin.Domain(0) (-want +got):\n%s", diff)
	}
	got = lookup(t, "Rastrigin").Domain(3)
	if diff := cmp.Diff([]funcs.Interval{{-5.12, 5.12}, {-5.12, 5.12}, {-5.12, 5.12}}, got); diff != "" {
		t.Errorf("Rastrigin.Domain(3) (-want +got):\n%s", diff)
	}
	got[0] = funcs.Interval{}
	if lookup(t, "Rastrigin").Domain(1)[0].Hi != 5.12 {
		t.Error("Domain shares its slice with the caller")
	}
}

// Every number type computes the same value, bit for bit, through Eval and by a direct call.
func TestNumberTypesAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, f := range funcs.All() {
		for _, d := range dimensions(f) {
			for range 20 {
				x := make([]float64, d)
				for i, c := range f.Domain(d) {
					x[i] = c.Lo + (c.Hi-c.Lo)*rng.Float64()
				}
				want := f.Value(x)
				checkValue(t, f, x, want, dual.Number[float64]{Emag: 1})
				checkValue(t, f, x, want, dual.Nested[second]{Real: second{Emag: dual.Constant(1.0)}})
				slow := f
				slow.Real, slow.Dual = nil, nil
				checkValue(t, slow, x, want, dual.Number[float64]{Emag: 1})
				checkValue(t, slow, x, want, dual.Real[float64]{})
			}
		}
	}
}

// checkValue evaluates f with every coordinate xᵢ + seed.
func checkValue[T dual.Scalar[T]](t *testing.T, f funcs.Function, x []float64, want float64, seed T) {
	t.Helper()
	s := make([]T, len(x))
	for i, v := range x {
		s[i] = seed.Add(seed.Lift(v))
	}
	if got := funcs.Eval(f, s).Value(); got != want {
		t.Errorf("%s%v with %T = %v, want %v", f.Name, x, seed, got, want)
	}
}

func TestUsersFunction(t *testing.T) {
	f := funcs.Function{Forms: funcs.Forms{Any: funcs.Booth[dual.Any]}, Name: "mine", Dim: 2, Box: []funcs.Interval{{0, 1}}}
	if got := f.Value([]float64{1, 2}); got != 5 {
		t.Errorf("value %v, want 5", got)
	}
	if got := f.Minima(2); got != nil {
		t.Errorf("minima %v, want none", got)
	}
}

func TestAllocations(t *testing.T) {
	x := []dual.Number[float64]{{Real: -1.2, Emag: 1}, {Real: 1}}
	point := []float64{-1.2, 1}
	for _, f := range funcs.All() {
		if n := testing.AllocsPerRun(100, func() { f.Dual(x) }); n != 0 {
			t.Errorf("%s with dual numbers: %v allocations, want 0", f.Name, n)
		}
	}
	f := lookup(t, "Rosenbrock")
	if n := testing.AllocsPerRun(100, func() { f.Value(point) }); n > 1 {
		t.Errorf("Value: %v allocations, want at most 1", n)
	}
}
