package experiment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/cmd/demo/internal/ranks/rankstest"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/train"
)

// square is a job that squares its number.
type square struct {
	n     int
	tally *tally
}

// tally is what the jobs of a test share.
type tally struct {
	mutex  sync.Mutex
	ran    []int
	before func(n int) error
}

// squared is the result: only Value is kept.
type squared struct {
	Value      int
	job        square
	unfinished bool
}

func (j square) String() string { return fmt.Sprint(j.n) }
func (j square) Key() string    { return fmt.Sprintf("square of %d", j.n) }
func (j square) Steps() int     { return 1 }

func (j square) Run(ctx context.Context, bar *progress.Bar) (squared, error) {
	if err := j.tally.before(j.n); err != nil {
		return squared{}, err
	}
	bar.Advance(1)
	j.tally.mutex.Lock()
	defer j.tally.mutex.Unlock()
	j.tally.ran = append(j.tally.ran, j.n)
	return squared{j.n * j.n, j, ctx.Err() != nil}, nil
}

func (j square) Restore(kept squared) squared { return squared{Value: kept.Value, job: j} }

// squares runs an experiment of the numbers from 1 to n, on one processor, with the flags in args, and returns what it
// printed and which jobs ran.
func squares(ctx context.Context, t *testing.T, n int, before func(int) error, args ...string) (string, []int, error) {
	t.Helper()
	return squaresTo(ctx, t, io.Discard, n, before, args...)
}

// squaresTo is squares with what goes to standard error.
func squaresTo(ctx context.Context, t *testing.T, stderr io.Writer, n int, before func(int) error, args ...string) (string, []int, error) {
	t.Helper()
	if ranks.Of(ctx).Size() == 1 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one job at a time
	}
	f := cli.NewFlags("demo squares", "Squares numbers.")
	s := Declare(f, filepath.Join(t.TempDir(), "squares"))
	if err := s.Parse(f, args, io.Discard); err != nil {
		return "", nil, err
	}
	shared := &tally{before: before}
	var todo []square
	for i := range n {
		todo = append(todo, square{i + 1, shared})
	}
	var out bytes.Buffer
	err := Experiment[square, squared]{
		Settings: s, Doing: "squaring", Jobs: todo,
		Unfinished: func(r squared) bool { return r.unfinished },
		Row:        func(r squared) any { return map[string]int{"n": r.job.n, "square": r.Value} },
		Tables: func(rs []squared) []report.Table {
			long := report.Table{Caption: "All squares.", Header: []string{"n", "square"}}
			sum := report.Table{Caption: "Their sum.", Header: []string{"sum"}}
			total := 0
			for _, r := range rs {
				long.Rows = append(long.Rows, []report.Cell{report.Text(fmt.Sprint(r.job.n)), report.Text(fmt.Sprint(r.Value))})
				total += r.Value
			}
			sum.Rows = [][]report.Cell{{report.Text(fmt.Sprint(total))}}
			return []report.Table{long, sum}
		},
		Page: func([]squared) (report.Page, error) { return report.Page{Title: "Squares"}, nil },
	}.Run(ctx, &out, stderr)
	return out.String(), shared.ran, err
}

func always(int) error { return nil }

// TestDelivery checks what is printed without -json: tables, their captions, and where the report is.
func TestDelivery(t *testing.T) {
	dir := t.TempDir()
	got, _, err := squares(t.Context(), t, 2, always, "-out", dir)
	if err != nil {
		t.Fatal(err)
	}
	want := `n   square 
───────────
1        1 
2        4 

sum 
────
5   

All squares.
Their sum.
The report with all figures: ` + filepath.Join(dir, "index.html") + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("printed (-want +got):\n%s", diff)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil || !strings.Contains(string(page), "go run ./cmd/demo squares -out "+dir) {
		t.Errorf("page %q, %v, want one with the command line", page, err)
	}
	got, _, err = squares(t.Context(), t, 2, always, "-out=")
	if err != nil || !strings.HasSuffix(got, "All squares.\nTheir sum.\n") {
		t.Errorf("without a directory: printed %q, %v, want the captions last", got, err)
	}
}

// TestRows checks the rows of -json, and that resuming prints those of an earlier run without doing its jobs again.
func TestRows(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		n    int
		args []string
		ran  []int
	}{
		{2, []string{"-json", "-out", dir}, []int{1, 2}},
		{3, []string{"-json", "-out", dir, "-resume"}, []int{3}},
		{1, []string{"-json", "-out", dir}, []int{1}}, // forgets the others
		{2, []string{"-json", "-out", dir, "-resume"}, []int{2}},
	} {
		got, ran, err := squares(t.Context(), t, c.n, always, c.args...)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Join([]string{"{\"n\":1,\"square\":1}\n", "{\"n\":2,\"square\":4}\n", "{\"n\":3,\"square\":9}\n"}[:c.n], "")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v: rows (-want +got):\n%s", c.args, diff)
		}
		if diff := cmp.Diff(c.ran, ran); diff != "" {
			t.Errorf("%v: jobs done (-want +got):\n%s", c.args, diff)
		}
	}
}

// TestFailure checks that a job's error ends the run after what was ready has been delivered.
func TestFailure(t *testing.T) {
	broken := errors.New("broken")
	third := func(n int) error {
		if n == 3 {
			return broken
		}
		return nil
	}
	got, _, err := squares(t.Context(), t, 5, third, "-out=")
	if !errors.Is(err, broken) || !strings.Contains(got, "sum") {
		t.Errorf("printed %q, error %v, want a table and the job's error", got, err)
	}
}

// TestUnfinished cancels within a job that returns what it has: that is shown, but is no row and is not kept.
func TestUnfinished(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		flag, want string
	}{{"-json", "{\"n\":1,\"square\":1}\n"}, {"-quiet", "5   \n"}} {
		ctx, cancel := context.WithCancel(t.Context())
		second := func(n int) error {
			if n == 2 {
				cancel()
			}
			return nil
		}
		got, _, err := squares(ctx, t, 3, second, c.flag, "-out", dir)
		if !errors.Is(err, context.Canceled) || !strings.Contains(got, c.want) || strings.Contains(got, `"square":4`) {
			t.Errorf("%s: printed %q, error %v, want %q and a cancellation", c.flag, got, err, c.want)
		}
		kept, err := os.ReadFile(filepath.Join(dir, jobs.StoreFile))
		if err != nil || bytes.Contains(kept, []byte("square of 2")) || !bytes.Contains(kept, []byte("square of 1")) {
			t.Errorf("%s: kept %q, %v, want the first result alone", c.flag, kept, err)
		}
	}
}

// TestInterrupted expects to be told how an interrupted run goes on, and of its page that it says what it lacks; the run that goes on
// is whole.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	second := func(n int) error {
		if n == 2 {
			cancel()
		}
		return nil
	}
	nothing, kept := "Nothing to go on with in "+dir+": all jobs are done anew.\n", "What was done is kept in "+dir+"; the same command"
	for _, c := range []struct {
		ctx    context.Context
		flag   string
		stderr string
		page   string // how it begins, if it is partial
	}{
		{ctx, "-resume", nothing + kept + " goes on with the rest.\n", "Partial: 1 of 3 jobs were done when the command ended."},
		{t.Context(), "-resume", "", ""},
		{ctx, "-quiet", kept + " with -resume goes on with the rest.\n", ""}, // no job is done, so that the page stays
	} {
		var stderr bytes.Buffer
		_, _, err := squaresTo(c.ctx, t, &stderr, 3, second, c.flag, "-quiet", "-out", dir)
		if (err != nil) != errors.Is(err, context.Canceled) || (err == nil) != (c.ctx.Err() == nil) {
			t.Fatal(err)
		}
		page, err := os.ReadFile(filepath.Join(dir, "index.html"))
		partial := strings.Contains(string(page), "Partial")
		if err != nil || stderr.String() != c.stderr || partial != (c.page != "") || !strings.Contains(string(page), c.page) {
			t.Errorf("%s: stderr %q, want %q; error %v, page\n%s\nwant one with %q", c.flag, stderr.String(), c.stderr, err, page, c.page)
		}
	}
}

// TestSettings checks where the report goes.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		args string
		want string // directory, or what the error says
	}{
		{"", "report/squares"},
		{"-json", ""},
		{"-json -resume", "report/squares"},
		{"-json -out here", "here"},
		{"-resume -out=", "squares: -resume without a report's directory, want -out"},
		{"-out settings.go", `squares: invalid value "settings.go" for flag -out: settings.go is a file, want a directory`},
		{"-out settings.go/deeper", `squares: invalid value "settings.go/deeper" for flag -out: settings.go is a file, want a directory`},
	} {
		f := cli.NewFlags("demo squares", "Squares numbers.")
		s := Declare(f, "report/squares")
		got := ""
		if err := s.Parse(f, strings.Fields(c.args), io.Discard); err != nil {
			var usage *cli.UsageError
			if !errors.As(err, &usage) {
				t.Errorf("%s: %v is no usage error", c.args, err)
			}
			got = err.Error()
		} else {
			got = s.Dir
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.args, got, c.want)
		}
	}
}

// TestRanks shares the jobs among ranks, and expects the rows of one process from the first and nothing from the others; runs go
// on with what others have left, on any number of ranks.
func TestRanks(t *testing.T) {
	dir := t.TempDir()
	const rows = "{\"n\":1,\"square\":1}\n{\"n\":2,\"square\":4}\n{\"n\":3,\"square\":9}\n{\"n\":4,\"square\":16}\n{\"n\":5,\"square\":25}\n"
	for _, c := range []struct {
		ranks  int
		resume bool
		ran    int // jobs that are done, not taken from a run before
	}{{4, false, 5}, {2, true, 0}, {1, true, 0}, {2, false, 5}, {4, true, 0}, {1, false, 5}} {
		ran := make([]int, c.ranks)
		errs := rankstest.Run(c.ranks, func(g train.Group) error {
			got, own, err := squares(ranks.With(t.Context(), g), t, 5, always, "-json", "-out", dir, fmt.Sprint("-resume=", c.resume))
			ran[g.Rank()] = len(own)
			if err == nil && g.Rank() == 0 && got != rows || g.Rank() > 0 && got != "" {
				err = fmt.Errorf("rank %d: rows %q", g.Rank(), got)
			}
			return err
		})
		total := 0
		for _, n := range ran {
			total += n
		}
		if err := errors.Join(errs...); err != nil || total != c.ran {
			t.Errorf("%d ranks, resume %t: jobs done %v, want %d between them; %v", c.ranks, c.resume, ran, c.ran, err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "results*.jsonl"))
		if err != nil || len(files) < c.ranks || !c.resume && len(files) != c.ranks {
			t.Errorf("%d ranks, resume %t: files %v (%v)", c.ranks, c.resume, files, err)
		}
	}
}

// TestRanksNotFinite expects results that are not finite to reach the first rank, where JSON does not have them.
func TestRanksNotFinite(t *testing.T) {
	want := []map[string]float64{{"loss": math.NaN()}, {"loss": math.Inf(-1)}, nil, {"loss": 2, "a": 3}}
	b, err := pack(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := unpack[map[string]float64](b)
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); err != nil || diff != "" {
		t.Errorf("%s: %v, results (-want +got):\n%s", b, err, diff)
	}
}

// TestRanksPrint expects tables from the first rank, of the results of all.
func TestRanksPrint(t *testing.T) {
	printed := make([]string, 2)
	errs := rankstest.Run(2, func(g train.Group) (err error) {
		printed[g.Rank()], _, err = squares(ranks.With(t.Context(), g), t, 3, always, "-out=")
		return err
	})
	if err := errors.Join(errs...); err != nil || !strings.Contains(printed[0], "14") || printed[1] != "" {
		t.Errorf("printed %q (%v), want the sum 14 from the first rank alone", printed, err)
	}
}
