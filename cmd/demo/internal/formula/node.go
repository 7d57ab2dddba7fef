package formula

import "example.com/sobolev/dual"

// node is a part of a formula. One without variables is folded to its value, so that constants never cost a product and
// a constant exponent is an exact power.
type node struct {
	constant bool
	value    float64
	eval     func(x []dual.Any) dual.Any
}

func constant(v float64) node {
	return node{constant: true, value: v, eval: func(x []dual.Any) dual.Any { return x[0].Lift(v) }}
}

func variable(i int) node { return node{eval: func(x []dual.Any) dual.Any { return x[i] }} }

// fold evaluates a node whose operands are constants.
func (n node) fold(operands ...node) node {
	for _, o := range operands {
		if !o.constant {
			return n
		}
	}
	return constant(n.eval([]dual.Any{dual.Box(dual.Real[float64]{Real: 0})}).Value())
}

func call(f func(dual.Any) dual.Any, a node) node {
	return node{eval: func(x []dual.Any) dual.Any { return f(a.eval(x)) }}.fold(a)
}

func call2(f func(a, b dual.Any) dual.Any, a, b node) node {
	return node{eval: func(x []dual.Any) dual.Any { return f(a.eval(x), b.eval(x)) }}.fold(a, b)
}

func sum(a, b node) node {
	if a.constant {
		a, b = b, a
	}
	if b.constant {
		return call(func(v dual.Any) dual.Any { return v.Shift(b.value) }, a)
	}
	return call2(dual.Any.Add, a, b)
}

func product(a, b node) node {
	if a.constant {
		a, b = b, a
	}
	if b.constant {
		return call(func(v dual.Any) dual.Any { return v.Scale(b.value) }, a)
	}
	return call2(dual.Any.Mul, a, b)
}

func power(a, b node) node {
	if b.constant {
		return call(func(v dual.Any) dual.Any { return v.PowReal(b.value) }, a)
	}
	return call2(dual.Any.Pow, a, b)
}
