package series

import (
	"flag"
	"maps"
	"math"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/internal/golden"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var goldenDir = flag.String("golden", "../../testdata/golden", "directory of golden values, see testdata/golden.py")

// A goldenRow is one point with the first coefficients of a rule to 50 digits.
type goldenRow struct {
	point float64
	want  []*big.Float
}

// goldenRules lists the rules of the table by the names of their files, after comparing those with the directory.
func goldenRules(t testing.TB) map[string]Rule {
	t.Helper()
	rules := map[string]Rule{}
	for _, e := range All() {
		rules[e.Name] = e.Rule
	}
	files, err := filepath.Glob(filepath.Join(*goldenDir, "*.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, f := range files {
		have = append(have, strings.TrimSuffix(filepath.Base(f), ".tsv"))
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(rules)), have, cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Fatalf("golden files (-the table, +%s):\n%s", *goldenDir, diff)
	}
	return rules
}

func readGolden(t testing.TB, name string) []goldenRow {
	t.Helper()
	var rows []goldenRow
	for _, fields := range golden.Rows(t, filepath.Join(*goldenDir, name+".tsv"), 10) {
		row := goldenRow{point: golden.Float(t, fields[0])}
		for _, s := range fields[1:] {
			v, _, err := big.ParseFloat(s, 10, 200, big.ToNearestEven)
			if err != nil {
				t.Fatalf("%s at %v: %v", name, row.point, err)
			}
			row.want = append(row.want, v)
		}
		rows = append(rows, row)
	}
	return rows
}

// difference returns |got-want|, where an overflow to the right infinity counts as the largest float.
func difference(got float64, want *big.Float) float64 {
	if math.IsNaN(got) {
		return math.Inf(1)
	}
	if math.IsInf(got, 0) {
		got = math.Copysign(math.MaxFloat64, got)
		if want.Sign() == int(math.Copysign(1, got)) && new(big.Float).Abs(want).Cmp(big.NewFloat(math.MaxFloat64)) >= 0 {
			return 0
		}
	}
	d := new(big.Float).SetPrec(200).SetFloat64(got)
	f, _ := d.Sub(d, want).Float64()
	return math.Abs(f)
}

// ulp returns the distance between floats at the size of x.
func ulp(x float64) float64 {
	x = math.Abs(x)
	if x >= math.MaxFloat64 {
		return math.Ldexp(1, 971)
	}
	return math.Nextafter(x, math.Inf(1)) - x
}

// scale returns the natural size of coefficient k: its own, or the geometric mean of its neighbours where that is
// larger, as it is near a zero of the derivative. The value, which has one neighbour, has its own size.
func (r goldenRow) scale(k int) float64 {
	own, _ := r.want[k].Float64()
	if k == 0 {
		return math.Abs(own)
	}
	left, _ := r.want[k-1].Float64()
	right, _ := r.want[k+1].Float64()
	return max(math.Abs(own), math.Sqrt(math.Abs(left))*math.Sqrt(math.Abs(right)))
}

// A worst is the largest error found, where, and of what.
type worst struct{ err, at, got, want float64 }

func (w *worst) add(err, at, got, want float64) {
	if math.IsNaN(err) { // off by infinity, where the true coefficient is beyond the floats
		err = math.Inf(1)
	}
	if err > w.err {
		*w = worst{err, at, got, want}
	}
}

// accuracy is what was measured for one rule: errors in units of the last place of the true coefficient for orders 0 to
// 2, the same of its natural size, and the relative error (to the natural size) of the higher orders.
type accuracy struct {
	own, natural [3]worst
	tail         worst
}

func measure(rule Rule, rows []goldenRow, b bound) accuracy {
	var acc accuracy
	var c [9]float64
	for _, row := range rows {
		n := len(row.want) - 1
		rule(c[:n], row.point)
		for k := range n {
			want, _ := row.want[k].Float64()
			d, size := difference(c[k], row.want[k]), want
			if k == 0 && row.point < 0 {
				size = max(math.Abs(want), b.floor)
			}
			if k < 3 {
				natural := d / ulp(max(row.scale(k), math.Abs(size)))
				acc.natural[k].add(natural, row.point, c[k], want)
				if b.reduced && k > 0 && math.Abs(row.point) >= 1<<29 {
					acc.own[k].add(natural, row.point, c[k], want)
				} else {
					acc.own[k].add(d/ulp(size), row.point, c[k], want)
				}
				continue
			}
			if d > 2*math.SmallestNonzeroFloat64 { // one unit of a denormal is no relative error to speak of
				acc.tail.add(d/row.scale(k), row.point, c[k], want)
			}
		}
	}
	return acc
}
