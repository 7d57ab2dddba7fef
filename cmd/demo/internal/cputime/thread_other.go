//go:build !linux

package cputime

import "time"

var start = time.Now()

// Thread is the time that has passed: only Linux knows that of a thread.
func Thread() time.Duration { return time.Since(start) }
