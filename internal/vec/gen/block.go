package main

import (
	"fmt"
	"strings"
)

// A block is a kernel that is called with addresses and integers and finds its own way through matrices or planes.
type block struct {
	name     string
	pointers []string
	ints     []string
	write    func(*asm)
}

var matrixBlocks = []block{
	{"tile", []string{"c", "init", "a", "b"}, []string{"ldc", "ldinit", "ars", "acs", "ldb", "rows", "blocks", "width", "tail", "k", "wholeB"}, writeTile},
	{"dots", []string{"c", "a", "b"}, []string{"ldc", "lda", "ldb", "rows", "n", "k", "add"}, writeDots},
	{"copyPanel", []string{"dst", "src"}, []string{"ldsrc", "k", "vectors", "tail"}, writeCopyPanel},
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

// writeBlocks emits the blocks for one target.
func writeBlocks(a *asm, blocks []block) {
	for _, b := range blocks {
		a.Function(b.name + a.name())
		a.Pragma("noescape")
		a.SignatureExpr(fmt.Sprintf("func(%s *%s, %s int)", strings.Join(b.pointers, ", "), a.elem(), strings.Join(b.ints, ", ")))
		b.write(a)
	}
}
