package number

// The most floats in one block of an Arena, which the L2 cache holds, and the most blocks that are kept, 32 MB of
// float64.
const (
	maxFloats = 1 << 16
	maxBlocks = 64
)

// An Arena hands out the nilpotent parts of numbers with many directions and takes all of them back at once. It works in
// blocks, which it keeps for the next evaluation, so that the second of two alike allocates nothing. Where an evaluation
// fills more blocks than are kept, each further one takes the place of the last and leaves it to the garbage collector:
// memory is bounded by what is alive.
type Arena[T any] struct {
	newBlock func(count int) []T
	largest  int   // elements of a block that holds the most floats
	blocks   [][]T // the first is there from the start
	block    []T   // the one in use
	at       int   // its index
	used     int   // elements of it
}

// NewArena returns an arena of elements of so many floats, whose first block has the given number of them.
func NewArena[T any](first, floats int, newBlock func(count int) []T) Arena[T] {
	a := Arena[T]{newBlock: newBlock, largest: maxFloats / floats, blocks: [][]T{newBlock(first)}}
	a.Reset()
	return a
}

// Reset takes back all elements.
func (a *Arena[T]) Reset() { a.block, a.at, a.used = a.blocks[0], 0, 0 }

// Next returns an element to be filled in. It holds what was in it before.
func (a *Arena[T]) Next() *T {
	if a.used == len(a.block) {
		a.grow()
	}
	a.used++
	return &a.block[a.used-1]
}

// grow goes on to the next block, of twice the size up to the largest.
func (a *Arena[T]) grow() {
	size := max(len(a.block), min(2*len(a.block), a.largest))
	switch a.at++; {
	case a.at == maxBlocks:
		a.at--
		a.blocks[a.at] = a.newBlock(size)
	case a.at == len(a.blocks):
		a.blocks = append(a.blocks, a.newBlock(size))
	}
	a.block, a.used = a.blocks[a.at], 0
}
