package docs

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestPrograms runs the programs that stand whole on the pages and compares what they print with the block that follows:
// numbers to a thousandth, since training amplifies what the last bits of exp and sin differ by among processors.
func TestPrograms(t *testing.T) {
	module := newReader(t)
	count := 0
	for _, p := range pages(t) {
		programs := slices.DeleteFunc(p.blocks("go\n(.*?)^```$"), func(s snippet) bool { return !s.whole() })
		outputs := p.blocks("go\npackage main\n.*?^```\n[^`]*^```\n(.*?)^```$")
		if len(programs) != len(outputs) {
			t.Errorf("%s: %d programs, and the output of %d", p.path, len(programs), len(outputs))
			continue
		}
		for i, program := range programs {
			count++
			folder := fmt.Sprintf("%s%d", p.name(), program.line)
			module.write(folder, "main.go", []byte(program.code))
			got := module.run("run", "./"+folder)
			if !alike(got, outputs[i].code) {
				t.Errorf("%s:%d: the program prints\n%sand the page says\n%s", p.path, program.line, got, outputs[i].code)
			}
		}
	}
	if count == 0 {
		t.Error("found no program, want README's at least")
	}
}

// alike reports whether the texts have the same words, and the same numbers to a thousandth.
func alike(a, b string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n\t[]", r) })
	}
	return slices.EqualFunc(words(a), words(b), func(a, b string) bool {
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		if errX != nil || errY != nil {
			return a == b
		}
		return math.Abs(x-y) <= 1e-3*max(math.Abs(x), math.Abs(y))
	})
}
