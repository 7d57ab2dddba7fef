package hyperdual_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/golden"
	"example.com/sobolev/jet"
)

// A limit is a function at a point where terms of its derivatives leave the range of floats, and what they are: see
// testdata/limits.py.
type limit struct {
	name          string
	p, q          float64
	moves         string
	first, second float64
}

// of evaluates the function for z = 0 + t.
func of[T dual.Scalar[T]](l limit, z T) T {
	x, y := z.Lift(l.p), z.Lift(l.q)
	if strings.Contains(l.moves, "x") {
		x = z.Scale(0.7).Add(z.Mul(z).Scale(0.3)).Shift(l.p)
	}
	if strings.Contains(l.moves, "y") {
		y = z.Scale(-0.4).Add(z.Mul(z).Scale(0.9)).Shift(l.q)
	}
	switch l.name {
	case "Inv":
		return y.Inv()
	case "Div":
		return x.Div(y)
	}
	return x.Pow(y)
}

// TestLimits holds the derivatives where terms of them over- or underflow against values of unlimited range, for every
// type of number and both precisions.
func TestLimits(t *testing.T) {
	for _, fields := range golden.Rows(t, "../testdata/limits.tsv", 150) {
		l := limit{fields[1], golden.Float(t, fields[2]), golden.Float(t, fields[3]), fields[4], golden.Float(t, fields[5]), golden.Float(t, fields[6])}
		if fields[0] == "32" {
			testLimit[float32](t, l, 1e-6)
		} else {
			testLimit[float64](t, l, 1e-14)
		}
	}
}

func testLimit[F dual.Float](t *testing.T, l limit, tolerance float64) {
	t.Helper()
	check := func(kind, what string, got F, want float64) {
		t.Helper()
		if float64(got) != want && !(math.Abs(float64(got)-want) <= tolerance*max(math.Abs(want), 0x1p-1022)) {
			t.Errorf("%s(%v, %v), moving: %s: %s of %s[%T] = %v, want %v", l.name, l.p, l.q, l.moves, what, kind, got, got, want)
		}
	}
	z := of(l, dual.Number[F]{Emag: 1})
	check("dual.Number", "slope", z.Emag, l.first)
	z3 := of(l, dual.Number3[F]{E2mag: 1})
	check("dual.Number3", "slope", z3.E2mag, l.first)
	check("dual.Number3", "slope without seed", z3.E1mag, 0)
	_, grad := dual.Gradient(func(z []dual.Chunk[F]) dual.Chunk[F] { return of(l, z[0]) }, []F{0})
	check("dual.Chunk", "slope", grad[0], l.first)

	h := of(l, hyperdual.Number[F]{E1mag: 1, E2mag: 1})
	check("hyperdual.Number", "E1mag", h.E1mag, l.first)
	check("hyperdual.Number", "E2mag", h.E2mag, l.first)
	check("hyperdual.Number", "E1E2mag", h.E1E2mag, l.second)
	_, grad, hess := hyperdual.Hessian(func(z []hyperdual.Chunk[F]) hyperdual.Chunk[F] { return of(l, z[0]) }, []F{0})
	check("hyperdual.Chunk", "slope", grad[0], l.first)
	check("hyperdual.Chunk", "second derivative", hess[0], l.second)

	n := of(l, dual.Nested[dual.Number[F]]{Real: dual.Number[F]{Emag: 1}, Emag: dual.Number[F]{Real: 1}})
	check("dual.Nested", "inner slope", n.Real.Emag, l.first)
	if l.name != "Pow" || l.p != 1 {
		return
	}
	// A constant 1 to any power.
	check("dual.Nested", "slope", n.Emag.Real, l.first)
	check("dual.Nested", "second derivative", n.Emag.Emag, l.second)
	for _, alg := range []*jet.Algebra{jet.Dual(2), jet.HyperDual(), jet.Taylor(4), jet.Full(2, 3), jet.Diagonal(2, 3)} {
		z := of(l, jet.Variable[F](alg, 0, 0))
		for k := 1; k < alg.Dim(); k++ {
			check("jet.Number over "+alg.String(), "coefficient "+strconv.Itoa(k), z.Coefficient(k), 0)
		}
	}
}
