// Package reporttest checks pages that experiments write.
package reporttest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/cmd/demo/internal/report"
)

// Result fails the test if the page in a directory does not begin with its result, a number in the given words, or has more than three
// megabytes.
func Result(t *testing.T, dir, words string) {
	t.Helper()
	path := filepath.Join(dir, report.PageFile)
	if info, err := os.Stat(path); err != nil || info.Size() > 3_000_000 {
		t.Fatalf("the page: %v, %v, want a file of at most 3 million bytes", info, err)
	}
	result, err := report.ResultOf(path)
	if err != nil || !strings.Contains(result, words) || !strings.ContainsAny(result, "0123456789") || strings.Contains(result, "NaN") {
		t.Errorf("the page's result is %q, error %v, want numbers with %q", result, err, words)
	}
}
