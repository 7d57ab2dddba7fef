// Package clitest runs commands of package cli in tests.
package clitest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"testing"
)

// Rows runs a command with -json among its arguments and returns the rows it printed: one JSON object a line with the
// fields of R and no others.
func Rows[R any](t *testing.T, run func(ctx context.Context, args []string, stdout, stderr io.Writer) error, args ...string) []R {
	t.Helper()
	var out bytes.Buffer
	if err := run(context.Background(), args, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	var rows []R
	d := json.NewDecoder(&out)
	d.DisallowUnknownFields()
	for d.More() {
		var r R
		if err := d.Decode(&r); err != nil {
			t.Fatalf("standard output: %v", err)
		}
		rows = append(rows, r)
	}
	return rows
}
