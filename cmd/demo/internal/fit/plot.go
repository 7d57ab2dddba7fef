package fit

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/layers"
)

// PlotCommand is the verb that draws.
var PlotCommand = cli.Command{
	Name:  "plot",
	Short: "draw a network that fit has saved: slices with their slopes, surfaces with their gradients",
	Run:   plot,
}

// Pictures are of so many inputs and outputs, unless others are named.
const (
	mostInputs  = 6
	mostOutputs = 4
)

// A portrait is what is drawn of a network.
type portrait struct {
	*cli.Output
	net    *layers.Net[float64]
	names  columns
	sides  []report.Range // of every input
	at     []float64      // the inputs that a picture does not vary
	inputs []int          // a slice along each, surfaces over the first two
	of     []int          // outputs
}

func plot(ctx context.Context, args []string, stdout, _ io.Writer) error {
	started := time.Now()
	p, err := parsePlot(ctx, args, stdout)
	if err != nil {
		return err
	}
	page := p.page()
	page.Sign("demo plot "+strings.Join(args, " "), started)
	path, err := page.Write(p.Dir)
	if err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	if p.JSON {
		return cli.NewRows(stdout, true).Write(struct {
			Report string `json:"report"`
		}{path})
	}
	_, err = fmt.Fprintf(stdout, "The pictures: %s\n", path)
	return err
}

func parsePlot(ctx context.Context, args []string, stdout io.Writer) (*portrait, error) {
	f := cli.NewFlags("demo plot", "Draws a network that demo fit, or layers.Net.Save, has written: its outputs and their slopes along every input, and\n"+
		"over two inputs the surface and its gradient field. Inputs that a picture does not vary stay at their means.\n\n"+
		"The range of the inputs is that of the rows in -points; if not given, of the predictions that fit left beside the model.",
		"demo plot fit/model.safetensors",
		"demo plot heston/model.safetensors -x S,T -out pictures",
		"demo plot net.safetensors -lo -1,-1 -hi 1,1")
	f.Operand = "MODEL"
	var x, y []string
	var lo, hi []float64
	p := new(portrait)
	f.Var(cli.NewList(&x, cli.Any), "x", fmt.Sprintf("`inputs` to draw: a slice along each, surfaces over the first two; the first %d if not given", mostInputs))
	f.Var(cli.NewList(&y, cli.Any), "y", fmt.Sprintf("`outputs` to draw; the first %d if not given", mostOutputs))
	points := f.String("points", "", "CSV `file` with a column for each input, by its name, or NumPy archive with their array x")
	f.Var(cli.NewList(&lo, cli.Finite), "lo", "lower `bounds`, one for each input")
	f.Var(cli.NewList(&hi, cli.Finite), "hi", "upper `bounds`, one for each input")
	f.Var(cli.NewList(&p.at, cli.Finite), "at", "the `point` that pictures go through in place of the means")
	p.Output = f.OutputFlags("plot")
	path, err := f.ParseOperand(args, stdout)
	if err != nil {
		return nil, err
	}
	if p.Dir == "" {
		return nil, cli.Usagef("plot: -out is empty, want a directory for the pictures")
	}
	if p.net, err = open(path); err == nil {
		err = p.net.Require(1)
	}
	if err != nil {
		return nil, fmt.Errorf("plot: %w", err)
	}
	p.names = namesOf(p.net)
	if p.inputs, err = choose("-x", x, p.names.x, mostInputs); err != nil {
		return nil, err
	}
	if p.of, err = choose("-y", y, p.names.y, mostOutputs); err != nil {
		return nil, err
	}
	if *points == "" {
		*points = filepath.Join(filepath.Dir(path), predictionsFile)
	}
	return p, p.bound(ctx, lo, hi, *points)
}

// choose returns the places of names among all, those of the first most if there are none.
func choose(flag string, names, all []string, most int) ([]int, error) {
	if names == nil {
		names = all[:min(most, len(all))]
	}
	var at []int
	for _, name := range names {
		i := slices.Index(all, name)
		if i < 0 || slices.Contains(at, i) {
			return nil, cli.Usagef("plot: %s names %q, want some of %s, each once", flag, name, file.Shown(strings.Join(all, ", ")))
		}
		at = append(at, i)
	}
	return at, nil
}

// bound sets the ranges of the inputs and the point that pictures go through.
func (p *portrait) bound(ctx context.Context, lo, hi []float64, points string) error {
	in := p.net.In()
	for _, l := range []struct {
		flag  string
		given []float64
	}{{"-lo", lo}, {"-hi", hi}, {"-at", p.at}} {
		if l.given != nil && len(l.given) != in {
			return cli.Usagef("plot: %s has %s, want one for each of %s: %s", l.flag, count.Of(len(l.given), "number"), count.Of(in, "input"), file.ShownAll(p.names.x))
		}
	}
	means := make([]float64, in)
	p.sides = make([]report.Range, in)
	if lo == nil || hi == nil {
		x, err := waitForPoints(ctx, points, p.names.x)
		if err != nil {
			return fmt.Errorf("plot: the range of the inputs is not known: %w; want -points FILE, or -lo and -hi", err)
		}
		for i, name := range p.names.x {
			var known bool
			if p.sides[i], means[i], known = extent(x[i:], in); !known {
				return fmt.Errorf("plot: the range of %s is not known: no number in any row of %s; want another -points, or -lo and -hi", name, points)
			}
		}
	}
	for i := range p.sides {
		if lo != nil {
			p.sides[i].Lo = lo[i]
		}
		if hi != nil {
			p.sides[i].Hi = hi[i]
		}
		if lo != nil || hi != nil {
			means[i] = p.sides[i].Lo + (p.sides[i].Hi-p.sides[i].Lo)/2
		}
	}
	for _, i := range p.inputs {
		switch s := p.sides[i]; {
		case math.IsInf(s.Hi-s.Lo, 0):
			return cli.Usagef("plot: %s goes from %v to %v, want a range within that of floats", file.Shown(p.names.x[i]), s.Lo, s.Hi)
		case !(s.Lo < s.Hi):
			return cli.Usagef("plot: %s goes from %v to %v, want a range, by -lo and -hi, or other inputs, by -x", file.Shown(p.names.x[i]), s.Lo, s.Hi)
		}
	}
	if p.at == nil {
		p.at = means
	}
	return nil
}

// extent returns the range and the mean of the numbers in a column, of which x holds every one after so many others, and false if there are none.
func extent(x []float64, every int) (r report.Range, mean float64, known bool) {
	var column []float64
	for i := 0; i < len(x); i += every {
		if v := x[i]; v == v {
			column = append(column, v)
		}
	}
	if len(column) == 0 {
		return r, 0, false
	}
	for _, v := range column {
		mean += v / float64(len(column))
	}
	return report.Range{Lo: slices.Min(column), Hi: slices.Max(column)}, mean, true
}
