// Package docs holds the tests of the pages for readers: that what they show compiles and runs, and that what they name
// exists.
package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the directory of the module.
const root = ".."

// A page is a Markdown file for readers.
type page struct {
	path string // from the root
	text string
}

// pages returns README.md, CONTRIBUTING.md, CHANGELOG.md and what lies in docs.
func pages(t *testing.T) []page {
	t.Helper()
	var pages []page
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, page{strings.TrimPrefix(filepath.ToSlash(file), root+"/"), string(text)})
		}
	}
	if len(pages) < 5 {
		t.Fatalf("found %d pages, want at least README, CONTRIBUTING, CHANGELOG and two in docs", len(pages))
	}
	return pages
}

// code is what a page says in code: fenced blocks, indented lines, spans between backticks.
var code = regexp.MustCompile("(?ms)^```.*?^```$|^    [^\n]*$|`[^`\n]+`")

// name returns the name of the page without folder and extension, in lower case.
func (p page) name() string {
	return strings.ToLower(strings.TrimSuffix(filepath.Base(p.path), ".md"))
}

// A snippet is a block of Go code on a page.
type snippet struct {
	line int // of its first line, on the page
	code string
}

// snippets returns the blocks of the page that say they are Go and are no whole programs.
func (p page) snippets() []snippet {
	return slices.DeleteFunc(p.blocks("go\n(.*?)^```$"), snippet.whole)
}

// blocks returns what the first group of the expression, which follows the three backticks of a block, matches.
func (p page) blocks(expression string) []snippet {
	var found []snippet
	for _, at := range regexp.MustCompile("(?ms)^```"+expression).FindAllStringSubmatchIndex(p.text, -1) {
		found = append(found, snippet{strings.Count(p.text[:at[2]], "\n") + 1, p.text[at[2]:at[3]]})
	}
	return found
}

// whole reports whether the snippet is a program of its own.
func (s snippet) whole() bool { return strings.HasPrefix(s.code, "package main\n") }
