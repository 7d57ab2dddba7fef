// Package gallery is the command that shows the collection of test functions: a table, and on request a page with
// every surface and its exact gradient field.
package gallery

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/gradient"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/funcs"
)

// Command lists and draws the test functions.
var Command = cli.Command{Name: "functions", Short: "list the test functions and draw them", Run: run}

const about = `Lists the classical test functions with their domains, minima and difficulties. With -out it also draws each one,
with its gradient field computed exactly by dual numbers, into a page.`

// row is one line of the command's -json output.
type row struct {
	Fn     string       `json:"fn"`
	Dim    int          `json:"dim"` // 0: any
	Domain [][2]float64 `json:"domain"`
	Minima [][]float64  `json:"minima"` // in two dimensions
	Value  float64      `json:"value"`  // at the minima
	Note   string       `json:"note"`
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	f := cli.NewFlags("demo functions", about, "demo functions", "demo functions -fn bukin,franke -out gallery")
	out := f.OutputFlags("")
	chosen := f.ChoiceList("fn", nil, names(), "the `functions` to show; all if the flag is not given")
	if err := f.ParseArgs(args, stdout); err != nil {
		return err
	}
	list := funcs.All()
	if len(*chosen) > 0 {
		list = nil
		for _, name := range *chosen {
			f, err := funcs.Lookup(name)
			if err != nil {
				return err
			}
			list = append(list, f)
		}
	}
	if err := show(stdout, out.JSON, list); err != nil {
		return err
	}
	if out.Dir == "" {
		return nil
	}
	started := time.Now()
	page := compose(list)
	page.Sign(strings.TrimSpace("go run ./cmd/demo functions "+strings.Join(args, " ")), started)
	bars := progress.New(stderr, out.Quiet || out.JSON, "drawing", 2*len(list))
	bar := bars.Start("figures", 2*len(list))
	page.BeforeItem = func() error {
		bar.Advance(1)
		return ctx.Err()
	}
	path, err := page.Write(out.Dir)
	bar.Finish()
	bars.Close()
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, "wrote", path)
	return nil
}

func names() []string {
	var all []string
	for _, f := range funcs.All() {
		all = append(all, f.Name)
	}
	return all
}

// show prints the list as rows or as a table.
func show(w io.Writer, json bool, list []funcs.Function) error {
	rows := cli.NewRows(w, json)
	table := report.Table{Header: []string{"function", "dimension", "domain", "lowest value"}}
	for _, f := range list {
		r := row{Fn: f.Name, Dim: f.Dim, Note: f.Note}
		for _, side := range f.Domain(0) {
			r.Domain = append(r.Domain, [2]float64{side.Lo, side.Hi})
		}
		for _, m := range f.Minima(0) {
			r.Minima, r.Value = append(r.Minima, m.X), m.Value
		}
		if err := rows.Write(r); err != nil {
			return err
		}
		dim := "any"
		if f.Dim != 0 {
			dim = fmt.Sprint(f.Dim)
		}
		table.Rows = append(table.Rows, []report.Cell{report.Text(f.Name), report.Text(dim), report.Text(domain(f)),
			report.Text(report.Significant(r.Value, 5))})
	}
	if json {
		return nil
	}
	return table.WriteText(w)
}

// domain writes the box of a function in two dimensions: [−5, 5]², or [−15, −5] × [−3, 3].
func domain(f funcs.Function) string {
	sides := f.Domain(0)
	text := make([]string, len(sides))
	for i, s := range sides {
		text[i] = fmt.Sprintf("[%.4g, %.4g]", s.Lo, s.Hi)
	}
	if text[0] == text[1] {
		return text[0] + "²"
	}
	return strings.Join(text, " × ")
}

// compose makes the page.
func compose(list []funcs.Function) report.Page {
	page := report.Page{
		Title: "Classical test functions",
		Lead: "Each surface in perspective and, beside it, as a map with its gradient field. The gradients are exact: " +
			"every function is written once for any kind of number and evaluated with dual numbers.",
	}
	for _, f := range list {
		page.Sections = append(page.Sections, section(f))
	}
	return page
}

// section shows one function in two dimensions.
func section(f funcs.Function) report.Section {
	s := surface(f)
	name := strings.ToLower(f.Name)
	figure := report.Surfaces{XLabel: "x₁", YLabel: "x₂", ZLabel: f.Name + "(x₁, x₂)", Panels: []report.Surface{s}}
	relief, field := figure, figure
	relief.Name, relief.Title = name+"-relief", "Surface of "+f.Name
	field.Name, field.Title, field.View = name+"-gradient", "Gradient of "+f.Name, report.Map
	return report.Section{
		Title: f.Name,
		Text:  fmt.Sprintf("%s. On %s; %s.", strings.ToUpper(f.Note[:1])+f.Note[1:], domain(f), minima(f)),
		Items: []report.Item{relief, field},
	}
}

// minima says where a function is lowest in two dimensions.
func minima(f funcs.Function) string {
	var points []string
	list := f.Minima(0)
	for _, m := range list {
		points = append(points, fmt.Sprintf("(%.5g, %.5g)", m.X[0], m.X[1]))
	}
	return fmt.Sprintf("lowest value %.5g at %s", list[0].Value, strings.Join(points, ", "))
}

// Nodes and arrows a side.
const (
	nodes  = 241
	arrows = 17
)

// closeUp holds smaller windows for functions of which a picture of the whole domain would show nothing.
var closeUp = map[string]funcs.Interval{"Easom": {Lo: -1, Hi: 7}, "Griewank": {Lo: -15, Hi: 15}}

// surface samples a function and its gradient.
func surface(f funcs.Function) report.Surface {
	sides := f.Domain(0)
	if window, ok := closeUp[f.Name]; ok {
		sides = []funcs.Interval{window, window}
	}
	s := report.Surface{Values: report.Sample(report.Range(sides[0]), report.Range(sides[1]), nodes, nodes,
		func(x, y float64) float64 { return f.Value([]float64{x, y}) })}
	s.Arrows = report.SampleArrows(s.Values.X, s.Values.Y, arrows, func(x, y float64) (u, v float64) { return gradient.Drawn(f, x, y) })
	return s
}
