package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/dual"
)

// A value is the name of a tensor in the graph.
type value = string

// A pull takes the cotangents of what a layer made (batch × outputs of the network × features) to those of what entered it.
// It adds nodes to the graph only when it is called.
type pull func(ybar value) value

// graph is a GraphProto that is being written.
type graph[F dual.Float] struct {
	element elementType
	outputs int // of the network: the cotangents that are pulled back at once
	nodes   []node
	tensors message // initialisers, each as a field of the graph
	count   int     // names given
	known   map[string]value
	err     error // the first number that the precision has no room for
}

func newGraph[F dual.Float](single bool, outputs int) *graph[F] {
	g := &graph[F]{element: float64Type, outputs: outputs, known: map[string]value{}}
	if _, ok := any(F(0)).(float32); ok || single {
		g.element = float32Type
	}
	return g
}

// fresh returns a name that stands nowhere.
func (g *graph[F]) fresh(prefix string) value {
	g.count++
	return fmt.Sprintf("%s%d", prefix, g.count)
}

// op adds a node of one output.
func (g *graph[F]) op(name string, inputs ...value) value { return g.with(name, nil, inputs...) }

// with adds a node of one output and attributes.
func (g *graph[F]) with(name string, a []attribute, inputs ...value) value {
	y := g.fresh("t")
	g.nodes = append(g.nodes, node{name, inputs, []string{y}, a})
	return y
}

// name gives the value another name, that of an output.
func (g *graph[F]) name(v value, name string) {
	g.nodes = append(g.nodes, node{"Identity", []string{v}, []string{name}, nil})
}

// tensor adds numbers as an initialiser of that name.
func (g *graph[F]) tensor(name string, shape []int, numbers []F) value {
	var data []byte
	for i, v := range numbers {
		if g.element == float32Type {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(v)))
			v = F(float32(v))
		} else {
			data = binary.LittleEndian.AppendUint64(data, math.Float64bits(float64(v)))
		}
		if math.IsInf(float64(v), 0) || math.IsNaN(float64(v)) {
			g.fail(fmt.Errorf("%s: number %d is %v, want one that is finite in the model's precision", name, i, numbers[i]))
		}
	}
	g.initialiser(name, encodeTensor(name, g.element, shape, data))
	return name
}

func (g *graph[F]) initialiser(name string, t message) {
	if len(g.tensors)+len(t) > largest {
		g.fail(fmt.Errorf("%s: more than 2 GiB of parameters with it, the most that protobuf has", name))
		return
	}
	g.tensors.bytes(5, t)
}

// fail keeps the first error.
func (g *graph[F]) fail(err error) {
	if g.err == nil {
		g.err = err
	}
}

// scalar returns a constant that broadcasts.
func (g *graph[F]) scalar(x float64) value {
	key := fmt.Sprint(x)
	if _, ok := g.known[key]; !ok {
		g.known[key] = g.tensor(g.fresh("c"), nil, []F{F(x)})
	}
	return g.known[key]
}

// ints returns a constant list of integers, such as a shape.
func (g *graph[F]) ints(v ...int) value {
	key := fmt.Sprint(v)
	if _, ok := g.known[key]; !ok {
		name := g.fresh("c")
		g.initialiser(name, encodeTensor(name, int64Type, []int{len(v)}, int64s(v)))
		g.known[key] = name
	}
	return g.known[key]
}

func (g *graph[F]) scale(c float64, x value) value { return g.op("Mul", g.scalar(c), x) }

// where returns the first value where the condition holds, and the second elsewhere.
func (g *graph[F]) where(condition, then, otherwise value) value {
	return g.op("Where", condition, then, otherwise)
}

func (g *graph[F]) reshape(x value, shape ...int) value {
	return g.op("Reshape", x, g.ints(shape...))
}

func (g *graph[F]) transpose(x value, axes ...int) value {
	return g.with("Transpose", []attribute{{"perm", axes}}, x)
}

// reduce sums or averages over the last axis, which stays with length 1.
func (g *graph[F]) reduce(op string, x value) value { return g.op(op, x, g.ints(-1)) }

func (g *graph[F]) concat(axis int, inputs ...value) value {
	return g.with("Concat", []attribute{{"axis", axis}}, inputs...)
}

// lift puts the axis of cotangents into a value, so that it multiplies them.
func (g *graph[F]) lift(x value) value { return g.op("Unsqueeze", x, g.ints(1)) }

// times pulls a cotangent back through an elementwise function with the given slopes.
func (g *graph[F]) times(ybar, slope value) value { return g.op("Mul", ybar, g.lift(slope)) }

// samples returns the length of the first axis of x, as a list of one.
func (g *graph[F]) samples(x value) value {
	return g.with("Shape", []attribute{{"start", 0}, {"end", 1}}, x)
}

// seed returns the cotangents of the network's outputs: for every sample the identity.
func (g *graph[F]) seed() value {
	n := g.outputs
	unit := make([]F, n*n)
	for i := range n {
		unit[i*n+i] = 1
	}
	return g.op("Expand", g.tensor("seed", []int{1, n, n}, unit), g.concat(0, g.samples("x"), g.ints(n, n)))
}

// model returns the graph as a ModelProto.
func (g *graph[F]) model(description string, inputs, outputs []port, metadata [][2]string) (message, error) {
	var m message
	for _, n := range g.nodes {
		m.bytes(1, n.encode())
	}
	m.string(2, "network")
	m = slices.Concat(m, g.tensors)
	for _, p := range inputs {
		m.bytes(11, p.encode(g.element))
	}
	for _, p := range outputs {
		m.bytes(12, p.encode(g.element))
	}
	return encodeModel(m, description, metadata)
}
