// Command fault interrupts training runs in the ways in which machines do, and expects them to go on as if nothing had
// happened: the parameters and the losses of a run that was resumed are, bit for bit, those of one that was left alone.
//
//	go run ./scripts/fault [-kills N] [-cancels N] [-seed SEED]
//
// It kills processes (kill -9) at random moments, cancels runs at random, and saves to disks that are full, read-only or
// gone. The last three need root on Linux, for a disk of its own in memory; elsewhere they are left out with a note.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

func main() {
	kills := flag.Int("kills", 100, "processes to kill")
	cancels := flag.Int("cancels", 100, "runs to cancel")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the moments")
	job := flag.String("job", "", "train this job to its end: what the processes that are killed do")
	path := flag.String("checkpoint", "", "the job's checkpoint")
	flag.Parse()
	var err error
	if *job != "" {
		err = child(*job, *path)
	} else {
		err = run(*kills, *cancels, *seed)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fault:", err)
		os.Exit(1)
	}
}

// child trains a job and prints its digest.
func child(name, path string) error {
	for _, j := range jobs {
		if j.name == name {
			digest, err := j.fit(context.Background(), path)
			fmt.Print(digest)
			return err
		}
	}
	return fmt.Errorf("no job %q", name)
}

func run(kills, cancels int, seed uint64) error {
	fmt.Printf("seed %d\n", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	dir, err := os.MkdirTemp("", "fault-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i := range jobs {
		j := &jobs[i]
		start := time.Now()
		if j.want, err = j.fit(context.Background(), filepath.Join(dir, "alone")); err != nil {
			return err
		}
		j.takes = time.Since(start)
		if err := os.Remove(filepath.Join(dir, "alone")); err != nil {
			return err
		}
		fmt.Printf("%s: %d epochs in %v\n", j.name, j.options.Epochs, j.takes.Round(time.Millisecond))
	}
	if err := kill(kills, dir, rng); err != nil {
		return err
	}
	if err := cancel(cancels, dir, rng); err != nil {
		return err
	}
	return disks(dir)
}

// onlyCheckpoint reports what else than the checkpoint is left in the folder.
func onlyCheckpoint(path string) error {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return err
	}
	if len(entries) != 1 || entries[0].Name() != filepath.Base(path) {
		return fmt.Errorf("the folder holds %v, want %s alone", entries, filepath.Base(path))
	}
	return os.Remove(path)
}
