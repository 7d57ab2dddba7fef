package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestKinds checks that the table in the comment of package layers has every kind of layer.
func TestKinds(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(root, "layers", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	table := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^//\t(\w+(?:, \w+)*)  `).FindAllStringSubmatch(read("doc.go"), -1) {
		for _, name := range regexp.MustCompile(`\w+`).FindAllString(row[1], -1) {
			table[name] = true
		}
	}
	kinds := regexp.MustCompile(`(?m)^\t\t"(\w+)": `).FindAllStringSubmatch(read("kinds.go"), -1)
	for _, kind := range kinds {
		if !table[kind[1]] {
			t.Errorf("layers/doc.go: the table of layers has no %s", kind[1])
		}
	}
	if len(kinds) < 15 {
		t.Errorf("found %d kinds in layers/kinds.go, want the 18 that there are, or more", len(kinds))
	}
}
