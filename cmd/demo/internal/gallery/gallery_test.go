package gallery

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	err := run(ctx, []string{"-fn", "booth", "-out", t.TempDir()}, &stdout, &stderr)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}
