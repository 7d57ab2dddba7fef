// Package reporttest checks pages that experiments write.
package reporttest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var result = regexp.MustCompile(`<p class="result">([^<]*[0-9][^<]*)</p>`)

// Result fails the test if the page in a directory does not begin with its result, a number in the given words, or has more than three
// megabytes.
func Result(t *testing.T, dir, words string) {
	t.Helper()
	html, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if len(html) > 3_000_000 {
		t.Errorf("the page has %d bytes, want at most 3 million", len(html))
	}
	if m := result.FindSubmatch(html); m == nil || !strings.Contains(string(m[1]), words) || strings.Contains(string(m[1]), "NaN") {
		t.Errorf("the page's result is %q, want numbers with %q", m, words)
	}
}
