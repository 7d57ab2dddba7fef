package vec

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// unaryFunctions are the elementary functions by the names of testdata/functions.txt: those with an entry of their own,
// and the values of the jets that are as exact.
func unaryFunctions[F Float]() map[string]func(dst, x []F) {
	return map[string]func(dst, x []F){
		"exp":      Exp[F],
		"sin":      func(dst, x []F) { SinCos(dst, make([]F, len(x)), x) },
		"sin'":     func(dst, x []F) { SinCos(make([]F, len(x)), dst, x) },
		"tanh":     func(dst, x []F) { TanhJet(dst, nil, nil, nil, x) },
		"sigmoid":  func(dst, x []F) { SigmoidJet(dst, nil, nil, nil, x) },
		"softplus": func(dst, x []F) { SoftplusJet(dst, nil, nil, nil, x) },
	}
}

// activationJets are the jets by the same names.
func activationJets[F Float]() map[string]func(y, d1, d2, d3, z []F) {
	return map[string]func(y, d1, d2, d3, z []F){
		"tanh": TanhJet[F], "sigmoid": SigmoidJet[F], "softplus": SoftplusJet[F], "silu": SiLUJet[F], "gelu": GELUJet[F],
		"gelutanh": GELUTanhJet[F], "logsigmoid": LogSigmoidJet[F], "sin": SinJet[F],
		"sine": func(y, d1, d2, d3, z []F) { SineJet(y, d1, d2, d3, z, 4) }, // 4z is exact,
		"elu":  func(y, d1, d2, d3, z []F) { ELUJet(y, d1, d2, d3, z, 1) },
	}
}

// golden are the arguments of a function and its values as sums of two numbers.
type golden struct{ x, hi, lo []float64 }

func readGolden(t *testing.T) map[string]*golden {
	t.Helper()
	name := "testdata/functions.txt"
	if s := os.Getenv("GOLDEN"); s != "" {
		name = s
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]*golden{}
	for s := bufio.NewScanner(f); s.Scan(); {
		w := strings.Fields(s.Text())
		var v [3]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(w[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		g := all[w[0]]
		if g == nil {
			g = new(golden)
			all[w[0]] = g
		}
		g.x, g.hi, g.lo = append(g.x, v[0]), append(g.hi, v[1]), append(g.lo, v[2])
	}
	return all
}

// ulps returns the error of got against hi + lo in units in the last place of F.
func ulps[F Float](got F, hi, lo float64) float64 {
	if float64(got) == hi || math.IsNaN(hi) && got != got {
		return 0
	}
	bits := 53
	if is32[F]() {
		bits = 24
		if float32(hi) == float32(got) && math.IsInf(float64(got), 0) {
			return 0
		}
	}
	_, e := math.Frexp(hi)
	if is32[F]() {
		e = max(e, -125)
	} else {
		e = max(e, -1021)
	}
	return math.Abs(math.Ldexp(float64(got)-hi, bits-e) - math.Ldexp(lo, bits-e))
}

// normal tells whether x does not underflow in F.
func normal[F Float](x float64) bool { return math.Abs(x) >= float64(smallestNormal[F]()) }

// singleArguments turns the table of a function into one for float32: rounded arguments, and values from the portable
// float64 code, whose errors are far below an ulp there.
func singleArguments(x []float64, f func(dst, x []float64)) ([]float32, []float64) {
	defer Force(Portable)()
	x32, x64, y := make([]float32, len(x)), make([]float64, len(x)), make([]float64, len(x))
	for i := range x {
		x32[i] = float32(x[i])
		x64[i] = float64(x32[i])
	}
	f(y, x64)
	return x32, y
}

func checkUlps[F Float](t *testing.T, name string, limit float64, x, got []F, hi, lo []float64) {
	t.Helper()
	for i := range got {
		low := 0.0
		if lo != nil {
			low = lo[i]
		}
		if !normal[F](hi[i]) && math.Abs(float64(got[i])) <= float64(smallestNormal[F]()) {
			continue
		}
		if u := ulps(got[i], hi[i], low); !(u <= limit) {
			t.Errorf("%s(%v) = %v, want %v: %.2f ulp, want at most %v", name, x[i], got[i], F(hi[i]), u, limit)
			return
		}
	}
}

func TestFunctionsAgainstGolden(t *testing.T) {
	const limit = 2
	all := readGolden(t)
	forEachLevel(t, func(t *testing.T) {
		for name, f := range unaryFunctions[float64]() {
			g := all[name]
			y := make([]float64, len(g.x))
			f(y, g.x)
			checkUlps(t, name, limit, g.x, y, g.hi, g.lo)
			x32, want := singleArguments(g.x, f)
			y32 := make([]float32, len(x32))
			unaryFunctions[float32]()[name](y32, x32)
			checkUlps(t, name, limit, x32, y32, want, nil)
		}
	})
}

// dense are 20001 arguments in the range where networks live.
func dense() []float64 {
	x := make([]float64, 20001)
	for i := range x {
		x[i] = float64(i-10000) / 1000
	}
	return x
}

func TestFunctionsDense(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		for name, f := range unaryFunctions[float64]() {
			x32, want := singleArguments(dense(), f)
			y32 := make([]float32, len(x32))
			unaryFunctions[float32]()[name](y32, x32)
			checkUlps(t, name, 2, x32, y32, want, nil)
		}
	})
}

// TestFunctionsSpecial compares the kernels with Go's functions where these are exact: value, NaN and sign of zero.
func TestFunctionsSpecial(t *testing.T) {
	testFunctionsSpecial[float32](t, math.SmallestNonzeroFloat32, math.MaxFloat32)
	testFunctionsSpecial[float64](t, math.SmallestNonzeroFloat64, math.MaxFloat64)
}

func testFunctionsSpecial[F Float](t *testing.T, tiny, huge float64) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct {
		name    string
		x, want float64
	}{
		{"exp", nan, nan}, {"exp", inf, inf}, {"exp", -inf, 0}, {"exp", 0, 1}, {"exp", huge, inf}, {"exp", -huge, 0}, {"exp", tiny, 1},
		{"tanh", nan, nan}, {"tanh", inf, 1}, {"tanh", -inf, -1}, {"tanh", 0, 0}, {"tanh", math.Copysign(0, -1), math.Copysign(0, -1)},
		{"tanh", tiny, tiny}, {"tanh", -tiny, -tiny}, {"tanh", huge, 1}, {"tanh", -huge, -1},
		{"sigmoid", nan, nan}, {"sigmoid", inf, 1}, {"sigmoid", -inf, 0}, {"sigmoid", 0, 0.5}, {"sigmoid", huge, 1}, {"sigmoid", -huge, 0},
		{"softplus", nan, nan}, {"softplus", inf, inf}, {"softplus", -inf, 0}, {"softplus", huge, huge}, {"softplus", -huge, 0},
		{"sin", nan, nan}, {"sin", inf, nan}, {"sin", -inf, nan}, {"sin", 0, 0}, {"sin", math.Copysign(0, -1), math.Copysign(0, -1)},
		{"sin", tiny, tiny}, {"sin", 1e15, float64(F(math.Sin(float64(F(1e15)))))},
		{"sin'", nan, nan}, {"sin'", inf, nan}, {"sin'", 0, 1}, {"sin'", 1e15, float64(F(math.Cos(float64(F(1e15)))))},
	}
	forEachLevel(t, func(t *testing.T) {
		for _, test := range tests {
			x := []F{F(test.x), 0.5, F(test.x)} // beside an ordinary argument
			y := make([]F, 3)
			unaryFunctions[F]()[test.name](y, x)
			for _, got := range []F{y[0], y[2]} {
				if !alike(float64(got), float64(F(test.want))) {
					t.Errorf("%s(%v) = %v, want %v", test.name, x[0], got, test.want)
				}
			}
		}
	})
}

func alike(x, y float64) bool {
	return x != x && y != y || x == y && math.Signbit(x) == math.Signbit(y)
}

// TestFunctionsLengths checks that an element's value depends on nothing but the element, for all lengths and for
// results in place.
func TestFunctionsLengths(t *testing.T) {
	testFunctionsLengths[float32](t)
	testFunctionsLengths[float64](t)
}

func testFunctionsLengths[F Float](t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		for name, f := range unaryFunctions[F]() {
			for n := range 70 {
				x := make([]F, n)
				for i := range x {
					x[i] = F(i)/16 - 0.75
				}
				if n > 40 {
					x[n-3] = 1e8 // beyond the vector reduction of angles
				}
				dst, src := fence(make([]F, n)), fence(x)
				f(dst.x, src.x)
				dst.check(t)
				src.check(t)
				f(x, x)
				for i, v := range src.x {
					one := []F{v}
					f(one, one)
					if one[0] != dst.x[i] || one[0] != x[i] {
						t.Fatalf("%s: element %d of %d: alone %v, in a slice %v, in place %v", name, i, n, one[0], dst.x[i], x[i])
					}
				}
			}
		}
	})
}
