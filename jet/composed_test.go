package jet

import (
	"math"
	"testing"

	"example.com/sobolev/internal/golden"
	"example.com/sobolev/internal/numbertest"
)

// TestComposedGolden holds functions of polynomials whose powers are far larger than the result, (1−t)⁸ and the like,
// against values of 50 digits, to order 15 in one variable and to order 8 in two and along each of two directions. An
// error is measured by what the rounding of the coefficients of the polynomial alone can do.
func TestComposedGolden(t *testing.T) {
	const bound = 4 // in units of 2⁻⁵² times the condition
	rows := composedRows(t)
	if len(rows) < 50 {
		t.Errorf("%d rows of golden values, want at least 50", len(rows))
	}
	operations := map[string]func(x Number[float64]) Number[float64]{}
	for _, u := range numbertest.Unaries[Number[float64]]() {
		operations[u.Name] = u.Op
	}
	for _, row := range rows {
		f := operations[row.function]
		if f == nil {
			t.Errorf("no function %s", row.function)
			continue
		}
		worst, relative := 0.0, 0.0
		line, plane, cross := f(row.operand(Taylor(15))), f(row.operand(Full(2, 8))), f(row.operand(Diagonal(2, 8)))
		for k, want := range row.want {
			if k == 0 {
				continue // the value is that of package math
			}
			check := func(over string, got float64) {
				e := math.Abs(got - want)
				if e == 0 {
					return
				}
				worst = max(worst, e/row.condition[k]/0x1p-52)
				if k <= 8 && want != 0 {
					relative = max(relative, e/math.Abs(want))
				}
				if !(e <= bound*0x1p-52*row.condition[k]) {
					t.Errorf("%s of %v%s: coefficient %d is %v, want %v", row.function, row.p, over, k, got, want)
				}
			}
			check("", line.c[k])
			if k > 8 {
				continue
			}
			first, end := plane.alg.Components(k)
			for j := first; j < end; j++ {
				check(" in two variables", plane.c[j]/float64(binomial(k, plane.alg.basis[j].exponents[0])))
			}
			check(" along a direction", cross.c[cross.alg.Index(0, k)])
		}
		t.Logf("%-10s %.2g of the condition, to order 8 relative %.1e", row.function, worst, relative)
	}
}

// A composed row is a function of a polynomial p.
type composedRow struct {
	function           string
	p, want, condition []float64
}

// operand returns p(t) for t the sum of the variables of the algebra.
func (r composedRow) operand(a *Algebra) Number[float64] {
	x := newNumber[float64](a)
	for k := range x.c {
		if e := a.basis[k]; e.degree < len(r.p) {
			multinomial := factorials(e.degree) / e.factorial
			x.c[k] = r.p[e.degree] * multinomial
		}
	}
	return x
}

func composedRows(t *testing.T) (rows []composedRow) {
	t.Helper()
	for _, fields := range golden.Rows(t, "../testdata/composed.tsv", 1) {
		numbers := golden.Floats(t, fields[1:])
		rows = append(rows, composedRow{fields[0], numbers[:9], numbers[9:25], numbers[25:]})
	}
	return rows
}
