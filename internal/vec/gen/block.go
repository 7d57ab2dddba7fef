package main

import (
	"slices"
	"strings"
)

// A block is a kernel that is called with addresses and integers and finds its own way through matrices or planes.
type block struct {
	name     string
	pointers []string // to elements, but for those that typed names
	ints     []string
	write    func(*asm)
}

// typed are the pointers that do not point to elements, E standing for the type of these.
var typed = map[string]string{"planes": "*[]E", "loads": "*int32", "sums": "*int32", "stores": "*int32"}

// signature returns the parameters of a block for elements of the given type.
func (b *block) signature(elem string) string {
	var p strings.Builder
	for i, name := range b.pointers {
		p.WriteString(name)
		if t := pointerType(name, elem); i+1 == len(b.pointers) || t != pointerType(b.pointers[i+1], elem) {
			p.WriteString(" " + t)
		}
		p.WriteString(", ")
	}
	return p.String() + strings.Join(b.ints, ", ") + " int"
}

func pointerType(name, elem string) string {
	if t := typed[name]; t != "" {
		return strings.ReplaceAll(t, "E", elem)
	}
	return "*" + elem
}

var matrixBlocks = []block{
	{"tile", []string{"c", "init", "a", "b"}, []string{"ldc", "ldinit", "ars", "acs", "ldb", "rows", "blocks", "width", "tail", "k", "wholeB"}, writeTile},
	{"dots", []string{"c", "a", "b"}, []string{"ldc", "lda", "ldb", "rows", "n", "k", "add"}, writeDots},
	{"transpose", []string{"dst", "src"}, []string{"lddst", "ldsrc", "count"}, writeTranspose},
	{"peak", []string{"sink"}, []string{"iterations"}, writePeak},
}

var planeBlocks = []block{
	{"quad", []string{"dst", "r", "t"}, []string{"n", "stride", "d"}, writeQuad},
	{"weightedDots", []string{"c", "a", "b", "w"}, []string{"ldb", "n", "k"}, writeWeightedDots},
	{"mulSmall", []string{"out", "scale", "r", "t"}, []string{"n", "ostride", "tstride", "d"}, writeMulSmall},
	{"weightedSquares", []string{"dst", "lambda", "t"}, []string{"n", "stride", "d"}, writeWeightedSquares},
	{"addScaledPlanes", []string{"out", "c", "t", "a"}, []string{"n", "ostride", "tstride", "d"}, writeAddScaledPlanes},
	{"mulPlanes", []string{"out", "t", "a"}, []string{"n", "ostride", "tstride", "d"}, writeMulPlanes},
	{"activationAdjoint", []string{"zbar", "tbar", "t", "phi1", "phi2", "a", "b", "c", "e"}, []string{"n", "stride", "d"}, writeActivationAdjoint},
}

var programBlocks = []block{
	{"program", []string{"slots", "scales", "planes", "loads", "sums", "stores"}, []string{"strips"}, writeProgram},
}

// allBlocks returns the blocks of all files.
func allBlocks() []block {
	return slices.Concat(matrixBlocks, planeBlocks, programBlocks, rowBlocks, seriesBlocks())
}

// writeBlocks emits the blocks for one target.
func writeBlocks(a *asm, blocks []block) {
	for _, b := range blocks {
		a.Function(b.name + a.name())
		a.Pragma("noescape")
		a.SignatureExpr("func(" + b.signature(a.elem()) + ")")
		b.write(a)
	}
}
