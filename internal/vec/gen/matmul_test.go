package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestTilesFitRegisters checks that the sums of every tile, a row of B, an element of A and, without opmasks, the mask
// of the tail have a register each, and that a tile for few rows is never narrower than one for many.
func TestTilesFitRegisters(t *testing.T) {
	for _, target := range targets {
		registers, others := 16, 2
		if target.wide {
			registers, others = 32, 1
		}
		maxRows, vectors := target.shape()
		for r := 1; r <= maxRows; r++ {
			w := target.widest(r)
			if need := r*w + w + others; need > registers {
				t.Errorf("%s: a tile of %d×%d vectors needs %d registers, has %d", target.name(), r, w, need, registers)
			}
			if w < vectors {
				t.Errorf("%s: a tile of %d rows is %d vectors wide, want at least %d", target.name(), r, w, vectors)
			}
		}
	}
}

// TestTileCode counts the multiply-adds of the loops over k: one for each sum, twice, since a loop reads whole vectors
// of B and the other a part of the last.
func TestTileCode(t *testing.T) {
	tile := regexp.MustCompile(`^tile(\d+)x(\d+)_\d+:$`)
	found := map[string]int{}
	eachFunction(t, func(t *testing.T, k function) {
		if !strings.HasPrefix(k.name, "tile") {
			return
		}
		rows, vectors, sums := 0, 0, 0
		check := func() {
			if sums != 2*rows*vectors {
				t.Errorf("%s: %d multiply-adds in the tile of %d×%d, want %d", k.name, sums, rows, vectors, 2*rows*vectors)
			}
			if rows > 0 {
				found[k.name]++
			}
		}
		for _, line := range k.lines {
			if m := tile.FindStringSubmatch(line); m != nil {
				check()
				rows, _ = strconv.Atoi(m[1])
				vectors, _ = strconv.Atoi(m[2])
				sums = 0
			}
			if strings.HasPrefix(line, "VFMADD231P") {
				sums++
			}
		}
		check()
	})
	for _, target := range targets {
		want := 0
		maxRows, _ := target.shape()
		for r := range maxRows {
			want += target.widest(r + 1)
		}
		if got := found["tile"+target.name()]; got != want {
			t.Errorf("%s: code for %d shapes of tiles, want %d", target.name(), got, want)
		}
	}
}
