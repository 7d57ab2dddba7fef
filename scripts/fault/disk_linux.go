package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"example.com/sobolev/train"
)

// diskFault is something that happens to a disk.
type diskFault struct {
	name, want  string // what it is called, and what the error of a save says
	begin, mend func(mount string) error
	loses       bool // whether what was saved is lost
}

// disks saves to disks that are full, read-only or gone: the error says so, what was saved stays as it was, and the run goes
// on when the disk is well again.
func disks(dir string) error {
	for _, f := range []diskFault{
		{"full disk", "no space left on device", fill, empty, false},
		{"read-only disk", "read-only file system", remount(syscall.MS_RDONLY), remount(0), false},
		{"deleted folder", "no such file or directory", deleteFolder, makeFolder, true},
	} {
		mount := filepath.Join(dir, "disk")
		if err := os.MkdirAll(mount, 0o755); err != nil {
			return err
		}
		if err := syscall.Mount("none", mount, "tmpfs", 0, "size=256k"); err != nil {
			fmt.Printf("no disk in memory (%v): full and read-only disks and a deleted folder are left out\n", err)
			return nil
		}
		err := suffer(mount, f)
		if err = errors.Join(err, syscall.Unmount(mount, 0)); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		fmt.Printf("%s: %d runs failed for it, and went on afterwards as if left alone\n", f.name, len(jobs))
	}
	return nil
}

// suffer runs every job until the fault begins half way, and, when it is mended, to the end.
func suffer(mount string, f diskFault) error {
	folder := filepath.Join(mount, "folder")
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	path := filepath.Join(folder, "run")
	for i := range jobs {
		var saved []byte
		var prepared error
		faulty := jobs[i]
		faulty.options.OnEpoch = func(e train.Epoch) {
			if e.Epoch != faulty.options.Epochs/2 {
				return
			}
			if saved, prepared = os.ReadFile(path); prepared == nil {
				prepared = f.begin(mount)
			}
		}
		_, failure := faulty.fit(context.Background(), path)
		if err := errors.Join(prepared, f.mend(mount)); err != nil {
			return err
		}
		if failure == nil || !strings.Contains(failure.Error(), f.want) {
			return fmt.Errorf("%s: error %v, want one with %q", faulty.name, failure, f.want)
		}
		if now, err := os.ReadFile(path); !f.loses && (err != nil || !bytes.Equal(now, saved)) {
			return fmt.Errorf("%s: the checkpoint is not what was saved last (%v)", faulty.name, err)
		}
		got, err := jobs[i].fit(context.Background(), path)
		if err != nil {
			return err
		}
		if got != jobs[i].want {
			return fmt.Errorf("%s: the digest is %s, left alone %s", faulty.name, got, jobs[i].want)
		}
		if err := onlyCheckpoint(path); err != nil {
			return fmt.Errorf("%s: %w", faulty.name, err)
		}
	}
	return nil
}

// fill takes all space that is left.
func fill(mount string) error {
	f, err := os.Create(filepath.Join(mount, "rest"))
	if err != nil {
		return err
	}
	defer f.Close()
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	return nil
}

func empty(mount string) error { return os.Remove(filepath.Join(mount, "rest")) }

// remount returns a change of the disk's flags.
func remount(flags uintptr) func(mount string) error {
	return func(mount string) error { return syscall.Mount("none", mount, "", syscall.MS_REMOUNT|flags, "") }
}

func deleteFolder(mount string) error { return os.RemoveAll(filepath.Join(mount, "folder")) }

func makeFolder(mount string) error { return os.Mkdir(filepath.Join(mount, "folder"), 0o755) }
