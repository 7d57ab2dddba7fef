package fit

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data/dataset"
)

// EvalCommand is the verb that evaluates.
var EvalCommand = cli.Command{
	Name:  "eval",
	Short: "values and derivatives of a network that fit has saved",
	Run:   eval,
}

// An answer is what a network says at a point, as -json prints it.
type answer struct {
	X      []float64          `json:"x"`
	Values map[string]float64 `json:"values"` // by the names of the outputs and their derivatives
}

func eval(_ context.Context, args []string, stdout, _ io.Writer) error {
	f := cli.NewFlags("demo eval", "Evaluates a network that demo fit, or layers.Net.Save, has written: at a point, or at the points of a CSV file.",
		"demo eval fit/model.safetensors -x 0.3,0.7 -order 2",
		"demo eval fit/model.safetensors -points table.csv -json")
	f.Operand = "MODEL"
	var x []float64
	f.Var(cli.NewList(&x, cli.Finite), "x", "the `point`, one number for each input")
	points := f.String("points", "", "CSV `file` with a column for each input, by its name")
	order := f.IntAtLeast("order", 1, 0, "highest order of the derivatives")
	asJSON := f.Bool("json", false, "print one JSON object a point")
	path, err := f.ParseOperand(args, stdout)
	if err != nil {
		return err
	}
	net, err := layers.Open[float64](path)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	names := namesOf(net)
	switch {
	case (x == nil) == (*points == ""):
		return cli.Usagef("eval: want either -x or -points")
	case x != nil && len(x) != net.In():
		return cli.Usagef("eval: -x has %d numbers, want one for each of %d inputs: %v", len(x), net.In(), names.x)
	case x == nil:
		t, err := dataset.OpenCSV(*points)
		if err == nil {
			x, err = dataset.Select[float64](t, names.x...)
		}
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
	}
	if err := net.Require(*order); err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	return answerAll(net, names, x, *order, *asJSON, stdout)
}

// namesOf returns the names of a network's inputs and outputs, numbers if it has none.
func namesOf(net *layers.Net[float64]) columns {
	x, y := net.Names()
	if x == nil {
		x = numbered("x", net.In())
	}
	if y == nil {
		y = numbered("y", net.Out())
	}
	return columns{x: x, y: y}
}

// answerAll prints what the network says at the points.
func answerAll(net *layers.Net[float64], names columns, x []float64, order int, asJSON bool, stdout io.Writer) error {
	alg, n := jet.Full(net.In(), order), len(x)/net.In()
	in := jet.NewBatch[float64](alg, n, net.In())
	in.Seed(x)
	y := net.Jets(net.NewWorkspace(), in)
	rows := cli.NewRows(stdout, asJSON)
	for i := range n {
		at := x[i*net.In() : (i+1)*net.In()]
		a := answer{X: at, Values: map[string]float64{}}
		t := report.Table{Header: []string{"", fmt.Sprintf("at %v", at)}}
		for k := range alg.Dim() {
			for o, name := range names.y {
				label, v := derivative(name, names.x, alg.Exponents(k)), y.Plane(k)[i*net.Out()+o]*alg.Factorial(k)
				a.Values[label] = v
				t.Rows = append(t.Rows, []report.Cell{report.Text(label), report.Text(strconv.FormatFloat(v, 'g', 12, 64))})
			}
		}
		if asJSON {
			if err := rows.Write(a); err != nil {
				return err
			}
			continue
		}
		if err := t.WriteText(stdout); err != nil {
			return err
		}
	}
	return nil
}
