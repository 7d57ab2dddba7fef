package dataset

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
)

// A Table is a matrix of numbers with named columns.
type Table struct {
	Name    string // of the file
	Columns []string
	Data    []float64 // rows × columns
}

// OpenCSV reads a CSV file, see [ReadCSV].
func OpenCSV(path string) (*Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	return ReadCSV(f, path)
}

// ReadCSV reads comma-separated values (RFC 4180) whose first line names the columns; the name stands in errors. Lines
// that begin with # are comments. An empty cell, NaN, NA or null is a number that was not measured, and becomes NaN.
func ReadCSV(r io.Reader, name string) (*Table, error) {
	c := csv.NewReader(r)
	c.Comment = '#'
	c.ReuseRecord = true
	c.TrimLeadingSpace = true
	head, err := c.Read()
	if err != nil {
		return nil, csvError(name, err, "a line with the names of the columns")
	}
	t := &Table{Name: name}
	seen := map[string]bool{}
	for i, h := range head {
		h = strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")) // a byte order mark
		line, _ := c.FieldPos(i)
		if _, err := strconv.ParseFloat(h, 64); err == nil || h == "" {
			return nil, fmt.Errorf("dataset: %s:%d: column %d is called %q, want a first line with the names of the columns", name, line, i+1, h)
		}
		if seen[h] {
			return nil, fmt.Errorf("dataset: %s:%d: a second column %q, want one of each name", name, line, h)
		}
		seen[h] = true
		t.Columns = append(t.Columns, h)
	}
	for {
		record, err := c.Read()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, csvError(name, err, fmt.Sprintf("%d fields", len(t.Columns)))
		}
		for i, cell := range record {
			v, ok := parseCell(cell)
			if !ok {
				line, column := c.FieldPos(i)
				return nil, fmt.Errorf("dataset: %s:%d:%d: column %q is %q, want a number", name, line, column, t.Columns[i], cell)
			}
			t.Data = append(t.Data, v)
		}
	}
}

// parseCell reads a number or the absence of one.
func parseCell(cell string) (v float64, ok bool) {
	cell = strings.TrimSpace(cell)
	switch strings.ToLower(cell) {
	case "", "nan", "na", "n/a", "null":
		return math.NaN(), true
	}
	v, err := strconv.ParseFloat(cell, 64)
	return v, err == nil
}

// csvError names the file and line of what went wrong.
func csvError(name string, err error, want string) error {
	var parse *csv.ParseError
	switch {
	case err == io.EOF:
		return fmt.Errorf("dataset: %s: empty, want %s", name, want)
	case errors.As(err, &parse):
		return fmt.Errorf("dataset: %s:%d:%d: %w, want %s", name, parse.Line, parse.Column, parse.Err, want)
	}
	return fmt.Errorf("dataset: %s: %w", name, err)
}

// Rows returns the number of rows.
func (t *Table) Rows() int {
	if len(t.Columns) == 0 {
		return 0
	}
	return len(t.Data) / len(t.Columns)
}

// Select returns the named columns as a matrix, rows × names. The empty name stands for numbers that were not measured:
// a column of NaN.
func (t *Table) Select(names ...string) ([]float64, error) {
	columns := make([]int, len(names))
	for i, n := range names {
		columns[i] = -1
		for c, have := range t.Columns {
			if n == have {
				columns[i] = c
			}
		}
		if columns[i] < 0 && n != "" {
			return nil, fmt.Errorf("dataset: %s: no column %q, want one of %s", t.Name, n, strings.Join(t.Columns, ", "))
		}
	}
	m := make([]float64, 0, t.Rows()*len(names))
	for r := range t.Rows() {
		for _, c := range columns {
			v := math.NaN()
			if c >= 0 {
				v = t.Data[r*len(t.Columns)+c]
			}
			m = append(m, v)
		}
	}
	return m, nil
}
