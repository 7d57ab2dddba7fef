package dualmath_test

import (
	"math"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/golden"
	"example.com/sobolev/jet"
)

type (
	taylor = jet.Number[float64]
	hyper  = hyperdual.Number[float64]
	first  = dual.Number[float64]
)

// goldenFunctions are the functions with a file in testdata, and the errors that are allowed them, relative to the
// natural size of the coefficients, see goldenRow.scale.
var goldenFunctions = map[string]goldenFunction{
	"NormalCDF": {dualmath.NormalCDF[taylor], dualmath.NormalCDF[hyper], dualmath.NormalCDF[first],
		1e-15, 1e-15, 5e-15},
	"NormalPDF": {dualmath.NormalPDF[taylor], dualmath.NormalPDF[hyper], dualmath.NormalPDF[first],
		1e-15, 1e-15, 5e-15},
	"LogNormalCDF": {dualmath.LogNormalCDF[taylor], dualmath.LogNormalCDF[hyper], dualmath.LogNormalCDF[first],
		1e-15, 2e-15, 5e-12},
	"NormalQuantile": {dualmath.NormalQuantile[taylor], dualmath.NormalQuantile[hyper], dualmath.NormalQuantile[first],
		1e-15, 1e-15, 5e-15},
	"Log1mExp":   {dualmath.Log1mExp[taylor], dualmath.Log1mExp[hyper], dualmath.Log1mExp[first], 1e-15, 1e-15, 5e-15},
	"Gamma":      {dualmath.Gamma[taylor], dualmath.Gamma[hyper], dualmath.Gamma[first], 4e-15, 1e-14, 2e-14},
	"Polygamma1": {polygamma[taylor](1), polygamma[hyper](1), polygamma[first](1), 1e-15, 1e-15, 5e-15},
	"Polygamma4": {polygamma[taylor](4), polygamma[hyper](4), polygamma[first](4), 1e-15, 1e-15, 5e-15},
	"BesselJ0":   ofOrder(0, dualmath.BesselJ[taylor], dualmath.BesselJ[hyper], dualmath.BesselJ[first], 2e-15, 2e-15, 5e-15),
	"BesselJ5":   ofOrder(5, dualmath.BesselJ[taylor], dualmath.BesselJ[hyper], dualmath.BesselJ[first], 2e-15, 2e-15, 5e-15),
	"BesselJ-3":  ofOrder(-3, dualmath.BesselJ[taylor], dualmath.BesselJ[hyper], dualmath.BesselJ[first], 2e-15, 2e-15, 5e-15),
	"BesselY0":   ofOrder(0, dualmath.BesselY[taylor], dualmath.BesselY[hyper], dualmath.BesselY[first], 2e-15, 2e-15, 5e-15),
	"BesselY5":   ofOrder(5, dualmath.BesselY[taylor], dualmath.BesselY[hyper], dualmath.BesselY[first], 2e-15, 2e-15, 5e-15),
	"BesselY-3":  ofOrder(-3, dualmath.BesselY[taylor], dualmath.BesselY[hyper], dualmath.BesselY[first], 2e-15, 2e-15, 5e-15),
	"BesselI0":   ofOrder(0, dualmath.BesselI[taylor], dualmath.BesselI[hyper], dualmath.BesselI[first], 2e-15, 2e-15, 5e-15),
	"BesselI5":   ofOrder(5, dualmath.BesselI[taylor], dualmath.BesselI[hyper], dualmath.BesselI[first], 2e-15, 2e-15, 5e-15),
	"BesselI-3":  ofOrder(-3, dualmath.BesselI[taylor], dualmath.BesselI[hyper], dualmath.BesselI[first], 2e-15, 2e-15, 5e-15),
	"BesselK0":   ofOrder(0, dualmath.BesselK[taylor], dualmath.BesselK[hyper], dualmath.BesselK[first], 2e-15, 2e-15, 5e-15),
	"BesselK5":   ofOrder(5, dualmath.BesselK[taylor], dualmath.BesselK[hyper], dualmath.BesselK[first], 2e-15, 2e-15, 5e-15),
	"BesselK-3":  ofOrder(-3, dualmath.BesselK[taylor], dualmath.BesselK[hyper], dualmath.BesselK[first], 2e-15, 2e-15, 5e-15),
}

// ofOrder makes a row of a function that has an order.
func ofOrder(n int, t func(int, taylor) taylor, h func(int, hyper) hyper, f func(int, first) first,
	value, low, high float64,
) goldenFunction {
	return goldenFunction{func(x taylor) taylor { return t(n, x) }, func(x hyper) hyper { return h(n, x) },
		func(x first) first { return f(n, x) }, value, low, high}
}

func polygamma[T dual.Scalar[T]](n int) func(x T) T {
	return func(x T) T { return dualmath.Polygamma(n, x) }
}

type goldenFunction struct {
	taylor func(taylor) taylor
	hyper  func(hyper) hyper
	first  func(first) first
	// of the value, of orders 1 and 2, of orders 3 to 8
	value, low, high float64
}

// A goldenRow is a point with the first Taylor coefficients of a function, rounded from 50 digits.
type goldenRow struct {
	point float64
	want  []float64
}

func readGolden(t *testing.T, name string) []goldenRow {
	t.Helper()
	var rows []goldenRow
	for _, fields := range golden.Rows(t, filepath.Join("testdata", name+".tsv"), 10) {
		rows = append(rows, goldenRow{golden.Float(t, fields[0]), golden.Floats(t, fields[1:])})
	}
	return rows
}

// scale returns the natural size of coefficient k: its own, or the geometric mean of its neighbours where that is
// larger, as it is near a zero of the derivative. The value has its own size, and that of its slope where it oscillates.
func (r goldenRow) scale(k int, oscillates bool) float64 {
	own := math.Abs(r.want[k])
	if k == 0 {
		if oscillates {
			return max(own, min(1, math.Abs(r.point)/8)*math.Abs(r.want[1]))
		}
		return own
	}
	return max(own, math.Sqrt(math.Abs(r.want[k-1]))*math.Sqrt(math.Abs(r.want[k+1])))
}

// TestGolden compares values and derivatives to order 8 with 50 digits of mpmath.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(goldenFunctions) {
		t.Errorf("%d files in testdata, want one for each of %d functions", len(files), len(goldenFunctions))
	}
	for name, f := range goldenFunctions {
		t.Run(name, func(t *testing.T) {
			if runtime.GOARCH == "s390x" && (name == "NormalCDF" || name == "LogNormalCDF") {
				f.value = 2e-14 // math.Erfc is off by 67 ulp there
			}
			worst := make([]float64, 9)
			for _, row := range readGolden(t, name) {
				y := f.taylor(jet.Variable(jet.Taylor(8), row.point, 0))
				for k := range worst {
					got, want := y.Coefficient(k), row.want[k]
					if got == want {
						continue
					}
					e := math.Abs(got-want) / row.scale(k, strings.HasPrefix(name, "BesselJ") || strings.HasPrefix(name, "BesselY"))
					if math.Abs(want) < 1e-300 && math.Abs(got-want) < 1e-320 {
						continue // a subnormal number has fewer digits
					}
					worst[k] = max(worst[k], e)
					limit := f.high
					if k == 0 {
						limit = f.value
					} else if k <= 2 {
						limit = f.low
					}
					if !(e <= limit) {
						t.Errorf("at %v, coefficient %d: got %.17g, want %.17g, error %.2g", row.point, k, got, want, e)
					}
				}
				h := f.hyper(hyperdual.Variable(row.point))
				d := f.first(dual.Variable(row.point))
				if h.Real != y.Value() || d.Real != y.Value() || h.E1mag != d.Emag || d.Emag != y.Coefficient(1) ||
					h.E1E2mag != 2*y.Coefficient(2) {
					t.Errorf("at %v: the numbers %v and %v disagree with %v", row.point, d, h, y)
				}
			}
			t.Logf("worst errors of orders 0 to 8: %.1e", worst)
		})
	}
}
