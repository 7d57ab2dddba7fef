//go:build unix

package file

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The faults that a process cannot survive, or cannot take back, happen to a child: the test binary, told what to do by
// the environment.
const faultVariable = "SOBOLEV_FILE_FAULT"

func TestMain(m *testing.M) {
	fault := os.Getenv(faultVariable)
	if fault == "" {
		os.Exit(m.Run())
	}
	if err := suffer(fault, os.Args[1]); err != nil {
		fmt.Print(err)
		os.Exit(3)
	}
	os.Exit(0)
}

// suffer replaces the file at path under a fault.
func suffer(fault, path string) error {
	switch fault {
	case "full":
		limit := syscall.Rlimit{Cur: 10000, Max: 10000}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
	case "unprivileged":
		if err := syscall.Setuid(65534); err != nil {
			return err
		}
	case "deleted":
		dir := filepath.Dir(path)
		if err := os.Chdir(dir); err != nil {
			return err
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		path = filepath.Base(path)
	case "kill":
		for i := 0; ; i++ {
			if err := Replace(path, large(byte(i))); err != nil {
				return err
			}
		}
	}
	return Replace(path, large('n'))
}

// large is contents that take a while to write.
func large(c byte) []byte { return bytes.Repeat([]byte{c}, 1<<20) }

// child returns a command that runs this program under a fault. The test is skipped where a program cannot start itself: an
// emulated one is no program of the machine.
func child(t *testing.T, fault, path string) *exec.Cmd {
	t.Helper()
	if err := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$").Run(); errors.Is(err, syscall.ENOEXEC) {
		t.Skip("no program can start itself here")
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], path)
	cmd.Env = append(os.Environ(), faultVariable+"="+fault)
	return cmd
}

// TestFaults checks that a disk too full, a directory that may not be written and one that is gone make an error that says
// so, and leave the old file alone.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		fault string
		mode  fs.FileMode // of the directory
		want  string
		left  []string
	}{
		{"full", 0o755, "file too large", []string{"net"}},
		{"unprivileged", 0o555, "permission denied", []string{"net"}},
		{"deleted", 0o755, "no such file or directory", nil},
	} {
		t.Run(c.fault, func(t *testing.T) {
			if c.fault == "unprivileged" && os.Geteuid() != 0 {
				c.fault = "none" // we are unprivileged as it is
			}
			dir := filepath.Join(t.TempDir(), "dir")
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "net")
			write(t, path, "old")
			if err := os.Chmod(dir, c.mode); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(dir, 0o755)
			out, err := child(t, c.fault, path).CombinedOutput()
			if err == nil || !strings.HasPrefix(string(out), "replacing ") || !strings.Contains(string(out), c.want) {
				t.Errorf("%q (%v), want an error with %q", out, err, c.want)
			}
			if c.left != nil {
				holds(t, path, "old")
				onlyFiles(t, dir, c.left...)
			}
		})
	}
}

// TestKilled kills a process that replaces a file again and again: the file is always whole, and the next Replace removes
// what the killed one left.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "net")
	replaceOrFail(t, path, string(large('x')))
	left := 0
	for kill := range 20 {
		cmd := child(t, "kill", path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		awaitTemporary(t, dir)
		time.Sleep(time.Duration(kill) * 200 * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait() // reports the kill
		got, err := os.ReadFile(path)
		if err != nil || len(got) != 1<<20 || !bytes.Equal(got, large(got[0])) {
			t.Fatalf("kill %d: %d bytes (%v), want 1 MiB of one byte", kill, len(got), err)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 1 {
			left++
		}
		replaceOrFail(t, path, string(large('x')))
		onlyFiles(t, dir, "net")
	}
	t.Logf("%d of 20 kills left a temporary file", left)
}

// awaitTemporary waits until a temporary file stands in the directory.
func awaitTemporary(t *testing.T, dir string) {
	t.Helper()
	for range 10000 {
		if entries, err := os.ReadDir(dir); err != nil || len(entries) > 1 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("the child writes nothing")
}

// TestModes checks that a file keeps its mode, whatever the umask, and that a new one has what the umask leaves.
func TestModes(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o027))
	dir := t.TempDir()
	mode := func(path string) fs.FileMode {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	path := filepath.Join(dir, "new")
	replaceOrFail(t, path, "new")
	if got := mode(path); got != 0o640 {
		t.Errorf("a new file has mode %v, want %v", got, fs.FileMode(0o640))
	}
	for _, want := range []fs.FileMode{0o600, 0o644, 0o666, 0o444, 0o751} {
		if err := os.Chmod(path, want); err != nil {
			t.Fatal(err)
		}
		replaceOrFail(t, path, "again")
		if got := mode(path); got != want {
			t.Errorf("mode %v, want %v", got, want)
		}
	}
}

// TestIrregular checks that what is no regular file is refused at once, and left as it was.
func TestIrregular(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o644); err != nil {
		t.Skip("no named pipes here:", err)
	}
	for path, want := range map[string]string{
		fifo:        "is a named pipe, want a regular file",
		"/dev/null": "/dev/null is a device, want a regular file",
	} {
		if err := Replace(path, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Replace: error %v, want one with %q", err, want)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open: error %v, want one with %q", err, want)
		}
		if err := CheckReplaceable(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("CheckReplaceable: error %v, want one with %q", err, want)
		}
		if info, err := os.Lstat(path); err != nil || info.Mode().IsRegular() {
			t.Errorf("%s was replaced (%v)", path, err)
		}
	}
}
