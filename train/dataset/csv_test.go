package dataset

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestReadCSV(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name, content string
		columns       []string
		want          []float64
	}{
		{"plain", "x,y\n1,2\n3,4\n", []string{"x", "y"}, []float64{1, 2, 3, 4}},
		{"no last newline", "x,y\n1,2\n3,4", []string{"x", "y"}, []float64{1, 2, 3, 4}},
		{"spaces, signs, exponents", "x, y\r\n 1e3 , -2.5E-1\r\n+.5, Inf\r\n", []string{"x", "y"}, []float64{1000, -0.25, 0.5, math.Inf(1)}},
		{"comments and quotes", "# made by hand\n\"x, in m\",y\n\"1\",2\n# end\n", []string{"x, in m", "y"}, []float64{1, 2}},
		{"missing", "x,y,z,u,v\n,NaN,NA,null,n/a\n", []string{"x", "y", "z", "u", "v"}, []float64{nan, nan, nan, nan, nan}},
		{"byte order mark", "\ufeffx\n1\n", []string{"x"}, []float64{1}},
		{"no rows", "x,y\n", []string{"x", "y"}, nil},
	} {
		table, err := ReadCSV(strings.NewReader(c.content), c.name)
		if err != nil {
			t.Error(err)
			continue
		}
		if !slices.Equal(table.Columns, c.columns) || !same(table.Data, c.want) {
			t.Errorf("%s: columns %q of %v, want %q of %v", c.name, table.Columns, table.Data, c.columns, c.want)
		}
	}
}

func TestCSVErrors(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{"", "a.csv: empty, want a line with the names"},
		{"1,2\n3,4\n", `a.csv:1: column 1 is called "1"`},
		{"x,\n3,4\n", `a.csv:1: column 2 is called ""`},
		{"x,x\n3,4\n", `a.csv:1: a second column "x"`},
		{"x,y\n1,2\n3,four\n", `a.csv:3:3: column "y" is "four", want a number`},
		{"x,y\n1,1e999\n", `a.csv:2:3: column "y" is "1e999"`},
		{"x,y\n1,2\n3\n", "a.csv:3:1: wrong number of fields, want 2 fields"},
		{"x,y\n\"1,2\n", "a.csv:"},
	} {
		_, err := ReadCSV(strings.NewReader(c.content), "a.csv")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want one with %q", c.content, err, c.want)
		}
	}
	if _, err := OpenCSV("testdata/none.csv"); err == nil || !strings.Contains(err.Error(), "none.csv") {
		t.Errorf("no file: error %v", err)
	}
}

func TestSelect(t *testing.T) {
	table, err := OpenCSV("testdata/samples.csv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Select[float64](table, "y", "", "x0")
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	if want := []float64{2, nan, 1, 0.5, nan, -1, 0, nan, 0, nan, nan, 2}; !same(got, want) {
		t.Errorf("Select: %v, want %v", got, want)
	}
	if _, err := Select[float64](table, "y", "z"); err == nil || !strings.Contains(err.Error(), `samples.csv: no column "z", want one of x0, x1, y`) {
		t.Errorf("Select of an unknown column: %v", err)
	}
}

// FuzzReadCSV checks that a table is rectangular whatever is read.
func FuzzReadCSV(f *testing.F) {
	content, err := os.ReadFile("testdata/samples.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(content))
	f.Add("x,y\n\"1\",NaN\n")
	f.Fuzz(func(t *testing.T, content string) {
		table, err := ReadCSV(strings.NewReader(content), "fuzz")
		if err != nil {
			return
		}
		if len(table.Data) != table.Rows()*len(table.Columns) {
			t.Fatalf("%d numbers in %d columns", len(table.Data), len(table.Columns))
		}
		if m, err := Select[float64](table, table.Columns...); err != nil || !same(m, table.Data) {
			t.Fatalf("all columns selected: %v and error %v, want %v", m, err, table.Data)
		}
	})
}
