package main

import "bytes"

// neonBlocks are the blocks that there are for arm64, by name.
var neonBlocks = map[string]func(*neon){
	"tile":         writeNEONTile,
	"dots":         writeNEONDots,
	"transpose":    writeNEONTranspose,
	"peak":         writeNEONPeak,
	"weightedDots": writeNEONWeightedDots,
	"program":      writeNEONProgram,

	"quad":              writeNEONQuad,
	"mulSmall":          writeNEONMulSmall,
	"weightedSquares":   writeNEONWeightedSquares,
	"addScaledPlanes":   writeNEONAddScaledPlanes,
	"mulPlanes":         writeNEONMulPlanes,
	"activationAdjoint": writeNEONActivationAdjoint,

	"rowDots":        writeNEONRowDots,
	"combineRows":    writeNEONCombineRows,
	"shiftRows":      writeNEONShiftRows,
	"scaleRows":      writeNEONScaleRows,
	"addRowProducts": writeNEONAddRowProducts,
}

// hasNEON tells whether there is a kernel for arm64.
func hasNEON(kernel string) bool {
	_, stream := neonStreams[kernel]
	_, block := neonBlocks[kernel]
	return stream || block
}

// parameterList returns the parameters of a block's assembly.
func (b *block) parameterList(elem string) []parameter {
	var p []parameter
	for _, name := range b.pointers {
		p = append(p, parameter{name, pointerType(name, elem)})
	}
	for _, name := range b.ints {
		p = append(p, parameter{name, "int"})
	}
	return p
}

// assembleNEON returns the assembly of those of the streams and blocks that there are for arm64, and its declarations.
func assembleNEON(streams []stream, blocks []block) (code, stubs []byte) {
	c, s, labels := &bytes.Buffer{}, &bytes.Buffer{}, 0
	c.WriteString(header + "//go:build !purego\n\n#include \"textflag.h\"\n")
	s.WriteString(header + "//go:build !purego\n\npackage vec\n")
	for _, t := range neonTargets {
		n := &neon{neonTarget: t, code: c, stubs: s, labels: &labels}
		for _, x := range streams {
			if how, ok := neonStreams[x.name]; ok {
				x.writeNEON(n, how)
			}
		}
		for _, b := range blocks {
			if write, ok := neonBlocks[b.name]; ok {
				n.function(b.name, b.parameterList(t.elem()))
				write(n)
			}
		}
	}
	return c.Bytes(), gofmt(s.Bytes())
}
