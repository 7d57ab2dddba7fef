package synthgrad

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
)

// command runs the command and returns what it printed.
func command(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, &out, io.Discard); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return out.String()
}

// parseRows reads rows as strictly as their format is promised.
func parseRows(t *testing.T, text string) []row {
	t.Helper()
	var rows []row
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	for d.More() {
		var r row
		if err := d.Decode(&r); err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		rows = append(rows, r)
	}
	return rows
}

// TestExperiment runs a small version of the experiment on generated images.
func TestExperiment(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for some seconds")
	}
	rows := parseRows(t, command(t, "-data", "generated", "-quick", "-json", "-seeds", "1", "-steps", "120"))
	accuracy := map[string]float64{}
	var names []string
	for _, r := range rows {
		names = append(names, r.Method)
		accuracy[r.Method] = r.Accuracy
		if r.Data != "generated" || r.Seed != 1 || r.Steps != 120 {
			t.Errorf("row %+v, want generated data, seed 1, 120 steps", r)
		}
	}
	if want := []string{"noprop", "direct", "vfbn", "critic", "sobolev", "backprop"}; !slices.Equal(names, want) {
		t.Fatalf("methods %v, want %v", names, want)
	}
	t.Log(accuracy)
	for _, name := range []string{"vfbn", "critic", "sobolev"} {
		if a := accuracy[name]; a < accuracy["noprop"] || a > accuracy["backprop"] {
			t.Errorf("%s: accuracy %v, want one between %v (noprop) and %v (backprop)", name, a, accuracy["noprop"], accuracy["backprop"])
		}
	}
	if accuracy["backprop"] < 0.8 {
		t.Errorf("backprop: accuracy %v, want at least 0.8", accuracy["backprop"])
	}
}

// brief is a run of a second.
var brief = []string{"-data", "generated", "-quick", "-steps", "6", "-seeds", "2", "-method", "sobolev,noprop"}

func TestDeterministic(t *testing.T) {
	a, b := command(t, append(brief, "-json")...), command(t, append(brief, "-json")...)
	if a != b {
		t.Errorf("two runs printed\n%s\nand\n%s", a, b)
	}
	rows := parseRows(t, a)
	if len(rows) != 4 || rows[0].Method != "noprop" || rows[3].Method != "sobolev" || rows[2].Accuracy == rows[3].Accuracy {
		t.Errorf("rows %+v, want two seeds of noprop and two different ones of sobolev", rows)
	}
}

// TestResume marks what a first run kept, to see that a second one takes it and trains only what is missing.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	args := append(brief, "-out", dir)
	text := command(t, append(args, "-seeds", "1")...)
	if !strings.Contains(text, "none (noprop)") || !strings.Contains(text, filepath.Join(dir, "index.html")) {
		t.Errorf("printed %q, want a table and the report's path", text)
	}
	path := filepath.Join(dir, jobs.StoreFile)
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(kept), "\n")
	marked := regexp.MustCompile(`"accuracy":0\.\d+`).ReplaceAllString(first, `"accuracy":2.5`) // impossible
	if err := os.WriteFile(path, []byte(marked+"\n"+first[:40]), 0o644); err != nil {           // and a line cut short
		t.Fatal(err)
	}
	rows := parseRows(t, command(t, append(args, "-json", "-resume")...))
	found := 0
	for _, r := range rows {
		if r.Accuracy == 2.5 {
			found++
		}
	}
	if len(rows) != 4 || found != 1 {
		t.Errorf("rows %+v, want 4, one of them kept", rows)
	}
	// Another number of steps is another experiment, and without -resume everything is trained again.
	for _, more := range [][]string{{"-json", "-resume", "-steps", "1"}, {"-json"}} {
		for _, r := range parseRows(t, command(t, append(args, more...)...)) {
			if r.Accuracy == 2.5 {
				t.Errorf("%v: the kept row was taken", more)
			}
		}
	}
}

// TestInterrupt cancels during the second of two jobs: the first is printed, reported and kept.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	dir := t.TempDir()
	out := writerFunc(func(p []byte) (int, error) {
		cancel()
		return len(p), nil
	})
	err := run(ctx, []string{"-data", "generated", "-quick", "-steps", "4", "-seeds", "400", "-method", "noprop", "-json", "-out", dir}, out, io.Discard)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	kept, err := os.ReadFile(filepath.Join(dir, jobs.StoreFile))
	if n := bytes.Count(kept, []byte("\n")); err != nil || n == 0 || n == 400 {
		t.Errorf("%d results kept, error %v, want some", n, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		t.Error(err)
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-data cifar", "want one of mnist, fashion, generated"},
		{"-method sobolov", "did you mean sobolev?"},
		{"-data generated -dir x", `-dir is "x" with -data generated`},
		{"-weight 0", "-weight is 0, want a positive number"},
		{"-net resnet", "want one of dense, conv"},
		{"-resume -out=", "-resume without a report's directory"},
		{"-seeds 0", "at least 1"},
		{"-hidden 100000000", "at most 4096"},
	} {
		err := run(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
