package orders

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
)

// TestCurves checks the functions of one variable and their derivatives against formulas written by hand.
func TestCurves(t *testing.T) {
	for name, want := range map[string]func(x float64) [3]float64{
		"Wave": func(x float64) [3]float64 {
			s, c := math.Sincos(8 * x)
			return [3]float64{math.Exp(x) * s, math.Exp(x) * (s + 8*c), math.Exp(x) * (16*c - 63*s)}
		},
		"Runge": func(x float64) [3]float64 {
			q := 1 + 25*x*x
			return [3]float64{1 / q, -50 * x / (q * q), (5000*x*x/q - 50) / (q * q)}
		},
	} {
		f, err := lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		for p := range 20 {
			w := want(f.test.X[p])
			for k, v := range w {
				if got := f.test.Labels.Plane(k)[p]; math.Abs(got-v) > 1e-12*(1+math.Abs(v)) {
					t.Errorf("%s at %v: derivative of order %d is %v, want %v", name, f.test.X[p], k, got, v)
				}
			}
		}
	}
}

// TestShares checks what the orders get: the highest always what is given, the others as much of what is scarce.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		f                    fairness
		dim, order, highest  int
		wantSamples, wantRun int
	}{
		{equalSteps, 2, 0, 4, 10, 300}, {equalSteps, 1, 4, 4, 10, 300},
		{equalCompute, 1, 0, 4, 10, 2400}, {equalCompute, 2, 1, 3, 10, 2100}, {equalCompute, 2, 4, 4, 10, 300},
		{equalNumbers, 1, 0, 4, 50, 300}, {equalNumbers, 2, 0, 4, 150, 300}, {equalNumbers, 2, 1, 3, 33, 300}, {equalNumbers, 2, 3, 3, 10, 300},
	} {
		samples, steps := c.f.share(c.dim, c.order, c.highest, 10, 300)
		if samples != c.wantSamples || steps != c.wantRun {
			t.Errorf("%s, %d inputs, order %d of %d: %d samples and %d steps, want %d and %d",
				c.f, c.dim, c.order, c.highest, samples, steps, c.wantSamples, c.wantRun)
		}
	}
}

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, run, args...)
}

// TestHighOrdersPay fits a function of two variables at 10 points: with orders up to 4 every error is lower than with
// values alone.
func TestHighOrdersPay(t *testing.T) {
	rows := runArgs(t, "-json", "-fn", "branin", "-n", "10", "-order", "0,1,4", "-seeds", "2", "-steps", "400")
	if len(rows) != 6 {
		t.Fatalf("%d rows, want 6", len(rows))
	}
	for i, r := range rows {
		if r.Fn != "Branin" || r.N != 10 || r.Order != [...]int{0, 1, 4}[i/2] || r.Seed != 1+i%2 || r.Net != "" {
			t.Fatalf("row %d is %+v", i, r)
		}
	}
	for i, first := range rows[:2] {
		for k := range 3 {
			if last := rows[4+i]; !(last.mse(k) < first.mse(k)) {
				t.Errorf("seed %d, derivative %d: error %v with order 4, %v with values alone, want it lower", 1+i, k, last.mse(k), first.mse(k))
			}
		}
	}
}

// TestReproducible runs one command twice and then resumes a part of it.
func TestReproducible(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-json", "-fn", "wave,booth", "-n", "4", "-order", "0,3", "-act", "tanh,softplus", "-steps", "20", "-out", dir, "-equal", "numbers"}
	first := runArgs(t, append(args, "-seeds", "1")...)
	all := runArgs(t, append(args, "-seeds", "2", "-resume")...)
	if len(first) != 8 || len(all) != 16 || all[0] != first[0] || all[2] != first[1] { // seconds too: they are the first run's
		t.Errorf("rows %+v after resuming, want %+v and as many more", all, first)
	}
	if first[0].Net != "tanh" || first[0].N != 16 || first[1].N != 4 || first[2].N != 40 || first[4].Net != "softplus" {
		t.Errorf("rows %+v, want both networks, and 16 and 40 samples without derivatives", first)
	}
	again := runArgs(t, append(args, "-seeds", "1")...)
	for i := range again {
		again[i].Seconds, first[i].Seconds = 0, 0
		if again[i] != first[i] {
			t.Errorf("row %d is %+v and then %+v", i, first[i], again[i])
		}
	}
}

// TestInterrupt checks that a cancelled run reports what it has.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	err := run(ctx, []string{"-json", "-fn", "wave"}, &out, os.Stderr)
	if !errors.Is(err, context.Canceled) || out.Len() != 0 {
		t.Errorf("error %v and output %q, want a cancellation and no rows", err, out.String())
	}
}

// TestReport writes the page with all kinds of figures, also for a single order.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	args := []string{"-fn", "wave,matyas", "-n", "4", "-order", "0,1,4", "-seeds", "2", "-steps", "10", "-equal", "compute", "-quiet", "-out", dir}
	if err := run(context.Background(), args, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Matyas", "1 → 4", filepath.Join(dir, "index.html")} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
	reporttest.Result(t, dir, "from order 1 to 4")
	for _, file := range []string{"index.html", "value-tanh-4.png", "curvature-tanh-4.png", "seconds-tanh-4.png", jobs.StoreFile} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, want a file that is not empty", file, err)
		}
	}
	if err := run(context.Background(), []string{"-fn", "wave", "-n", "4", "-order", "2", "-seeds", "1", "-steps", "2", "-quiet", "-out", dir}, &out, os.Stderr); err != nil {
		t.Errorf("a single order: %v", err)
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-order 5", "from 0 to 4"}, {"-order 2,1", "rising"}, {"-weights 1,1", "has 2 weights"}, {"-weights 1,-1", "at least 0"},
		{"-act relu", "tanh"}, {"-act relu", "derivatives of order 1 are not continuous"}, {"-act identity", "linear"},
		{"-act tahn", "did you mean tanh?"}, {"-fn rung", "Runge"}, {"-equal money", "steps"}, {"-resume -out=", "want -out"}, {"-n 0", "at least 1"},
		{"-n 1000000000", "at most 1000000"},
	} {
		err := run(context.Background(), strings.Fields(c.args), &bytes.Buffer{}, os.Stderr)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
