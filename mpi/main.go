package mpi

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/train"
)

// Main runs f as one rank of the job that the program was launched in, or as the only one, and returns when all ranks are
// done. A program calls it once. The context is cancelled by SIGINT and SIGTERM: f should return soon after.
//
// If f returns an error or panics on any rank, that rank says so with its number, all processes of the job are ended, and
// the exit status is 1, or what the error's method ExitCode() int says, up to 255. A program without the tag mpi that was launched as one of several ranks is such an error.
// So is runtime.Goexit, by which FailNow ends a test: the process has a second to say more and to end by itself. A panic in another
// goroutine ends the process, as in any program of Go, and with it the job.
func Main(f func(ctx context.Context, g train.Group) error) {
	given.Must(f != nil, "mpi: Main", "the function f")
	w, err := join()
	if err == nil {
		err = launchedAs(w.Size())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mpi:", err)
		end(w, 1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	if err = run(ctx, w, f); err == nil {
		err = w.leave() // still without an end by a first signal, since that would end ranks that are not done
	}
	stop()
	if err != nil {
		report(w, err)
		end(w, exitCode(err))
	}
}

// report prints an error in one piece, among those of other ranks.
func report(w *world, err error) {
	if w.Size() > 1 {
		err = fmt.Errorf("rank %d of %d: %w", w.Rank(), w.Size(), err)
	}
	fmt.Fprintf(os.Stderr, "%v\n", err)
}

// parting is how long the process may take to end itself after runtime.Goexit: a test prints what it failed for after that.
const parting = time.Second

// patience is how long the MPI library may take to end the job.
const patience = 5 * time.Second

// reading is how long the launcher has to read what this process has said before it hears of the end: MPICH's lost it now and then.
const reading = 100 * time.Millisecond

// end ends all processes of the job.
func end(w *world, code int) {
	if w.Size() > 1 {
		time.Sleep(reading)
	}
	endBy(w.abort, os.Exit, code, patience)
}

// endBy ends all processes by abort and this one by exit. A library that waits for a launcher which is gone, or busy, is left to it:
// this process ends all the same, which the launcher takes for the end of the job, too.
func endBy(abort, exit func(code int), code int, patience time.Duration) {
	time.AfterFunc(patience, func() { exit(code) })
	abort(code)
	exit(code)
}

// exitCode returns the one that an error asks for, from 1 to 255: systems keep the lowest byte, and that of 256 would be success.
func exitCode(err error) int {
	var e interface{ ExitCode() int }
	if errors.As(err, &e) && e.ExitCode() > 0 {
		return min(e.ExitCode(), 255)
	}
	return 1
}

// checkRoot checks that a broadcast is from one of the ranks.
func checkRoot(root, size int) error {
	if root < 0 || root >= size {
		return fmt.Errorf("mpi: a broadcast from rank %d of %d, want 0 to %d", root, size, size-1)
	}
	return nil
}

// run calls f and returns its error; a panic becomes one. Goexit, after which it cannot return, it reports, and ends the job in a while.
func run(ctx context.Context, w *world, f func(ctx context.Context, g train.Group) error) (err error) {
	returned := false
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n\n%s", p, debug.Stack())
		} else if !returned {
			report(w, fmt.Errorf("ended by runtime.Goexit, want a function that returns\n\n%s", debug.Stack()))
			time.AfterFunc(parting, func() { end(w, 1) })
		}
	}()
	err = f(ctx, w)
	returned = true
	return err
}

// launchers are the variables by which launchers tell their processes how many there are: those of Open MPI, of MPICH and
// its relatives, and of Slurm.
var launchers = []string{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MV2_COMM_WORLD_SIZE", "SLURM_STEP_NUM_TASKS"}

// launchedAs checks that the launcher and the MPI library count the same number of ranks, one that can add up in pairs.
func launchedAs(size int) error {
	for _, name := range launchers {
		launched, err := strconv.Atoi(os.Getenv(name))
		if err == nil && launched > 1 && launched != size {
			return fmt.Errorf("launched as one of %d processes (%s) that know of %d, want as many: %s", launched, name, size, advice)
		}
	}
	if bits.OnesCount(uint(size)) != 1 {
		return fmt.Errorf("a job of %d ranks, want a power of two", size)
	}
	return nil
}
