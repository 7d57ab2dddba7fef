package cli

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"example.com/sobolev/cmd/demo/internal/nonfinite"
)

// Output holds the flags that every command has.
type Output struct {
	JSON  bool   // one JSON object a line on standard output and nothing else there
	Quiet bool   // no progress bars
	Dir   string // where the report goes; empty for none
}

// OutputFlags declares -json, -quiet and -out.
func (f *Flags) OutputFlags(dir string) *Output {
	o := new(Output)
	f.BoolVar(&o.JSON, "json", false, "print results as one JSON object a line, nothing else, and write no report unless one is asked for")
	f.BoolVar(&o.Quiet, "quiet", false, "show no progress bars")
	o.Dir = dir
	f.Var(NewSingle(&o.Dir, directory), "out", "write the report, one HTML page and its PNG figures, into this `directory`; empty for none")
	return o
}

// ReportDir returns the directory to write the report into, or "" for none: with -json only one that was asked for.
func (o *Output) ReportDir(f *Flags) string {
	if o.JSON && !f.Given("out") {
		return ""
	}
	return o.Dir
}

// directory is the parser of directories that are there or could be made: no file may be in the way.
func directory(s string) (string, error) {
	for at := s; at != ""; at = filepath.Dir(at) {
		switch info, err := os.Stat(at); {
		case err == nil && !info.IsDir():
			return "", fmt.Errorf("%s is a file, want a directory", at)
		case err == nil || at == filepath.Dir(at):
			return s, nil
		}
	}
	return s, nil
}

// Given reports whether the named flag was on the command line.
func (f *Flags) Given(name string) bool {
	given := false
	f.Visit(func(g *flag.Flag) { given = given || g.Name == name })
	return given
}

// Rows writes results, one JSON object a line, if enabled, and nothing otherwise.
type Rows struct{ encoder *json.Encoder }

// NewRows returns a writer of rows to w.
func NewRows(w io.Writer, enabled bool) *Rows {
	if !enabled {
		return &Rows{}
	}
	return &Rows{json.NewEncoder(w)}
}

// Write writes one row. JSON has no infinities and NaN: they become null.
func (r *Rows) Write(row any) error {
	if r.encoder == nil {
		return nil
	}
	err := r.encoder.Encode(row)
	if errors.As(err, new(*json.UnsupportedValueError)) {
		err = r.encoder.Encode(nonfinite.Nulls(row))
	}
	if err != nil {
		return fmt.Errorf("writing a row of -json: %w", err)
	}
	return nil
}
