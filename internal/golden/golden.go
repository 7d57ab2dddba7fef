// Package golden reads the tables of golden values in testdata, for tests.
package golden

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Rows returns the fields of every line of the file, which tabs separate; lines that begin with # are comments. A file
// with fewer than least rows, of which a test could have too little to see, ends the test.
func Rows(t testing.TB, file string, least int) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	scanner := bufio.NewScanner(f)
	for scanner.Scan() {
		if line := scanner.Text(); !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	if len(rows) < least {
		t.Fatalf("%s: %d rows, want at least %d", file, len(rows), least)
	}
	return rows
}

// Float returns the number nearest to the one in the text, decimal or hexadecimal, of any number of digits: infinity where
// it is out of range.
func Float(t testing.TB, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		t.Fatal(err)
	}
	return x
}

// Floats returns the numbers nearest to those in the texts, see [Float].
func Floats(t testing.TB, texts []string) []float64 {
	t.Helper()
	x := make([]float64, len(texts))
	for i, text := range texts {
		x[i] = Float(t, text)
	}
	return x
}
