package pinn

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, run, args...)
}

// bend is no solution of anything.
func bend(x []dual.Any) dual.Any {
	sum := x[0].Scale(1.3).Sin()
	for i, v := range x[1:] {
		sum = sum.Add(v.Scale(0.7).Exp().Mul(x[i]))
	}
	return sum
}

// TestResidualDerivatives compares the derivatives of the residuals, which are written down by hand, with differences of
// the residuals, at a function that solves none of the equations.
func TestResidualDerivatives(t *testing.T) {
	for _, p := range problems() {
		points := data.Uniform[float64](p.Box, 10, rand.New(rand.NewPCG(1, 2)))
		for i, derivative := range p.derivatives {
			got := pde.ResidualsOf(bend, points, derivative)
			const h = 1e-5
			shifted := func(by float64) []float64 {
				q := data.Points[float64]{Dim: points.Dim, X: append([]float64(nil), points.X...)}
				for r := i; r < len(q.X); r += q.Dim {
					q.X[r] += by
				}
				return pde.ResidualsOf(bend, q, p.Conditions[0].Residuals[0])
			}
			above, below := shifted(h), shifted(-h)
			for r, g := range got {
				if want := (above[r] - below[r]) / (2 * h); math.Abs(g-want) > 1e-7*(1+math.Abs(want)) {
					t.Errorf("%s: derivative of the residual in coordinate %d is %v, want %v", p.Name, i, g, want)
				}
			}
		}
		if n := len(p.derivatives); n != 0 && n != len(p.Box.Lo) {
			t.Errorf("%s: %d derivatives of the residual, want %d", p.Name, n, len(p.Box.Lo))
		}
	}
}

// TestSolves runs all problems at a small size. A network that has learned nothing is off by 1.
func TestSolves(t *testing.T) {
	for _, c := range []struct {
		args    string
		methods int
		want    float64
	}{
		{"-problem poisson2 -adam 100 -lbfgs 300 -points 100", 2, 0.05},
		{"-problem poisson10 -adam 100 -lbfgs 100 -points 100", 1, 0.4}, // a constant is off by 0.3
		{"-problem heat -adam 100 -lbfgs 300 -points 100", 2, 0.4},
		{"-problem burgers -adam 100 -lbfgs 300 -points 400", 2, 0.6},
		{"-problem oscillator -adam 400 -lbfgs 1600 -points 100", 2, 0.5},
	} {
		rows := runArgs(t, append(strings.Fields(c.args), "-json")...)
		if len(rows) != c.methods {
			t.Errorf("%s: %d rows, want %d", c.args, len(rows), c.methods)
		}
		for _, r := range rows {
			t.Logf("%+v", r)
			if !(r.Error < c.want) || r.Steps < 100 {
				t.Errorf("row %+v, want an error below %v", r, c.want)
			}
		}
	}
}

// TestSameSeedSameRows runs one command twice, alone and beside another network: that changes the number of goroutines.
func TestSameSeedSameRows(t *testing.T) {
	args := []string{"-json", "-problem", "heat", "-adam", "20", "-lbfgs", "20", "-points", "300"}
	first, second := runArgs(t, append(args, "-method", "residual")...), runArgs(t, args...)
	first[0].Seconds, second[0].Seconds = 0, 0
	if first[0] != second[0] {
		t.Errorf("row %+v and then %+v", first[0], second[0])
	}
}

// TestResume resumes a finished run: nothing is trained again, and the report has its curves.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-json", "-problem", "oscillator", "-adam", "10", "-lbfgs", "10", "-points", "50", "-out", dir}
	first := runArgs(t, args...)
	again := runArgs(t, append(args, "-resume")...)
	if diff := cmp.Diff(first, again); diff != "" { // seconds too
		t.Errorf("rows after resuming (-want +got):\n%s", diff)
	}
	reporttest.Result(t, dir, "oscillator")
	checkFiles(t, dir, "index.html", "oscillator-solution.png", "oscillator-training.png")
}

// TestReport draws the surfaces of a problem in many dimensions.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	runArgs(t, "-json", "-problem", "poisson10", "-adam", "2", "-lbfgs", "2", "-points", "20", "-out", dir)
	checkFiles(t, dir, "index.html", "poisson10-solution.png", "poisson10-error.png", "poisson10-training.png")
}

func checkFiles(t *testing.T, dir string, files ...string) {
	t.Helper()
	for _, file := range files {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, want a file that is not empty", file, err)
		}
	}
}

// TestInterrupt cancels a run on its way: what there is comes out as a table and a report.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var out bytes.Buffer
	p := problems()[0]
	equation := p.Conditions[0].Residuals[0]
	var calls atomic.Int64
	p.Conditions[0].Residuals[0] = func(at pde.Point) pde.Num {
		if calls.Add(1) == 5000 {
			cancel()
		}
		return equation(at)
	}
	p.Settings.Points = 50
	o := &options{Settings: &experiment.Settings{Output: &cli.Output{Quiet: true}}, problems: []problem{p}, methods: methods[:1], seeds: 1}
	e := o.experiment()
	var results []done
	tables := e.Tables
	e.Tables = func(ds []done) []report.Table {
		results = ds
		return tables(ds)
	}
	err := e.Run(ctx, &out, os.Stderr)
	if !errors.Is(err, context.Canceled) || len(results) != 1 || !results[0].interrupted || results[0].result.Steps == 0 || !(results[0].Error > 0) {
		t.Fatalf("results %+v and error %v, want one that was interrupted", results, err)
	}
	if !strings.Contains(out.String(), "interrupted") {
		t.Errorf("output %q, want a table that says interrupted", out.String())
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-problem wave", `"wave"`},
		{"-method l2", `"l2"`},
		{"-seeds 0", "at least 1"},
		{"-points -1", "at least 0"}, {"-points 1000000000", "at most 1000000"}, {"-adam -1", "none negative"},
		{"-resume -out=", "want -out"},
	} {
		err := run(context.Background(), strings.Fields(c.args), &bytes.Buffer{}, os.Stderr)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
