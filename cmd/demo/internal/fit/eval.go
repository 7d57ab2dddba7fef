package fit

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
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

func eval(ctx context.Context, args []string, stdout, _ io.Writer) error {
	f := cli.NewFlags("demo eval", "Evaluates a network that demo fit, or layers.Net.Save, has written: at a point, or at the points of a CSV file.",
		"demo eval fit/model.safetensors -x 0.3,0.7 -order 2",
		"demo eval fit/model.safetensors -points table.csv -json")
	f.Operand = "MODEL"
	var x []float64
	f.Var(cli.NewList(&x, cli.Finite), "x", "the `point`, one number for each input")
	points := f.String("points", "", "CSV `file` with a column for each input, by its name, or NumPy archive with their array x")
	order := f.IntAtLeast("order", 1, 0, "highest order of the derivatives")
	asJSON := f.Bool("json", false, "print one JSON object a point")
	path, err := f.ParseOperand(args, stdout)
	if err != nil {
		return err
	}
	net, err := open(path)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	names := namesOf(net)
	switch {
	case (x == nil) == (*points == ""):
		return cli.Usagef("eval: want either -x or -points")
	case x != nil && len(x) != net.In():
		return cli.Usagef("eval: -x has %s, want one for each of %s: %s", count.Of(len(x), "number"), count.Of(net.In(), "input"), file.ShownAll(names.x))
	case x == nil:
		if x, err = waitForPoints(ctx, *points, names.x); err != nil {
			return fmt.Errorf("eval: %w", err)
		}
	}
	if err := net.Require(*order); err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	if most := mostOrder(net.In()); *order > most {
		return cli.Usagef("eval: -order is %d, want at most %d with %s", *order, most, count.Of(net.In(), "input"))
	}
	return answerAll(net, names, x, *order, *asJSON, stdout)
}

// mostOrder is the highest order of which a network of so many inputs can be asked for all derivatives at once: multiplying the
// polynomials that hold them takes C(2·inputs+order, order) products, and jets have no more than 2²⁴.
func mostOrder(inputs int) int {
	for products, order := 1.0, 0; ; order++ {
		products *= float64(2*inputs+order+1) / float64(order+1)
		if products > 1<<24 {
			return order
		}
	}
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

// answerAll prints what the network says at the points: a line for each number of one point, a row for each of several.
func answerAll(net *layers.Net[float64], names columns, x []float64, order int, asJSON bool, stdout io.Writer) error {
	alg, n := jet.Full(net.In(), order), len(x)/net.In()
	in := jet.NewBatch[float64](alg, n, net.In())
	in.Seed(x)
	y := net.Jets(net.NewWorkspace(), in)
	var labels []string
	for k := range alg.Dim() {
		for _, name := range names.y {
			labels = append(labels, derivative(name, names.x, alg.Exponents(k)))
		}
	}
	said := func(i, label int) float64 {
		k, o := label/net.Out(), label%net.Out()
		return y.Plane(k)[i*net.Out()+o] * alg.Factorial(k)
	}
	if !asJSON {
		return answerTable(names.x, labels, x, said).WriteText(stdout)
	}
	rows := cli.NewRows(stdout, true)
	for i := range n {
		a := answer{X: x[i*net.In() : (i+1)*net.In()], Values: map[string]float64{}}
		for l, label := range labels {
			a.Values[label] = said(i, l)
		}
		if err := rows.Write(a); err != nil {
			return err
		}
	}
	return nil
}

// answerTable is what a network says at points x, said(i, l) being what it says of label l at the i-th.
func answerTable(inputs, labels []string, x []float64, said func(i, label int) float64) report.Table {
	number := func(v float64) report.Cell { return report.Text(strconv.FormatFloat(v, 'g', 12, 64)) }
	if len(x) == len(inputs) {
		t := report.Table{Header: []string{"", fmt.Sprintf("at %v", x)}}
		for l, label := range labels {
			t.Rows = append(t.Rows, []report.Cell{report.Text(label), number(said(0, l))})
		}
		return t
	}
	t := report.Table{Header: append(slices.Clone(inputs), labels...)}
	for i := range len(x) / len(inputs) {
		var row []report.Cell
		for _, v := range x[i*len(inputs) : (i+1)*len(inputs)] {
			row = append(row, number(v))
		}
		for l := range labels {
			row = append(row, number(said(i, l)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
