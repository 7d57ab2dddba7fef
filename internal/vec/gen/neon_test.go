package main

import (
	"encoding/binary"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// neonCode returns the lines of all assembly for arm64.
func neonCode(t *testing.T) []string {
	t.Helper()
	var lines []string
	for name, code := range generatedFiles(t) {
		if strings.HasSuffix(name, "_arm64.s") {
			lines = append(lines, strings.Split(string(code), "\n")...)
		}
	}
	return lines
}

// TestEncodings checks every word in the kernels against the instruction in its comment, by GNU's disassembler.
func TestEncodings(t *testing.T) {
	objdump := disassembler(t)
	wordLine := regexp.MustCompile(`^\tWORD \$(0x[0-9a-f]{8}) // (.*)$`)
	comments := map[uint32]string{}
	for _, line := range neonCode(t) {
		if !strings.Contains(line, "WORD") {
			continue
		}
		m := wordLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("%q is no word with a comment", line)
		}
		w, err := strconv.ParseUint(m[1], 0, 32)
		if err != nil {
			t.Fatal(err)
		}
		comments[uint32(w)] = m[2]
	}
	words := slices.Sorted(maps.Keys(comments))
	var code []byte
	for _, w := range words {
		code = binary.LittleEndian.AppendUint32(code, w)
	}
	file := filepath.Join(t.TempDir(), "words")
	if err := os.WriteFile(file, code, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(objdump, "-D", "-b", "binary", "-m", "aarch64", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	instruction := regexp.MustCompile(`(?m)^ *[0-9a-f]+:\t([0-9a-f]{8}) \t(.*)$`)
	found := instruction.FindAllStringSubmatch(string(out), -1)
	if len(found) != len(words) || len(words) == 0 {
		t.Fatalf("%d instructions from %d words", len(found), len(words))
	}
	for i, m := range found {
		if got := strings.Join(strings.Fields(m[2]), " "); got != comments[words[i]] {
			t.Errorf("word %#08x is %q, the comment says %q", words[i], got, comments[words[i]])
		}
	}
}

// disassembler returns the path of an objdump for arm64.
func disassembler(t *testing.T) string {
	t.Helper()
	name := "aarch64-linux-gnu-objdump"
	if runtime.GOARCH == "arm64" && runtime.GOOS == "linux" {
		name = "objdump"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s: it comes with Debian's binutils-aarch64-linux-gnu", name)
	}
	return path
}

// TestNEONRegisters checks that no kernel touches the general registers that belong to the linker, the platform, Go's
// runtime or its assembler.
func TestNEONRegisters(t *testing.T) {
	taken := regexp.MustCompile(`\b[Rx](16|17|18|26|27|28|29|30)\b`)
	for _, line := range neonCode(t) {
		if m := taken.FindString(line); m != "" {
			t.Errorf("register %s in %q", m, line)
		}
	}
}
