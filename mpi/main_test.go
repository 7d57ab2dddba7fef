package mpi

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// TestLaunchedAs expects an error where the launcher counts other ranks than the library.
func TestLaunchedAs(t *testing.T) {
	for _, name := range launchers {
		t.Setenv(name, "")
	}
	t.Setenv("PMI_SIZE", "4")
	if err := launchedAs(4); err != nil {
		t.Error(err)
	}
	want := "launched as one of 4 processes (PMI_SIZE) that know of 1, want as many: " + advice
	if err := launchedAs(1); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestExitCode expects a failure to be one for the system too, which keeps the lowest byte.
func TestExitCode(t *testing.T) {
	for code, want := range map[codeError]int{-1: 1, 0: 1, 1: 1, 7: 7, 255: 255, 256: 255, 1 << 20: 255} {
		if got := exitCode(fmt.Errorf("failed: %w", code)); got != want {
			t.Errorf("ExitCode() %d: %d, want %d", code, got, want)
		}
	}
	if got := exitCode(errors.New("failed")); got != 1 {
		t.Errorf("an error without: %d, want 1", got)
	}
}

// codeError is an error that asks for an exit status.
type codeError int

func (codeError) Error() string   { return "failed" }
func (e codeError) ExitCode() int { return int(e) }

// TestBroadcastFromNobody expects an error from a program alone as well.
func TestBroadcastFromNobody(t *testing.T) {
	for _, root := range []int{-1, 4} {
		want := fmt.Sprintf("mpi: a broadcast from rank %d of 4, want 0 to 3", root)
		if err := checkRoot(root, 4); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if err := checkRoot(3, 4); err != nil {
		t.Error(err)
	}
}

// TestEndOfStuckAbort expects a process to end with its code although the library does not come back from the end of the job.
func TestEndOfStuckAbort(t *testing.T) {
	ended := make(chan int)
	go endBy(func(int) { select {} }, func(code int) { ended <- code }, 3, time.Millisecond)
	if code := <-ended; code != 3 {
		t.Errorf("exit code %d, want 3", code)
	}
}
