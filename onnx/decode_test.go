package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// fields returns the fields of a message by number: []byte, or uint64.
func fields(t *testing.T, m []byte) map[int][]any {
	t.Helper()
	found := map[int][]any{}
	for len(m) > 0 {
		number, kind, n := protowire.ConsumeTag(m)
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		m = m[n:]
		var v any
		switch kind {
		case protowire.BytesType:
			v, n = protowire.ConsumeBytes(m)
		case protowire.VarintType:
			v, n = protowire.ConsumeVarint(m)
		default:
			t.Fatalf("field %d of wire type %d", number, kind)
		}
		if n < 0 {
			t.Fatal(protowire.ParseError(n))
		}
		m = m[n:]
		found[int(number)] = append(found[int(number)], v)
	}
	return found
}

func texts(list []any) (s []string) {
	for _, v := range list {
		s = append(s, string(v.([]byte)))
	}
	return s
}

func integers(list []any) (n []int) {
	for _, v := range list {
		n = append(n, int(int64(v.(uint64))))
	}
	return n
}

// A step is a node, an operand a tensor: whatever its type, its numbers are held as float64.
type (
	step struct {
		op              string
		inputs, outputs []string
		ints            map[string][]int
	}
	operand struct {
		shape []int
		data  []float64
	}
)

// decoded is a model's graph.
type decoded struct {
	steps           []step
	tensors         map[string]operand
	inputs, outputs []string
	metadata        map[string]string
}

func decode(t *testing.T, model []byte) decoded {
	t.Helper()
	m := fields(t, model)
	g := fields(t, m[7][0].([]byte))
	d := decoded{tensors: map[string]operand{}, metadata: map[string]string{}}
	for _, b := range g[1] {
		f := fields(t, b.([]byte))
		s := step{texts(f[4])[0], texts(f[1]), texts(f[2]), map[string][]int{}}
		for _, b := range f[5] {
			a := fields(t, b.([]byte))
			s.ints[texts(a[1])[0]] = integers(append(a[3], a[8]...))
		}
		d.steps = append(d.steps, s)
	}
	for _, b := range g[5] {
		f := fields(t, b.([]byte))
		d.tensors[texts(f[8])[0]] = operand{integers(f[1]), numbers(integers(f[2])[0], f[9][0].([]byte))}
	}
	for field, names := range map[int]*[]string{11: &d.inputs, 12: &d.outputs} {
		for _, b := range g[field] {
			*names = append(*names, texts(fields(t, b.([]byte))[1])...)
		}
	}
	for _, b := range m[14] {
		f := fields(t, b.([]byte))
		d.metadata[texts(f[1])[0]] = texts(f[2])[0]
	}
	return d
}

// numbers decodes raw data of FLOAT (1), INT64 (7) and DOUBLE (11).
func numbers(kind int, raw []byte) (v []float64) {
	for len(raw) > 0 {
		switch kind {
		case 1:
			v = append(v, float64(math.Float32frombits(binary.LittleEndian.Uint32(raw))))
			raw = raw[4:]
			continue
		case 7:
			v = append(v, float64(int64(binary.LittleEndian.Uint64(raw))))
		case 11:
			v = append(v, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
		}
		raw = raw[8:]
	}
	return v
}
