package docs

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A reader is a module of someone who has the library as README says.
type reader struct {
	t   *testing.T
	dir string
}

// newReader makes the module. It skips the test where there is no go command, or none of its programs would start.
func newReader(t *testing.T) reader {
	t.Helper()
	requirePrograms(t)
	library, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	r := reader{t, t.TempDir()}
	r.run("mod", "init", "example.com/reader")
	r.run("mod", "edit", "-require", "example.com/sobolev@v0.0.0", "-replace", "example.com/sobolev="+library)
	return r
}

// requireGo skips the test where there is no go command.
func requireGo(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command here")
	}
}

// requirePrograms skips the test where a program that is compiled here does not start: where this one is emulated.
func requirePrograms(t *testing.T) {
	t.Helper()
	requireGo(t)
	if err := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$").Run(); errors.Is(err, syscall.ENOEXEC) {
		t.Skip("no program for this platform starts here")
	}
}

// run calls the go command in the module and returns what it prints.
func (r reader) run(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS="+os.Getenv("GOFLAGS")+" -mod=mod", "GOPROXY=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// write puts a file into a folder of the module.
func (r reader) write(folder, name string, text []byte) {
	r.t.Helper()
	dir := filepath.Join(r.dir, folder)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
		r.t.Fatal(err)
	}
}
