package dataset

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/dual"
)

// A Table is a matrix of numbers with named columns.
type Table struct {
	Name    string // of the file
	Columns []string
	Data    []float64 // rows × columns

	lines []int // where in the file each row begins, nil if the table was not read
}

// Rows returns the number of rows.
func (t *Table) Rows() int {
	if len(t.Columns) == 0 {
		return 0
	}
	return len(t.Data) / len(t.Columns)
}

// Select returns the named columns as a matrix, rows × names. The empty name stands for numbers that were not measured:
// a column of NaN. A minus before a name, where no column has that name with its minus, changes the sign: "-force" is
// the slope of an energy. An infinity in one of the columns, or a number beyond float32 where F is that, is an error
// that names its line.
func Select[F dual.Float](t *Table, names ...string) ([]F, error) {
	at := make(map[string]int, len(t.Columns))
	for c, name := range t.Columns {
		at[name] = c
	}
	columns, signs := make([]int, len(names)), make([]float64, len(names))
	for i, name := range names {
		c, ok := at[name]
		signs[i] = 1
		if positive, minus := strings.CutPrefix(name, "-"); !ok && minus {
			c, ok = at[positive]
			signs[i] = -1
		}
		switch {
		case ok:
			columns[i] = c
		case name == "":
			columns[i] = -1
		default:
			return nil, fmt.Errorf("dataset: %s: no column %s, want one of %s", t.Name, quote(name), list(t.Columns))
		}
	}
	m := make([]F, 0, t.Rows()*len(names))
	for r := range t.Rows() {
		for i, c := range columns {
			v := math.NaN()
			if c >= 0 {
				v = signs[i] * t.Data[r*len(t.Columns)+c]
			}
			z := F(v)
			if math.IsInf(float64(z), 0) {
				return nil, fmt.Errorf("dataset: %s: column %s is %v, want a number that %T holds, or none",
					t.Place(r), quote(t.Columns[c]), v, z)
			}
			m = append(m, z)
		}
	}
	return m, nil
}

// Place names a row, counted from 0, for a message: by its line, "run.csv:9", or by its number if the table was not read from a file.
func (t *Table) Place(row int) string {
	if t.lines == nil {
		return fmt.Sprintf("%s: row %d", t.Name, row)
	}
	return fmt.Sprintf("%s:%d", t.Name, t.lines[row])
}

// list enumerates names for an error, the first twenty of them.
func list(names []string) string {
	const most = 20
	short := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		if len(name) > 40 {
			name = quote(name)
		}
		short = append(short, name)
	}
	s := strings.Join(short, ", ")
	if len(names) > most {
		s += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return s
}
