package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	got, err := parse(`# a comment
@ a.go ./a
- x
+ y
- two
- 	lines
+ one

@ b.go ./b Test[AB]
> func f
- x
+
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []mutation{
		{line: 3, file: "a.go", pkg: "./a", old: "x", new: "y"},
		{line: 5, file: "a.go", pkg: "./a", old: "two\n\tlines", new: "one"},
		{line: 11, file: "b.go", pkg: "./b", tests: "Test[AB]", anchor: "func f", old: "x"},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(mutation{})); diff != "" {
		t.Errorf("mutations (-want +got):\n%s", diff)
	}
	for text, want := range map[string]string{
		"- x\n+ y\n":                 "mutations.txt:1: want a file",
		"@ a.go ./a\n- x\n":          "mutations.txt:2: want a file, old and new text",
		"@ a.go ./a\n- x\n+ x\n":     "are the same",
		"@ a.go\n":                   "1 fields",
		"@ a.go ./a\nsomething\n":    `"something", want a line that begins with`,
		"@ a.go ./a TestA TestB c\n": "5 fields",
	} {
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}

func TestApply(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.go"), []byte("f: 1 + 2\ng: 1 + 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		m    mutation
		want string // the text, or part of the error
	}{
		{mutation{old: "+ 2", new: "- 2"}, "f: 1 - 2\ng: 1 + 3\n"},
		{mutation{anchor: "g:", old: "1", new: "0"}, "f: 1 + 2\ng: 0 + 3\n"},
		{mutation{old: "1", new: "0"}, "occurs 2 times"},
		{mutation{old: "4", new: "0"}, "does not occur"},
		{mutation{anchor: "g:", old: "+ 2", new: ""}, "does not occur"},
		{mutation{anchor: "h:", old: "1", new: "0"}, `no "h:"`},
	} {
		c.m.file = "a.go"
		got, err := c.m.apply(dir)
		if err != nil {
			got = err.Error()
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
			t.Errorf("%+v: %q, want %q", c.m, got, c.want)
		}
	}
}

// TestList checks that the list can be read and breaks each place once.
func TestList(t *testing.T) {
	all, err := parse(list)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[mutation]bool{}
	for _, m := range all {
		line := m.line
		m.line = 0
		if seen[m] {
			t.Errorf("mutations.txt:%d: listed twice", line)
		}
		seen[m] = true
	}
}
