package numbertest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
)

// TestSingularPointsAgree evaluates every function of one and of two variables at the points where functions have their special
// cases, in all types of numbers.
func TestSingularPointsAgree(t *testing.T) {
	a := newAgreement()
	points := SpecialPoints()
	x, y := &node{op: variable}, &node{op: variable, index: 1}
	for i := range unaryNames {
		for _, v := range points {
			a.check(t, &node{op: unary, index: i, left: x}, []float64{v, 1, 1})
		}
	}
	for i := range binaryNames {
		for _, v := range points {
			a.check(t, &node{op: binary, index: i, left: x, right: x}, []float64{v, 1, 1})
			for _, w := range points {
				a.check(t, &node{op: binary, index: i, left: x, right: y}, []float64{v, w, 1})
			}
		}
	}
	t.Logf("of %d expressions %d are regular, and %d singular ones compared", a.trees, a.regular, a.singular)
	if a.singular < a.trees/4 {
		t.Errorf("of %d expressions only %d singular ones were compared", a.trees, a.singular)
	}
}

// checkSingular compares the types of numbers in the smallest part of a singular expression that is singular itself: where a
// function is at the edge of its domain or at a pole, its argument infinite or NaN, or a derivative beyond the range of floats. The
// rule there:
//
//   - The types for first derivatives (dual.Number, Number3 and Chunk, jets of order 1), and first derivatives of hyper-dual and
//     nested numbers, are alike: all NaN, all infinite with the same sign, or all finite.
//   - Second derivatives, and what jets of higher order say of the first, are so too but where they are NaN: where infinite terms
//     meet, one type may know the limit and another not. None says another number; but Nested and jets may be infinite, as what is
//     infinite on the way stays so there.
//
// Left out are ties (Max of equal numbers, |x| and hypot at 0, …), which are decided along the seed, so that types with other seeds
// decide otherwise; and operands whose derivatives are rounding errors.
func (a *agreement) checkSingular(t TB, n *node, x []float64) {
	t.Helper()
	part := a.singularPart(n, x)
	if part == nil {
		return
	}
	a.singular++
	said := map[string]derivative{} // by what is differentiated in, what a type has said: of first derivatives dual.Number
	for _, d := range slices.Concat(a.first(part, x), a.second(part, x)) {
		if len(d.in) == 0 || independent(part, d.in) {
			continue
		}
		in := fmt.Sprint(slices.Sorted(slices.Values(d.in)))
		before, seen := said[in]
		second := len(d.in) > 1
		switch {
		case second && !hyperDual(d.typ) && math.IsInf(d.value, 0), math.IsNaN(d.value) && (second || a.higher(d.typ)):
		case !seen, second && math.IsNaN(before.value):
			said[in] = d
		case a.higher(d.typ) && math.IsNaN(before.value):
		case !sameKind(d.value, before.value):
			t.Errorf("%v at %v: %s has the derivative %v in %v, %s has %v", part, x, d.typ, d.value, in, before.typ, before.value)
		}
	}
}

// higher reports whether the type has derivatives above the second, or sums of them, where first ones may be lost to NaN.
func (a *agreement) higher(typ string) bool {
	return slices.Contains([]string{a.full2.String(), a.full3.String(), a.laplace.String(), "Taylor(3)"}, typ)
}

// hyperDual reports whether the type is one of package hyperdual.
func hyperDual(typ string) bool { return strings.HasPrefix(typ, "hyperdual.") }

// sameKind reports whether two derivatives are both NaN, or beyond the range of floats, or next to its end, with the same sign, or
// inside.
func sameKind(a, b float64) bool {
	const inside, end = 1e285, 1e295
	switch {
	case math.IsNaN(a) || math.IsNaN(b):
		return math.IsNaN(a) && math.IsNaN(b)
	case math.Abs(a) < end && math.Abs(b) < end:
		return true
	}
	return min(math.Abs(a), math.Abs(b)) > inside && math.Signbit(a) == math.Signbit(b)
}

// singularPart returns the smallest part of the expression that is singular, or nil where its operands are rounding errors, or tie.
func (a *agreement) singularPart(n *node, x []float64) *node {
	for {
		var inner *node
		for _, operand := range []*node{n.left, n.right} {
			if operand == nil {
				continue
			}
			b := newBounder(a.full3)
			z := b.eval(operand, x)
			if b.irregular {
				inner = operand
				break
			}
			for k, c := range z.c {
				if math.Abs(c) < 1e3*z.e[k] {
					return nil
				}
			}
		}
		switch {
		case inner != nil && inner.left != nil:
			n = inner
		case a.tied(n, x):
			return nil
		default:
			return n
		}
	}
}

// tied reports whether the outermost function of the expression is at a kink, or at the edge of its domain with an argument that
// does not rise along each of several variables.
func (a *agreement) tied(n *node, x []float64) bool {
	if n.left == nil {
		return false
	}
	value := func(n *node) float64 { return a.real.eval(n, constants[dual.Real[float64]](x)).Value() }
	v := value(n.left)
	if n.op == unary {
		d := newBounder(a.full3).rules[unaryNames[n.index]].Domain
		return slices.Contains(a.real.unaries[n.index].Kinks, v) || (v == d.Lo || v == d.Hi) && a.strays(n, x)
	}
	switch w := value(n.right); binaryNames[n.index] {
	case "Pow":
		return v == 0 && a.strays(n, x)
	case "Max", "Min":
		return !(v < w) && !(v > w)
	case "Hypot", "Atan2":
		return v == 0 && w == 0
	}
	return false
}

// strays reports whether a function depends on several variables, and its first operand falls along one of them.
func (a *agreement) strays(n *node, x []float64) bool {
	several, falls := 0, false
	z := newBounder(a.full3).eval(n.left, x)
	for i := range variables {
		if n.depends(i) {
			several++
			falls = falls || n.left.depends(i) && !(z.c[1+i] > 0)
		}
	}
	return several > 1 && falls
}
