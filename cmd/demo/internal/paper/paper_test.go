package paper

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/bachelier"
	"example.com/sobolev/cmd/demo/internal/cli"
)

// TestArguments checks that every experiment's command takes its arguments, in full and quick: a run that is over before it
// begins fails for nothing else.
func TestArguments(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, quick := range []bool{false, true} {
		for _, e := range experiments {
			if e.command.Name == "synthgrad" && !quick {
				continue // wants files
			}
			o := &options{dir: t.TempDir(), quick: quick, quiet: true}
			if err := e.command.Run(ctx, o.arguments(e), io.Discard, io.Discard); !errors.Is(err, context.Canceled) {
				t.Errorf("%s %q: error %v, want a cancellation", e.command.Name, o.arguments(e), err)
			}
		}
	}
}

// TestRun checks that pages are collected, and that a second run takes up what the first left.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("runs for some seconds")
	}
	dir := t.TempDir()
	args := []string{"-quick", "-quiet", "-only", "bachelier", "-out", dir}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := run(t.Context(), args, out, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	if first.String() != second.String() {
		t.Errorf("the second run printed\n%s\nafter\n%s", &second, &first)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil || !strings.Contains(string(page), `href="bachelier/index.html"`) || !strings.Contains(string(page), "Derivatives of the payoffs divide") || strings.Contains(string(page), "distill") {
		t.Errorf("page %q, error %v, want a link to the one experiment", page, err)
	}
}

// With -json every line is an object that names its experiment, and nothing else is said; pages are written all the same.
func TestJSON(t *testing.T) {
	was := experiments
	t.Cleanup(func() { experiments = was })
	experiments = []experiment{{"one", "A claim", bachelier.Command, "-paths 64 -seeds 1 -epochs 1", ""},
		{"two", "Another", bachelier.Command, "-paths 64 -seeds 2 -epochs 1", ""}}
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"-json", "-only", "one,two", "-out", dir}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for line := range strings.Lines(stdout.String()) {
		var row struct {
			Experiment string
			D          int
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil || row.D != 7 {
			t.Fatalf("line %q: %v, want an object with the experiment's fields", line, err)
		}
		got[row.Experiment]++
	}
	if diff := cmp.Diff(map[string]int{"one": 2, "two": 4}, got); diff != "" {
		t.Errorf("rows by experiment (-want +got)\n%s", diff)
	}
	if strings.Contains(stderr.String(), "claim") {
		t.Errorf("standard error has %q, want no headings", stderr.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "two", "index.html")); err != nil {
		t.Error(err)
	}
}

func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{{"-only distil", "did you mean distill"}, {"-out=", "want a directory"}} {
		err := run(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
