package dataset

import (
	"fmt"
	"io"
	"os"
	"slices"
	"unsafe"

	"example.com/sobolev/dual"
)

// Rows says which rows of n are read: those from up to, not including, to; nil stands for all.
type Rows func(n int) (from, to int)

// of returns the rows of n, and panics if there are none such.
func (r Rows) of(n int) (from, to int) {
	from, to = r(n)
	if from < 0 || to < from || to > n {
		panic(fmt.Sprintf("dataset: rows %d to %d of %d, want a range within these", from, to, n))
	}
	return from, to
}

// OpenNPYRows reads rows of the first axis of the array in a .npy file, all if rows is nil, and takes memory for these
// alone.
func OpenNPYRows[F dual.Float](path string, rows Rows) (*Array[F], error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	e, err := extentOf(f)
	if err != nil {
		return nil, err
	}
	e.rows = rows
	return readWhole[F](f, path, &e)
}

// readRows reads rows of an array of so many elements, of which the header has been read. Of an array in row-major order these
// are one piece, in column-major order one in each column.
func readRows[F dual.Float](r io.Reader, h *header, count int, e *extent) (*Array[F], error) {
	if len(h.shape) == 0 {
		return nil, fmt.Errorf("a number without axes, want an array with rows")
	}
	n := h.shape[0]
	from, to := e.rows.of(n)
	each := count / max(1, n) // elements of a row
	a := &Array[F]{Shape: slices.Clone(h.shape)}
	a.Shape[0] = to - from
	if err := e.claim(h, count, (to-from)*each, unsafe.Sizeof(F(0))); err != nil {
		return nil, err
	}
	pieces, width := 1, each // a piece is rows × width
	if h.columnMajor {
		pieces, width = each, 1
	}
	for range pieces {
		if err := skip(r, h, from*width); err != nil {
			return nil, err
		}
		piece, err := readElements[F](r, h, (to-from)*width, e.there)
		if err != nil {
			return nil, err
		}
		h.end += (to - from) * width * h.width
		if a.Data == nil {
			a.Data = piece
		} else {
			a.Data = append(a.Data, piece...)
		}
		if err := skip(r, h, (n-to)*width); err != nil {
			return nil, err
		}
	}
	if h.columnMajor {
		a.Data = rowMajor(a.Data, a.Shape)
	}
	return a, nil
}

// skip passes over elements, and moves the offset that errors count from.
func skip(r io.Reader, h *header, elements int) (err error) {
	bytes := int64(elements) * int64(h.width)
	if s, ok := r.(io.Seeker); ok {
		_, err = s.Seek(bytes, io.SeekCurrent)
	} else {
		_, err = io.CopyN(io.Discard, r, bytes)
	}
	if err != nil {
		return fmt.Errorf("offset %d: %w, want %d more bytes of an array of shape %v", h.end, err, bytes, h.shape)
	}
	h.end += int(bytes)
	return nil
}
