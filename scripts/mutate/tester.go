package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// verdict says what became of a mutation.
type verdict string

const (
	killed   verdict = "killed"
	survived verdict = "SURVIVED"
	untried  verdict = "UNTRIED"
)

type result struct {
	verdict verdict
	detail  string
}

// tester builds and runs tests.
type tester struct {
	root    string
	dir     string // for broken files and test binaries
	timeout time.Duration
	sound   map[[2]string]error // of a package and tests: why they do not pass unbroken
}

func newTester(root string, timeout time.Duration) (*tester, error) {
	dir, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return nil, err
	}
	return &tester{root: root, dir: dir, timeout: timeout, sound: map[[2]string]error{}}, nil
}

func (t *tester) close() { os.RemoveAll(t.dir) }

// moduleRoot returns the folder of the module that the working directory belongs to.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "example.com/sobolev").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// try breaks the library and runs the tests that have to notice.
func (t *tester) try(m mutation) result {
	key := [2]string{m.pkg, m.tests}
	err, known := t.sound[key]
	if !known {
		err = t.unbroken(m)
		t.sound[key] = err
	}
	if err != nil {
		return result{untried, err.Error()}
	}
	text, err := m.apply(t.root)
	if err != nil {
		return result{untried, err.Error()}
	}
	broken := filepath.Join(t.dir, filepath.Base(m.file))
	if err := os.WriteFile(broken, []byte(text), 0o600); err != nil {
		return result{untried, err.Error()}
	}
	defer os.Remove(broken)
	overlay := map[string]map[string]string{"Replace": {filepath.Join(t.root, m.file): broken}}
	b, err := json.Marshal(overlay)
	if err != nil {
		return result{untried, err.Error()}
	}
	path := filepath.Join(t.dir, "overlay.json")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		return result{untried, err.Error()}
	}
	binary, err := t.build(m.pkg, "-overlay", path)
	if err != nil {
		return result{untried, err.Error()}
	}
	out, passed := t.test(binary, m)
	if passed {
		return result{verdict: survived}
	}
	return result{killed, failure(out)}
}

// unbroken reports why the tests do not pass without a mutation, and if there are none.
func (t *tester) unbroken(m mutation) error {
	binary, err := t.build(m.pkg)
	if err != nil {
		return err
	}
	out, passed := t.test(binary, m)
	if !passed {
		return fmt.Errorf("%s -run %q does not pass unbroken: %s", m.pkg, m.tests, failure(out))
	}
	if strings.Contains(out, "no tests to run") {
		return fmt.Errorf("%s has no tests %q", m.pkg, m.tests)
	}
	return nil
}

// build makes a package's test binary.
func (t *tester) build(pkg string, flags ...string) (string, error) {
	binary := filepath.Join(t.dir, "package.test")
	cmd := exec.Command("go", append(append([]string{"test", "-c", "-o", binary}, flags...), pkg)...)
	cmd.Dir = t.root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("does not build: %s", strings.Join(strings.Fields(string(out)), " "))
	}
	return binary, nil
}

// test runs the tests of a binary in their package's folder.
func (t *tester) test(binary string, m mutation) (out string, passed bool) {
	ctx, cancel := context.WithTimeout(context.Background(), t.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, "-test.short", "-test.failfast", "-test.v", "-test.run", m.tests)
	cmd.Dir = filepath.Join(t.root, m.pkg)
	b, err := cmd.CombinedOutput()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return "it takes too long", false
	}
	return string(b), err == nil
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// failure names the first test that failed, or says how the tests ended.
func failure(out string) string {
	if name := failed.FindStringSubmatch(out); name != nil {
		return name[1]
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, line := range lines {
		if strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "fatal error:") {
			return line
		}
	}
	return lines[len(lines)-1]
}
