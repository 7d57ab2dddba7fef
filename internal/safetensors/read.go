package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"example.com/sobolev/internal/file"
)

// kind is what errors call the files.
const kind = "safetensors file"

// Read reads one file's contents from r, not a byte beyond, and returns them with the number of bytes read. Memory grows with
// the bytes there are, not with what the header promises.
func Read(r io.Reader) (f File, n int64, err error) {
	in := &counting{r: r}
	f, err = read(in)
	return f, in.n, err
}

func read(r io.Reader) (File, error) {
	b, err := file.ReadFull(r, kind, "header", 8)
	if err != nil {
		return File{}, err
	}
	length := binary.LittleEndian.Uint64(b)
	if length > maxHeader { // compared before it is an int, which may have 32 bits
		return File{}, fmt.Errorf("no %s: begins with %q, which says that the header has %d bytes, want at most %d", kind, b, length, maxHeader)
	}
	if b, err = file.ReadFull(r, kind, "header", int(length)); err != nil {
		return File{}, err
	}
	f, entries, err := parse(b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("%d bytes that end before a JSON object does", length)
	}
	if err != nil {
		return File{}, fmt.Errorf("header: %w", err)
	}
	size := 0
	for i, e := range entries {
		if e.Offsets[0] != size {
			return File{}, fmt.Errorf("header: array %.200q begins at byte %d, want %d, where the one before ends", f.Tensors[i].Name, e.Offsets[0], size)
		}
		size = e.Offsets[1]
	}
	body, err := file.ReadFull(r, kind, "arrays", size)
	if err != nil {
		return File{}, err
	}
	for i, e := range entries {
		f.Tensors[i].Data = body[e.Offsets[0]:e.Offsets[1]:e.Offsets[1]]
	}
	return f, nil
}

// parse returns what a header says, arrays in the order of their bytes.
func parse(b []byte) (f File, entries []entry, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil {
		return f, nil, err
	} else if t != json.Delim('{') {
		return f, nil, fmt.Errorf("begins with %s, want a JSON object", shown(t))
	}
	type array struct {
		name string
		entry
	}
	var arrays []array
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return f, nil, err
		}
		name := t.(string) // the decoder takes no other keys
		if seen[name] {
			return f, nil, fmt.Errorf("two arrays are called %.200q", name)
		}
		seen[name] = true
		if name == metadataName {
			err = d.Decode(&f.Metadata)
		} else {
			a := array{name: name}
			if a.entry, err = decodeEntry(d); err == nil {
				err = a.entry.check()
			}
			arrays = append(arrays, a)
		}
		if err != nil {
			return f, nil, fmt.Errorf("%.200q: %w", name, err)
		}
	}
	if _, err := d.Token(); err != nil {
		return f, nil, err
	}
	if t, err := d.Token(); !errors.Is(err, io.EOF) {
		return f, nil, fmt.Errorf("%s follows, want nothing but blanks", shown(t))
	}
	slices.SortStableFunc(arrays, func(a, b array) int { return slices.Compare(a.Offsets, b.Offsets) })
	for _, a := range arrays {
		f.Tensors = append(f.Tensors, Tensor{Name: a.name, Type: a.Type, Shape: a.Shape})
		entries = append(entries, a.entry)
	}
	return f, entries, nil
}

// decodeEntry reads an entry by numbers of 64 bits, so that what is too large for an int of 32 is refused in these words.
func decodeEntry(d *json.Decoder) (entry, error) {
	var wide struct {
		Type    string  `json:"dtype"`
		Shape   []int64 `json:"shape"`
		Offsets []int64 `json:"data_offsets"`
	}
	if err := d.Decode(&wide); err != nil {
		return entry{}, err
	}
	e := entry{Type: wide.Type, Shape: ints(wide.Shape), Offsets: ints(wide.Offsets)}
	switch {
	case e.Shape == nil:
		return e, fmt.Errorf("shape %s, want one that fits in memory", shown(wide.Shape))
	case e.Offsets == nil:
		return e, fmt.Errorf("from byte to byte %s, want places that fit in memory", shown(wide.Offsets))
	}
	return e, nil
}

// ints returns wide's numbers as ints, nil if one does not fit.
func ints(wide []int64) []int {
	narrow := make([]int, len(wide))
	for i, n := range wide {
		if narrow[i] = int(n); int64(narrow[i]) != n {
			return nil
		}
	}
	return narrow
}

// check reports what an entry says that cannot be.
func (e entry) check() error {
	size, err := sizeOf(e.Type, e.Shape)
	switch {
	case err != nil:
		return err
	case len(e.Offsets) != 2 || e.Offsets[0] < 0 || e.Offsets[1] < e.Offsets[0]:
		return fmt.Errorf("from byte to byte %s, want a place to begin and one to end", shown(e.Offsets))
	case e.Offsets[1]-e.Offsets[0] != size:
		return fmt.Errorf("bytes %v, want %d of them for type %s and shape %s", e.Offsets, size, e.Type, shown(e.Shape))
	}
	return nil
}

// counting counts what is read through it.
type counting struct {
	r io.Reader
	n int64
}

func (c *counting) Read(b []byte) (int, error) {
	k, err := c.r.Read(b)
	c.n += int64(k)
	return k, err
}
