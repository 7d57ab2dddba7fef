package beyond

import (
	"syscall"
	"time"
)

// processorTime is the time that the calling thread has had a processor: other work on the machine is not in it. The caller has
// locked its thread.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &u); err != nil {
		panic(err) // the arguments are right
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
