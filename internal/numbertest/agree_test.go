package numbertest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
)

// TestTreesAgree evaluates random expressions in all types of numbers.
func TestTreesAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 15))
	a := newAgreement()
	for range 4000 {
		a.check(t, tree(random(rng), 1+rng.IntN(4)), point(random(rng)))
		if t.Failed() {
			return
		}
	}
	t.Logf("of %d expressions %d are regular, with %d coefficients compared, and %d singular ones compared", a.trees, a.regular,
		a.compared, a.singular)
	if a.regular < a.trees/5 {
		t.Errorf("of %d expressions only %d are regular", a.trees, a.regular)
	}
}

// FuzzTreesAgree is TestTreesAgree with expressions and points read from the fuzzer's bytes.
func FuzzTreesAgree(f *testing.F) {
	f.Add([]byte("0123456789abcdef"))
	f.Add([]byte("0000001078107201001000000")) // a power with an exponent next to 1
	f.Add([]byte{1, 0, 1, 2, 3, 1, 8, 9, 6, 7, 2, 1, 0, 2, 5, 4, 0, 0, 1})
	a := newAgreement()
	f.Fuzz(func(t *testing.T, data []byte) {
		draw := fuzzed(data)
		x := point(draw)
		a.check(t, tree(draw, 4), x)
	})
}

// A derivative of a type of number is one coefficient as a derivative, with the variables it is in.
type derivative struct {
	typ   string
	in    []int
	value float64
}

// An agreement holds all types of numbers against one another.
type agreement struct {
	number    evaluator[dual.Number[float64]]
	number3   evaluator[dual.Number3[float64]]
	chunk     evaluator[dual.Chunk[float64]]
	nested    evaluator[dual.Nested[dual.Number[float64]]]
	nested3   evaluator[dual.Nested[dual.Nested[dual.Number[float64]]]]
	hyper     evaluator[hyperdual.Number[float64]]
	hyperTile evaluator[hyperdual.Chunk[float64]]
	jet       evaluator[jet.Number[float64]]
	real      evaluator[dual.Real[float64]]

	dual, full1, full2, full3, hyperDual, taylor, laplace *jet.Algebra

	trees, regular, singular, compared int
}

func newAgreement() *agreement {
	return &agreement{
		newEvaluator[dual.Number[float64]](), newEvaluator[dual.Number3[float64]](), newEvaluator[dual.Chunk[float64]](),
		newEvaluator[dual.Nested[dual.Number[float64]]](), newEvaluator[dual.Nested[dual.Nested[dual.Number[float64]]]](),
		newEvaluator[hyperdual.Number[float64]](), newEvaluator[hyperdual.Chunk[float64]](), newEvaluator[jet.Number[float64]](),
		newEvaluator[dual.Real[float64]](),
		jet.Dual(variables), jet.Full(variables, 1), jet.Full(variables, 2), jet.Full(variables, 3), jet.HyperDual(),
		jet.Taylor(3), jet.Laplace(variables), 0, 0, 0, 0,
	}
}

// check evaluates the expression at x in all types: values have the bits of plain floats; what does not depend on a variable
// has no derivative in it; where the expression is regular, all derivatives agree within its condition; and where it is not, what is
// infinite or NaN does, as checkSingular says.
func (a *agreement) check(t TB, n *node, x []float64) {
	t.Helper()
	all := slices.Concat(a.first(n, x), a.second(n, x), a.third(n, x))
	a.trees++
	want := a.real.eval(n, constants[dual.Real[float64]](x)).Value()
	bounds := newBounder(a.full3)
	z := bounds.eval(n, x)
	if !bounds.irregular {
		a.regular++
	} else {
		a.checkSingular(t, n, x)
	}
	for _, d := range all {
		switch {
		case len(d.in) == 0:
			if !same(d.value, want) {
				t.Errorf("%v at %v: %s has the value %v, want %v", n, x, d.typ, d.value, want)
			}
		case d.typ == a.laplace.String() && bounds.irregular:
			// ω is a sum over all variables: where a derivative does not exist, it does not know in which.
		case independent(n, d.in):
			if d.value != 0 {
				t.Errorf("%v at %v: %s has the derivative %v in %v, on which it does not depend", n, x, d.typ, d.value, d.in)
			}
		case !bounds.irregular:
			exponents := make([]int, variables)
			for _, i := range d.in {
				exponents[i]++
			}
			k := a.full3.Index(exponents...)
			want, bound := z.c[k]*a.full3.Factorial(k), z.e[k]*a.full3.Factorial(k)
			a.compared++
			if !(math.Abs(d.value-want) <= bound+1e-290) {
				t.Errorf("%v at %v: %s has the derivative %v in %v, want %v ± %.2g", n, x, d.typ, d.value, d.in, want, bound)
			}
		}
	}
}

// independent reports whether the expression does not contain all of the variables.
func independent(n *node, in []int) bool {
	for _, i := range in {
		if !n.depends(i) {
			return true
		}
	}
	return false
}

// first returns the values and first derivatives of the types that have those.
func (a *agreement) first(n *node, x []float64) (all []derivative) {
	add := func(typ string, y float64, grad []float64) {
		all = append(all, derivative{typ, nil, y})
		for i, g := range grad {
			all = append(all, derivative{typ, []int{i}, g})
		}
	}
	y, grad := dual.Gradient(func(x []dual.Number[float64]) dual.Number[float64] { return a.number.eval(n, x) }, x)
	add("dual.Number", y, grad)
	y, grad = dual.Gradient(func(x []dual.Number3[float64]) dual.Number3[float64] { return a.number3.eval(n, x) }, x)
	add("dual.Number3", y, grad)
	y, grad = dual.Gradient(func(x []dual.Chunk[float64]) dual.Chunk[float64] { return a.chunk.eval(n, x) }, x)
	add("dual.Chunk", y, grad)
	y, grad, _ = hyperdual.Hessian(func(x []hyperdual.Number[float64]) hyperdual.Number[float64] { return a.hyper.eval(n, x) }, x)
	add("hyperdual.Number", y, grad)
	y, grad, _ = hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] { return a.hyperTile.eval(n, x) }, x)
	add("hyperdual.Chunk", y, grad)
	for _, alg := range []*jet.Algebra{a.dual, a.full1, a.full2, a.full3, a.laplace} {
		z := a.jet.eval(n, jets(alg, x))
		grad := make([]float64, variables)
		for i := range grad {
			grad[i] = z.Coefficient(1 + i)
		}
		add(alg.String(), z.Value(), grad)
	}
	return all
}

// second returns the second derivatives.
func (a *agreement) second(n *node, x []float64) (all []derivative) {
	_, _, hess := hyperdual.Hessian(func(x []hyperdual.Number[float64]) hyperdual.Number[float64] { return a.hyper.eval(n, x) }, x)
	_, _, tile := hyperdual.Hessian(func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] { return a.hyperTile.eval(n, x) }, x)
	full := a.jet.eval(n, jets(a.full2, x))
	for i := range variables {
		for j := range variables {
			in := []int{i, j}
			z := constants[dual.Nested[dual.Number[float64]]](x)
			z[i].Real.Emag = 1
			z[j].Emag = z[j].Emag.Lift(1)
			pair := make([]jet.Number[float64], variables)
			for k, v := range x {
				c := []float64{v, 0, 0, 0}
				if k == i {
					c[1] = 1
				}
				if k == j {
					c[2] = 1
				}
				pair[k] = jet.New(a.hyperDual, c...)
			}
			nested := a.nested.eval(n, z)
			all = append(all,
				derivative{"Nested", nil, nested.Value()},
				derivative{"Nested", []int{i}, nested.Real.Emag},
				derivative{"Nested", []int{j}, nested.Emag.Real},
				derivative{"Nested", in, nested.Emag.Emag},
				derivative{"HyperDual", in, a.jet.eval(n, pair).Coefficient(3)},
				derivative{"hyperdual.Number", in, hess[i*variables+j]},
				derivative{"hyperdual.Chunk", in, tile[i*variables+j]},
				derivative{"Full(3, 2)", in, full.Derivative(a.full2.Pair(i, j))})
		}
	}
	return all
}

// third returns the third derivatives.
func (a *agreement) third(n *node, x []float64) (all []derivative) {
	full := a.jet.eval(n, jets(a.full3, x))
	for k := range a.full3.Dim() {
		var in []int
		for i, e := range a.full3.Exponents(k) {
			for range e {
				in = append(in, i)
			}
		}
		all = append(all, derivative{"Full(3, 3)", in, full.Derivative(k)})
		if len(in) != 3 {
			continue
		}
		z := constants[dual.Nested[dual.Nested[dual.Number[float64]]]](x)
		z[in[0]].Real.Real.Emag = 1
		z[in[1]].Real.Emag = z[in[1]].Real.Emag.Lift(1)
		z[in[2]].Emag = z[in[2]].Emag.Lift(1)
		all = append(all, derivative{"Nested³", in, a.nested3.eval(n, z).Emag.Emag.Emag})
	}
	for i := range variables {
		z := make([]jet.Number[float64], variables)
		for k, v := range x {
			z[k] = jet.Constant(v)
		}
		z[i] = jet.Variable(a.taylor, x[i], 0)
		y := a.jet.eval(n, z)
		if y.Algebra().Order() < 3 { // a constant, or a series whose leading zeros were divided out
			continue
		}
		for d, in := range [][]int{{i}, {i, i}, {i, i, i}} {
			all = append(all, derivative{"Taylor(3)", in, y.Derivative(d + 1)})
		}
	}
	return all
}

// constants returns the point as constants of a type.
func constants[T dual.Scalar[T]](x []float64) []T {
	z := make([]T, len(x))
	for i, v := range x {
		var zero T
		z[i] = zero.Lift(v)
	}
	return z
}

// jets returns the point as the variables of an algebra.
func jets(alg *jet.Algebra, x []float64) []jet.Number[float64] {
	z := make([]jet.Number[float64], len(x))
	for i, v := range x {
		z[i] = jet.Variable(alg, v, i)
	}
	return z
}
