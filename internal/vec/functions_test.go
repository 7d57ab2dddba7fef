package vec

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// unaryFunctions are the elementary functions by the names of testdata/functions.txt.
func unaryFunctions[F Float]() map[string]func(dst, x []F) {
	return map[string]func(dst, x []F){
		"exp": Exp[F], "expm1": Expm1[F], "log1p": Log1p[F], "tanh": Tanh[F], "sigmoid": Sigmoid[F],
		"softplus": Softplus[F], "sin": Sin[F], "sin'": Cos[F], "erf": Erf[F],
	}
}

// activationJets are the jets by the same names.
func activationJets[F Float]() map[string]func(y, d1, d2, d3, z []F) {
	return map[string]func(y, d1, d2, d3, z []F){
		"tanh": TanhJet[F], "sigmoid": SigmoidJet[F], "softplus": SoftplusJet[F], "silu": SiLUJet[F], "gelu": GELUJet[F],
		"sin": SinJet[F],
		"elu": func(y, d1, d2, d3, z []F) { ELUJet(y, d1, d2, d3, z, 1) },
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
		if math.Abs(hi) > math.MaxFloat32 && math.IsInf(float64(got), int(hi)) {
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

func TestReportUlps(t *testing.T) {
	all := readGolden(t)
	forEachLevel(t, func(t *testing.T) {
		for name, f := range unaryFunctions[float64]() {
			g := all[name]
			y := make([]float64, len(g.x))
			f(y, g.x)
			worst, at := 0.0, 0
			for i := range y {
				if u := ulps(y[i], g.hi[i], g.lo[i]); !(u <= worst) {
					worst, at = u, i
				}
			}
			t.Logf("%-10s %.3f at %v: got %v want %v", name, worst, g.x[at], y[at], g.hi[at])
		}
		for name, f := range activationJets[float64]() {
			z := all[name].x
			d := [4][]float64{}
			for k := range d {
				d[k] = make([]float64, len(z))
			}
			f(d[0], d[1], d[2], d[3], z)
			for k := range d {
				g := all[name+strings.Repeat("'", k)]
				worst, at := 0.0, 0
				for i := range z {
					if u := ulps(d[k][i], g.hi[i], g.lo[i]); !(u <= worst) {
						worst, at = u, i
					}
				}
				t.Logf("jet %s %d %.3f at %v: got %v want %v", name, k, worst, g.x[at], d[k][at], g.hi[at])
			}
		}
	})
}
