package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// kill kills processes that train, each at a random moment, and lets others go on with what they had saved.
func kill(kills int, dir string, rng *rand.Rand) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	killed, finished := 0, 0
	for i := 0; killed < kills; i++ {
		j := &jobs[i%len(jobs)]
		folder := filepath.Join(dir, fmt.Sprintf("kill%d", i))
		if err := os.Mkdir(folder, 0o755); err != nil {
			return err
		}
		path := filepath.Join(folder, "run")
		for ends := 0; ; ends++ {
			cmd := exec.Command(self, "-job", j.name, "-checkpoint", path)
			cmd.Stderr = os.Stderr
			timer := time.NewTimer(time.Hour)
			if killed < kills && ends < 10 {
				timer.Reset(time.Duration(rng.Float64() * float64(j.takes)))
			}
			got, alive, err := outputUntil(cmd, timer.C)
			if err != nil {
				return fmt.Errorf("%s, after %d kills: %w", j.name, ends, err)
			}
			if !alive {
				killed++
				continue
			}
			finished++
			if got != j.want {
				return fmt.Errorf("%s: after %d kills the digest is %s, left alone %s", j.name, ends, got, j.want)
			}
			break
		}
		if err := onlyCheckpoint(path); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
	}
	fmt.Printf("%d processes killed, the %d runs they belonged to ended as if left alone\n", killed, finished)
	return nil
}

// outputUntil returns what the command prints, or alive false if it was killed at the moment given.
func outputUntil(cmd *exec.Cmd, moment <-chan time.Time) (out string, alive bool, err error) {
	var b bytes.Buffer
	cmd.Stdout = &b
	if err := cmd.Start(); err != nil {
		return "", false, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err = <-done:
		return b.String(), true, err
	case <-moment:
	}
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return "", false, err
	}
	err = <-done // nil if it had ended just before
	return b.String(), err == nil, nil
}

// cancel cancels runs at random moments and goes on with them.
func cancel(cancels int, dir string, rng *rand.Rand) error {
	cancelled, finished := 0, 0
	path := filepath.Join(dir, "cancelled")
	for i := 0; cancelled < cancels; i++ {
		j := &jobs[i%len(jobs)]
		for ends := 0; ; ends++ {
			ctx, stop := context.WithCancel(context.Background())
			if cancelled < cancels && ends < 10 {
				time.AfterFunc(time.Duration(rng.Float64()*float64(j.takes)), stop)
			}
			got, err := j.fit(ctx, path)
			stop()
			if errors.Is(err, context.Canceled) {
				cancelled++
				continue
			}
			if err != nil {
				return fmt.Errorf("%s, cancelled %d times: %w", j.name, ends, err)
			}
			finished++
			if got != j.want {
				return fmt.Errorf("%s: cancelled %d times the digest is %s, left alone %s", j.name, ends, got, j.want)
			}
			break
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	fmt.Printf("%d times cancelled, the %d runs ended as if left alone\n", cancelled, finished)
	return nil
}
