package regress

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
)

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, run, args...)
}

// TestGradientsHelp runs the main job at a small size: with gradients every seed's error is lower.
func TestGradientsHelp(t *testing.T) {
	rows := runArgs(t, "-json", "-fn", "booth", "-n", "20", "-order", "0,1", "-seeds", "3", "-hidden", "32,32", "-act", "tanh", "-epochs", "600")
	if len(rows) != 6 {
		t.Fatalf("%d rows, want 6", len(rows))
	}
	for i, plain := range rows[:3] {
		sobolev := rows[3+i]
		if plain.Order != 0 || sobolev.Order != 1 || plain.Seed != i+1 || sobolev.Seed != i+1 || plain.Fn != "Booth" || plain.N != 20 {
			t.Fatalf("rows %+v and %+v are not the seed %d of orders 0 and 1", plain, sobolev, i+1)
		}
		if !(sobolev.MSE < plain.MSE && sobolev.GradMSE < plain.GradMSE) {
			t.Errorf("seed %d: errors %v and %v with gradients, %v and %v without, want them lower",
				i+1, sobolev.MSE, sobolev.GradMSE, plain.MSE, plain.GradMSE)
		}
	}
}

// TestSameSeedSameRows runs one command twice.
func TestSameSeedSameRows(t *testing.T) {
	args := []string{"-json", "-n", "10", "-seeds", "2", "-hidden", "16", "-epochs", "30", "-method", "values,projected,order2", "-act", "tanh"}
	first, second := runArgs(t, args...), runArgs(t, args...)
	if diff := cmp.Diff(first, second, cmpopts.IgnoreFields(row{}, "Seconds")); diff != "" {
		t.Errorf("rows of two runs (-first +second):\n%s", diff)
	}
}

// TestResume cuts a run short and resumes it: what was finished is not trained again.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	args := []string{"-json", "-n", "10", "-hidden", "8", "-epochs", "20", "-order", "0", "-out", dir}
	first := runArgs(t, append(args, "-seeds", "2")...)
	all := runArgs(t, append(args, "-seeds", "3", "-resume")...)
	if len(all) != 3 || all[0] != first[0] || all[1] != first[1] { // seconds too: they are the first run's
		t.Errorf("rows %+v after resuming, want %+v and one more", all, first)
	}
	again := runArgs(t, append(args, "-seeds", "3")...)
	if again[0].Seconds == first[0].Seconds {
		t.Errorf("without -resume the first run's result came back")
	}
}

// TestInterrupt checks that a cancelled run reports what it has.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	err := run(ctx, []string{"-json", "-n", "10"}, &out, os.Stderr)
	if !errors.Is(err, context.Canceled) || out.Len() != 0 {
		t.Errorf("error %v and output %q, want a cancellation and no rows", err, out.String())
	}
}

// TestReport writes the page with all kinds of figures.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	args := []string{"-fn", "matyas,booth", "-n", "5,6,7,8", "-order", "0,1", "-hidden", "8", "-seeds", "2", "-epochs", "20", "-quiet", "-out", dir}
	if err := run(context.Background(), args, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Matyas", "value error", filepath.Join(dir, "index.html")} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte("MSE ")) || bytes.Contains(page, []byte("RMSE")) {
		t.Error("the page has another measure than mean squared errors")
	}
	reporttest.Result(t, dir, "multiply the mean squared error of 2 functions")
	for _, file := range []string{"index.html", "surface-n5.png", "gradients-n6.png", "learning-n5.png", "ratios-relu-8-7.png", "samples-relu-8-Booth.png", jobs.StoreFile} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, want a file that is not empty", file, err)
		}
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args string
		want string
	}{
		{"-fn rosenbrok", `"rosenbrok"`},
		{"-n 0", "at least 1"},
		{"-order 7", "from 0 to 2"},
		{"-order 2 -act relu", "smoother activation"},
		{"-rate -1", "positive"},
		{"-seeds 0", "at least 1"},
		{"-resume -out=", "want -out"},
		{"-hidden 4,x", `"x"`},
		{"-grid -curve", "want one of them"},
		{"-hidden 100000000", "regress: -hidden 100000000 makes a network of 3e+08 weights, want at most 67108864"},
		{"-hidden 60000,60000", "regress: -hidden 60000,60000 makes a network of 3.6e+09 weights"},
		{"-seeds 100000000", "want a whole number of at most 10000"},
		{"-n 20,1000000000", "want a whole number of at most 1000000"},
	} {
		err := run(context.Background(), strings.Fields(c.args), &bytes.Buffer{}, os.Stderr)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}
