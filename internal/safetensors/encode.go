package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// entry is what the header says of an array.
type entry struct {
	Type    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets []int  `json:"data_offsets"` // where it begins and ends, from the end of the header
}

// Encode returns the contents of the file. A name that stands twice, and data of another size than the shape's, are errors.
func (f File) Encode() ([]byte, error) {
	var h header
	if f.Metadata != nil {
		if err := h.add(metadataName, f.Metadata); err != nil {
			return nil, err
		}
	}
	seen, at := map[string]bool{metadataName: true}, 0
	for _, t := range f.Tensors {
		if seen[t.Name] {
			return nil, fmt.Errorf("safetensors: two arrays are called %q", t.Name)
		}
		seen[t.Name] = true
		if size, err := sizeOf(t.Type, t.Shape); err != nil || size != len(t.Data) {
			return nil, fmt.Errorf("safetensors: array %q of type %q and shape %v: %d bytes, want %d (%v)", t.Name, t.Type, t.Shape, len(t.Data), size, err)
		}
		if err := h.add(t.Name, entry{t.Type, append([]int{}, t.Shape...), []int{at, at + len(t.Data)}}); err != nil {
			return nil, err
		}
		at += len(t.Data)
	}
	b := h.bytes()
	for _, t := range f.Tensors {
		b = append(b, t.Data...)
	}
	return b, nil
}

// A header is written entry by entry, so that arrays keep their order.
type header struct{ bytes.Buffer }

func (h *header) add(name string, value any) error {
	key, err := json.Marshal(name)
	if err != nil {
		return fmt.Errorf("safetensors: %q: %w", name, err)
	}
	v, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("safetensors: %q: %w", name, err)
	}
	if h.Len() > 0 {
		h.WriteByte(',')
	}
	h.Write(key)
	h.WriteByte(':')
	h.Write(v)
	return nil
}

// bytes returns the header with its length before it. Blanks at its end make the arrays begin at a multiple of 8.
func (h *header) bytes() []byte {
	const align = 8
	length := (h.Len() + 2 + align - 1) / align * align
	b := binary.LittleEndian.AppendUint64(nil, uint64(length))
	b = append(b, '{')
	b = append(b, h.Buffer.Bytes()...)
	b = append(b, '}')
	return append(b, bytes.Repeat([]byte{' '}, length-h.Len()-2)...)
}
