package cputime

import (
	"time"

	"golang.org/x/sys/unix"
)

// Thread is the time that the calling thread has had a processor: other work on the machine is not in it. The caller has
// locked its thread.
func Thread() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		panic(err) // the arguments are right
	}
	return time.Duration(t.Nano())
}
