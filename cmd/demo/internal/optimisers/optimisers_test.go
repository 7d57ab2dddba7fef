package optimisers

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
)

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, run, args...)
}

// TestRows checks what a comparison says: every method goes from the same start to lower errors, and Levenberg–Marquardt to
// the lowest loss in the fewest steps.
func TestRows(t *testing.T) {
	rows := runArgs(t, "-json", "-quick", "-problem", "McCormick", "-method", "lbfgs,lm")
	if len(rows) != 2 || rows[0].Method != "lbfgs" || rows[1].Method != "lm" {
		t.Fatalf("rows %+v, want L-BFGS and Levenberg–Marquardt", rows)
	}
	for _, r := range rows {
		if r.Problem != "McCormick" || r.Seed != 1 || !(r.Seconds > 0) || !(r.Error > 0 && r.Error < 0.2) {
			t.Errorf("row %+v, want an error from 0 to 0.2", r)
		}
		if n := len(r.Curve); n < 10 || r.Curve[n-1].Error >= r.Curve[0].Error || r.Curve[n-1].Seconds > r.Seconds {
			t.Errorf("%s: curve %v, want a falling one", r.Method, r.Curve)
		}
	}
	if rows[1].Steps != 10 || rows[0].Steps != 500 {
		t.Errorf("%d and %d steps, want a sixth of 3000 and 60", rows[0].Steps, rows[1].Steps)
	}
}

// TestTasks checks that every problem begins with an error near that of knowing nothing, by the definition of the error.
func TestTasks(t *testing.T) {
	for _, p := range problems() {
		task, err := p.begin(1, 100)
		if err != nil {
			t.Fatal(err)
		}
		clear(task.net.Params()) // predicts 0: the mean of the labels, or nothing beyond what is built in
		got, err := task.error()
		if err != nil {
			t.Fatal(err)
		}
		if got < 0.5 || got > 1.8 {
			t.Errorf("%s: error %v of a network that is 0, want about 1", p.name, got)
		}
	}
}

// TestReport checks that the page has a curve for every problem.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	args := []string{"-quick", "-quiet", "-problem", "McCormick,Rosenbrock", "-method", "lm,lbfgs", "-out", dir}
	if err := run(context.Background(), args, &out, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Levenberg–Marquardt") {
		t.Errorf("printed %q, want a table", out.String())
	}
	reporttest.Result(t, dir, "Of 2 problems the lowest error")
	for _, name := range []string{"index.html", "error-mccormick.png", "error-rosenbrock.png"} {
		if s, err := os.Stat(filepath.Join(dir, name)); err != nil || s.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMedian checks the numbers of a cell.
func TestMedian(t *testing.T) {
	c := &cell{}
	for _, e := range []float64{3, 1, math.Inf(1), 2} {
		c.results = append(c.results, &result{row: row{Error: e}})
	}
	if got := c.median(errorOf); got != 2.5 {
		t.Errorf("median of four %v, want 2.5", got)
	}
	c.results = c.results[:3]
	if got := c.median(errorOf); got != 3 {
		t.Errorf("median of three %v, want 3", got)
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-samples 1000000000", "at most 20000"}, {"-samples 0", "at least 1"}, {"-seeds 100000000", "at most 10000"},
		{"-method features -problem Burgers,Beale", "no problem of -problem has a method of -method"},
	} {
		err := run(t.Context(), strings.Fields(c.args), io.Discard, io.Discard)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
