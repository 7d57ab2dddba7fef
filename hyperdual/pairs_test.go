package hyperdual_test

import (
	"math"
	"strconv"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/golden"
	"example.com/sobolev/internal/numbertest"
)

// TestPairsGolden holds the derivatives of functions of two numbers against values of 50 digits, from one end of the range
// of floats to the other and where the textbook formulas cancel: what is finite comes out finite, to a few units in the last
// place.
func TestPairsGolden(t *testing.T) {
	rows := map[string][][]string{}
	for _, fields := range golden.Rows(t, "../testdata/pairs.tsv", 900) {
		rows[fields[1]] = append(rows[fields[1]], fields)
	}
	t.Run("float64", func(t *testing.T) { testPairs[float64](t, rows["64"], 0x1p-52, 0x1p-1022) })
	t.Run("float32", func(t *testing.T) { testPairs[float32](t, rows["32"], 0x1p-23, 0x1p-126) })
}

// testPairs allows 16 units in the last place, in the range of subnormal numbers those of the smallest normal one.
func testPairs[F dual.Float](t *testing.T, rows [][]string, unit, normal float64) {
	type number = hyperdual.Number[F]
	type chunk = hyperdual.Chunk[F]
	numbers, chunks := map[string]numbertest.Binary[number]{}, map[string]numbertest.Binary[chunk]{}
	for _, f := range numbertest.Binaries[number]() {
		numbers[f.Name] = f
	}
	for _, f := range numbertest.Binaries[chunk]() {
		chunks[f.Name] = f
	}
	names := []string{"f_x", "f_y", "f_xx", "f_xy", "f_yy"}
	for _, fields := range rows {
		name, x, y := fields[0], F(golden.Float(t, fields[2])), F(golden.Float(t, fields[3]))
		f, g := numbers[name].Op, chunks[name].Op
		xx := f(number{x, 1, 1, 0}, number{y, 0, 0, 0})
		xy := f(number{x, 1, 0, 0}, number{y, 0, 1, 0})
		yy := f(number{x, 0, 0, 0}, number{y, 1, 1, 0})
		flat := []F{xy.E1mag, xy.E2mag, xx.E1E2mag, xy.E1E2mag, yy.E1E2mag}
		_, grad, hess := hyperdual.Hessian(func(z []chunk) chunk { return g(z[0], z[1]) }, []F{x, y})
		chunked := []F{grad[0], grad[1], hess[0], hess[1], hess[3]}
		for k, exact := range golden.Floats(t, fields[4:]) {
			want := float64(F(exact))
			for kind, got := range map[string]F{"Number": flat[k], "Chunk": chunked[k]} {
				if !(float64(got) == want || math.Abs(float64(got)-want) <= 16*unit*max(math.Abs(want), normal)) {
					t.Errorf("%s(%v, %v): %s of %s = %v, want %v", name, x, y, names[k], kind, got, want)
				}
			}
		}
	}
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
