package idx

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"example.com/sobolev/internal/file"
)

// An Array is an array of bytes with any number of axes, in row-major order.
type Array struct {
	Shape []int
	Data  []byte
}

// unsignedByte is the code of the element type in the magic number.
const unsignedByte = 8

// Open reads the array in a file, compressed or not.
func Open(path string) (*Array, error) {
	f, err := file.Open(path)
	if err != nil {
		return nil, fmt.Errorf("idx: %w", err)
	}
	defer f.Close()
	return Read(f, path)
}

// Read reads an array from r, which may be a gzip stream and must end with it; the name stands in errors, whose offsets
// count decompressed bytes.
func Read(r io.Reader, name string) (*Array, error) {
	b := bufio.NewReader(r)
	r = b
	if start, _ := b.Peek(2); bytes.Equal(start, []byte{0x1f, 0x8b}) { // too short a file fails below
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("idx: %s: gzip stream: %w", name, err)
		}
		defer z.Close()
		r = z
	}
	a, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("idx: %s: %w", name, err)
	}
	return a, nil
}

// read reads an array that nothing may follow.
func read(r io.Reader) (*Array, error) {
	var magic [4]byte
	if err := fill(r, magic[:], 0, "magic number"); err != nil {
		return nil, err
	}
	if magic[0] != 0 || magic[1] != 0 || magic[2] != unsignedByte || magic[3] == 0 {
		return nil, fmt.Errorf("offset 0: magic number % x, want 00 00 08 (unsigned bytes) and the number of axes, at least 1", magic)
	}
	a := &Array{Shape: make([]int, magic[3])}
	count := 1
	for i := range a.Shape {
		var length [4]byte
		if err := fill(r, length[:], 4+4*i, fmt.Sprintf("length of axis %d", i)); err != nil {
			return nil, err
		}
		n := int(binary.BigEndian.Uint32(length[:]))
		if n > 0 && count > math.MaxInt32/n {
			return nil, fmt.Errorf("offset %d: axis %d has length %d: more than %d elements in all", 4+4*i, i, n, math.MaxInt32)
		}
		a.Shape[i] = n
		count *= n
	}
	// Not one allocation of what the header claims: a broken header should not take the memory of a large array.
	var data bytes.Buffer
	header := 4 + 4*len(a.Shape)
	got, err := io.Copy(&data, io.LimitReader(r, int64(count)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("offset %d: elements: %w", header+int(got), err)
	case int(got) < count:
		return nil, fmt.Errorf("offset %d: the file ends after %d elements of shape %v, want %d", header+int(got), got, a.Shape, count)
	case int(got) > count:
		return nil, fmt.Errorf("offset %d: more bytes after %d elements of shape %v, want the end", header+count, count, a.Shape)
	}
	a.Data = data.Bytes()
	return a, nil
}

// fill reads len(b) bytes of what stands at the offset.
func fill(r io.Reader, b []byte, offset int, what string) error {
	n, err := io.ReadFull(r, b)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("offset %d: the file ends in the %s, got %d bytes, want %d", offset+n, what, n, len(b))
	}
	if err != nil {
		return fmt.Errorf("offset %d: %s: %w", offset+n, what, err)
	}
	return nil
}
