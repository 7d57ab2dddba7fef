package vec

import (
	"math"
	"runtime"
	"strings"
	"testing"
)

func jetNames(name string) [4]string {
	var n [4]string
	for k := range n {
		n[k] = name + strings.Repeat("'", k)
	}
	return n
}

// checkJet compares the derivatives with those wanted: the value within 5 ulp, and the others with the errors allowed
// relative to the largest of them, since they have zeros.
func checkJet[F Float](t *testing.T, name string, z []F, got [4][]F, want [4][]float64) {
	t.Helper()
	eps := math.Ldexp(1, -52)
	if is32[F]() {
		eps = math.Ldexp(1, -23)
	}
	for i := range z {
		size := 0.0
		for k := 1; k < 4; k++ {
			size = max(size, math.Abs(want[k][i]))
		}
		for k := range 4 {
			g, w := float64(got[k][i]), want[k][i]
			tol := 24 * eps * size
			if k == 0 {
				tol = 5 * eps * math.Abs(w)
				if name == "gelu" && runtime.GOARCH == "s390x" {
					tol *= 20 // math.Erfc is off by 67 ulp there
				}
			}
			tol += float64(smallestNormal[F]()) * max(1, min(1000, math.Abs(float64(z[i])))) // exponentials below that are zero
			if !(math.Abs(g-w) <= tol) && !alike(g, float64(F(w))) {
				t.Fatalf("%s: derivative %d at %v = %v, want %v", name, k, z[i], g, w)
			}
		}
	}
}

func evaluate[F Float](f func(y, d1, d2, d3, z []F), z []F) (d [4][]F) {
	for k := range d {
		d[k] = make([]F, len(z))
	}
	f(d[0], d[1], d[2], d[3], z)
	return d
}

func TestJetsAgainstGolden(t *testing.T) {
	all := readGolden(t)
	forEachLevel(t, func(t *testing.T) {
		for name, f := range activationJets[float64]() {
			z := all[name].x
			var want [4][]float64
			for k, n := range jetNames(name) {
				want[k] = all[n].hi
			}
			checkJet(t, name, z, evaluate(f, z), want)
		}
	})
}

// TestJetsAgainstSeries compares the kernels with the portable form, which is the table of derivative rules.
func TestJetsAgainstSeries(t *testing.T) {
	x := append(dense(), 0, math.Copysign(0, -1), 1e-30, -1e-30, 50, -50, 90, -90, 800, -800, 1e4, -1e4, math.Inf(1), math.Inf(-1), math.NaN())
	forEachLevel(t, func(t *testing.T) {
		for name := range activationJets[float64]() {
			testJetAgainstSeries(t, name, x)
		}
	})
}

func testJetAgainstSeries(t *testing.T, name string, x []float64) {
	want := func(x []float64) [4][]float64 {
		defer Force(Portable)()
		return evaluate(activationJets[float64]()[name], x)
	}
	checkJet(t, name, x, evaluate(activationJets[float64]()[name], x), want(x))
	x32, rounded := make([]float32, len(x)), make([]float64, len(x))
	for i := range x {
		x32[i] = float32(x[i])
		rounded[i] = float64(x32[i])
	}
	checkJet(t, name, x32, evaluate(activationJets[float32]()[name], x32), want(rounded))
}

func TestLeakyReLUJet(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	z := []float64{-inf, -2, -1e-300, 0, 1e-300, 3, inf, nan, -1}
	tests := []struct {
		slope float64
		y, d1 []float64
	}{
		{0.25, []float64{-inf, -0.5, -0.25e-300, 0, 1e-300, 3, inf, nan, -0.25}, []float64{0.25, 0.25, 0.25, 0, 1, 1, 1, nan, 0.25}},
		{0, []float64{0, 0, 0, 0, 1e-300, 3, inf, nan, 0}, []float64{0, 0, 0, 0, 1, 1, 1, nan, 0}},
	}
	forEachLevel(t, func(t *testing.T) {
		for _, test := range tests {
			d := evaluate(func(y, d1, d2, d3, z []float64) { LeakyReLUJet(y, d1, d2, d3, z, test.slope) }, z)
			for i := range z {
				same := func(x, y float64) bool { return x == y || x != x && y != y }
				if !same(d[0][i], test.y[i]) || !same(d[1][i], test.d1[i]) || z[i] == z[i] && (d[2][i] != 0 || d[3][i] != 0) {
					t.Errorf("slope %v at %v: %v, %v, %v, %v, want %v, %v, 0, 0", test.slope, z[i], d[0][i], d[1][i], d[2][i], d[3][i], test.y[i], test.d1[i])
				}
			}
		}
	})
}

// TestJetsWanted checks that every choice of destinations gives the same numbers, writes nothing else, and works in
// place.
func TestJetsWanted(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		for name, f := range activationJets[float32]() {
			for n := range 40 {
				z := make([]float32, n)
				for i := range z {
					z[i] = float32(i)/8 - 2
				}
				all := evaluate(f, z)
				for choice := range 16 {
					var d [4]fenced[float32]
					var dst [4][]float32
					for k := range d {
						d[k] = fence(make([]float32, n))
						if choice>>k&1 == 1 {
							dst[k] = d[k].x
						}
					}
					f(dst[0], dst[1], dst[2], dst[3], z)
					for k := range d {
						d[k].check(t)
						for i, got := range d[k].x {
							if want := all[k][i]; dst[k] != nil && got != want {
								t.Fatalf("%s: n=%d choice %04b: derivative %d at %v = %v, want %v", name, n, choice, k, z[i], got, want)
							}
						}
					}
				}
				f(nil, z, nil, nil, z)
				for i := range z {
					if z[i] != all[1][i] {
						t.Fatalf("%s: in place: %v, want %v", name, z[i], all[1][i])
					}
				}
			}
		}
	})
}
