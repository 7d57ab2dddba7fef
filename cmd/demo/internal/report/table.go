package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Table is rows of cells under a header. It can be printed to a terminal as well.
type Table struct {
	Title, Caption string
	Header         []string
	Rows           [][]Cell
}

// A Cell is text; Best marks the winner of its comparison.
type Cell struct {
	Text string
	Best bool
}

// Text makes a cell.
func Text(s string) Cell { return Cell{Text: s} }

// Number makes a cell of anything that prints itself.
func Number(s fmt.Stringer) Cell { return Cell{Text: s.String()} }

func (t Table) render() (block, error) {
	for i, row := range t.Rows {
		if len(row) != len(t.Header) {
			return block{}, fmt.Errorf("report: table %q: row %d has %d cells, want %d", t.Title, i, len(row), len(t.Header))
		}
	}
	return block{Title: t.Title, Caption: t.Caption, Table: &t}, nil
}

// WriteText writes the table in aligned columns, the first to the left and the others to the right; * marks the best.
func (t Table) WriteText(w io.Writer) error {
	widths := make([]int, len(t.Header))
	for i, h := range t.Header {
		widths[i] = utf8.RuneCountInString(h) + 1
	}
	for _, row := range t.Rows {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c.Text)+1)
		}
	}
	var b strings.Builder
	line := func(cells []Cell) {
		for i, c := range cells {
			pad := strings.Repeat(" ", widths[i]-1-utf8.RuneCountInString(c.Text))
			mark := " "
			if c.Best {
				mark = "*"
			}
			if i == 0 {
				b.WriteString(c.Text + mark + pad)
			} else {
				b.WriteString("  " + pad + c.Text + mark)
			}
		}
		b.WriteString("\n")
	}
	header := make([]Cell, len(t.Header))
	total := 2 * (len(widths) - 1)
	for i, h := range t.Header {
		header[i] = Text(h)
		total += widths[i]
	}
	line(header)
	b.WriteString(strings.Repeat("─", total) + "\n")
	for _, row := range t.Rows {
		line(row)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
