package dataset

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
)

// An Array is an array of numbers with any number of axes, in row-major order.
type Array struct {
	Shape []int
	Data  []float64
}

// npyMagic begins every file; one byte each for the version's two numbers follows.
const npyMagic = "\x93NUMPY"

// maxHeader is the longest header that is read, enough for arrays of a thousand axes.
const maxHeader = 1 << 16

// OpenNPY reads the array in a .npy file.
func OpenNPY(path string) (*Array, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	return readWhole(f, path)
}

// readWhole reads an array that nothing may follow.
func readWhole(r io.Reader, name string) (*Array, error) {
	b := bufio.NewReader(r)
	a, err := ReadNPY(b, name)
	if err != nil {
		return nil, err
	}
	switch _, err := b.ReadByte(); err {
	case io.EOF:
		return a, nil
	case nil:
		return nil, fmt.Errorf("dataset: %s: more bytes after an array of shape %v, want the end", name, a.Shape)
	default:
		return nil, fmt.Errorf("dataset: %s: after an array of shape %v: %w", name, a.Shape, err)
	}
}

// ReadNPY reads one array in NumPy's format, versions 1 to 3, from r; the name stands in errors. Elements may be
// booleans, integers or floating-point numbers of any width and byte order; integers beyond 2⁵³ are rounded. Arrays in
// column-major order are brought to row-major.
//
// The format is that of NumPy Enhancement Proposal 1.
func ReadNPY(r io.Reader, name string) (*Array, error) {
	h, err := readHeader(r)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	count, err := elements(h.shape)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	data, err := h.read(r, count)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	if h.columnMajor {
		data = rowMajor(data, h.shape)
	}
	return &Array{h.shape, data}, nil
}

// elements returns the product of the lengths of the axes.
func elements(shape []int) (int, error) {
	count := 1
	for _, n := range shape {
		if n == 0 {
			return 0, nil
		}
	}
	for _, n := range shape {
		if count > math.MaxInt/16/n {
			return 0, fmt.Errorf("shape %v has too many elements", shape)
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

// read reads the elements. Memory grows with what is there.
func (h *header) read(r io.Reader, count int) ([]float64, error) {
	const chunk = 1 << 14
	buf := make([]byte, min(count, chunk)*h.width)
	data := make([]float64, 0, min(count, chunk))
	for len(data) < count {
		n := min(count-len(data), chunk)
		got, err := io.ReadFull(r, buf[:n*h.width])
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			have := len(data) + got/h.width
			return nil, fmt.Errorf("offset %d: file ends after %d elements, want %d for shape %v", h.end+have*h.width, have, count, h.shape)
		}
		if err != nil {
			return nil, fmt.Errorf("offset %d: %w", h.end+len(data)*h.width, err)
		}
		for i := range n {
			data = append(data, h.decode(buf[i*h.width:(i+1)*h.width]))
		}
	}
	return data, nil
}

// rowMajor reorders the elements of an array in column-major order.
func rowMajor(data []float64, shape []int) []float64 {
	strides := make([]int, len(shape))
	for i, stride := 0, 1; i < len(shape); i++ {
		strides[i] = stride
		stride *= shape[i]
	}
	out := make([]float64, 0, len(data))
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

// WriteNPY writes the array in version 1 of NumPy's format, as little-endian float64.
func WriteNPY(w io.Writer, a *Array) error {
	count, err := elements(a.Shape)
	if err != nil || count != len(a.Data) {
		return fmt.Errorf("dataset: WriteNPY: %d elements of shape %v, want %d", len(a.Data), a.Shape, count)
	}
	shape := ""
	for _, n := range a.Shape {
		shape += fmt.Sprintf("%d, ", n)
	}
	text := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }", shape)
	for (10+len(text)+1)%64 != 0 { // elements are aligned to 64 bytes
		text += " "
	}
	text += "\n"
	if len(text) > math.MaxUint16 {
		return fmt.Errorf("dataset: WriteNPY: %d axes, want fewer", len(a.Shape))
	}
	b := bufio.NewWriter(w)
	b.WriteString(npyMagic + "\x01\x00")
	b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(text))))
	b.WriteString(text)
	var buf [8]byte
	for _, v := range a.Data {
		binary.LittleEndian.PutUint64(buf[:], math.Float64bits(v))
		b.Write(buf[:])
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("dataset: WriteNPY: %w", err)
	}
	return nil
}
