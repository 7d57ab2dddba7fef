package onnx_test

import (
	"math"
	"slices"
)

// arrangements are the operators of one output that are neither of one number nor of windows.
var arrangements = map[string]func(s step, in []operand) operand{
	"Where": func(_ step, in []operand) operand {
		return fill(broadcast(in...), func(at []int) float64 {
			if in[0].at(at) != 0 {
				return in[1].at(at)
			}
			return in[2].at(at)
		})
	},
	"MatMul": matmul,
	"Reshape": func(_ step, in []operand) operand {
		shape := in[1].list()
		if i := slices.Index(shape, -1); i >= 0 {
			shape[i] = len(in[0].data) / -size(shape)
		}
		return operand{shape, in[0].data}
	},
	"Transpose": func(s step, in []operand) operand {
		perm := s.ints["perm"]
		shape, from := make([]int, len(perm)), make([]int, len(perm))
		for i, a := range perm {
			shape[i] = in[0].shape[a]
		}
		return fill(shape, func(at []int) float64 {
			for i, a := range perm {
				from[a] = at[i]
			}
			return in[0].at(from)
		})
	},
	"Unsqueeze": func(_ step, in []operand) operand {
		return operand{slices.Insert(slices.Clone(in[0].shape), in[1].list()[0], 1), in[0].data}
	},
	"Expand": func(_ step, in []operand) operand {
		return fill(broadcast(in[0], operand{shape: in[1].list()}), in[0].at)
	},
	"Shape": func(s step, in []operand) operand {
		return operand{[]int{1}, []float64{float64(in[0].shape[0])}}
	},
	"Concat": concat,
	"Slice": func(_ step, in []operand) operand { // of the last axis
		shape, first := slices.Clone(in[0].shape), in[1].list()[0]
		shape[len(shape)-1] = in[2].list()[0] - first
		return fill(shape, func(at []int) float64 {
			at = slices.Clone(at)
			at[len(at)-1] += first
			return in[0].at(at)
		})
	},
	"Pad": func(_ step, in []operand) operand { // in front of the last axis
		shape, n, last := slices.Clone(in[0].shape), in[1].list()[len(in[0].shape)-1], len(in[0].shape)-1
		shape[last] += n
		return fill(shape, func(at []int) float64 {
			if at[last] < n {
				return 0
			}
			at = slices.Clone(at)
			at[last] -= n
			return in[0].at(at)
		})
	},
	"ReduceSum":  func(s step, in []operand) operand { return s.reduce(in, false) },
	"ReduceMean": func(s step, in []operand) operand { return s.reduce(in, true) },
	"Softmax":    func(_ step, in []operand) operand { return softmax(in[0], false) },
	"LogSoftmax": func(_ step, in []operand) operand { return softmax(in[0], true) },
	"ScatterElements": func(s step, in []operand) operand { // adds along axis 2
		v := operand{in[0].shape, slices.Clone(in[0].data)}
		fill(in[1].shape, func(at []int) float64 {
			to := []int{at[0], at[1], int(in[1].at(at))}
			v.data[v.offset(to)] += in[2].at(at)
			return 0
		})
		return v
	},
}

func matmul(_ step, in []operand) operand {
	a, b := in[0], in[1] // (… × n × k) and (k × m)
	k, m := b.shape[0], b.shape[1]
	shape := slices.Clone(a.shape)
	shape[len(shape)-1] = m
	return fill(shape, func(at []int) (sum float64) {
		row := slices.Clone(at)
		for i := range k {
			row[len(row)-1] = i
			sum += a.at(row) * b.at([]int{i, at[len(at)-1]})
		}
		return sum
	})
}

func concat(s step, in []operand) operand {
	axis := (s.ints["axis"][0] + len(in[0].shape)) % len(in[0].shape)
	shape := slices.Clone(in[0].shape)
	for _, v := range in[1:] {
		shape[axis] += v.shape[axis]
	}
	return fill(shape, func(at []int) float64 {
		at = slices.Clone(at)
		for _, v := range in {
			if at[axis] < v.shape[axis] {
				return v.at(at)
			}
			at[axis] -= v.shape[axis]
		}
		return math.NaN()
	})
}

// reduce adds or averages along one axis.
func (s step) reduce(in []operand, mean bool) operand {
	v := in[0]
	axis := (in[1].list()[0] + len(v.shape)) % len(v.shape)
	shape := slices.Clone(v.shape)
	shape[axis] = 1
	y := fill(shape, func(at []int) (sum float64) {
		at = slices.Clone(at)
		for i := range v.shape[axis] {
			at[axis] = i
			sum += v.at(at)
		}
		if mean {
			sum /= float64(v.shape[axis])
		}
		return sum
	})
	if keep, ok := s.ints["keepdims"]; ok && keep[0] == 0 {
		y.shape = slices.Delete(y.shape, axis, axis+1)
	}
	return y
}

// softmax is that over the last of two axes.
func softmax(x operand, log bool) operand {
	return fill(x.shape, func(at []int) float64 {
		row := x.data[at[0]*x.shape[1] : (at[0]+1)*x.shape[1]]
		sum, top := 0.0, slices.Max(row)
		for _, v := range row {
			sum += math.Exp(v - top)
		}
		if log {
			return x.at(at) - top - math.Log(sum)
		}
		return math.Exp(x.at(at)-top) / sum
	})
}
