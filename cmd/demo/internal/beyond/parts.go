package beyond

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// A part is one claim.
type part struct {
	name   string
	jobs   func(o *options) []job
	table  func(cs []*cell) report.Table
	result func(cs []*cell) string        // a number in words, "" where there is nothing to compare
	items  func(cs []*cell) []report.Item // figures, nil if there are none
}

// parts lists the claims.
var parts = []*part{
	{"unit", unitJobs, unitTable, unitResult, nil},
	{"functions", functionJobs, functionTable, functionResult, functionCurves},
	{"orders", orderJobs, orderTable, orderResult, nil},
	{"laplacian", laplacianJobs, laplacianTable, laplacianResult, nil},
	{"sinegordon", sineGordonJobs, sineGordonTable, sineGordonResult, sineGordonCurves},
}

// byPart groups cells by their claims.
func byPart(rs []*result) [][]*cell {
	return experiment.Runs(cells(rs), func(a, b *cell) bool { return a.part == b.part })
}

// tables lists the claims' tables.
func tables(rs []*result) []report.Table {
	var ts []report.Table
	for _, cs := range byPart(rs) {
		ts = append(ts, cs[0].part.table(cs))
	}
	return ts
}

// page puts the report together, a section for every claim.
func page(rs []*result) report.Page {
	p := report.Page{
		Title: "Beyond the paper",
		Lead:  "Claims of later work on derivatives of networks, repeated: what is published stands under each table.",
	}
	var results []string
	for _, cs := range byPart(rs) {
		if said := cs[0].part.result(cs); said != "" {
			results = append(results, said)
		}
		t := cs[0].part.table(cs)
		s := report.Section{Title: t.Title, Items: []report.Item{t}}
		if cs[0].part.items != nil {
			s.Items = append(s.Items, cs[0].part.items(cs)...)
		}
		p.Sections = append(p.Sections, s)
	}
	p.Result = strings.Join(results, " ")
	return p
}

// figures writes numbers to three digits, a cell each.
func figures(xs ...float64) []report.Cell {
	var cells []report.Cell
	for _, x := range xs {
		cells = append(cells, report.Text(report.Significant(x, 3)))
	}
	return cells
}

// factor writes a geometric mean with its deviation.
func factor(s report.Stat) string {
	switch {
	case s.N == 0 || math.IsNaN(s.Mean):
		return "–"
	case s.N == 1:
		return report.Significant(s.Mean, 2)
	}
	return fmt.Sprintf("%s ×÷ %s", report.Significant(s.Mean, 2), report.Significant(s.Deviation, 2))
}

// meanErrors is the curve of a cell's errors.
func meanErrors(name string, c *cell) report.Series {
	var errors [][]point
	for _, r := range c.results {
		errors = append(errors, r.Curve)
	}
	return report.MeanCurve(name, errors, func(p point) (x, y float64) { return float64(p.Step), p.Error })
}
