package onnx_test

import (
	"math"
	"slices"
	"testing"
)

// run computes a graph by the definitions of its operators, in float64.
func (d decoded) run(t *testing.T, x operand) map[string]operand {
	t.Helper()
	known := map[string]operand{d.inputs[0]: x}
	for name, v := range d.tensors {
		known[name] = v
	}
	for _, s := range d.steps {
		var in []operand
		for _, name := range s.inputs {
			v, ok := known[name]
			if !ok {
				t.Fatalf("%s takes %s before that is computed", s.op, name)
			}
			in = append(in, v)
		}
		for i, v := range s.run(t, in) {
			if _, ok := known[s.outputs[i]]; ok {
				t.Fatalf("%s is computed twice", s.outputs[i])
			}
			known[s.outputs[i]] = v
		}
	}
	return known
}

func one(v operand) []operand { return []operand{v} }

func (s step) run(t *testing.T, in []operand) []operand {
	t.Helper()
	if f, ok := unary[s.op]; ok {
		return one(fill(in[0].shape, func(at []int) float64 { return f(in[0].at(at)) }))
	}
	if f, ok := binaryOps[s.op]; ok {
		return one(fill(broadcast(in...), func(at []int) float64 { return f(in[0].at(at), in[1].at(at)) }))
	}
	if f, ok := arrangements[s.op]; ok {
		return one(f(s, in))
	}
	switch s.op {
	case "Conv":
		return one(s.conv(in[0], in[1], in[2]))
	case "ConvTranspose":
		return one(s.convTranspose(in[0], in[1]))
	case "MaxPool":
		return s.maxPool(in[0])
	case "AveragePool":
		return one(s.averagePool(in[0]))
	}
	t.Fatalf("operator %s has no definition here", s.op)
	return nil
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

var unary = map[string]func(float64) float64{
	"Identity": func(x float64) float64 { return x }, "Neg": func(x float64) float64 { return -x },
	"Tanh": math.Tanh, "Sigmoid": func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }, "Erf": math.Erf, "Exp": math.Exp,
	"Log": math.Log, "Sin": math.Sin, "Cos": math.Cos, "Sqrt": math.Sqrt, "Abs": math.Abs,
	"Relu": func(x float64) float64 { return max(x, 0) },
	"Sign": func(x float64) float64 { return truth(x > 0) - truth(x < 0) },
}

var binaryOps = map[string]func(a, b float64) float64{
	"Add": func(a, b float64) float64 { return a + b }, "Sub": func(a, b float64) float64 { return a - b },
	"Mul": func(a, b float64) float64 { return a * b }, "Div": func(a, b float64) float64 { return a / b },
	"Min": func(a, b float64) float64 { return min(a, b) }, "Max": func(a, b float64) float64 { return max(a, b) },
	"Greater": func(a, b float64) float64 { return truth(a > b) }, "Less": func(a, b float64) float64 { return truth(a < b) },
	"Equal": func(a, b float64) float64 { return truth(a == b) }, "Mod": math.Mod,
}

// fill computes every number of a tensor from its indices.
func fill(shape []int, f func(at []int) float64) operand {
	v, n := operand{shape: slices.Clone(shape)}, size(shape)
	at := make([]int, len(shape))
	for range n {
		v.data = append(v.data, f(at))
		for a := len(at) - 1; a >= 0; a-- {
			if at[a]++; at[a] < shape[a] {
				break
			}
			at[a] = 0
		}
	}
	return v
}

func size(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// offset is where a number is, under the rules of broadcasting.
func (v operand) offset(at []int) (i int) {
	at = at[len(at)-len(v.shape):]
	for a, d := range v.shape {
		i *= d
		if d > 1 {
			i += at[a]
		}
	}
	return i
}

func (v operand) at(at []int) float64 { return v.data[v.offset(at)] }

// broadcast returns the shape that all operands are brought to.
func broadcast(list ...operand) (shape []int) {
	for _, v := range list {
		for len(shape) < len(v.shape) {
			shape = slices.Insert(shape, 0, 1)
		}
	}
	for _, v := range list {
		for a, d := range v.shape {
			shape[len(shape)-len(v.shape)+a] = max(d, shape[len(shape)-len(v.shape)+a])
		}
	}
	return shape
}

// list returns the numbers as integers.
func (v operand) list() (n []int) {
	for _, x := range v.data {
		n = append(n, int(x))
	}
	return n
}
