package fit

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/train/data"
)

// errorTable says how well every component that was measured is met.
func errorTable(all []component, points int, held string) (t report.Table, rows []row) {
	t = report.Table{Title: "Errors", Header: []string{"", "labels", "RMSE", "MAE", "RMSE / spread"},
		Caption: fmt.Sprintf("On %s %s. The spread is the standard deviation of the labels: a network that says their mean everywhere has 1. "+
			"Labels that vary by rounding errors, if at all, have none.", count.Of(points, "row"), held)}
	for _, c := range all {
		r, ok := c.judge()
		if !ok {
			continue
		}
		rows = append(rows, r)
		t.Rows = append(t.Rows, []report.Cell{report.Text(r.Label), report.Text(strconv.Itoa(r.Measured)), report.Text(report.Significant(r.RMSE, 3)),
			report.Text(report.Significant(r.MAE, 3)), report.Text(r.share())})
	}
	return t, rows
}

// article is the one before a word, by its first letter.
func article(word string) string {
	if word != "" && strings.ContainsRune("aeiou", rune(word[0])) {
		return "an"
	}
	return "a"
}

// most is the number of components that the page draws.
const most = 16

// page is the report: the result in words, the errors, the way there, and every component against its labels.
func (f *fit) page(all []component, errors report.Table, held string) report.Page {
	p := report.Page{Title: "A fit of " + filepath.Base(f.path), Result: f.headline(all, held),
		Lead: fmt.Sprintf("It is %s %v, fitted to %s in %.1f s.", article(f.options.String()), f.options, count.Of(f.seen.Len(), "row"), f.training.Seconds())}
	p.Sections = append(p.Sections, report.Section{Title: "How well it fits", Items: []report.Item{errors}},
		report.Section{Title: "On the way", Text: f.way(), Items: []report.Item{f.curves()}})
	var clouds []report.Item
	measured := 0
	for _, c := range all {
		if r, ok := c.judge(); ok {
			if measured++; measured <= most {
				clouds = append(clouds, c.clouds(measured, r)...)
			}
		}
	}
	text := fmt.Sprintf("Every dot is a row that was %s%s. On the line the network says what the label says; beside it are the residuals, network "+
		"minus label, whose pattern tells where it is off.", held, thinned(f.judged().Len()))
	if measured > most {
		text += fmt.Sprintf(" These are %d of %d columns; predictions.csv has all.", most, measured)
	}
	p.Sections = append(p.Sections, report.Section{Title: "Network against labels", Text: text, Items: clouds},
		report.Section{Title: "The worst rows", Items: []report.Item{f.worst(all)}})
	return p
}

// judged returns the rows that the network is judged by: those held out, if there are some.
func (f *fit) judged() *data.Data[float64] {
	if f.kept.Len() == 0 {
		return f.seen
	}
	return f.kept
}

// clouds draws a component against its labels, and its residuals.
func (c component) clouds(number int, r row) []report.Item {
	c.thin()
	residuals := slices.Clone(c.got)
	for i, w := range c.want {
		residuals[i] -= w
	}
	return []report.Item{
		report.Parity{Name: fmt.Sprintf("parity-%d", number), Title: c.name, XLabel: "label", YLabel: "network", X: c.want, Y: c.got,
			Caption: fmt.Sprintf("RMSE %s, %s of the spread.", report.Significant(r.RMSE, 3), r.share())},
		report.Residuals{Name: fmt.Sprintf("residuals-%d", number), Title: "Residuals of " + c.name, XLabel: "label", YLabel: "network − label", X: c.want, Y: residuals,
			Caption: fmt.Sprintf("Mean magnitude %s.", report.Significant(r.MAE, 3))},
	}
}

// mostDots bounds the dots of a picture, in which more would lie on one another and take a minute to draw.
const mostDots = 4000

// thinned says which rows are drawn, if not all are.
func thinned(rows int) string {
	if rows <= mostDots {
		return ""
	}
	return fmt.Sprintf(" (of %d, %d are drawn: those that are off most, and others evenly)", rows, mostDots)
}

// thin leaves the rows that are off most, one in eight of those that may stay, and others evenly.
func (c *component) thin() {
	if len(c.want) <= mostDots {
		return
	}
	rows := make([]int, len(c.want))
	for i := range rows {
		rows[i] = i
	}
	off := func(i int) float64 { return -math.Abs(c.got[i] - c.want[i]) } // NaN, which is not drawn, comes first
	slices.SortStableFunc(rows, func(a, b int) int { return cmp.Compare(off(a), off(b)) })
	worst := slices.IndexFunc(rows, func(i int) bool { return off(i) == off(i) })
	rows = rows[max(worst, 0):]
	var got, want []float64
	for k := range min(mostDots, len(rows)) {
		i := rows[k]
		if k >= mostDots/8 {
			i = rows[mostDots/8+(k-mostDots/8)*(len(rows)-mostDots/8)/(mostDots-mostDots/8)]
		}
		got, want = append(got, c.got[i]), append(want, c.want[i])
	}
	c.got, c.want = got, want
}

// share is the error as a share of the spread.
func (r row) share() string {
	if math.IsNaN(r.Relative) {
		return "–"
	}
	return report.Significant(r.Relative, 2)
}

// headline is the result in words, order by order: errors over spreads, both of all columns that vary, in units of what is typical
// of each.
func (f *fit) headline(all []component, held string) string {
	names := []string{"values", "first derivatives", "second derivatives"}
	var parts, even []string
	for q := range f.all.Order() + 1 {
		var errors, spreads []float64
		for _, c := range all {
			switch r, ok := c.judge(); {
			case !ok || c.order != q:
			case math.IsNaN(r.Relative):
				even = append(even, c.name)
			default:
				errors, spreads = append(errors, r.RMSE/c.typical), append(spreads, r.spread/c.typical)
			}
		}
		name := fmt.Sprintf("derivatives of order %d", q)
		if q < len(names) {
			name = names[q]
		}
		if len(errors) > 0 {
			parts = append(parts, fmt.Sprintf("its %s by %s", name, percent(linalg.Norm(errors)/linalg.Norm(spreads))))
		}
	}
	rows := count.Of(f.judged().Len(), "row")
	s := fmt.Sprintf("On %s %s the network is off in %s of the spread of the labels (root mean squares).", rows, held, strings.Join(parts, ", in "))
	if len(parts) == 0 {
		s = fmt.Sprintf("The labels of %s %s do not vary.", rows, held)
	}
	if n := len(even); n > 0 {
		const most = 4
		s += fmt.Sprintf(" Left out, as they do not vary but by rounding errors: %s", strings.Join(even[:min(n, most)], ", "))
		if n > most {
			s += fmt.Sprintf(" and %d more", n-most)
		}
		s += "."
	}
	return s
}

// way says in words how the losses ended.
func (f *fit) way() string {
	if len(f.result.Epochs) == 0 {
		return "The run had ended before."
	}
	last := f.result.Epochs[len(f.result.Epochs)-1]
	s := fmt.Sprintf("After %s the loss of the rows that were fitted is %s", count.Of(len(f.result.Epochs), "epoch"), report.Significant(last.Loss, 3))
	if best := f.result.Best; f.kept.Len() > 0 && best > 0 {
		s += fmt.Sprintf("; that of the rows held out was lowest in epoch %d, %s", best, report.Significant(f.result.Epochs[best-1].Validation, 3))
	}
	return s + "."
}

func percent(share float64) string { return report.Significant(100*share, 2) + " %" }

// curves are the losses while training.
func (f *fit) curves() report.Curves {
	c := report.Curves{Name: "loss", Title: "Loss", XLabel: "epoch", YLabel: "loss",
		Caption: "Mean over the rows, orders balanced."}
	if f.kept.Len() > 0 {
		c.Caption += " The network keeps the parameters of the lowest loss on rows held out."
	}
	fitted, held := report.Series{Name: "fitted"}, report.Series{Name: "held out"}
	for _, e := range f.result.Epochs {
		c.LogY = c.LogY || e.Loss > 0 || e.Validation > 0 // all are 0 where there is nothing to learn
		fitted.X, fitted.Y = append(fitted.X, float64(e.Epoch)), append(fitted.Y, e.Loss)
		if f.kept.Len() > 0 {
			held.X, held.Y = append(held.X, float64(e.Epoch)), append(held.Y, e.Validation)
		}
	}
	c.Series = []report.Series{fitted, held}
	return c
}

// worst lists the rows whose values are off most, in units of their spread.
func (f *fit) worst(all []component) report.Table {
	d := f.judged()
	t := report.Table{Title: "The rows whose values are off most", Caption: "Look at them first: a wrong label, or a place with too few rows?"}
	t.Header = append(append([]string{""}, f.names.x...), f.names.y...)
	for _, y := range f.names.y {
		t.Header = append(t.Header, y+" of the network")
	}
	type off struct {
		point int
		error float64
	}
	var points []off
	for i := range d.Len() {
		o := off{point: i}
		for _, c := range all[:d.Out] {
			if r, ok := c.judge(); ok && r.RMSE > 0 && c.want[i] == c.want[i] {
				o.error = max(o.error, math.Abs(c.got[i]-c.want[i])/r.RMSE)
			}
		}
		points = append(points, o)
	}
	slices.SortStableFunc(points, func(a, b off) int { return cmp.Compare(b.error, a.error) })
	for rank, o := range points[:min(8, len(points))] {
		cells := []report.Cell{report.Text(strconv.Itoa(rank + 1))}
		add := func(v float64) { cells = append(cells, report.Text(report.Significant(v, 4))) }
		for _, v := range d.X[o.point*d.In : (o.point+1)*d.In] {
			add(v)
		}
		for _, c := range all[:d.Out] {
			add(c.want[o.point])
		}
		for _, c := range all[:d.Out] {
			add(c.got[o.point])
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// writePredictions writes all rows: inputs, labels and what the network makes of them, and which were held out, 1, and which fitted, 0.
func (f *fit) writePredictions(path string) error {
	all := compare(f.net, f.all, f.names)
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	header := slices.Clone(f.names.x)
	for _, c := range all {
		header = append(header, c.name, c.name+" predicted")
	}
	err := w.Write(append(header, "held out"))
	for i := range f.all.Len() {
		var cells []string
		add := func(v float64) {
			if v != v {
				cells = append(cells, "")
			} else {
				cells = append(cells, strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
		for _, v := range f.all.X[i*f.all.In : (i+1)*f.all.In] {
			add(v)
		}
		for _, c := range all {
			add(c.want[i])
			add(c.got[i])
		}
		held := "0"
		if i >= f.seen.Len() {
			held = "1"
		}
		if e := w.Write(append(cells, held)); err == nil {
			err = e
		}
	}
	w.Flush()
	if err != nil { // a buffer has no others
		return err
	}
	return file.Replace(path, text.Bytes())
}
