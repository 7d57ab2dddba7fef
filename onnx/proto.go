package onnx

import (
	"encoding/binary"
	"fmt"
	"math"

	"google.golang.org/protobuf/encoding/protowire"
)

// The messages of onnx.proto (https://github.com/onnx/onnx, IR version 8) that a graph needs are written field by field: what
// protoc makes of that file is 20 times as much code, and no part of it would be of use here but these numbers.

const (
	irVersion = 8
	opset     = 18
	batch     = "batch" // the name of the axis of samples
)

// elementType is TensorProto.DataType.
type elementType int32

const (
	float32Type elementType = 1
	int64Type   elementType = 7
	float64Type elementType = 11
)

// AttributeProto.AttributeType
const (
	intAttribute    = 2
	stringAttribute = 3
	intsAttribute   = 7
)

// message is an encoded message.
type message []byte

func (m *message) bytes(field protowire.Number, b []byte) {
	*m = protowire.AppendBytes(protowire.AppendTag(*m, field, protowire.BytesType), b)
}

func (m *message) string(field protowire.Number, s string) { m.bytes(field, []byte(s)) }

func (m *message) int(field protowire.Number, v int) {
	*m = protowire.AppendVarint(protowire.AppendTag(*m, field, protowire.VarintType), uint64(v))
}

// encodeTensor returns a TensorProto. The data are little-endian.
func encodeTensor(name string, t elementType, shape []int, data []byte) (m message) {
	for _, d := range shape {
		m.int(1, d)
	}
	m.int(2, int(t))
	m.string(8, name)
	m.bytes(9, data)
	return m
}

// int64s returns integers as the data of a tensor.
func int64s(v []int) (data []byte) {
	for _, n := range v {
		data = binary.LittleEndian.AppendUint64(data, uint64(n))
	}
	return data
}

// attribute is a setting of a node: an int, a string, or a []int.
type attribute struct {
	name  string
	value any
}

func (a attribute) encode() (m message) {
	m.string(1, a.name)
	switch v := a.value.(type) {
	case int:
		m.int(3, v)
		m.int(20, intAttribute)
	case string:
		m.string(4, v)
		m.int(20, stringAttribute)
	case []int:
		for _, n := range v {
			m.int(8, n)
		}
		m.int(20, intsAttribute)
	default:
		panic(fmt.Sprintf("onnx: attribute %s of type %T", a.name, a.value))
	}
	return m
}

// node is a NodeProto.
type node struct {
	op              string
	inputs, outputs []string
	attributes      []attribute
}

func (n node) encode() (m message) {
	for _, name := range n.inputs {
		m.string(1, name)
	}
	for _, name := range n.outputs {
		m.string(2, name)
	}
	m.string(3, n.outputs[0])
	m.string(4, n.op)
	for _, a := range n.attributes {
		m.bytes(5, a.encode())
	}
	return m
}

// port is an input or output of the graph. Its axes are ints, or strings for those of any length.
type port struct {
	name string
	axes []any
}

// encode returns a ValueInfoProto.
func (p port) encode(t elementType) (m message) {
	var shape, tensor, kind message
	for _, a := range p.axes {
		var axis message
		switch a := a.(type) {
		case int:
			axis.int(1, a)
		case string:
			axis.string(2, a)
		}
		shape.bytes(1, axis)
	}
	tensor.int(1, int(t))
	tensor.bytes(2, shape)
	kind.bytes(1, tensor)
	m.string(1, p.name)
	m.bytes(2, kind)
	return m
}

// encodeModel returns a ModelProto of the graph with metadata, pairs of a key and a value.
func encodeModel(graph message, description string, metadata [][2]string) (message, error) {
	var m, operators message
	m.int(1, irVersion)
	m.string(2, "sobolev")
	m.string(6, description)
	m.bytes(7, graph)
	operators.string(1, "")
	operators.int(2, opset)
	m.bytes(8, operators)
	for _, pair := range metadata {
		var entry message
		entry.string(1, pair[0])
		entry.string(2, pair[1])
		m.bytes(14, entry)
	}
	if len(m) > math.MaxInt32 {
		return nil, fmt.Errorf("onnx: Export: a model of %d bytes, want less than 2 GiB, the most that protobuf has", len(m))
	}
	return m, nil
}
