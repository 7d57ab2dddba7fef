package fit

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
	"example.com/sobolev/layers"
)

// table writes a CSV file of y = x₁·sin x₂ on a grid, with first derivatives and one of the second ones.
func table(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("x1,x2,y,dy/dx1,dy/dx2,d2y/dx22\n")
	for i := range 12 {
		for j := range 12 {
			u, v := float64(i)/4-1.5, float64(j)/4-1.5
			fmt.Fprintf(&b, "%v,%v,%v,%v,%v,%v\n", u, v, u*math.Sin(v), math.Sin(v), u*math.Cos(v), -u*math.Sin(v))
		}
	}
	path := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFit fits a table whose header says what is what, and evaluates what was saved.
func TestFit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	type line struct {
		row
		Model string `json:"model"`
	}
	rows := clitest.Rows[line](t, run, table(t), "-json", "-out", dir, "-epochs", "300", "-hidden", "24,24")
	var labels []string
	for _, r := range rows {
		labels = append(labels, r.Label)
		if r.Model != filepath.Join(dir, modelFile) || r.Measured != 29 || !(r.Relative < 0.1) || !(r.RMSE < 0.1) || !(r.MAE <= r.RMSE) {
			t.Errorf("%+v, want 29 labels that are met to a tenth", r)
		}
	}
	if diff := cmp.Diff([]string{"y", "dy/dx1", "dy/dx2", "d2y/dx2dx2"}, labels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
	reporttest.Result(t, dir, "the network is off in its values by")
	for _, name := range []string{modelFile, predictionsFile, "index.html", "parity-4.png", "residuals-4.png", "loss.png"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	model := filepath.Join(dir, modelFile)
	answers := clitest.Rows[answer](t, eval, model, "-json", "-x", "0.5,-1", "-order", "2")
	want := map[string]float64{"y": 0.5 * math.Sin(-1), "dy/dx1": math.Sin(-1), "dy/dx2": 0.5 * math.Cos(-1), "d2y/dx1dx1": 0,
		"d2y/dx1dx2": math.Cos(-1), "d2y/dx2dx2": -0.5 * math.Sin(-1)}
	if len(answers) != 1 || len(answers[0].Values) != len(want) {
		t.Fatalf("answers %v", answers)
	}
	for name, v := range want {
		if got := answers[0].Values[name]; math.Abs(got-v) > 0.15 {
			t.Errorf("%s is %v, want %v", name, got, v)
		}
	}
	testPredictions(t, filepath.Join(dir, predictionsFile), model)
}

// testPredictions compares the table that fit writes with what eval makes of its points.
func testPredictions(t *testing.T, path, model string) {
	t.Helper()
	answers := clitest.Rows[answer](t, eval, model, "-json", "-points", path)
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cells, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at, held := slices.Index(cells[0], "dy/dx2 predicted"), 0
	for i, row := range cells[1:] {
		if got := fmt.Sprint(answers[i].Values["dy/dx2"]); got != row[at] {
			t.Errorf("row %d: dy/dx2 is %s in the table, %s evaluated", i, row[at], got)
		}
		if row[len(row)-1] == "1" {
			held++
		}
	}
	if len(cells) != 145 || held != 29 {
		t.Errorf("%d rows, %d held out, want 144 and 29", len(cells)-1, held)
	}
}

// TestResume interrupts a fit and expects that -resume ends with the network of a fit that was left alone.
func TestResume(t *testing.T) {
	path, root := table(t), t.TempDir()
	params := func(dir string) []float64 {
		net, err := layers.Open[float64](filepath.Join(dir, modelFile))
		if err != nil {
			t.Fatal(err)
		}
		return net.Params()
	}
	args := func(dir string, more ...string) []string {
		return append([]string{path, "-quiet", "-epochs", "2000", "-hidden", "16", "-out", dir}, more...)
	}
	var stderr bytes.Buffer
	whole, parts := filepath.Join(root, "whole"), filepath.Join(root, "parts")
	if err := run(context.Background(), args(whole), &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	cancelled, stop := context.WithCancel(context.Background())
	go func() { // which ends with the run: by a twentieth of it there is a checkpoint
		for ; cancelled.Err() == nil; time.Sleep(time.Millisecond) {
			if _, err := os.Stat(filepath.Join(parts, checkpointFile)); err == nil {
				stop()
			}
		}
	}()
	defer stop()
	if err := run(cancelled, args(parts), &bytes.Buffer{}, &stderr); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want that of an interrupted run", err)
	}
	if !strings.Contains(stderr.String(), "the same command with -resume goes on") {
		t.Errorf("an interrupted run says %q", stderr.String())
	}
	const refusal = "a run that was interrupted; want -resume to go on with it, another -out, or -overwrite"
	if err := run(context.Background(), args(parts), &bytes.Buffer{}, &stderr); err == nil || !strings.Contains(err.Error(), refusal) {
		t.Fatalf("the command again: error %v, want one with %q", err, refusal)
	}
	if err := run(context.Background(), args(parts, "-resume"), &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(stderr.String(), "begins anew") {
		t.Errorf("a resumed run says %q", stderr.String())
	}
	if err := run(context.Background(), args(filepath.Join(root, "none"), "-resume", "-epochs", "1"), &bytes.Buffer{}, &stderr); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(stderr.String(), "No run to go on with in "+filepath.Join(root, "none")) {
		t.Errorf("a run to resume where there is none says %q", stderr.String())
	}
	if diff := cmp.Diff(params(whole), params(parts)); diff != "" {
		t.Errorf("resumed (-left alone +resumed):\n%s", diff)
	}
}

// TestRefuses expects mistakes to be answered with what to do.
func TestRefuses(t *testing.T) {
	path := table(t)
	other := filepath.Join(t.TempDir(), "other.csv")
	if err := os.WriteFile(other, []byte("a,b\n1,2\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	blank := filepath.Join(t.TempDir(), "blank.csv")
	if err := os.WriteFile(blank, []byte("x,y\n1,\n2,\n3,\n4,\n5,\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	stray := filepath.Join(t.TempDir(), "stray.csv")
	if err := os.WriteFile(stray, []byte("x1,y,dy/dx1,dy/dx7\n1,2,3,4\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	dir, taken := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(taken, modelFile), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		run  func(ctx context.Context, args []string) error
		args []string
		want string
	}{
		{fitArgs, nil, "no DATA, want it as the first argument"},
		{fitArgs, []string{other}, "columns a, b, of which none begins with x, or none with y; say which are which by -x and -y"},
		{fitArgs, []string{other, "-x", "a", "-y", "c"}, `"c"`},
		{fitArgs, []string{filepath.Join(dir, "none.csv")}, "no such file"},
		{fitArgs, []string{path, "-grad", "dy/dx1"}, "-grad has 1 column, want 2: for each of 1 output one for each input ([x1 x2])"},
		{fitArgs, []string{path, "-hess", "y,y,y"}, "-hess has 3 columns, want 4: for each of 1 output one for each pair of inputs ([x1 x2])"},
		{fitArgs, []string{stray}, "column dy/dx7 would not be used: the outputs are [y] and the inputs [x1]; say what to use"},
		{fitArgs, []string{path, "-validation", "0.001"}, "144 rows, too few to set a share of 0.001 aside"},
		{fitArgs, []string{path, "-validation", "1"}, "-validation 1, want a share"},
		{fitArgs, []string{path, "-x", ""}, "fit: -x has an empty name, want a column for each input"},
		{fitArgs, []string{path, "-x", "x1,x1", "-y", "y"}, `fit: -x names "x1" twice, want each column once`},
		{fitArgs, []string{path, "-x", "x1", "-y", "y,x2,y"}, `fit: -y names "y" twice`},
		{fitArgs, []string{path, "-hidden", "99999999"}, "-hidden 99999999 makes a network of 3e+08 weights, want at most 67108864"},
		{fitArgs, []string{path, "-hidden", "9223372036854775807,9223372036854775807"}, "weights, want at most 67108864"},
		{fitArgs, []string{path, "-epochs", "-1"}, "-epochs -1, want at least 1"},
		{fitArgs, []string{path, "-act", "tan"}, "did you mean tanh?"},
		{fitArgs, []string{path, "-out", ""}, "-out is empty"},
		{fitArgs, []string{path, "-out", taken}, "is there already; want another -out, or -overwrite"},
		{fitArgs, []string{path, "-x", "mass", "-y", "y", "-out", taken}, `"mass"`},
		{fitArgs, []string{filepath.Join(dir, "none.csv"), "-out", taken}, "no such file"},
		{fitArgs, []string{blank, "-out", dir}, "no output and no derivative of one is a number in any row"},
		{fitArgs, []string{path, path}, "unexpected argument"},
		{fitArgs, []string{path, "-act", "relu", "-epochs", "1", "-out", dir}, "derivatives of order 2 were asked for"},
		{evalArgs, []string{path, "-x", "1"}, "no safetensors file"},
		{evalArgs, []string{torch, "-x", "1"}, "by demo convert " + torch + " -layers"},
		{evalArgs, nil, "no MODEL"},
		{evalArgs, []string{linear(t), "-x", "1,2", "-order", "100000000"}, "eval: -order is 100000000, want at most 139 with 2 inputs"},
	} {
		err := c.run(context.Background(), c.args)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: error %v, want one line with %q", c.args, err, c.want)
		}
	}
}

func fitArgs(ctx context.Context, args []string) error {
	return run(ctx, args, &bytes.Buffer{}, &bytes.Buffer{})
}

func evalArgs(ctx context.Context, args []string) error {
	return eval(ctx, args, &bytes.Buffer{}, &bytes.Buffer{})
}

func TestArticle(t *testing.T) {
	for word, want := range map[string]string{"identity network": "an", "tanh network": "a", "abs": "an"} {
		if got := article(word); got != want {
			t.Errorf("%s %s, want %s", got, word, want)
		}
	}
}

// TestJSONAlone fits with -json and nothing said of a directory: model and predictions are there, and no report.
func TestJSONAlone(t *testing.T) {
	path := table(t)
	t.Chdir(t.TempDir())
	if err := fitArgs(t.Context(), []string{path, "-json", "-epochs", "1"}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("fit/*")
	if diff := cmp.Diff([]string{"fit/model.safetensors", "fit/predictions.csv", "fit/run.checkpoint"}, files); err != nil || diff != "" {
		t.Errorf("files (-want +got):\n%s%v", diff, err)
	}
}

// TestOperand takes the argument that is no flag before the flags and after them.
func TestOperand(t *testing.T) {
	for _, args := range [][]string{{"data", "-n", "3", "-v"}, {"-n", "3", "-v", "data"}, {"-v", "-n=3", "data"}} {
		f := cli.NewFlags("demo test", "")
		f.Operand = "DATA"
		n, v := f.Int("n", 0, ""), f.Bool("v", false, "")
		if got, err := f.ParseOperand(args, &bytes.Buffer{}); err != nil || got != "data" || *n != 3 || !*v {
			t.Errorf("%v: %q, -n %d, -v %v, error %v", args, got, *n, *v, err)
		}
	}
	f := cli.NewFlags("demo test", "")
	f.Operand = "DATA"
	f.Int("n", 0, "")
	if got, err := f.ParseOperand([]string{"-n", "3"}, &bytes.Buffer{}); err == nil {
		t.Errorf("-n 3 has the operand %q", got)
	}
}
