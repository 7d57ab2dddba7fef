package train

import (
	"fmt"
	"io"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
)

// runFormat is the kind of file that holds a run: its body is the header's sections, one after the other.
var runFormat = file.Format{Word: "sobolev-run", Name: "run file", Body: "sections", Version: 1}

// runHeader says what run a file holds. What has to agree with the run that reads it comes first.
type runHeader struct {
	Optimizer string   `json:"optimizer"`
	Parts     []string `json:"parts"`
	Points    []int    `json:"points"`  // of every term
	Batches   []int    `json:"batches"` // points a step of every term
	Seed      uint64   `json:"seed"`
	Traits    []Trait  `json:"traits,omitempty"` // everything else that has to agree; version 1.0 wrote none

	Sections []runSection `json:"sections"`
}

// runSection is one vector in a run file.
type runSection struct {
	Name  string `json:"name"`
	Bits  int    `json:"bits"` // of one number, 32 or 64
	Count int    `json:"count"`

	data []byte
}

// numbers returns the section's numbers, which must be of the width of F.
func numbers[F dual.Float](s runSection) ([]F, error) {
	if want := file.Bits[F](); s.Bits != want {
		return nil, fmt.Errorf("section %q has numbers of %d bits, want %d", s.Name, s.Bits, want)
	}
	return file.Floats[F](s.data, s.Bits), nil
}

// newSection returns the section that holds x.
func newSection[F dual.Float](name string, x []F) runSection {
	return runSection{Name: name, Bits: file.Bits[F](), Count: len(x), data: file.AppendFloats(nil, x)}
}

// encode returns the file's contents.
func (h runHeader) encode() ([]byte, error) {
	var parts [][]byte
	for _, s := range h.Sections {
		parts = append(parts, s.data)
	}
	return runFormat.Encode(h, parts...)
}

// readRun reads the file at path.
func readRun(path string) (h runHeader, err error) {
	f, err := file.Open(path)
	if err != nil {
		return h, err
	}
	defer f.Close()
	return decodeRun(f)
}

// decodeRun parses a file's contents. The sections share the memory of its body.
func decodeRun(r io.ReadSeeker) (h runHeader, err error) {
	body, err := runFormat.Decode(r, &h, func() (int, error) { return h.bodySize() })
	if err != nil {
		return h, err
	}
	for i := range h.Sections {
		s := &h.Sections[i]
		k := s.Count * (s.Bits / 8)
		s.data, body = body[:k], body[k:]
	}
	return h, nil
}

// bodySize returns the bytes that the sections take.
func (h runHeader) bodySize() (size int, err error) {
	for _, s := range h.Sections {
		if size, err = file.AddFloats(size, s.Count, s.Bits); err != nil {
			return 0, fmt.Errorf("section %q: %w", s.Name, err)
		}
	}
	return size, nil
}

// section returns the section of that name.
func (h runHeader) section(name string) (runSection, error) {
	for _, s := range h.Sections {
		if s.Name == name {
			return s, nil
		}
	}
	return runSection{}, fmt.Errorf("no section %q", name)
}
