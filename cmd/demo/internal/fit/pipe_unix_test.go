//go:build unix

package fit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// pipe makes a named pipe in a directory, or skips the test where there are none.
func pipe(t *testing.T, dir, name string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	return path
}

// TestPipeInterrupted cancels commands that wait for somebody to write into a pipe.
func TestPipeInterrupted(t *testing.T) {
	csv := pipe(t, t.TempDir(), "table.csv")
	npy := pipe(t, t.TempDir(), "points.npy")
	model := linear(t)
	for _, c := range []struct {
		run  func(ctx context.Context, args []string) error
		args []string
	}{
		{fitArgs, []string{csv, "-x", "x", "-y", "y", "-out", t.TempDir()}},
		{evalArgs, []string{model, "-points", csv}},
		{evalArgs, []string{model, "-points", npy}},
		{plotArgs, []string{model, "-points", csv, "-out", t.TempDir()}},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(10*time.Millisecond, cancel)
		if err := c.run(ctx, c.args); !errors.Is(err, context.Canceled) {
			t.Errorf("%v: %v, want the cancellation", c.args, err)
		}
		cancel()
	}
	for _, path := range []string{csv, npy} { // lets those go that still wait
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
	}
}

// TestPipeRead fits a table that comes through a pipe.
func TestPipeRead(t *testing.T) {
	csv := pipe(t, t.TempDir(), "table.csv")
	written := make(chan error, 1)
	go func() { written <- os.WriteFile(csv, []byte("x,y\n1,2\n2,3\n3,4\n4,5\n5,6\n"), 0o600) }()
	if err := fitArgs(t.Context(), []string{csv, "-x", "x", "-y", "y", "-epochs", "1", "-quiet", "-out", t.TempDir()}); err != nil {
		t.Error(err)
	}
	if err := <-written; err != nil {
		t.Error(err)
	}
}

// TestPipeRefused expects pipes to be refused, before any work, where they cannot do: read twice, read at random, written whole.
func TestPipeRefused(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	csv, npz, predictions := pipe(t, in, "table.csv"), pipe(t, in, "table.npz"), pipe(t, out, predictionsFile)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{csv}, csv + ": a pipe, which can be read only once; want -x and -y with it, or a regular file"},
		{[]string{npz}, npz + " is a named pipe, want a regular file"},
		{[]string{table(t), "-out", out, "-overwrite"}, predictions + " is a named pipe, want a regular file, or another -out"},
	} {
		if err := fitArgs(t.Context(), c.args); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error with %q", c.args, err, c.want)
		}
	}
}

func plotArgs(ctx context.Context, args []string) error {
	return plot(ctx, args, &strings.Builder{}, &strings.Builder{})
}
