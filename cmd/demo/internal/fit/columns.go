package fit

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/data/dataset"
)

// columns says which columns of a table are what. A table of CSV whose header follows the convention needs no flags: inputs
// begin with x, outputs with y, and dy/dx and d2y/dxdz are derivatives of these.
type columns struct {
	x, y, grad, hess []string // grad for each output one for each input; hess likewise for each pair of inputs
	weight           string
}

// read returns the data in the file at path, and the names of its inputs and outputs.
func (c columns) read(path string) (d *data.Data[float64], names columns, err error) {
	defer func() { err = plainly(err, path) }()
	switch strings.ToLower(filepath.Ext(path)) {
	case ".npz", ".npy":
		return c.readNumPy(path)
	}
	if c.x == nil || c.y == nil {
		if info, err := os.Stat(path); err == nil && info.Mode()&os.ModeNamedPipe != 0 { // the file is read for the header first
			return nil, c, fmt.Errorf("%s: a pipe, which can be read only once; want -x and -y with it, or a regular file", path)
		}
		t, err := dataset.OpenCSV(path)
		if err != nil {
			return nil, c, err
		}
		if c, err = c.fromHeader(t.Columns); err != nil {
			return nil, c, fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := c.count(); err != nil {
		return nil, c, fmt.Errorf("%s: %w", path, err)
	}
	at := data.Columns{X: c.x, Y: c.y, Grad: cut(c.grad, len(c.x)), Hess: cut(c.hess, len(c.x)*len(c.x)), Weight: c.weight}
	d, err = data.FromCSV[float64](path, at)
	return d, c, err
}

// count reports a number of derivatives that is not that of the inputs and outputs.
func (c columns) count() error {
	in, out := len(c.x), len(c.y)
	for _, n := range []struct {
		flag      string
		got, want int
		each      string
	}{{"-grad", len(c.grad), out * in, "input"}, {"-hess", len(c.hess), out * in * in, "pair of inputs"}} {
		if n.got != 0 && n.got != n.want {
			return fmt.Errorf("%s has %s, want %d: for each of %s one for each %s (%s)", n.flag, count.Of(n.got, "column"), n.want,
				count.Of(out, "output"), n.each, file.ShownAll(c.x))
		}
	}
	return nil
}

// readNumPy reads an archive of arrays, which the flags may name.
func (c columns) readNumPy(path string) (*data.Data[float64], columns, error) {
	names := data.NumPyNames{X: "x", Y: "y", Grad: "grad", Hess: "hess"}
	for _, n := range []struct {
		flag  string
		given []string
		name  *string
	}{{"-x", c.x, &names.X}, {"-y", c.y, &names.Y}, {"-grad", c.grad, &names.Grad}, {"-hess", c.hess, &names.Hess}} {
		if len(n.given) > 1 {
			return nil, c, fmt.Errorf("%s: %s names %d arrays, want one: NumPy arrays hold all columns", path, n.flag, len(n.given))
		}
		if len(n.given) == 1 {
			*n.name = n.given[0]
		}
	}
	read := data.FromNumPy[float64]
	if c.x != nil || c.y != nil || c.grad != nil || c.hess != nil {
		read = func(paths ...string) (*data.Data[float64], error) {
			return data.FromNumPyNamed[float64](names, paths...)
		}
	}
	d, err := read(path)
	if err != nil {
		return nil, c, err
	}
	c.x, c.y = numbered("x", d.In), numbered("y", d.Out)
	return d, c, nil
}

func numbered(name string, n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprint(name, i)
	}
	return names
}

// cut makes rows of so many columns of a list.
func cut(list []string, width int) (rows [][]string) {
	for ; len(list) > width; list = list[width:] {
		rows = append(rows, list[:width])
	}
	if len(list) > 0 {
		rows = append(rows, list)
	}
	return rows
}

// fromHeader fills in what the flags do not say by the names of the columns.
func (c columns) fromHeader(header []string) (columns, error) {
	begins := func(letter string) []string {
		var names []string
		for _, h := range header {
			if strings.HasPrefix(strings.ToLower(h), letter) {
				names = append(names, h)
			}
		}
		return names
	}
	byNames := c.x == nil && c.y == nil && c.grad == nil && c.hess == nil
	if c.x == nil {
		c.x = slices.DeleteFunc(begins("x"), func(h string) bool { return slices.Contains(c.y, h) })
	}
	if c.y == nil {
		c.y = slices.DeleteFunc(begins("y"), func(h string) bool { return slices.Contains(c.x, h) })
	}
	if len(c.x) == 0 || len(c.y) == 0 {
		return c, fmt.Errorf("columns %s, of which none begins with x, or none with y; say which are which by -x and -y",
			file.Shown(strings.Join(header, ", ")))
	}
	column := func(name string) string {
		if slices.Contains(header, name) {
			return name
		}
		return ""
	}
	if c.grad == nil {
		for _, y := range c.y {
			for _, x := range c.x {
				c.grad = append(c.grad, column("d"+y+"/d"+x))
			}
		}
	}
	if c.hess == nil {
		for _, y := range c.y {
			for _, a := range c.x {
				for _, b := range c.x {
					name := column("d2" + y + "/d" + a + "d" + b)
					if name == "" && a == b {
						name = column("d2" + y + "/d" + a + "2")
					}
					c.hess = append(c.hess, name)
				}
			}
		}
	}
	for _, h := range header {
		if byNames && isDerivative(h) && h != c.weight && !slices.Contains(c.grad, h) && !slices.Contains(c.hess, h) {
			return c, fmt.Errorf("column %s would not be used: the outputs are %s and the inputs %s; say what to use by -x, -y, -grad and -hess",
				file.Shown(h), file.ShownAll(c.y), file.ShownAll(c.x))
		}
	}
	c.grad, c.hess = unlessEmpty(c.grad), unlessEmpty(c.hess)
	return c, nil
}

// isDerivative reports whether a column is called as one.
func isDerivative(name string) bool {
	return strings.HasPrefix(name, "d") && strings.Contains(name, "/d")
}

// unlessEmpty returns the names, nil if all are empty.
func unlessEmpty(names []string) []string {
	if slices.ContainsFunc(names, func(n string) bool { return n != "" }) {
		return names
	}
	return nil
}
