package hyperdual_test

import (
	"math"
	"strconv"
	"testing"

	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/golden"
	"example.com/sobolev/internal/numbertest"
)

// TestPairsGolden holds the derivatives of functions of two numbers against values of 50 digits, from 1e-300 to 1e300
// and where the textbook formulas cancel: what is finite comes out finite, to a few units in the last place.
func TestPairsGolden(t *testing.T) {
	numbers, chunks := map[string]numbertest.Binary[number]{}, map[string]numbertest.Binary[chunk]{}
	for _, f := range numbertest.Binaries[number]() {
		numbers[f.Name] = f
	}
	for _, f := range numbertest.Binaries[chunk]() {
		chunks[f.Name] = f
	}
	names := []string{"f_x", "f_y", "f_xx", "f_xy", "f_yy"}
	for _, fields := range golden.Rows(t, "../testdata/pairs.tsv", 400) {
		name, x, y := fields[0], golden.Float(t, fields[1]), golden.Float(t, fields[2])
		f, g := numbers[name].Op, chunks[name].Op
		xx := f(number{x, 1, 1, 0}, number{y, 0, 0, 0})
		xy := f(number{x, 1, 0, 0}, number{y, 0, 1, 0})
		yy := f(number{x, 0, 0, 0}, number{y, 1, 1, 0})
		flat := []float64{xy.E1mag, xy.E2mag, xx.E1E2mag, xy.E1E2mag, yy.E1E2mag}
		_, grad, hess := hyperdual.Hessian(func(z []chunk) chunk { return g(z[0], z[1]) }, []float64{x, y})
		chunked := []float64{grad[0], grad[1], hess[0], hess[1], hess[3]}
		for k, want := range golden.Floats(t, fields[3:]) {
			for kind, got := range map[string]float64{"Number": flat[k], "Chunk": chunked[k]} {
				if !near(got, want) {
					t.Errorf("%s(%v, %v): %s of %s = %v, want %v", name, x, y, names[k], kind, got, want)
				}
			}
		}
	}
}

// near allows 16 units in the last place, in the range of subnormal numbers of the smallest normal one.
func near(got, want float64) bool {
	return got == want || math.Abs(got-want) <= 16*0x1p-52*max(math.Abs(want), 0x1p-1022)
}

// A constant stays a constant at every size, also where the coefficients of a function leave the range of floats.
func TestConstantsOfEverySize(t *testing.T) {
	check := func(name string, z number) {
		t.Helper()
		if z.E1mag != 0 || z.E2mag != 0 || z.E1E2mag != 0 {
			t.Errorf("%s of constants is %v", name, z)
		}
	}
	for e := -323; e <= 308; e += 3 {
		v, err := strconv.ParseFloat("8e"+strconv.Itoa(e), 64)
		if err != nil {
			continue // 8e308
		}
		for _, x := range []number{{Real: v}, {Real: -v}} {
			for _, f := range numbertest.Unaries[number]() {
				check(f.Name, f.Op(x))
			}
			for _, y := range []number{x, {Real: 1}, {Real: -2.5}, {Real: 1e-200}, {Real: 1e200}} {
				for _, f := range numbertest.Binaries[number]() {
					check(f.Name, f.Op(x, y))
				}
			}
		}
	}
}
