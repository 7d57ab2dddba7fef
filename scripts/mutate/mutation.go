package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

//go:embed mutations.txt
var list string

// mutation is one way to break the library.
type mutation struct {
	line   int    // in the list
	file   string // relative to the module's root
	pkg    string // whose tests have to notice, as ./jet
	tests  string // a regular expression of the tests that run, as for go test -run; all if empty
	anchor string // the snippet is the first one after this text; if empty it occurs once
	old    string // the snippet
	new    string // what replaces it
}

func (m mutation) String() string {
	oneLine := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return fmt.Sprintf("mutations.txt:%d: %s: %s → %s", m.line, m.file, oneLine(m.old), oneLine(m.new))
}

// parse reads a list of mutations. A line "@ FILE PACKAGE [TESTS]" says where the mutations that follow are made and which
// tests have to notice them. Lines "- OLD" and "+ NEW" are one mutation; several in a row are joined by newlines. A line
// "> TEXT" before them says after what text of the file. Empty lines and those that begin with # separate mutations.
func parse(text string) ([]mutation, error) {
	var all []mutation
	var at, m mutation
	var old, new []string
	flush := func() error {
		switch {
		case len(old) == 0 && len(new) == 0:
			return nil
		case len(old) == 0 || len(new) == 0 || at.file == "":
			return fmt.Errorf("mutations.txt:%d: want a file, old and new text", m.line)
		}
		m.file, m.pkg, m.tests = at.file, at.pkg, at.tests
		m.old, m.new = strings.Join(old, "\n"), strings.Join(new, "\n")
		if m.old == m.new {
			return fmt.Errorf("mutations.txt:%d: the old and the new text are the same", m.line)
		}
		all = append(all, m)
		m, old, new = mutation{}, nil, nil
		return nil
	}
	for i, line := range strings.Split(text, "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		ends := kind == "" || kind == "#" || kind == "@" || kind == ">" || kind == "-" && len(new) > 0
		if ends {
			if err := flush(); err != nil {
				return nil, err
			}
		}
		switch kind {
		case "@":
			fields := strings.Fields(rest)
			if len(fields) != 2 && len(fields) != 3 {
				return nil, fmt.Errorf("mutations.txt:%d: %d fields, want file, package and perhaps tests", i+1, len(fields))
			}
			at = mutation{file: fields[0], pkg: fields[1], tests: strings.Join(fields[2:], "")}
		case ">":
			m.anchor = rest
		case "-":
			if len(old) == 0 {
				m.line = i + 1
			}
			old = append(old, rest)
		case "+":
			new = append(new, rest)
		case "", "#":
		default:
			return nil, fmt.Errorf("mutations.txt:%d: %q, want a line that begins with @, >, -, + or #", i+1, line)
		}
	}
	return all, flush()
}

// apply returns the broken text of the file.
func (m mutation) apply(root string) (string, error) {
	b, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return "", err
	}
	text, from := string(b), 0
	if m.anchor != "" {
		at := strings.Index(text, m.anchor)
		if at < 0 {
			return "", fmt.Errorf("no %q in the file", m.anchor)
		}
		from = at + len(m.anchor)
	}
	at := strings.Index(text[from:], m.old)
	if at < 0 {
		return "", errors.New("the old text does not occur")
	}
	at += from
	if n := strings.Count(text, m.old); m.anchor == "" && n != 1 {
		return "", fmt.Errorf("the old text occurs %d times, want once, or an anchor", n)
	}
	return text[:at] + m.new + text[at+len(m.old):], nil
}
