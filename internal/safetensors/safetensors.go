// Package safetensors reads and writes files of named arrays in the format of that name: the length of a header (8 bytes,
// little-endian), the header as JSON, and the arrays' bytes, one array after the other. The header says of each array its type,
// shape and place, and holds a map of strings for the writer's own use.
//
// The format is specified at https://github.com/huggingface/safetensors; PyTorch, JAX and NumPy have readers of it. What the
// reader there refuses (overlaps, holes, names that stand twice) is refused here, too.
package safetensors

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/file"
)

// A File is what a file holds.
type File struct {
	Metadata map[string]string
	Tensors  []Tensor // of different names, in the order of their bytes
}

// A Tensor is an array.
type Tensor struct {
	Name  string
	Type  string // of an element, such as "F32"
	Shape []int  // the elements of the last dimension lie together; empty for a single number
	Data  []byte // little-endian
}

// maxHeader bounds the header, as in the reference reader: what claims to be larger is no header.
const maxHeader = 100_000_000

// metadataName is the header's entry that is no array.
const metadataName = "__metadata__"

// widths are the bytes of an element of each type.
var widths = map[string]int{"BOOL": 1, "U8": 1, "I8": 1, "U16": 2, "I16": 2, "F16": 2, "BF16": 2,
	"U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8}

// sizeOf returns the bytes of an array.
func sizeOf(kind string, shape []int) (int, error) {
	size, ok := widths[kind]
	if !ok {
		return 0, fmt.Errorf("numbers of type %.200q, want one of F64, F32, F16, BF16 or an integer", kind)
	}
	for _, n := range shape {
		if n < 0 {
			return 0, fmt.Errorf("shape %s, want no negative length", shown(shape))
		}
		if n > 0 && size > math.MaxInt/n {
			return 0, fmt.Errorf("shape %s, want one that fits in memory", shown(shape))
		}
		size *= n
	}
	return size, nil
}

// shown prints what a header says for an error, see [file.Shown].
func shown(v any) string { return file.Shown(fmt.Sprint(v)) }
