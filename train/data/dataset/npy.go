package dataset

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"unsafe"

	"example.com/sobolev/dual"
)

// An Array is an array of numbers with any number of axes, in row-major order.
type Array[F dual.Float] struct {
	Shape []int
	Data  []F
}

// npyMagic begins every file; one byte each for the version's two numbers follows.
const npyMagic = "\x93NUMPY"

// maxHeader is the longest header that is read, and maxAxes the number of axes; NumPy 2 has that limit too.
const (
	maxHeader = 1 << 16
	maxAxes   = 64
)

// OpenNPY reads the array in a .npy file, see [ReadNPY]. Nothing may follow it.
func OpenNPY[F dual.Float](path string) (*Array[F], error) { return OpenNPYRows[F](path, nil) }

// extentOf returns what is known of a file.
func extentOf(f *os.File) (extent, error) {
	info, err := f.Stat()
	if err != nil {
		return unknown, fmt.Errorf("dataset: %w", err)
	}
	if info.Mode().IsRegular() {
		return extent{size: info.Size(), there: true, room: math.MaxInt64}, nil
	}
	return unknown, nil
}

// extent is what is known of a file with one array before its elements are read.
type extent struct {
	size  int64 // in bytes, negative if unknown
	there bool  // all of them are, so that memory for them may be taken at once
	room  int64 // bytes of memory that the numbers may take; what an array takes is subtracted
	rows  Rows  // those of the first axis that are read, nil for all
}

var unknown = extent{size: -1, room: math.MaxInt64}

// claim checks the extent against the header of so many elements, before memory is taken for those that are kept.
func (e *extent) claim(h *header, count, kept int, size uintptr) error {
	if have := (e.size - int64(h.end)) / int64(h.width); e.size >= 0 && have < int64(count) {
		return h.ends(int(have), count)
	}
	need := int64(kept) * int64(size)
	if need > e.room {
		return fmt.Errorf("%d elements of shape %v take %d bytes, want at most %d, see MaxBytes",
			kept, h.shape, need, e.room)
	}
	e.room -= need
	return nil
}

// readWhole reads an array that nothing may follow.
func readWhole[F dual.Float](r io.Reader, name string, e *extent) (*Array[F], error) {
	a, err := readArray[F](r, e)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	var more [1]byte
	switch _, err := io.ReadFull(r, more[:]); err {
	case io.EOF:
		return a, nil
	case nil:
		return nil, fmt.Errorf("dataset: %s: more bytes after an array of shape %v, want the end", name, a.Shape)
	default:
		return nil, fmt.Errorf("dataset: %s: after an array of shape %v: %w", name, a.Shape, err)
	}
}

// ReadNPY reads one array in NumPy's format, versions 1 to 3, from r; the name stands in errors. Elements may be
// booleans, integers or floating-point numbers of 2, 4 or 8 bytes in any byte order. They are converted as they are
// read, so that an array takes the memory of its numbers in the wanted type; what does not fit into float32 is an
// error, digits that F does not hold are rounded. Arrays in column-major order are brought to row-major, for which they
// are there twice for a moment, and so are arrays from an r whose length is not known.
//
// The format is that of NumPy Enhancement Proposal 1.
func ReadNPY[F dual.Float](r io.Reader, name string) (*Array[F], error) {
	e := unknown
	a, err := readArray[F](r, &e)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	return a, nil
}

func readArray[F dual.Float](r io.Reader, e *extent) (*Array[F], error) {
	h, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	count, err := elements(h.shape)
	if err != nil {
		return nil, err
	}
	if e.rows != nil {
		return readRows[F](r, &h, count, e)
	}
	if err := e.claim(&h, count, count, unsafe.Sizeof(F(0))); err != nil {
		return nil, err
	}
	data, err := readElements[F](r, &h, count, e.there)
	if err != nil {
		return nil, err
	}
	if h.columnMajor {
		data = rowMajor(data, h.shape)
	}
	return &Array[F]{h.shape, data}, nil
}

// elements returns the product of the lengths of the axes.
func elements(shape []int) (int, error) {
	if len(shape) > maxAxes {
		return 0, fmt.Errorf("shape with %d axes, want at most %d", len(shape), maxAxes)
	}
	count := 1
	for _, n := range shape {
		if n < 0 {
			return 0, fmt.Errorf("shape %v, want lengths of at least 0", shape)
		}
	}
	for _, n := range shape {
		if n == 0 {
			return 0, nil
		}
	}
	for _, n := range shape {
		if count > math.MaxInt/16/n {
			return 0, fmt.Errorf("shape %v has too many elements, want at most %d", shape, math.MaxInt/16)
		}
		count *= n
	}
	return count, nil
}

// header is what stands before the elements.
type header struct {
	element
	columnMajor bool
	shape       []int
	end         int // offset of the first element
}

// readHeader reads everything up to the first element.
func readHeader(r io.Reader) (h header, err error) {
	var start [8]byte
	if n, err := io.ReadFull(r, start[:]); err != nil {
		return h, fmt.Errorf("offset 0: %d bytes, want a header that begins with %q", n, npyMagic)
	}
	if string(start[:6]) != npyMagic {
		return h, fmt.Errorf("offset 0: %q, want %q", start[:6], npyMagic)
	}
	width := 4
	switch major := start[6]; {
	case major == 1:
		width = 2
	case major < 1 || major > 3:
		return h, fmt.Errorf("offset 6: version %d.%d, want 1 to 3", major, start[7])
	}
	var size [4]byte
	if _, err := io.ReadFull(r, size[:width]); err != nil {
		return h, fmt.Errorf("offset 8: file ends, want the length of the header in %d bytes", width)
	}
	n := binary.LittleEndian.Uint32(size[:]) // for a width of 2 the upper bytes are zero
	if n > maxHeader {
		return h, fmt.Errorf("offset 8: header of %d bytes, want at most %d", n, maxHeader)
	}
	text := make([]byte, n)
	if got, err := io.ReadFull(r, text); err != nil {
		return h, fmt.Errorf("offset %d: header of %d bytes, want %d", 8+width, got, n)
	}
	h.end = 8 + width + int(n)
	return h, h.parse(string(text), 8+width)
}

// ends is the error of a file that ends early.
func (h *header) ends(have, count int) error {
	return fmt.Errorf("offset %d: file ends after %d elements, want %d for shape %v", h.end+have*h.width, have, count, h.shape)
}

// block is the number of elements that are read at once.
const block = 1 << 13

// readElements reads the elements. Memory grows with what has been read, unless all of them are known to be there.
func readElements[F dual.Float](r io.Reader, h *header, count int, there bool) ([]F, error) {
	buf := make([]byte, min(count, block)*h.width)
	data := make([]F, min(count, block))
	if there {
		data = make([]F, count)
	}
	for done := 0; done < count; {
		if done == len(data) {
			data = append(make([]F, 0, min(2*done, count)), data...)
			data = data[:cap(data)]
		}
		n := min(len(data)-done, block)
		got, err := io.ReadFull(r, buf[:n*h.width])
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil, h.ends(done+got/h.width, count)
		}
		if err != nil {
			return nil, fmt.Errorf("offset %d: %w", h.end+done*h.width, err)
		}
		if i := decode(data[done:done+n], buf, h.element); i >= 0 {
			v := math.Float64frombits(h.order.Uint64(buf[8*i:]))
			return nil, fmt.Errorf("offset %d: element %d is %v, want a number within the range of float32",
				h.end+(done+i)*h.width, done+i, v)
		}
		done += n
	}
	return data, nil
}

// rowMajor reorders the elements of an array in column-major order.
func rowMajor[F dual.Float](data []F, shape []int) []F {
	strides := make([]int, len(shape))
	for i, stride := 0, 1; i < len(shape); i++ {
		strides[i] = stride
		stride *= shape[i]
	}
	out := make([]F, 0, len(data))
	index := make([]int, len(shape))
	for at := 0; len(out) < len(data); {
		out = append(out, data[at])
		for i := len(shape) - 1; i >= 0; i-- { // the next index, the last axis fastest
			index[i]++
			at += strides[i]
			if index[i] < shape[i] {
				break
			}
			at -= strides[i] * shape[i]
			index[i] = 0
		}
	}
	return out
}

// WriteNPY writes the array in version 1 of NumPy's format, as little-endian numbers of its own type.
func WriteNPY[F dual.Float](w io.Writer, a *Array[F]) error {
	count, err := elements(a.Shape)
	if err != nil {
		return fmt.Errorf("dataset: WriteNPY: %w", err)
	}
	if count != len(a.Data) {
		return fmt.Errorf("dataset: WriteNPY: %d elements of shape %v, want %d", len(a.Data), a.Shape, count)
	}
	shape, size := "", unsafe.Sizeof(F(0))
	for _, n := range a.Shape {
		shape += fmt.Sprintf("%d, ", n)
	}
	text := fmt.Sprintf("{'descr': '<f%d', 'fortran_order': False, 'shape': (%s), }", size, shape)
	for (10+len(text)+1)%64 != 0 { // elements are aligned to 64 bytes
		text += " "
	}
	text += "\n"
	b := bufio.NewWriter(w)
	b.WriteString(npyMagic + "\x01\x00")
	b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(text)))) // maxAxes keep it short
	b.WriteString(text)
	var buf [8]byte
	for _, v := range a.Data {
		if size == 4 {
			binary.LittleEndian.PutUint32(buf[:], math.Float32bits(float32(v)))
		} else {
			binary.LittleEndian.PutUint64(buf[:], math.Float64bits(float64(v)))
		}
		b.Write(buf[:size])
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("dataset: WriteNPY: %w", err)
	}
	return nil
}
