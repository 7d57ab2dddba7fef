package main

import (
	"encoding/binary"
	"regexp"
	"strconv"
	"testing"
)

// TestLadder checks the table from which AVX2 code reads its masks: the window that begins n elements before the middle
// selects the first n lanes, by their sign bits, for every n up to a whole vector.
func TestLadder(t *testing.T) {
	data := regexp.MustCompile(`(?m)^DATA ladder<>\+(\d+)\(SB\)/8, \$0x([0-9a-f]+)$`)
	code := generatedFiles(t)["elementwise_amd64.s"]
	var table [64]byte
	seen := 0
	for _, m := range data.FindAllSubmatch(code, -1) {
		at, err := strconv.Atoi(string(m[1]))
		if err != nil || at+8 > len(table) {
			t.Fatalf("ladder has data at %s", m[1])
		}
		word, err := strconv.ParseUint(string(m[2]), 16, 64)
		if err != nil {
			t.Fatal(err)
		}
		binary.LittleEndian.PutUint64(table[at:], word)
		seen += 8
	}
	if seen != len(table) {
		t.Fatalf("ladder has %d bytes, want %d", seen, len(table))
	}
	for _, target := range targets {
		if target.wide {
			continue
		}
		for n := 0; n <= target.lanes(); n++ {
			window := table[target.bytes()-n*target.size:][:target.bytes()]
			for lane := range target.lanes() {
				element := window[lane*target.size:][:target.size]
				set := element[len(element)-1]>>7 == 1
				if set != (lane < n) {
					t.Errorf("%s: mask of %d lanes: lane %d is %v", target.name(), n, lane, set)
				}
			}
		}
	}
}
