package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/mmcloughlin/avo/operand"
)

// generated is what the generator writes, once for all tests.
var generated = sync.OnceValues(generate)

func generatedFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := generated()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestFilesAreCurrent compares the generated files with those of package vec, and with a second run.
func TestFilesAreCurrent(t *testing.T) {
	again, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range generatedFiles(t) {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator writes", name)
		}
		if !bytes.Equal(again[name], want) {
			t.Errorf("%s differs between two runs of the generator", name)
		}
	}
}

// A function is the assembly of one kernel.
type function struct {
	name     string
	requires []string
	lines    []string // instructions and labels
}

var (
	textLine     = regexp.MustCompile(`^TEXT ·(\w+)\(SB\)`)
	requiresLine = regexp.MustCompile(`^// Requires: (.*)$`)
)

// functionsOf splits an assembly file.
func functionsOf(code []byte) []function {
	var all []function
	var requires []string
	for line := range strings.Lines(string(code)) {
		line = strings.TrimSpace(line)
		switch {
		case requiresLine.MatchString(line):
			requires = strings.Split(requiresLine.FindStringSubmatch(line)[1], ", ")
		case textLine.MatchString(line):
			all = append(all, function{name: textLine.FindStringSubmatch(line)[1], requires: requires})
			requires = nil
		case line == "" || strings.HasPrefix(line, "//") || len(all) == 0:
		case strings.HasPrefix(line, "DATA") || strings.HasPrefix(line, "GLOBL"):
		default:
			f := &all[len(all)-1]
			f.lines = append(f.lines, line)
		}
	}
	return all
}

// eachFunction calls f for every kernel for amd64.
func eachFunction(t *testing.T, f func(t *testing.T, k function)) {
	t.Helper()
	count := 0
	for name, code := range generatedFiles(t) {
		if !strings.HasSuffix(name, "_amd64.s") {
			continue
		}
		for _, k := range functionsOf(code) {
			f(t, k)
			count++
		}
	}
	if want := len(targets) * (len(streams()) + len(allBlocks())); count != want {
		t.Errorf("%d kernels, want %d: one for every target", count, want)
	}
}

// TestInstructionSets checks that a kernel needs only what package vec asks the processor for before it uses the
// kernel's level. CMOV is in every amd64.
func TestInstructionSets(t *testing.T) {
	have := map[string][]string{
		"AVX2":   {"AVX", "AVX2", "FMA3", "CMOV"},
		"AVX512": {"AVX", "AVX2", "FMA3", "CMOV", "BMI2", "AVX512F", "AVX512VL", "AVX512DQ", "AVX512BW"},
	}
	eachFunction(t, func(t *testing.T, k function) {
		level := levelOf(k.name)
		for _, need := range k.requires {
			if !slices.Contains(have[level], need) {
				t.Errorf("%s needs %s, which is not part of %s", k.name, need, level)
			}
		}
	})
}

func levelOf(kernel string) string {
	if strings.Contains(kernel, "AVX512") {
		return "AVX512"
	}
	return "AVX2"
}

// TestRegisters checks that AVX2 code keeps to the 16 registers that can be named without AVX-512, and that no kernel
// touches what belongs to Go: the frame pointer.
func TestRegisters(t *testing.T) {
	wide := regexp.MustCompile(`\b([XYZ](1[6-9]|2\d|3[01])|Z\d+|K[0-7])\b`)
	frame := regexp.MustCompile(`\bBP\b`)
	eachFunction(t, func(t *testing.T, k function) {
		for _, line := range k.lines {
			if m := wide.FindString(line); m != "" && levelOf(k.name) == "AVX2" {
				t.Errorf("%s: register %s in %q", k.name, m, line)
			}
			if frame.MatchString(line) {
				t.Errorf("%s: the frame pointer in %q", k.name, line)
			}
		}
	})
}

// TestReturnsClearUpperHalves checks that VZEROUPPER stands before every return, up to the store of a result: without
// it, Go's own SSE instructions are slow.
func TestReturnsClearUpperHalves(t *testing.T) {
	eachFunction(t, func(t *testing.T, k function) {
		returns := 0
		for i, line := range k.lines {
			if line != "RET" {
				continue
			}
			returns++
			j := i - 1
			for j >= 0 && strings.HasPrefix(k.lines[j], "MOVQ") {
				j--
			}
			if j < 0 || k.lines[j] != "VZEROUPPER" {
				t.Errorf("%s: return %d without VZEROUPPER", k.name, returns)
			}
		}
		if returns == 0 {
			t.Errorf("%s never returns", k.name)
		}
	})
}

// TestTooManyValues checks that a kernel that keeps more values alive than AVX2 has registers is refused.
func TestTooManyValues(t *testing.T) {
	sum := func(values int) func(*asm) {
		return func(a *asm) {
			a.Function("sum" + a.name())
			a.SignatureExpr(fmt.Sprintf("func(x *%s)", a.elem()))
			from := a.param("x")
			var v []vec
			for i := range values {
				v = append(v, a.load(operand.Mem{Base: from, Disp: i * a.bytes()}, nil))
			}
			total := v[0]
			for _, x := range v[1:] {
				a.op("VADDP$", x, total, total)
			}
			a.store(total, operand.Mem{Base: from}, nil)
			a.VZEROUPPER()
			a.RET()
		}
	}
	if _, _, err := assemble(sum(16)); err != nil {
		t.Errorf("16 values: %v", err)
	}
	_, _, err := assemble(sum(17))
	if err == nil || !strings.Contains(err.Error(), "too many values alive") {
		t.Errorf("17 values: error %v, want one about too many values", err)
	}
}

func TestPruneMoves(t *testing.T) {
	const code = "\tVMOVAPS Y1, Y1\n\tVMOVAPS Y1, Y2\n\tVMOVAPD      Z3, Z3\n\tVADDPS Y1, Y1, Y1\n\tVMOVAPS.Z Z1, K1, Z1\n"
	const want = "\tVMOVAPS Y1, Y2\n\tVADDPS Y1, Y1, Y1\n\tVMOVAPS.Z Z1, K1, Z1\n"
	if got := string(pruneMoves([]byte(code))); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
