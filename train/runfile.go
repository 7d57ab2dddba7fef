package train

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"

	"example.com/sobolev/dual"
)

// A run file holds, after its magic word, the length of a header (4 bytes, little-endian), the header as JSON, the
// numbers of the header's sections as little-endian IEEE numbers, one section after the other, and the CRC-32 (IEEE) of
// all that.
const runMagic = "sobolev-run\x00\x01\n"

// maxRunHeader bounds the header of a file that claims to be a run.
const maxRunHeader = 1 << 20

// runHeader says what run a file holds. What has to agree with the run that reads it comes first.
type runHeader struct {
	Optimizer string   `json:"optimizer"`
	Parts     []string `json:"parts"`
	Points    []int    `json:"points"`  // of every term
	Batches   []int    `json:"batches"` // points a step of every term
	Seed      uint64   `json:"seed"`

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
	if want := widthOf[F](); s.Bits != want {
		return nil, fmt.Errorf("section %q has numbers of %d bits, want %d", s.Name, s.Bits, want)
	}
	x := make([]F, s.Count)
	for i := range x {
		if s.Bits == 32 {
			x[i] = F(math.Float32frombits(binary.LittleEndian.Uint32(s.data[4*i:])))
		} else {
			x[i] = F(math.Float64frombits(binary.LittleEndian.Uint64(s.data[8*i:])))
		}
	}
	return x, nil
}

// newSection returns the section that holds x.
func newSection[F dual.Float](name string, x []F) runSection {
	s := runSection{Name: name, Bits: widthOf[F](), Count: len(x)}
	for _, v := range x {
		if s.Bits == 32 {
			s.data = binary.LittleEndian.AppendUint32(s.data, math.Float32bits(float32(v)))
		} else {
			s.data = binary.LittleEndian.AppendUint64(s.data, math.Float64bits(float64(v)))
		}
	}
	return s
}

// widthOf is the number of bits of F.
func widthOf[F dual.Float]() int {
	if F(1)+F(0x1p-30) == 1 {
		return 32
	}
	return 64
}

// encode returns the file's contents.
func (h runHeader) encode() ([]byte, error) {
	head, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	b := append([]byte(runMagic), binary.LittleEndian.AppendUint32(nil, uint32(len(head)))...)
	b = append(b, head...)
	for _, s := range h.Sections {
		b = append(b, s.data...)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)), nil
}

// decodeRun parses a file's contents. The sections share its memory.
func decodeRun(b []byte) (h runHeader, err error) {
	if len(b) < len(runMagic)+8 || string(b[:len(runMagic)]) != runMagic {
		return h, fmt.Errorf("no run file: begins with %q, want %q", b[:min(len(b), len(runMagic))], runMagic)
	}
	body, tail := b[:len(b)-4], b[len(b)-4:]
	if got, want := crc32.ChecksumIEEE(body), binary.LittleEndian.Uint32(tail); got != want {
		return h, fmt.Errorf("checksum is %08x, want %08x: the file is damaged", got, want)
	}
	body = body[len(runMagic):]
	size := int(binary.LittleEndian.Uint32(body))
	body = body[4:]
	if size > maxRunHeader || size > len(body) {
		return h, fmt.Errorf("header of %d bytes, want at most %d", size, min(maxRunHeader, len(body)))
	}
	if err := json.Unmarshal(body[:size], &h); err != nil {
		return h, fmt.Errorf("header: %w", err)
	}
	body = body[size:]
	for i := range h.Sections {
		s := &h.Sections[i]
		if s.Bits != 32 && s.Bits != 64 || s.Count < 0 || s.Count > len(body)/(s.Bits/8) {
			return h, fmt.Errorf("section %q: %d numbers of %d bits in %d bytes", s.Name, s.Count, s.Bits, len(body))
		}
		s.data, body = body[:s.Count*s.Bits/8], body[s.Count*s.Bits/8:]
	}
	if len(body) != 0 {
		return h, fmt.Errorf("%d bytes after the last section, want none", len(body))
	}
	return h, nil
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

// replaceFile writes a file by way of a temporary one beside it: an error leaves an old file as it was.
func replaceFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once the file is renamed
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
