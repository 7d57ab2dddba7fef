package file

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// ReadFull reads that many bytes of one part of a file of the given kind, as errors name them. Memory grows with the bytes
// there are, not with the size that a file claims.
func ReadFull(r io.Reader, kind, part string, size int) ([]byte, error) {
	const first = 1 << 20
	var b []byte
	for len(b) < size {
		b = slices.Grow(b, min(size-len(b), max(first, len(b))))
		k, err := io.ReadFull(r, b[len(b):min(size, cap(b))])
		b = b[:len(b)+k]
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, fmt.Errorf("%s: %d of %d bytes: the %s is truncated", part, len(b), size, kind)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part, err)
		}
	}
	return b, nil
}
