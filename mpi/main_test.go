package mpi

import (
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

// TestEndOfStuckAbort expects a process to end with its code although the library does not come back from the end of the job.
func TestEndOfStuckAbort(t *testing.T) {
	ended := make(chan int)
	go endBy(func(int) { select {} }, func(code int) { ended <- code }, 3, time.Millisecond)
	if code := <-ended; code != 3 {
		t.Errorf("exit code %d, want 3", code)
	}
}
