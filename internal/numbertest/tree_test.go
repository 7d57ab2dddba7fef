package numbertest

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
)

// variables is the number of variables of a tree.
const variables = 3

// A node is an expression: a variable, a constant, or a function of one or two expressions.
type node struct {
	op          op
	index       int // of the variable or of the function in its list
	constant    float64
	left, right *node
}

type op int

const (
	variable op = iota
	constant
	unary
	binary
)

// A source draws numbers below n: a random generator, or the bytes of a fuzzer.
type source func(n int) int

var (
	unaryNames  = names(Unaries[dual.Real[float64]](), func(u Unary[dual.Real[float64]]) string { return u.Name })
	binaryNames = names(Binaries[dual.Real[float64]](), func(b Binary[dual.Real[float64]]) string { return b.Name })
)

func names[T any](list []T, name func(T) string) []string {
	s := make([]string, len(list))
	for i, e := range list {
		s[i] = name(e)
	}
	return s
}

// tree draws an expression of at most the given depth.
func tree(draw source, depth int) *node {
	kind := draw(8)
	switch {
	case depth == 0 || kind == 0:
		if draw(6) == 0 {
			return &node{op: constant, constant: number(draw)}
		}
		return &node{op: variable, index: draw(variables)}
	case kind < 4:
		return &node{op: unary, index: draw(len(unaryNames)), left: tree(draw, depth-1)}
	}
	i := draw(len(binaryNames) + 4)
	if i >= len(binaryNames) { // mostly arithmetic
		i -= len(binaryNames)
	}
	return &node{op: binary, index: i, left: tree(draw, depth-1), right: tree(draw, depth-1)}
}

// number draws a point: an ordinary one, or one of those where functions have their special cases.
func number(draw source) float64 {
	if special := SpecialPoints(); draw(3) == 0 {
		return special[draw(len(special))]
	}
	return float64(draw(1<<16))/(1<<13) - 4
}

// point draws a value for each variable.
func point(draw source) []float64 {
	x := make([]float64, variables)
	for i := range x {
		x[i] = number(draw)
	}
	return x
}

func random(rng *rand.Rand) source { return rng.IntN }

// fuzzed draws from the bytes of a fuzzer, and zeros when they are used up.
func fuzzed(data []byte) source {
	return func(n int) int {
		v := 0
		for size := n - 1; size > 0; size >>= 8 {
			if len(data) > 0 {
				v = v<<8 | int(data[0])
				data = data[1:]
			}
		}
		return v % n
	}
}

// String returns the expression in Polish notation.
func (n *node) String() string {
	switch n.op {
	case variable:
		return string(rune('x' + n.index))
	case constant:
		return fmt.Sprint(n.constant)
	case unary:
		return fmt.Sprintf("%s(%v)", unaryNames[n.index], n.left)
	}
	return fmt.Sprintf("%s(%v, %v)", binaryNames[n.index], n.left, n.right)
}

// An evaluator computes expressions in one type of number.
type evaluator[T dual.Scalar[T]] struct {
	unaries  []Unary[T]
	binaries []Binary[T]
}

func newEvaluator[T dual.Scalar[T]]() evaluator[T] { return evaluator[T]{Unaries[T](), Binaries[T]()} }

func (e evaluator[T]) eval(n *node, x []T) T {
	switch n.op {
	case variable:
		return x[n.index]
	case constant:
		return x[0].Lift(n.constant)
	case unary:
		return e.unaries[n.index].Op(e.eval(n.left, x))
	}
	return e.binaries[n.index].Op(e.eval(n.left, x), e.eval(n.right, x))
}

// depends reports whether the expression contains the variable.
func (n *node) depends(i int) bool {
	switch n.op {
	case variable:
		return n.index == i
	case constant:
		return false
	case unary:
		return n.left.depends(i)
	}
	return n.left.depends(i) || n.right.depends(i)
}

// same reports whether two values are bit for bit the same, NaN like NaN.
func same(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}
