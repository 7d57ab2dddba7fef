package onnx

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// Options say what is exported.
type Options struct {
	// Gradient adds the output dy_dx (batch × outputs × inputs), the derivatives of the outputs in the inputs.
	Gradient bool

	// Float32 writes a network of float64 in single precision; one of float32 is always written so.
	Float32 bool
}

// largest is the size that a message may have: protobuf counts with 31 bits.
const largest = math.MaxInt32

// Export writes the network as an ONNX model. It fails, and writes nothing, if the network has a layer that ONNX cannot express,
// a parameter that is not finite in the model's precision, or more than 2 GiB of them.
func Export[F dual.Float](w io.Writer, net *layers.Net[F], o Options) error {
	if net == nil {
		return errors.New("onnx: Export: the network is nil, want one")
	}
	g := newGraph[F](o.Float32, net.Out())
	y, pull, err := g.sequence(net.Layers(), net.Params(), net.In(), "x", "")
	if err != nil {
		return fmt.Errorf("onnx: Export: %w", err)
	}
	g.name(y, "y")
	outputs := []port{{"y", []any{batch, net.Out()}}}
	if o.Gradient {
		g.name(pull(g.seed()), "dy_dx")
		outputs = append(outputs, port{"dy_dx", []any{batch, net.Out(), net.In()}})
	}
	if g.err != nil {
		return fmt.Errorf("onnx: Export: %w", g.err)
	}
	model, err := g.model(net.String(), []port{{"x", []any{batch, net.In()}}}, outputs, names(net))
	if err != nil {
		return err
	}
	_, err = w.Write(model)
	return err
}

// names returns the metadata for the names of inputs and outputs, as pairs.
func names[F dual.Float](net *layers.Net[F]) (pairs [][2]string) {
	inputs, outputs := net.Names()
	for i, list := range [][]string{inputs, outputs} {
		if list != nil {
			b, _ := json.Marshal(list) // strings have no error
			pairs = append(pairs, [2]string{[]string{"inputs", "outputs"}[i], string(b)})
		}
	}
	return pairs
}
