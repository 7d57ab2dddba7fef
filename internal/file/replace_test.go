package file

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// onlyFiles checks the names in a directory.
func onlyFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

// holds checks the contents of a file.
func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %.40q (%v), want %.40q", path, got, err, want)
	}
}

func write(t *testing.T, path, contents string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(contents), 0o644); err != nil {
		t.Fatal(err)
	}
}

func replaceOrFail(t *testing.T, path, contents string) {
	t.Helper()
	if err := Replace(path, []byte(contents)); err != nil {
		t.Fatal(err)
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "net")
	replaceOrFail(t, path, "first")
	holds(t, path, "first")
	replaceOrFail(t, path, "second")
	holds(t, path, "second")
	onlyFiles(t, dir, "net")

	t.Chdir(dir)
	replaceOrFail(t, "net", "third")
	replaceOrFail(t, "./net2", "fourth")
	holds(t, path, "third")
	onlyFiles(t, dir, "net", "net2")
}

// TestReplaceRefuses checks that an error names the file, leaves what stands there as it was, and nothing beside it.
func TestReplaceRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "file"), "old")
	for path, want := range map[string]string{
		"folder":   "folder is a directory, want a regular file",
		"none/net": "none",
		"file/net": "file",
		"":         "replacing",
	} {
		path := filepath.Join(dir, path)
		err := Replace(path, []byte("new"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", path, err, want)
		}
	}
	holds(t, filepath.Join(dir, "file"), "old")
	onlyFiles(t, dir, "file", "folder")
	if err := Replace("", []byte("new")); !errors.Is(err, errNoPath) {
		t.Errorf("an empty path: error %v, want %v", err, errNoPath)
	}
}

// TestReplaceLongName writes a file whose name leaves no room for a longer one.
func TestReplaceLongName(t *testing.T) {
	dir := t.TempDir()
	base := strings.Repeat("ä", 120)
	path := filepath.Join(dir, base)
	replaceOrFail(t, path, "long")
	holds(t, path, "long")
	onlyFiles(t, dir, base)
}

func TestReplaceThroughLinks(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"real", "real/inner", "links"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	link := func(old, name string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.Symlink(old, name); err != nil {
			t.Skip("no symbolic links here:", err)
		}
		return name
	}
	write(t, filepath.Join(dir, "real", "net"), "old")
	link("../real/inner", "links/inner")
	for name, path := range map[string]string{
		"relative": link("../real/net", "links/one"),
		"absolute": link(filepath.Join(dir, "real", "net"), "links/two"),
		"a chain":  link("two", "links/three"),
		// What ".." means is where the link before it leads.
		"after a link to a directory": link("inner/../net", "links/four"),
	} {
		replaceOrFail(t, path, name)
		holds(t, filepath.Join(dir, "real", "net"), name)
		if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s: the link is no more (%v)", name, err)
		}
	}
	replaceOrFail(t, link("../real/new", "links/five"), "new")
	holds(t, filepath.Join(dir, "real", "new"), "new")
	circle := link("six", "links/six")
	if err := Replace(circle, nil); err == nil || !strings.Contains(err.Error(), "symbolic links") {
		t.Errorf("a circle of links: error %v", err)
	}
	onlyFiles(t, filepath.Join(dir, "real"), "inner", "net", "new")
	onlyFiles(t, filepath.Join(dir, "links"), "five", "four", "inner", "one", "six", "three", "two")
}

// TestRemoveStale checks which temporary files go: those of this host whose process is gone.
func TestRemoveStale(t *testing.T) {
	const none = 1 << 22 // above Linux' largest process number; elsewhere improbable
	if alive(none) {
		t.Skipf("%s cannot tell that a process is gone", runtime.GOOS)
	}
	dir := t.TempDir()
	name := func(base, host string, pid int, process string) string {
		return fmt.Sprintf("%s%s-%d-%s-1", stem(base), host, pid, process)
	}
	gone := []string{
		name("net", host, none, "00000001"),
		name("net", host, os.Getpid(), "not ours"), // of a process that had our number before us
	}
	kept := []string{
		name("net", host, os.Getpid(), process),       // ours
		name("net", host, os.Getppid(), "00000001"),   // alive
		name("net", "0badhost", none, "00000001"),     // of another machine, where it may live
		name("other", host, none, "00000001"),         // another file's
		stem("net") + "notes",                         // not of our making
		stem("net") + host + "-0-1-1",                 // no process
		stem("net") + host + "-" + "-5-00000001",      // no process
		"net.tmp-" + host + "-4194304-00000001-1",     // no temporary file
		name("net", host, none, "00000001") + "-more", // not of our making
	}
	for _, n := range append(gone, kept...) {
		write(t, filepath.Join(dir, n), "x")
	}
	replaceOrFail(t, filepath.Join(dir, "net"), "new")
	for _, n := range gone {
		if _, err := os.Stat(filepath.Join(dir, n)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there (%v)", n, err)
		}
	}
	for _, n := range kept {
		if _, err := os.Stat(filepath.Join(dir, n)); err != nil {
			t.Errorf("%s is gone: %v", n, err)
		}
	}
}

// TestReplaceAtOnce lets goroutines replace one file: each succeeds, and the contents are one's.
func TestReplaceAtOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "net")
	const writers = 8
	errs := make(chan error, writers)
	for i := range writers {
		go func() { errs <- Replace(path, bytes.Repeat([]byte{byte('a' + i)}, 10000)) }()
	}
	for range writers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || len(got) != 10000 || !bytes.Equal(got, bytes.Repeat(got[:1], len(got))) {
		t.Errorf("%d bytes that begin %.20q (%v), want 10000 of one writer", len(got), got, err)
	}
	onlyFiles(t, dir, "net")
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing there: error %v, want %v", err, fs.ErrNotExist)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "is a directory, want a regular file") {
		t.Errorf("a directory: error %v", err)
	}
	if _, err := Open(""); !errors.Is(err, errNoPath) {
		t.Errorf("an empty path: error %v, want %v", err, errNoPath)
	}
}

// TestReplaceNamesTheFolder: what cannot be written says where, by a name that the caller knows.
func TestReplaceNamesTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	err := Replace(filepath.Join(dir, "net"), nil)
	if err == nil || !strings.Contains(err.Error(), "writing into "+dir+":") || strings.Contains(err.Error(), ".tmp") {
		t.Errorf("error %v, want one about %s", err, dir)
	}
}
