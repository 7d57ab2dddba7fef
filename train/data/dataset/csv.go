package dataset

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.com/sobolev/internal/file"
)

// maxColumns is the largest number of columns that a file may have.
const maxColumns = 1 << 20

// OpenCSV reads a CSV file, see [ReadCSV].
func OpenCSV(path string) (*Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	return ReadCSV(f, path)
}

// OpenCSVRows reads rows of a CSV file, see [ReadCSV]. It goes through the file twice, the first time to count the rows, and
// takes memory for those that are wanted alone.
func OpenCSVRows(path string, rows Rows) (*Table, error) {
	f, err := file.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	_, n, err := readCSV(f, path, 0, 0)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	from, to := rows.of(n)
	t, _, err := readCSV(f, path, from, to)
	return t, err
}

// ReadCSV reads comma-separated values (RFC 4180, UTF-8) whose first line names the columns, each of another name, at
// most 2²⁰; the name stands in errors. Lines that begin with # are comments. If the first other line holds numbers, the
// last comment before it names the columns, as NumPy's savetxt writes it (# x,y,z). An unnamed first column, the index
// that pandas writes, is left out, and so is an unnamed last one whose cells are all empty, which commas at the ends of
// lines make.
//
// A cell is a number as [strconv.ParseFloat] reads it, or was not measured and becomes NaN: if it is empty or, in any
// case of letters, NA, N/A, #NA, #N/A, <NA>, null, none, or with any sign nan, nan(…), 1.#QNAN, 1.#SNAN, 1.#IND.
// 1.#INF is an infinity. Everything else is an error, among it numbers beyond float64 and with decimal commas.
func ReadCSV(r io.Reader, name string) (*Table, error) {
	t, _, err := readCSV(r, name, 0, math.MaxInt)
	return t, err
}

// readCSV reads the rows from up to, not including, to, and counts all.
func readCSV(r io.Reader, name string, from, to int) (t *Table, n int, err error) {
	in := &csvReader{name: name}
	if err := in.open(r); err != nil {
		return nil, 0, err
	}
	head, record, err := in.header()
	if err != nil {
		return nil, 0, err
	}
	t = &Table{Name: name}
	if t.Columns, err = in.columns(head); err != nil {
		return nil, 0, err
	}
	for ; ; n, record = n+1, nil {
		if record == nil {
			if record, err = in.Read(); err == io.EOF {
				return t, n, nil
			}
			if err != nil {
				return nil, 0, in.failure(err, len(head), record)
			}
		}
		if n >= from && n < to {
			if err := in.row(t, record); err != nil {
				return nil, 0, err
			}
		}
	}
}

// csvReader reads records after a header.
type csvReader struct {
	*csv.Reader
	name       string
	skipped    int    // lines before those that the Reader sees
	comment    string // the last of them that is a comment
	headLine   int
	index      bool // the first column is unnamed
	unnamedEnd bool // the last column is
}

// open skips a byte order mark, and comments and empty lines before the first record.
func (in *csvReader) open(r io.Reader) error {
	b := bufio.NewReader(&commaCounter{r: r})
	mark, _ := b.Peek(3)
	switch {
	case string(mark) == "\ufeff":
		b.Discard(3)
	case len(mark) >= 2 && (mark[0] == 0xff && mark[1] == 0xfe || mark[0] == 0xfe && mark[1] == 0xff):
		return fmt.Errorf("dataset: %s: begins with %q, a mark of UTF-16, want UTF-8", in.name, mark[:2])
	}
	for {
		if next, _ := b.Peek(1); len(next) == 0 || next[0] != '#' && next[0] != '\n' && next[0] != '\r' {
			break
		}
		line, err := b.ReadString('\n')
		if err != nil && err != io.EOF {
			return in.failure(err, 0, nil)
		}
		in.skipped++
		if text, ok := strings.CutPrefix(line, "#"); ok {
			in.comment = strings.TrimSpace(text)
		}
	}
	in.Reader = csv.NewReader(b)
	in.Comment = '#'
	in.ReuseRecord = true
	in.TrimLeadingSpace = true
	return nil
}

// header returns the names of the columns, and the first record of numbers if it had to be read for that.
func (in *csvReader) header() (head, first []string, err error) {
	record, err := in.Read()
	if err != nil {
		return nil, nil, in.failure(err, 0, nil)
	}
	in.headLine = in.line(0)
	if in.comment == "" || !numeric(record) {
		return append([]string(nil), record...), nil, nil
	}
	c := csv.NewReader(strings.NewReader(in.comment))
	c.TrimLeadingSpace = true
	head, err = c.Read()
	if err != nil || len(head) != len(record) || numeric(head) {
		return append([]string(nil), record...), nil, nil // the error is that of a header of numbers
	}
	return head, record, nil
}

// numeric reports whether a record holds numbers and nothing else, so that it is no header.
func numeric(record []string) bool {
	some := false
	for _, cell := range record {
		v, err := parseCell(cell)
		if err != nil {
			return false
		}
		some = some || !math.IsNaN(v)
	}
	return some
}

// columns checks the header and returns the names of the columns that are kept.
func (in *csvReader) columns(head []string) ([]string, error) {
	const want = "a first line with the names of the columns"
	names := make([]string, 0, len(head))
	seen := make(map[string]bool, len(head))
	for i, h := range head {
		h = strings.TrimSpace(h)
		_, err := strconv.ParseFloat(h, 64)
		switch {
		case h == "" && i == 0 && len(head) > 1:
			in.index = true
			continue
		case h == "" && i > 0 && i == len(head)-1:
			in.unnamedEnd = true
			continue
		case err == nil || h == "":
			return nil, in.errorf(in.headLine, "column %d is called %s, want %s", i+1, quote(h), want)
		case !utf8.ValidString(h):
			return nil, in.errorf(in.headLine, "column %d is called %s, which is not UTF-8, want that", i+1, quote(h))
		case seen[h]:
			return nil, in.errorf(in.headLine, "a second column %s, want one of each name", quote(h))
		}
		seen[h] = true
		names = append(names, h)
	}
	switch {
	case len(names) == 0:
		return nil, in.errorf(in.headLine, "%d columns without a name, want %s", len(head), want)
	case len(head) == 1 && strings.ContainsAny(head[0], ";\t"):
		return nil, in.errorf(in.headLine, "one column %s, want commas between fields, not semicolons or tabs, and decimal points",
			quote(head[0]))
	}
	return names, nil
}

// row appends the numbers of a record.
func (in *csvReader) row(t *Table, record []string) error {
	offset := 0
	if in.index {
		offset = 1
	}
	if last := len(record) - 1; in.unnamedEnd && strings.TrimSpace(record[last]) != "" {
		return in.errorf(in.headLine, "column %d is called \"\" and line %d has %s there, want a name",
			last+1, in.line(last), quote(record[last]))
	}
	t.lines = append(t.lines, in.line(0))
	for i, name := range t.Columns {
		v, err := parseCell(record[offset+i])
		if err != nil {
			_, column := in.FieldPos(offset + i)
			return fmt.Errorf("dataset: %s:%d:%d: column %s is %s, %w",
				in.name, in.line(offset+i), column, quote(name), quote(record[offset+i]), err)
		}
		t.Data = append(t.Data, v)
	}
	return nil
}

// line returns the line in the file on which a field of the last record begins.
func (in *csvReader) line(field int) int {
	line, _ := in.FieldPos(field)
	return line + in.skipped
}

// errorf names the file and a line of it.
func (in *csvReader) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("dataset: %s:%d: "+format, append([]any{in.name, line}, args...)...)
}

// failure names the file and line of what kept a record from being read, which is wanted to have some fields, 0 for the
// names of the columns.
func (in *csvReader) failure(err error, fields int, record []string) error {
	want := "a line with the names of the columns"
	if fields > 0 {
		want = fmt.Sprintf("%d fields", fields)
	}
	var parse *csv.ParseError
	switch {
	case err == io.EOF:
		return fmt.Errorf("dataset: %s: empty, want %s", in.name, want)
	case errors.Is(err, csv.ErrFieldCount):
		want += fmt.Sprintf(", got %d", len(record))
		if len(record) == fields+1 && strings.TrimSpace(record[fields]) == "" {
			want += ", the last of them empty: a comma too many at the end"
		}
	}
	if errors.As(err, &parse) {
		return fmt.Errorf("dataset: %s:%d:%d: %w, want %s", in.name, parse.Line+in.skipped, parse.Column, parse.Err, want)
	}
	return fmt.Errorf("dataset: %s: %w", in.name, err)
}

// commaCounter ends a file with a line of too many commas before memory is taken for its fields.
type commaCounter struct {
	r            io.Reader
	line, commas int
	err          error // the first one stays
}

func (c *commaCounter) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.r.Read(p)
	c.err = err
	for _, b := range p[:n] {
		switch b {
		case ',':
			c.commas++
		case '\n':
			c.line++
			c.commas = 0
		}
		if c.commas >= maxColumns {
			c.err = fmt.Errorf("line %d has %d commas or more, want at most %d columns", c.line+1, c.commas, maxColumns)
			return 0, c.err
		}
	}
	return n, c.err
}
