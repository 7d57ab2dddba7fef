package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"example.com/sobolev/cmd/demo/internal/count"
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
	if done := e.finished(results); done < len(e.Jobs) {
		note := fmt.Sprintf("Partial: %d of %s done when the command ended. ", done, count.Of(len(e.Jobs), "job was", "jobs were"))
		if page.Result != "" { // others quote it
			page.Result = note + page.Result
		} else {
			page.Lead = note + page.Lead
		}
	}
	page.Sign(e.command, started)
	path, err := page.Write(e.Dir)
	if err == nil && !e.JSON {
		_, err = fmt.Fprintf(stdout, "The report with all figures: %s\n", path)
	}
	return err
}

// finished counts the results of jobs that were not broken off.
func (e Experiment[J, R]) finished(results []R) int {
	n := 0
	for _, r := range results {
		if e.Unfinished == nil || !e.Unfinished(r) {
			n++
		}
	}
	return n
}

// sayBegins says of a run that should go on with another one that there is none.
func (e Experiment[J, R]) sayBegins(known int, stderr io.Writer) {
	if e.Resume && known == 0 {
		fmt.Fprintf(stderr, "Nothing to go on with in %s: all jobs are done anew.\n", e.Dir)
	}
}

// sayInterrupted says of a run that was interrupted how it goes on.
func (e Experiment[J, R]) sayInterrupted(err error, stderr io.Writer) {
	if !errors.Is(err, context.Canceled) || e.Dir == "" {
		return
	}
	with := " with -resume"
	if e.Resume {
		with = ""
	}
	fmt.Fprintf(stderr, "What was done is kept in %s; the same command%s goes on with the rest.\n", e.Dir, with)
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
