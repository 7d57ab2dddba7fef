package gallery

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

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/funcs"
)

func TestRows(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"-json"}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	if len(lines) != len(funcs.All()) {
		t.Fatalf("%d rows, want %d", len(lines), len(funcs.All()))
	}
	for i, line := range lines {
		var r row
		if err := json.Unmarshal([]byte(line), &r); err != nil || r.Fn != funcs.All()[i].Name || len(r.Minima) == 0 {
			t.Errorf("row %d is %s, %v", i, line, err)
		}
	}
}

func TestPage(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"-fn", "bukin", "-out", dir}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stdout.String(), "[-15, -5] × [-3, 3]") {
		t.Errorf("table %q", stdout.String())
	}
	for _, name := range []string{"index.html", "bukin-relief.png", "bukin-gradient.png"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// Arrows are drawn wherever there is a gradient, and nowhere else.
func TestArrows(t *testing.T) {
	without := map[string]int{"Ackley": 1, "Bukin": arrows} // the tip, and the line x = −10
	for _, f := range funcs.All() {
		got := 0
		for _, a := range surface(f).Arrows {
			if a.U == a.U && a.V == a.V {
				got++
			}
		}
		if want := arrows*arrows - without[f.Name]; got != want {
			t.Errorf("%s: %d arrows are drawn, want %d", f.Name, got, want)
		}
	}
}

func TestUsage(t *testing.T) {
	for args, want := range map[string]string{
		"-fn bukinn":         "did you mean Bukin?",
		"-out gallery.go":    "gallery.go is a file, want a directory",
		"-fn bukin and more": `unexpected argument "and"`,
	} {
		err := run(t.Context(), strings.Fields(args), io.Discard, io.Discard)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want a usage error with %q", args, err, want)
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	err := run(ctx, []string{"-fn", "booth", "-out", t.TempDir()}, &stdout, &stderr)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}
