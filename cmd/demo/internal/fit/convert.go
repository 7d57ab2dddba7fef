package fit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/layers"
	"example.com/sobolev/onnx"
)

// ConvertCommand is the verb that writes a network in another format.
var ConvertCommand = cli.Command{
	Name:  "convert",
	Short: "write a saved network as ONNX, in another precision, or from a file of PyTorch's or of version 1",
	Run:   convert,
}

// A conversion is what the command line says.
type conversion struct {
	from, to   string
	bits       string
	gradient   bool
	widths     []int // of a network that the file does not describe, inputs first and outputs last
	activation layers.Activation
	json       bool
}

func convert(_ context.Context, args []string, stdout, _ io.Writer) error {
	c, err := parseConvert(args, stdout)
	if err != nil {
		return err
	}
	var net string
	if c.bits == "32" {
		net, err = converted[float32](c)
	} else {
		net, err = converted[float64](c)
	}
	if err != nil {
		return fmt.Errorf("convert: %w", err)
	}
	if c.json {
		return cli.NewRows(stdout, true).Write(struct {
			Net  string `json:"net"`
			Bits string `json:"bits"`
			File string `json:"file"`
		}{net, c.bits, c.to})
	}
	_, err = fmt.Fprintf(stdout, "%s, in numbers of %s bits: %s\n", net, c.bits, c.to)
	return err
}

func parseConvert(args []string, stdout io.Writer) (*conversion, error) {
	f := cli.NewFlags("demo convert", "Reads a network that demo fit, or layers.Net.Save, has written and writes it in another format or precision.\n\n"+
		"Files of version 1, and weights that PyTorch saved, do not describe their layers: -layers and -act say of which dense\n"+
		"layers they are.",
		"demo convert fit/model.safetensors -to model.onnx -gradient",
		"demo convert fit/model.safetensors -to half-as-large.safetensors -bits 32",
		"demo convert pytorch.safetensors -layers 2,64,64,1 -act tanh -to model.safetensors")
	f.Operand = "MODEL"
	c := new(conversion)
	f.StringVar(&c.to, "to", "", "`file` to write: .safetensors or .onnx")
	bits := f.Choice("bits", "64", []string{"64", "32"}, "bits of the numbers")
	f.BoolVar(&c.gradient, "gradient", false, "give an ONNX model its exact Jacobian as a second output")
	f.Var(cli.NewList(&c.widths, cli.AtLeast(1)), "layers", "`widths` of the network that the file does not describe, inputs first and outputs last")
	act := f.Choice("act", "tanh", activations(), "activation between -layers")
	overwrite := f.Bool("overwrite", false, "write over a file that is there")
	f.BoolVar(&c.json, "json", false, "print what was written as a JSON object")
	path, err := f.ParseOperand(args, stdout)
	if err != nil {
		return nil, err
	}
	c.from, c.bits = path, *bits
	if c.activation, err = layers.ActivationByName(*act); err != nil {
		return nil, err
	}
	kind := strings.ToLower(filepath.Ext(c.to))
	switch {
	case kind != ".safetensors" && kind != ".onnx":
		return nil, cli.Usagef("convert: -to is %q, want a file that ends in .safetensors or .onnx", c.to)
	case c.gradient && kind != ".onnx":
		return nil, cli.Usagef("convert: -gradient with -to %s, want a file that ends in .onnx: safetensors hold no graph", c.to)
	case len(c.widths) == 1:
		return nil, cli.Usagef("convert: -layers has 1 width, want at least those of inputs and outputs")
	case f.Given("act") && c.widths == nil:
		return nil, cli.Usagef("convert: -act without -layers, want both, for files that do not describe their layers")
	}
	if err := cli.CheckWidths("convert: -layers", c.widths...); err != nil {
		return nil, err
	}
	if _, err := os.Stat(c.to); err == nil && !*overwrite {
		return nil, cli.Usagef("convert: %s is there already; want another -to, or -overwrite", c.to)
	}
	return c, nil
}

// converted reads the network, writes it, and says what it is.
func converted[F dual.Float](c *conversion) (string, error) {
	net, err := opened[F](c)
	if err != nil {
		return "", err
	}
	if strings.ToLower(filepath.Ext(c.to)) == ".safetensors" {
		return net.String(), net.Save(c.to)
	}
	var b bytes.Buffer
	if err := onnx.Export(&b, net, onnx.Options{Gradient: c.gradient}); err != nil {
		return "", err
	}
	return net.String(), file.Replace(c.to, b.Bytes())
}

// opened reads the network as its file, or the command line, describes it.
func opened[F dual.Float](c *conversion) (*layers.Net[F], error) {
	if c.widths == nil {
		net, err := layers.Open[F](c.from)
		if errors.Is(err, layers.ErrNoLayers) {
			err = fmt.Errorf("%s does not say which layers it is the weights of; -layers and -act describe dense ones", c.from)
		}
		return net, err
	}
	last := len(c.widths) - 1
	net, err := layers.NewMLP[F](c.widths[0], c.widths[1:last], c.widths[last], c.activation, rand.New(rand.NewPCG(0, 0)))
	if err != nil {
		return nil, err
	}
	if err := net.Load(c.from); err != nil {
		return nil, err
	}
	if own, err := layers.Open[F](c.from); err == nil { // then it has the same layers, and may have names
		return net, net.SetNames(own.Names())
	}
	return net, nil
}

// open reads a network that demo fit or layers.Net.Save has written. The error for a file of others says what gives it layers.
func open(path string) (*layers.Net[float64], error) {
	net, err := layers.Open[float64](path)
	if errors.Is(err, layers.ErrNoLayers) {
		return nil, fmt.Errorf("%s does not say which layers it is the weights of; write a file that does by demo convert %[1]s -layers 2,64,64,1 "+
			"-act tanh -to model.safetensors, with the widths and the activation of its own", path)
	}
	return net, err
}
