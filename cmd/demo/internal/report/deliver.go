package report

import (
	"fmt"
	"io"
)

// Deliver hands over an experiment's results: the table to w, unless silent is set, and the page into the directory,
// unless there is none. The page is made only if it is wanted.
func Deliver(w io.Writer, silent bool, t Table, dir string, page func() Page) error {
	if !silent {
		if err := t.WriteText(w); err != nil {
			return err
		}
	}
	if dir == "" {
		return nil
	}
	path, err := page().Write(dir)
	if err == nil && !silent {
		fmt.Fprintf(w, "\n%s\nThe report with all figures: %s\n", t.Caption, path)
	}
	return err
}
