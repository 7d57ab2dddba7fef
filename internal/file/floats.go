package file

import (
	"encoding/binary"
	"fmt"
	"math"
	"unsafe"
)

// Float is one of the two types of numbers in files.
type Float interface{ ~float32 | ~float64 }

// Bits returns the width of F, 32 or 64.
func Bits[F Float]() int {
	return 8 * int(unsafe.Sizeof(F(0)))
}

// AppendFloats appends x to b as IEEE numbers of the width of F, little-endian.
func AppendFloats[F Float](b []byte, x []F) []byte {
	for _, v := range x {
		if Bits[F]() == 32 {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
		} else {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(float64(v)))
		}
	}
	return b
}

// Floats returns the little-endian IEEE numbers of the given width that b holds, as numbers of type F. It panics unless
// bits is 32 or 64 and b holds whole numbers.
func Floats[F Float](b []byte, bits int) []F {
	if bits != 32 && bits != 64 || len(b)%(bits/8) != 0 {
		panic(fmt.Sprintf("file: Floats of %d bits in %d bytes", bits, len(b)))
	}
	x := make([]F, len(b)/(bits/8))
	for i := range x {
		if bits == 32 {
			x[i] = F(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
		} else {
			x[i] = F(math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:])))
		}
	}
	return x
}

// Overflow returns the index and the value of the first of the numbers that [Floats] reads that is finite there and beyond
// the range of F, −1 if there is none.
func Overflow[F Float](b []byte, bits int) (index int, v float64) {
	if bits > Bits[F]() {
		for i, v := range Floats[float64](b, bits) {
			if math.Abs(v) <= math.MaxFloat64 && math.IsInf(float64(F(v)), 0) {
				return i, v
			}
		}
	}
	return -1, 0
}

// AddFloats returns size plus the number of bytes of count numbers of the given width. Another width than 32 or 64, a
// negative count and a sum beyond int are errors.
func AddFloats(size, count, bits int) (int, error) {
	if bits != 32 && bits != 64 {
		return 0, fmt.Errorf("numbers of %d bits, want 32 or 64", bits)
	}
	if count < 0 || count > (math.MaxInt-size)/(bits/8) {
		return 0, fmt.Errorf("%d numbers, want 0 or more and what fits in memory", count)
	}
	return size + count*(bits/8), nil
}
