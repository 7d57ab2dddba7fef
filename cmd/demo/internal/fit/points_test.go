package fit

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/train/data/dataset"
)

// written writes a file with some content into a new directory.
func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestEvalTable evaluates x0+2·x1 and 3·x0+4·x1 at two points: one table, a row for each.
func TestEvalTable(t *testing.T) {
	var got bytes.Buffer
	points := written(t, "points.csv", "x1,x0\n1,2\n10,\n")
	if err := eval(t.Context(), []string{linear(t), "-points", points, "-order", "0"}, &got, nil); err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(got.String()) {
		rows = append(rows, strings.Join(strings.Fields(line), " "))
	}
	if len(rows) != 4 || rows[0] != "x0 x1 y0 y1" || rows[2] != "2 1 4 10" || rows[3] != "NaN 10 NaN NaN" {
		t.Errorf("eval prints\n%s", got.String())
	}
}

// TestEvalNumPy evaluates at the points of an array, and has null for what is not a number.
func TestEvalNumPy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.npy")
	file, err := os.Create(path)
	if err == nil {
		err = dataset.WriteNPY(file, &dataset.Array[float64]{Shape: []int{2, 2}, Data: []float64{2, 1, 0, 1}})
	}
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	got := clitest.Rows[answer](t, eval, linear(t), "-points", path, "-json")
	if len(got) != 2 || got[0].Values["y1"] != 10 || got[1].Values["dy0/dx1"] != 2 {
		t.Errorf("answers %v, want 2, y1 = 10 and dy0/dx1 = 2", got)
	}
}

// TestFileMessages expects of a file that is wrong its line and column, and no names of the library.
func TestFileMessages(t *testing.T) {
	model, rows := linear(t), "1,2,3\n4,5,6\n"
	file := func(content string) string { return written(t, "f.csv", content) }
	abe := []string{"-x", "a,b", "-y", "e"}
	for _, c := range []struct {
		run  func(path string) error
		path string
		want string // after the path
	}{
		{fitFile(abe...), file("a,b,e\n" + rows + "nan,1,2\n"), `:4: column "a", an input, is empty or not a number, want a number`},
		{fitFile(abe...), file("a,b,e\n" + rows + "inf,1,2\n"), `:4: column "a" is +Inf, want`},
		{fitFile(abe...), file("a,b,e\n"), ": no rows below the names of the columns, want some"},
		{fitFile("-x", "x,y", "-y", "e", "-weight", "w"), file("x,y,e,w\n1,2,3,4\n1,2,3,-4\n"), `:3: column "w", the weight, is -4, want a number of at least 0`},
		{fitFile("-x", "Höhe", "-y", "e"), file("H\xf6he,e\n1,2\n"), `:1: column 1 is called "H\xf6he", which is not UTF-8`},
		{fitFile("-x", "Höhe", "-y", "e"), file("Tiefe,e\n1,2\n"), `: no column "Höhe", want one of Tiefe, e`},
		{evalFile(model), file("x0,x1\n"), ": no rows, want some"},
		{evalFile(model), file("x0,x2\n1,2\n"), ": no column"},
		{plotFile(model), file("x0,x1\n"), ": no rows, want some"},
		{plotFile(model), file("x0,x1\n1,\n2,\n"), "want another -points"},
	} {
		err := c.run(c.path)
		if err == nil {
			t.Errorf("%q: no error, want one with %q", c.path, c.want)
			continue
		}
		text := err.Error()
		library := strings.Contains(text, "data: ") || strings.Contains(text, "dataset: ") || strings.Contains(text, "From")
		if !strings.Contains(text, c.want) || strings.Count(text, c.path) != 1 || library || strings.Contains(text, "\n") {
			t.Errorf("error %q, want one line with the path, once, and %q", text, c.want)
		}
	}
	if err := fitFile()("none.csv"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v of a file that is not there, want fs.ErrNotExist", err)
	}
}

func fitFile(more ...string) func(string) error {
	return func(path string) error { return fitArgs(context.Background(), append([]string{path}, more...)) }
}

func evalFile(model string) func(string) error {
	return func(path string) error { return evalArgs(context.Background(), []string{model, "-points", path}) }
}

func plotFile(model string) func(string) error {
	return func(path string) error {
		return plot(context.Background(), []string{model, "-points", path}, &bytes.Buffer{}, nil)
	}
}
