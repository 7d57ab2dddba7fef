package experiment

import (
	"fmt"
	"io"
	"time"

	"example.com/sobolev/cmd/demo/internal/report"
)

// deliver hands over the results: tables and what they mean to stdout, unless rows are there, and the page into the
// directory, if there is one. No tables mean that no comparison is complete: then there is no page either.
func (e Experiment[J, R]) deliver(results []R, started time.Time, stdout io.Writer) error {
	tables := e.Tables(results)
	if len(tables) == 0 {
		return nil
	}
	if !e.JSON {
		if err := printTables(stdout, tables); err != nil {
			return err
		}
	}
	if e.Dir == "" {
		return nil
	}
	page, err := e.Page(results)
	if err != nil {
		return err
	}
	page.Sign(e.command, started)
	path, err := page.Write(e.Dir)
	if err == nil && !e.JSON {
		_, err = fmt.Fprintf(stdout, "The report with all figures: %s\n", path)
	}
	return err
}

// printTables writes the tables one below the other, and then their captions.
func printTables(w io.Writer, tables []report.Table) error {
	for _, t := range tables {
		if err := t.WriteText(w); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	for _, t := range tables {
		if _, err := fmt.Fprintln(w, t.Caption); err != nil {
			return err
		}
	}
	return nil
}
