package losses

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, runCommand, args...)
}

// TestEveryTask trains every network for two steps: all losses and labels are accepted, and every error is a number.
func TestEveryTask(t *testing.T) {
	rows := runArgs(t, "-json", "-seeds", "1", "-steps", "2")
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.Task+"/"+r.Method] = true
		if !(r.Error > 0) || math.IsInf(r.Error, 0) || r.Seed != 1 {
			t.Errorf("row %+v, want a positive error and seed 1", r)
		}
	}
	for _, task := range allTasks() {
		for _, m := range task.methods {
			if !seen[task.name+"/"+m.name] {
				t.Errorf("no row of %s, %s", task.name, m.name)
			}
		}
	}
	for _, equalWork := range []string{"orders/values ×15", "hessian-vectors/values ×4", "projections/values ×2"} {
		if !seen[equalWork] {
			t.Errorf("no row of %s", equalWork)
		}
	}
}

// TestDerivativesHelp runs some tasks whose derivative terms lower the error of every seed.
func TestDerivativesHelp(t *testing.T) {
	rows := runArgs(t, "-json", "-seeds", "2", "-steps", "400", "-task", "weights,distillation,gradients-only")
	plain := map[string]float64{}
	for _, r := range rows {
		key := r.Task + string(rune('0'+r.Seed))
		switch r.Method {
		case "values":
			plain[key] = r.Error
		case "per component", "KL + slopes", "gradients alone":
			if !(r.Error < plain[key]) {
				t.Errorf("%+v, want an error below %v, that without derivatives", r, plain[key])
			}
		}
	}
}

// TestSources checks that the same labels give the same networks whatever way they took.
func TestSources(t *testing.T) {
	rows := runArgs(t, "-json", "-seeds", "2", "-steps", "50", "-task", "sources")
	want := map[int]float64{}
	for _, r := range rows {
		switch r.Method {
		case "function":
			want[r.Seed] = r.Error
		case "arrays", "CSV", "NumPy":
			if r.Error != want[r.Seed] {
				t.Errorf("%+v, want the error of the labels straight from the function, %v", r, want[r.Seed])
			}
		}
	}
	if len(want) != 2 {
		t.Errorf("%d seeds with labels from the function, want 2", len(want))
	}
}

// TestSameSeedSameRows runs one command twice; tasks with random directions, noise and schedules are in it.
func TestSameSeedSameRows(t *testing.T) {
	args := []string{"-json", "-seeds", "2", "-steps", "20", "-task", "noise,schedules,teacher-along"}
	first, second := runArgs(t, args...), runArgs(t, args...)
	if diff := cmp.Diff(first, second, cmpopts.IgnoreFields(row{}, "Seconds")); diff != "" {
		t.Errorf("rows of two runs (-first +second):\n%s", diff)
	}
}

// TestTemperature checks that the measured temperatures obey the equation that the residual states.
func TestTemperature(t *testing.T) {
	points := data.Uniform[number](cube(2, 0, 1), 20, rand.New(rand.NewPCG(1, 2)))
	for _, e := range pde.ResidualsOf(temperature[dual.Any], points, heat) {
		if !(math.Abs(e) < 1e-12) {
			t.Errorf("residual %v, want 0", e)
		}
	}
}

// TestLogProbabilities checks that the classes' probabilities sum to 1.
func TestLogProbabilities(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		sum := 0.0
		for _, l := range logProbabilities([]dual.Real[float64]{{Real: rng.Float64()}, {Real: rng.Float64()}}) {
			sum += math.Exp(l.Real)
		}
		if math.Abs(sum-1) > 1e-14 {
			t.Errorf("the probabilities sum to %v", sum)
		}
	}
}

// TestResume cuts a run short and resumes it: what was finished is not trained again.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-json", "-steps", "20", "-task", "directional", "-out", dir}
	first := runArgs(t, append(args, "-seeds", "1")...)
	all := runArgs(t, append(args, "-seeds", "2", "-resume")...)
	if len(all) != 2*len(first) {
		t.Fatalf("%d rows after %d, want twice as many", len(all), len(first))
	}
	for i, r := range first {
		if all[2*i] != r { // seconds too: they are the first run's
			t.Errorf("row %+v after resuming, want %+v", all[2*i], r)
		}
	}
}

// TestInterrupt checks that a cancelled run ends cleanly.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	err := runCommand(ctx, []string{"-out", t.TempDir()}, &out, os.Stderr)
	if !errors.Is(err, context.Canceled) || out.Len() != 0 {
		t.Errorf("error %v and output %q, want a cancellation and nothing", err, out.String())
	}
}

// TestReport writes table and page.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	args := []string{"-seeds", "2", "-steps", "10", "-task", "norms,noise,missing", "-quiet", "-out", dir}
	if err := runCommand(context.Background(), args, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"own: log cosh", "1/σ² weights", "equal work", filepath.Join(dir, "index.html")} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
	reporttest.Result(t, dir, "the derivative term lowers the error in")
	for _, file := range []string{"index.html", "task-norms.png", "task-noise.png", "labels.png"} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, want a file that is not empty", file, err)
		}
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-task norm", `"norm"`},
		{"-seeds 0", "at least 1"}, {"-seeds 100000000", "at most 10000"},
		{"-steps 0", "at least 1"},
		{"-rate -1", "positive"},
		{"-resume -out=", "want -out"},
	} {
		err := runCommand(context.Background(), strings.Fields(c.args), &bytes.Buffer{}, os.Stderr)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
