package dataset

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadCSV(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
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
		{"byte order mark before a quoted name", "\ufeff\"x\",\"y\"\r\n1,2\r\n", []string{"x", "y"}, []float64{1, 2}},
		{"byte order mark before a comment", "\ufeff# from a spreadsheet\r\nx\r\n1\r\n", []string{"x"}, []float64{1}},
		{"NumPy's header", "# made by savetxt\n# x, \"y, z\"\n1,2\n", []string{"x", "y, z"}, []float64{1, 2}},
		{"names after a comment of as many fields", "# made, by hand\nx,NA\n1,2\n", []string{"x", "NA"}, []float64{1, 2}},
		{"pandas' index", ",x,y\n2026-11-25,1,2\n,3,4\n", []string{"x", "y"}, []float64{1, 2, 3, 4}},
		{"commas at the ends", "x,y,\n1,2,\n3,4, \n", []string{"x", "y"}, []float64{1, 2, 3, 4}},
		{"an index and commas at the ends", ",x,\n0,1,\n", []string{"x"}, []float64{1}},
		{"NaN by many hands", "a,b,c,d,e,f,g,h\n-NaN,+nan,-nan(ind),NAN(0x7),1.#QNAN,-1.#IND,#N/A,<NA>\n", strings.Split("abcdefgh", ""),
			[]float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"infinities", "a,b,c,d\n1.#INF,-1.#INF,-inf,+Infinity\n", strings.Split("abcd", ""), []float64{inf, -inf, -inf, inf}},
		{"a comment and an empty line among rows", "x\n1\n\n# two\n2\n", []string{"x"}, []float64{1, 2}},
	} {
		table, err := ReadCSV(strings.NewReader(c.content), c.name)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(c.columns, table.Columns); diff != "" || !same(table.Data, c.want) {
			t.Errorf("%s: %v, want %v; columns (-want +got):\n%s", c.name, table.Data, c.want, diff)
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
		{"x,y\n1,2,\n", "a.csv:2:1: wrong number of fields, want 2 fields, got 3, the last of them empty: a comma too many at the end"},
		{"# one\n\nx,y\n1,2\n3,\n4,four\n", `a.csv:6:3: column "y" is "four"`},
		{"# one\nx,y\n1\n", "a.csv:3:1: wrong number of fields"},
		{"# only,comments\n", "a.csv: empty"},
		{"# 1,2\n1,2\n", `a.csv:2: column 1 is called "1"`},
		{"# x\n1,2\n", `a.csv:2: column 1 is called "1"`},
		{"x,,y\n1,2,3\n", `a.csv:1: column 2 is called ""`},
		{"\"\"\n1\n", `a.csv:1: column 1 is called ""`},
		{",\n1,\n", "a.csv:1: 2 columns without a name"},
		{"x,\n3,\n4,5\n", `a.csv:1: column 2 is called "" and line 3 has "5" there, want a name`},
		{"x;y\n1,5;2\n", `a.csv:1: one column "x;y", want commas between fields, not semicolons or tabs, and decimal points`},
		{"x\ty\n1\t2\n", `a.csv:1: one column "x\ty", want commas`},
		{"x,y\n\"1,5\",2\n", `column "x" is "1,5", want a number (with a decimal point instead of the comma)`},
		{"x,y\n1;5,2\n", `(a field for each, separated by commas instead of semicolons)`},
		{"x y\n1 2\n", `(a field for each, separated by commas instead of spaces)`},
		{"x\n-\n", `column "x" is "-", want a number`},
		{"x\n-NA\n", `column "x" is "-NA", want a number`},
		{"x\n1e999\n", `a.csv:2:1: column "x" is "1e999", want a number within the range of float64`},
		{"\xff\xfex\x00\n\x00", `begins with "\xff\xfe", a mark of UTF-16, want UTF-8`},
		{"x,H\xf6he\n1,2\n", `a.csv:1: column 2 is called "H\xf6he", which is not UTF-8`},
		{"x\n" + strings.Repeat("ab", 1000) + "\n", `column "x" is "` + strings.Repeat("ab", 20) + `"…, want a number`},
		{strings.Repeat("x", 100) + "\nbad\n", `column "` + strings.Repeat("x", 40) + `"… is "bad"`},
		{strings.Repeat(",", 1<<20), "a.csv: line 1 has 1048576 commas or more, want at most 1048576 columns"},
		{"# c\nx\n" + strings.Repeat(",", 1<<20), "a.csv: line 3 has 1048576 commas"},
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
	for want, names := range map[string][]string{
		`samples.csv: no column "-z", want one of x0`: {"-z"},
		`samples.csv: no column "z"`:                  {"y", "z"},
	} {
		if _, err := Select[float64](table, names...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	if _, err := Select[float64](table, "y", "z"); err == nil || !strings.Contains(err.Error(), `samples.csv: no column "z", want one of x0, x1, y`) {
		t.Errorf("Select of an unknown column: %v", err)
	}
}

// TestSelectSigns changes signs by a minus, unless it is part of the name.
func TestSelectSigns(t *testing.T) {
	table, err := ReadCSV(strings.NewReader("f,-g,g,big\n1,2,3,\n# rows\n-4,5,6,1e39\n,,-Inf,\n"), "a.csv")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Select[float64](table, "-f", "-g", "--g")
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	if want := []float64{-1, 2, -2, 4, 5, -5, nan, nan, nan}; !same(got, want) {
		t.Errorf("Select: %v, want %v", got, want)
	}
	_, infinite := Select[float64](table, "f", "g")
	_, beyond := Select[float32](table, "f", "big")
	for want, err := range map[string]error{
		`a.csv:5: column "g" is -Inf, want a number that float64 holds, or none`:    infinite,
		`a.csv:4: column "big" is 1e+39, want a number that float32 holds, or none`: beyond,
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	own := &Table{Name: "made", Columns: []string{"x"}, Data: []float64{math.Inf(1)}}
	if _, err := Select[float64](own, "x"); err == nil || !strings.Contains(err.Error(), `made: row 0: column "x" is +Inf`) {
		t.Errorf("a table that was not read: error %v", err)
	}
}

// TestLongLists checks that an error does not enumerate thousands of columns.
func TestLongLists(t *testing.T) {
	table := &Table{Name: "wide.csv", Columns: make([]string, 6000)}
	for i := range table.Columns {
		table.Columns[i] = strings.Repeat("x", 1+i)
	}
	_, err := Select[float64](table, "y")
	if err == nil || !strings.HasSuffix(err.Error(), "xxx and 5980 more") || len(err.Error()) > 1000 {
		t.Errorf("error %.2000v", err)
	}
}

// TestOtherProgramsCSV reads tables that NumPy and pandas wrote (testdata/make.py).
func TestOtherProgramsCSV(t *testing.T) {
	nan := math.NaN()
	want := []float64{1, 1, 2, -0.5, 0.25, nan, 3, 9, 6}
	for _, file := range []string{"savetxt.csv", "pandas.csv", "excel.csv"} {
		table, err := OpenCSV(filepath.Join("testdata", file))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff([]string{"x", "y", "dy"}, table.Columns); diff != "" || !same(table.Data, want) {
			t.Errorf("%s: %v, want %v; columns (-want +got):\n%s", file, table.Data, want, diff)
		}
	}
}
