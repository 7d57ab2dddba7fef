package distill

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/cli/clitest"
	"example.com/sobolev/cmd/demo/internal/envs"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/report/reporttest"
)

// runArgs runs the command and returns its rows.
func runArgs(t *testing.T, args ...string) []row {
	t.Helper()
	return clitest.Rows[row](t, run, args...)
}

// TestGradientsHelp runs the experiment with images at a small size: with gradients every seed's student is closer to the
// teacher.
func TestGradientsHelp(t *testing.T) {
	rows := runArgs(t, "-json", "-env", "catch", "-fraction", "2", "-seeds", "2", "-states", "2000", "-steps", "300", "-lessons", "600")
	if len(rows) != 4 {
		t.Fatalf("%d rows, want 4", len(rows))
	}
	for i, plain := range rows[:2] {
		sobolev := rows[2+i]
		if plain.Method != "kl" || sobolev.Method != "kl+sobolev" || plain.Seed != i+1 || sobolev.Seed != i+1 || plain.Env != "catch" || plain.Fraction != 2 {
			t.Fatalf("rows %+v and %+v are not the seed %d of both methods", plain, sobolev, i+1)
		}
		if !(sobolev.KL < plain.KL && sobolev.Disagreement < plain.Disagreement && sobolev.Return >= plain.Return) {
			t.Errorf("seed %d: %+v with gradients, %+v without, want it better", i+1, sobolev, plain)
		}
	}
}

// small are the flags of a run of a moment.
var small = []string{"-env", "cartpole", "-fraction", "5,20", "-states", "400", "-steps", "60", "-lessons", "60"}

// TestSameSeedSameRows runs one command twice.
func TestSameSeedSameRows(t *testing.T) {
	args := append(slices.Clone(small), "-json", "-seeds", "2")
	first, second := runArgs(t, args...), runArgs(t, args...)
	if diff := cmp.Diff(first, second); diff != "" || len(first) != 8 {
		t.Errorf("%d rows, want 8, and the same twice (-first +second):\n%s", len(first), diff)
	}
}

// TestResume cuts a run short and resumes it: what was finished is not trained again.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	args := append(slices.Clone(small), "-json", "-out", dir)
	runArgs(t, append(args, "-seeds", "1")...)
	path := filepath.Join(dir, jobs.StoreFile)
	marked, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var line struct {
		Job    string `json:"job"`
		Result kept   `json:"result"`
	}
	if err := json.Unmarshal(marked[:bytes.IndexByte(marked, '\n')], &line); err != nil {
		t.Fatal(err)
	}
	line.Result.KL = 4321 // which no training arrives at
	changed, err := json.Marshal(line)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(changed, `{"job":"cart`...), 0o644); err != nil {
		t.Fatal(err)
	}
	resumed := runArgs(t, append(args, "-seeds", "1", "-resume")...)
	if count := strings.Count(fmt.Sprint(resumed), "4321"); len(resumed) != 4 || count != 1 {
		t.Errorf("rows %+v after resuming, want one of them from the file and the others trained", resumed)
	}
	if again := runArgs(t, append(args, "-seeds", "1")...); strings.Contains(fmt.Sprint(again), "4321") {
		t.Error("without -resume the first run's result came back")
	}
}

// TestInterrupt cancels a run after its first rows: those are in the table and in the file.
func TestInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	out := &cancelling{cancel: cancel}
	err := run(ctx, append(slices.Clone(small), "-json", "-seeds", "50"), out, os.Stderr)
	rows := bytes.Count(out.Bytes(), []byte("\n"))
	if !errors.Is(err, context.Canceled) || rows < 1 || rows >= 100 {
		t.Errorf("error %v after %d rows, want a cancellation after some of 200", err, rows)
	}
	out = &cancelling{cancel: cancel}
	if err := run(ctx, small, out, os.Stderr); !errors.Is(err, context.Canceled) || out.Len() != 0 {
		t.Errorf("error %v and output %q, want a cancellation and nothing else", err, out.String())
	}
}

// cancelling is a buffer that cancels at the first line.
type cancelling struct {
	bytes.Buffer
	cancel func()
}

func (c *cancelling) Write(p []byte) (int, error) {
	c.cancel()
	return c.Buffer.Write(p)
}

// TestReport writes the page with all figures.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	if err := run(context.Background(), append(slices.Clone(small), "-seeds", "2", "-quiet", "-out", dir), &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"CartPole", "(the teacher)", "divergence + gradients", "20 (5 %)", filepath.Join(dir, "index.html")} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, out.String())
		}
	}
	reporttest.Result(t, dir, "multiplies the divergence of the students")
	for _, file := range []string{"index.html", "cartpole-policy.png", "cartpole-disagreement.png", "cartpole-divergence.png", "cartpole-return.png", jobs.StoreFile} {
		if info, err := os.Stat(filepath.Join(dir, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v, want a file that is not empty", file, err)
		}
	}
}

// TestUsage checks that mistakes in the flags are reported as such.
func TestUsage(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-env pong", `"pong"`},
		{"-fraction 0", `"0"`},
		{"-fraction 95", "up to 90"},
		{"-fraction few", `"few"`},
		{"-seeds 0", "at least 1"},
		{"-weight -1", "positive"},
		{"-weight NaN", "positive"},
		{"-states 3", "at least"},
		{"-states 1000000000", "at most 500000"}, {"-directions 1000000000", "at most 1000"},
		{"-steps -1", "negative"},
		{"-lessons -1", "negative"},
		{"-method mse", `"mse"`},
		{"-resume -out=", "want -out"},
	} {
		err := run(context.Background(), strings.Fields(c.args), &bytes.Buffer{}, os.Stderr)
		var usage *cli.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a usage error with %q", c.args, err, c.want)
		}
	}
}

// TestRecord checks what is recorded of a player that follows the advice.
func TestRecord(t *testing.T) {
	game := func() envs.Game { return envs.NewCatch() }
	s := record(game, adviser, 500, 0.2, rand.New(rand.NewPCG(1, 2)))
	if s.len() != 500 || len(s.logProbs) != 1500 {
		t.Fatalf("%d states with %d log-probabilities, want 500 with 1500", s.len(), len(s.logProbs))
	}
	met := map[string]bool{}
	for i := range s.len() {
		met[string(appendKey(nil, s.x[i*100:(i+1)*100]))] = true
		sum := 0.0
		for _, l := range s.logProbs[i*3 : (i+1)*3] {
			sum += math.Exp(float64(l))
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Fatalf("state %d: probabilities sum to %v", i, sum)
		}
	}
	if len(met) != 500 {
		t.Errorf("%d different states, want 500", len(met))
	}
	if all := record(game, adviser, 5000, 0.2, rand.New(rand.NewPCG(1, 2))).len(); all < 700 || all > 720 {
		t.Errorf("%d states met, want nearly all of the 720 there are", all)
	}
}

// TestJudge compares a network with a table that it disagrees with in one state of four.
func TestJudge(t *testing.T) {
	p := pairs(t)["dense"]
	s := p.states.pick([]int{0, 1, 2, 3})
	if d, kl := judge(p.teacher, s); d != 0 || math.Abs(kl) > 1e-6 {
		t.Errorf("the teacher disagrees with itself: %v, %v", d, kl)
	}
	taught := s.logProbs[3:6]
	a := best(taught)
	b := (a + 1) % 3
	taught[a], taught[b] = taught[b], taught[a]
	want := (math.Exp(float64(taught[a])) - math.Exp(float64(taught[b]))) * float64(taught[a]-taught[b]) / 4
	if d, kl := judge(p.teacher, s); d != 0.25 || math.Abs(kl-want) > 1e-6 {
		t.Errorf("disagreement %v and divergence %v, want 0.25 and %v", d, kl, want)
	}
}

// TestMeanReturn plays episodes whose returns are known.
func TestMeanReturn(t *testing.T) {
	if got := meanReturn(func() envs.Game { return new(envs.CartPole) }, adviser, 10, 1); got != envs.CartPoleSteps {
		t.Errorf("mean return %v, want %d", got, envs.CartPoleSteps)
	}
	fixed := func(games []envs.Game, _ []number) []number { return make([]number, 2*len(games)) } // always to the left
	if got := meanReturn(func() envs.Game { return new(envs.CartPole) }, fixed, 10, 1); got < 7 || got > 12 {
		t.Errorf("mean return %v of a cart pushed to the left, want about 9 steps", got)
	}
}
