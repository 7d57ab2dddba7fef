package file

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// The name of a temporary file is the stem of the file's, then, with dashes between them, the host, the process, the
// process's token (for a later process may have its number, and in a container always has) and a count.
var (
	host    = hostToken()
	process = fmt.Sprintf("%08x", rand.Uint32())
	count   atomic.Uint64
)

func hostToken() string {
	name, err := os.Hostname()
	if err != nil {
		name = "?"
	}
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(name)))
}

// stem begins the names of a file's temporary ones. Of a long name it has what leaves room for the rest of theirs.
func stem(base string) string {
	return "." + strings.ToValidUTF8(base[:min(len(base), 190)], "") + ".tmp-"
}

// temporary returns a name for a temporary file that no other has.
func temporary(base string) string {
	return fmt.Sprintf("%s%s-%d-%s-%d", stem(base), host, os.Getpid(), process, count.Add(1))
}

// removeStale removes the temporary files of a file whose processes are gone. One that it cannot read or remove stays:
// it is no reason not to write the file.
func removeStale(dir, base string) {
	entries, err := os.ReadDir(filepath.Clean(dir))
	if err != nil {
		return
	}
	for _, e := range entries {
		if rest, ok := strings.CutPrefix(e.Name(), stem(base)); ok && e.Type().IsRegular() && stale(rest) {
			os.Remove(dir + e.Name())
		}
	}
}

// stale reports whether the process that made a temporary file, by what follows the stem in its name, is gone.
func stale(rest string) bool {
	parts := strings.Split(rest, "-")
	if len(parts) != 4 || parts[0] != host {
		return false
	}
	pid, err := strconv.Atoi(parts[1])
	if err != nil || pid <= 0 {
		return false
	}
	if pid == os.Getpid() {
		return parts[2] != process
	}
	return !alive(pid)
}

// alive reports whether a process of this machine is alive, true where that cannot be known.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil { // on Windows only
		return errors.Is(err, fs.ErrPermission)
	}
	defer p.Release()
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
