//go:build mpi

package mpi

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/sobolev/mpi/internal/launch"
	"example.com/sobolev/mpi/internal/tree"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data/dataset"
)

// jobs are what this binary does instead of tests when it is launched by one.
var jobs = map[string]func(ctx context.Context, g train.Group) error{
	"sums":  sums,
	"fails": fails,
	"panics": func(ctx context.Context, g train.Group) error {
		return failing(g, func() error { panic("out of ink") })
	},
	"crashes": func(_ context.Context, g train.Group) error {
		return failing(g, func() error { go panic("out of thread"); select {} })
	},
	"leaves": func(_ context.Context, g train.Group) error {
		return failing(g, func() error { runtime.Goexit(); return nil })
	},
	"ends": func(_ context.Context, g train.Group) error {
		return failing(g, func() error { os.Exit(3); return nil })
	},
	"less":    func(_ context.Context, g train.Group) error { return failing(g, func() error { return nil }) },
	"longer":  func(_ context.Context, g train.Group) error { return failing(g, func() error { return sum(g, 11) }) },
	"shorter": func(_ context.Context, g train.Group) error { return failing(g, func() error { return sum(g, 9) }) },
	"other": func(_ context.Context, g train.Group) error {
		return failing(g, func() error { return g.Broadcast(make([]byte, 80), 0) })
	},
	"root":      func(_ context.Context, g train.Group) error { return g.Broadcast(make([]byte, 80), 9) },
	"twice":     func(_ context.Context, g train.Group) error { return sum(g, 10) },
	"latewrite": lateWrite,
}

// lateWrite has rank 0 take its time after the last exchange, while signals reach the others, which are done.
func lateWrite(_ context.Context, g train.Group) error {
	if err := sum(g, 10); err != nil {
		return err
	}
	if g.Rank() > 0 {
		time.AfterFunc(200*time.Millisecond, func() { syscall.Kill(os.Getpid(), syscall.SIGTERM) })
		return nil
	}
	time.Sleep(time.Second)
	fmt.Println("written")
	return nil
}

func fails(_ context.Context, g train.Group) error {
	return failing(g, func() error { return errors.New("out of paper") })
}

// failing calls f on one rank, while the others wait for it.
func failing(g train.Group, f func() error) error {
	if g.Rank() == g.Size()-1 {
		return f()
	}
	return sum(g, 10)
}

// sum adds up that many numbers.
func sum(g train.Group, n int) error { return g.SumFloat64(make([]float64, n)) }

const jobVariable = "SOBOLEV_MPI_TEST_JOB"

func TestMain(m *testing.M) {
	if job := os.Getenv(jobVariable); job != "" && job != failsTest {
		Main(jobs[job])
		if job == "twice" {
			Main(jobs[job])
		}
		return
	}
	os.Exit(m.Run())
}

// output runs a program on that many ranks and returns what it prints.
func output(t *testing.T, ranks int, job, program string, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a job that hangs
	defer cancel()
	cmd := launch.Command(ctx, ranks, program, args...)
	cmd.Env = append(cmd.Env, jobVariable+"="+job)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("%s on %d ranks hangs:\n%s", job, ranks, out)
	}
	return string(out), err
}

// sums adds up and broadcasts vectors on this rank, all of which it knows, and measures allocations.
func sums(_ context.Context, g train.Group) error {
	for _, n := range []int{1, 1000, 300_001} {
		if err := sumsOf(g, n, g.SumFloat32); err != nil {
			return err
		}
		if err := sumsOf(g, n, g.SumFloat64); err != nil {
			return err
		}
		for root := range g.Size() {
			b := slices.Repeat([]byte{byte(g.Rank())}, n)
			if err := g.Broadcast(b, root); err != nil {
				return err
			}
			if want := slices.Repeat([]byte{byte(root)}, n); !slices.Equal(b, want) {
				return fmt.Errorf("broadcast of %d bytes from rank %d differs", n, root)
			}
		}
	}
	return nil
}

func sumsOf[F tree.Float](g train.Group, n int, sum func([]F) error) error {
	rng, x, want := rand.New(rand.NewPCG(uint64(n), 2)), make([][]F, g.Size()), make([]F, n)
	for rank := range x {
		for range n {
			x[rank] = append(x[rank], F(rng.ExpFloat64()))
		}
	}
	for i := range want {
		want[i] = inTree(x, i)
	}
	mine := x[g.Rank()]
	if err := sum(mine); err != nil {
		return err
	}
	if !slices.Equal(mine, want) {
		return fmt.Errorf("sum of %d numbers of type %T differs", n, want[0])
	}
	var err error
	allocations := testing.AllocsPerRun(50, func() { err = errors.Join(err, sum(mine)) })
	if allocations > 0 {
		return fmt.Errorf("sum of %d numbers of type %T: %v allocations, want 0", n, want[0], allocations)
	}
	return err
}

// inTree is the sum as train.Group defines it.
func inTree[F tree.Float](x [][]F, i int) F {
	if len(x) == 1 {
		return x[0][i]
	}
	return inTree(x[:len(x)/2], i) + inTree(x[len(x)/2:], i)
}

func TestSumsOfJobs(t *testing.T) {
	for _, ranks := range []int{1, 2, 4} {
		if out, err := output(t, ranks, "sums", os.Args[0]); err != nil {
			t.Errorf("%d ranks: %v\n%s", ranks, err, out)
		}
	}
}

// TestFailureEndsJob expects that no rank is left behind when one fails, or does not make the calls of the others, and that the
// message names the rank and the cause.
func TestFailureEndsJob(t *testing.T) {
	const alike = ": all ranks have to make the same calls"
	for job, want := range map[string][]string{
		"fails":   {"rank 3 of 4: out of paper"},
		"panics":  {"rank 3 of 4: panic: out of ink"},
		"crashes": {"panic: out of thread"},
		"leaves":  {"rank 3 of 4: ended by runtime.Goexit, want a function that returns"},
		"ends":    nil,
		"less":    {"rank 2 of 4: mpi: 0 bytes from rank 3, want 80" + alike, "rank 3 of 4: mpi: rank 2 goes on, and this one is done" + alike},
		"longer":  {"rank 2 of 4: mpi: more than 80 bytes from rank 3, want as many" + alike, "rank 3 of 4: mpi: 80 bytes from rank 2, want 88" + alike},
		"shorter": {"rank 2 of 4: mpi: 72 bytes from rank 3, want 80" + alike, "rank 3 of 4: mpi: more than 72 bytes from rank 2, want as many" + alike},
		"root":    {"mpi: a broadcast from rank 9 of 4, want 0 to 3"},
		"twice":   {"mpi: a second call of Main, want one in a program"},
		"other":   {"rank 2 of 4: mpi: 0 bytes from rank 3, want 80" + alike},
	} {
		out, err := output(t, 4, job, os.Args[0])
		if err == nil || len(want) > 0 && !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(out, w) }) {
			t.Errorf("%s: %v, want an error and one of %q in\n%s", job, err, want, out)
		}
	}
}

// TestSignalsAfterEnd expects a rank that is done to outlive a signal, since its end would be that of ranks that still write.
func TestSignalsAfterEnd(t *testing.T) {
	if out, err := output(t, 4, "latewrite", os.Args[0]); err != nil || !strings.Contains(out, "written") {
		t.Errorf("%v, want no error and %q in\n%s", err, "written", out)
	}
}

// failsTest is the job that runs the tests, of which TestFailNow is one of several ranks.
const failsTest = "fails a test"

// TestFailNow expects a test that fails on one rank to end the job, the rank to be named, and its words to be printed.
func TestFailNow(t *testing.T) {
	if os.Getenv(jobVariable) == failsTest {
		Main(func(_ context.Context, g train.Group) error {
			return failing(g, func() error { t.Fatal("out of luck"); return nil })
		})
		return
	}
	out, err := output(t, 4, failsTest, os.Args[0], "-test.run=^TestFailNow$")
	if err == nil || !strings.Contains(out, "rank 3 of 4: ended by runtime.Goexit") || !strings.Contains(out, "out of luck") {
		t.Errorf("%v, want an error, its rank and why it failed in\n%s", err, out)
	}
}

// TestRanksInPairs expects jobs of other numbers of ranks than powers of two to say so and end.
func TestRanksInPairs(t *testing.T) {
	out, err := output(t, 3, "sums", os.Args[0])
	if want := "mpi: a job of 3 ranks, want a power of two"; err == nil || !strings.Contains(out, want) {
		t.Errorf("%v, want an error and %q in\n%s", err, want, out)
	}
}

// tags returns those that this binary was built with.
func tags(t *testing.T) string {
	info, _ := debug.ReadBuildInfo()
	for _, s := range info.Settings {
		if s.Key == "-tags" {
			return s.Value
		}
	}
	t.Fatal("the binary does not say which tags it was built with")
	return ""
}

// TestExample expects the network of the example alone, without MPI, from every number of ranks.
func TestExample(t *testing.T) {
	dir := t.TempDir()
	build := func(name string, args ...string) string {
		path := filepath.Join(dir, name)
		if out, err := exec.Command("go", append(append([]string{"build", "-o", path}, args...), "./example")...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return path
	}
	programAlone, fit := build("alone"), build("fit", "-tags", tags(t))
	for _, files := range []string{"", writeArrays(t, dir)} {
		alone := filepath.Join(dir, "alone.net")
		if out, err := exec.Command(programAlone, "-epochs", "10", "-data", files, "-net", alone).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		want, err := os.ReadFile(alone)
		if err != nil {
			t.Fatal(err)
		}
		for _, ranks := range []int{1, 2, 4} {
			path := filepath.Join(dir, fmt.Sprint(ranks, ".net"))
			if out, err := output(t, ranks, "", fit, "-epochs", "10", "-data", files, "-net", path); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d ranks, data %q: another network than alone", ranks, files)
			}
		}
	}
}

// writeArrays writes points, values and slopes of a function to files, of which ranks read a part each.
func writeArrays(t *testing.T, dir string) string {
	const n = 1501
	arrays := map[string]*dataset.Array[float32]{"x": {Shape: []int{n, 2}}, "y": {Shape: []int{n}}, "grad": {Shape: []int{n, 2}}}
	for i := range n {
		a, b := float32(i%40)/20-1, float32(i)/n
		arrays["x"].Data = append(arrays["x"].Data, a, b)
		arrays["y"].Data = append(arrays["y"].Data, a*b)
		arrays["grad"].Data = append(arrays["grad"].Data, b, a)
	}
	var paths []string
	for name, a := range arrays {
		path := filepath.Join(dir, name+".npy")
		f, err := os.Create(path)
		if err == nil {
			err = errors.Join(dataset.WriteNPY(f, a), f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return strings.Join(paths, ",")
}
