// Command fault ends MPI jobs in the ways in which machines and schedulers do, and expects them to go on as if nothing had
// happened: the network of a run that was resumed, on whatever number of ranks, is that of one process that was left
// alone, byte for byte.
//
//	cd mpi && go run ./fault [-kills N] [-terms N] [-epochs N] [-most TIME] [-tags TAGS] [-seed SEED]
//
// It kills single ranks (kill -9) at random moments, and asks single ranks to end (SIGTERM). The job has to end within
// seconds and leave no process behind. It needs Linux, an MPI library, its mpirun, and the go command.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"example.com/sobolev/mpi/internal/launch"
)

func main() {
	kills := flag.Int("kills", 50, "ranks to kill")
	terms := flag.Int("terms", 10, "ranks to ask to end")
	epochs := flag.Int("epochs", 1000, "of a run, enough for some seconds")
	most := flag.Duration("most", 10*time.Second, "that a job may take to end after a signal")
	tags := flag.String("tags", "mpi", "with which the program is built for MPI")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the moments")
	flag.Parse()
	if err := run(*kills, *terms, &faults{epochs: fmt.Sprint(*epochs), most: *most}, *tags, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "fault:", err)
		os.Exit(1)
	}
}

func run(kills, terms int, f *faults, tags string, seed uint64) error {
	fmt.Printf("seed %d\n", seed)
	dir, err := os.MkdirTemp("", "fault-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if dir, err = filepath.EvalSymlinks(dir); err != nil { // as /proc names programs
		return err
	}
	f.dir, f.rng, f.program = dir, rand.New(rand.NewPCG(seed, 0)), filepath.Join(dir, "fit")
	for range kills {
		f.signals = append(f.signals, syscall.SIGKILL)
	}
	for range terms {
		f.signals = append(f.signals, syscall.SIGTERM)
	}
	f.rng.Shuffle(len(f.signals), func(i, j int) { f.signals[i], f.signals[j] = f.signals[j], f.signals[i] })
	if err := f.prepare(tags); err != nil {
		return err
	}
	runs := 0
	for ; len(f.signals) > 0; runs++ {
		if err := f.endure(); err != nil {
			return err
		}
	}
	fmt.Printf("%d ranks killed and %d asked to end: the jobs ended within %v, the %d runs they belonged to as if left alone\n",
		kills, terms, f.slowest.Round(time.Millisecond), runs)
	return nil
}

// faults is what is to be sent to ranks, and what that has shown so far.
type faults struct {
	dir, program string
	epochs       string
	most         time.Duration // from a signal to the end of its job
	rng          *rand.Rand
	signals      []syscall.Signal
	want         []byte        // the network of a run that was left alone
	takes        time.Duration // from the start of a job to its end
	slowest      time.Duration // from a signal to the end of its job
}

// prepare builds the program, runs it alone and once as a job.
func (f *faults) prepare(tags string) error {
	alone := filepath.Join(f.dir, "alone")
	for _, args := range [][]string{{"-o", alone}, {"-tags", tags, "-o", f.program}} {
		cmd := exec.Command("go", append(append([]string{"build"}, args...), "example.com/sobolev/mpi/example")...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w\n%s", cmd, err, out)
		}
	}
	net := filepath.Join(f.dir, "alone.net")
	if out, err := exec.Command(alone, "-epochs", f.epochs, "-net", net).CombinedOutput(); err != nil {
		return fmt.Errorf("the program alone: %w\n%s", err, out)
	}
	var err error
	if f.want, err = os.ReadFile(net); err != nil {
		return err
	}
	start := time.Now()
	if _, err := f.launch(2, f.dir).output(); err != nil {
		return err
	}
	f.takes = time.Since(start)
	fmt.Printf("%s epochs on 2 ranks in %v\n", f.epochs, f.takes.Round(time.Millisecond))
	return nil
}

// endure runs one job to its end, which is interrupted up to ten times and goes on with other numbers of ranks.
func (f *faults) endure() error {
	dir, err := os.MkdirTemp(f.dir, "run-")
	if err != nil {
		return err
	}
	for ends := 0; ; ends++ {
		j := f.launch(1<<f.rng.IntN(3), dir)
		moment := time.Hour
		if ends < 10 && len(f.signals) > 0 {
			moment = time.Duration(f.rng.Float64() * float64(f.takes))
		}
		ended, err := f.interrupt(j, moment)
		if err != nil {
			return fmt.Errorf("after %d interruptions: %w", ends, err)
		}
		if ended {
			break
		}
	}
	got, err := os.ReadFile(filepath.Join(dir, "net"))
	if err != nil {
		return err
	}
	if !bytes.Equal(got, f.want) {
		return fmt.Errorf("the network of a run that was resumed is not that of one that was left alone")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		return fmt.Errorf("the folder holds %v, want the checkpoint and the network alone (%v)", entries, err)
	}
	return nil
}

// interrupt sends the next signal to one of the job's ranks at the given moment, and reports whether the job had ended before.
func (f *faults) interrupt(j *job, moment time.Duration) (ended bool, err error) {
	select {
	case <-j.done:
		_, err := j.output()
		return true, err
	case <-time.After(moment):
	}
	pids, err := processes(f.program)
	if err != nil {
		return false, err
	}
	var sent syscall.Signal
	if len(pids) > 0 {
		sent = f.signals[0]
		f.signals = f.signals[1:]
		if err := syscall.Kill(pids[f.rng.IntN(len(pids))], sent); err != nil {
			return false, err
		}
	}
	start := time.Now()
	select {
	case <-j.done:
	case <-time.After(f.most):
		if len(pids) > 0 {
			left, err := processes(f.program)
			return false, fmt.Errorf("the job goes on %v after the signal %v to one of its processes %v, of which %v are still there (%v)",
				f.most, sent, pids, left, err)
		}
		<-j.done // the signal came before its ranks
	}
	for left := pids; len(left) > 0; time.Sleep(time.Millisecond) { // those that mpirun has killed, not awaited
		if left, err = processes(f.program); err != nil || time.Since(start) > f.most {
			return false, fmt.Errorf("the job has ended, its processes %v are still there (%v)", left, err)
		}
	}
	if len(pids) > 0 {
		f.slowest = max(f.slowest, time.Since(start))
	}
	_, err = j.output()
	return err == nil, nil
}

// job is a program under mpirun.
type job struct {
	out  bytes.Buffer
	err  error
	done chan struct{}
}

// launch starts the program on that many ranks, with its files in dir.
func (f *faults) launch(ranks int, dir string) *job {
	j := &job{done: make(chan struct{})}
	cmd := launch.Command(context.Background(), ranks, f.program, "-epochs", f.epochs,
		"-checkpoint", filepath.Join(dir, "run"), "-net", filepath.Join(dir, "net"))
	cmd.Stdout, cmd.Stderr = &j.out, &j.out
	go func() {
		j.err = cmd.Run()
		close(j.done)
	}()
	return j
}

// output waits for the job and returns what it printed.
func (j *job) output() (string, error) {
	<-j.done
	if j.err != nil {
		return "", fmt.Errorf("%w\n%s", j.err, j.out.String())
	}
	return j.out.String(), nil
}
