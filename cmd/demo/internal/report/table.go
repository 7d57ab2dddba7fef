package report

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"

	"example.com/sobolev/internal/file"
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

// Words says of every column whether it is one of words: most of its cells begin with a letter.
func (t Table) Words() []bool {
	words := make([]bool, len(t.Header))
	for i := range words {
		lettered := 0
		for _, row := range t.Rows {
			switch first, _ := utf8.DecodeRuneInString(row[i].Text); {
			case unicode.IsLetter(first):
				lettered++
			case row[i].Text != "":
				lettered--
			}
		}
		words[i] = lettered > 0
	}
	return words
}

func (t Table) render() (block, error) {
	for i, row := range t.Rows {
		if len(row) != len(t.Header) {
			return block{}, fmt.Errorf("report: table %q: row %d has %d cells, want %d", t.Title, i, len(row), len(t.Header))
		}
	}
	return block{Title: t.Title, Caption: t.Caption, Table: &t}, nil
}

// WriteText writes the table in aligned columns, the first to the left and the others to the right; * marks the best. What is
// wider than the terminal goes on below, under the first column again.
// Text that would not print, as the names that a file has may be, is quoted.
func (t Table) WriteText(w io.Writer) error {
	t = t.shown()
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
	for i, columns := range within(terminalWidth(w), widths) {
		if i > 0 {
			b.WriteString("\n")
		}
		t.writeColumns(&b, columns, widths)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shown returns the table as a terminal may show it.
func (t Table) shown() Table {
	s := Table{Header: make([]string, len(t.Header)), Rows: make([][]Cell, len(t.Rows))}
	for i, h := range t.Header {
		s.Header[i] = file.Shown(h)
	}
	for i, row := range t.Rows {
		for _, c := range row {
			s.Rows[i] = append(s.Rows[i], Cell{Text: file.Shown(c.Text), Best: c.Best})
		}
	}
	return s
}

// within divides columns into lines of at most so many runes, the first column in each; 0 is no limit. No line is without a
// second column, if there is one.
func within(limit int, widths []int) (lines [][]int) {
	line, total := []int{0}, widths[0]
	for i := 1; i < len(widths); i++ {
		if limit > 0 && len(line) > 1 && total+2+widths[i] > limit {
			lines = append(lines, line)
			line, total = []int{0}, widths[0]
		}
		line, total = append(line, i), total+2+widths[i]
	}
	return append(lines, line)
}

// writeColumns writes header and rows of some columns.
func (t Table) writeColumns(b *strings.Builder, columns, widths []int) {
	write := func(cell func(i int) Cell) {
		for _, i := range columns {
			c := cell(i)
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
	write(func(i int) Cell { return Text(t.Header[i]) })
	total := 2 * (len(columns) - 1)
	for _, i := range columns {
		total += widths[i]
	}
	b.WriteString(strings.Repeat("─", total) + "\n")
	for _, row := range t.Rows {
		write(func(i int) Cell { return row[i] })
	}
}

// terminalWidth returns the width of the terminal that w is, or what COLUMNS says, and 0 if there is neither.
func terminalWidth(w io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
	}
	return 0
}
