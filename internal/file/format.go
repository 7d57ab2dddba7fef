package file

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
)

// A Format is a kind of file. In each there stand, one after the other, the kind's word, a zero, the version and a
// newline; the length of a header (4 bytes); the header as JSON; a body whose length the header tells; and the CRC-32
// (IEEE) of all that (4 bytes). Numbers are little-endian.
type Format struct {
	Word    string // what the file begins with
	Name    string // of the kind, in errors: "network file"
	Body    string // what the body holds, in errors: "parameters"
	Version byte   // that is written, and the newest that is read
}

// maxHeader bounds the header of a file: what claims to be larger is no header.
const maxHeader = 1 << 20

// magic is what a file of the kind begins with.
func (f Format) magic() []byte {
	return append([]byte(f.Word), 0, f.Version, '\n')
}

// Encode returns a file's contents. The body is the parts, one after the other. A header that is no JSON or above 1 MiB
// is an error.
func (f Format) Encode(header any, parts ...[]byte) ([]byte, error) {
	h, err := json.Marshal(header)
	if err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	if len(h) > maxHeader {
		return nil, fmt.Errorf("header of %d bytes, want at most %d", len(h), maxHeader)
	}
	b := f.magic()
	size := len(b) + 4 + len(h) + 4
	for _, p := range parts {
		size += len(p)
	}
	b = slices.Grow(b, size)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(h)))
	b = append(b, h...)
	for _, p := range parts {
		b = append(b, p...)
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)), nil
}

// Read reads one file's contents from r, not a byte beyond, and returns the body with the number of bytes read. The
// header goes into what header points to; then size is to say how long a body it announces, or what is wrong with it.
// Memory grows with the bytes there are, not with what the header promises. The checksum is checked last: a header that
// size finds fault with may be a damaged one ([Format.Decode] can tell).
func (f Format) Read(r io.Reader, header any, size func() (int, error)) (body []byte, n int64, err error) {
	in := &summing{r: r}
	body, err = f.read(in, header, size)
	return body, in.n, err
}

// Decode reads the contents of a file from the beginning of r, as Read does, and expects nothing to follow. Damage is
// called that, whatever it led to.
func (f Format) Decode(r io.ReadSeeker, header any, size func() (int, error)) ([]byte, error) {
	body, n, err := f.Read(r, header, size)
	var content contentError
	switch {
	case errors.As(err, &content):
		if e := f.checkAll(r); e != nil {
			return nil, e
		}
		return nil, err
	case err != nil:
		return nil, err
	}
	end, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if end != n {
		return nil, fmt.Errorf("%d bytes after the %s, want none", end-n, f.Name)
	}
	return body, nil
}

// A contentError says that a header is not what it should be, be it the writer's fault or damage's.
type contentError struct{ cause error }

func (e contentError) Error() string { return e.cause.Error() }
func (e contentError) Unwrap() error { return e.cause }

func (f Format) read(r *summing, header any, size func() (int, error)) ([]byte, error) {
	if err := f.readMagic(r); err != nil {
		return nil, err
	}
	b, err := ReadFull(r, f.Name, "header", 4)
	if err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(b)
	if length > maxHeader { // compared before it is an int, which may have 32 bits
		return nil, contentError{fmt.Errorf("header of %d bytes, want at most %d", length, maxHeader)}
	}
	if b, err = ReadFull(r, f.Name, "header", int(length)); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, header); err != nil {
		return nil, contentError{fmt.Errorf("header: %w", err)}
	}
	want, err := size()
	if err == nil && want < 0 {
		err = fmt.Errorf("%s of %d bytes", f.Body, want)
	}
	if err != nil {
		return nil, contentError{err}
	}
	body, err := ReadFull(r, f.Name, f.Body, want)
	if err != nil {
		return nil, err
	}
	sum := r.sum
	if b, err = ReadFull(r, f.Name, "checksum", 4); err != nil {
		return nil, err
	}
	return body, compare(binary.LittleEndian.Uint32(b), sum)
}

// readMagic reads the word and the version.
func (f Format) readMagic(r io.Reader) error {
	want := string(f.magic())
	b := make([]byte, len(want))
	k, err := io.ReadFull(r, b)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	end := len(f.Word) + 1
	if k < len(b) || string(b[:end]) != want[:end] || b[end+1] != '\n' {
		return fmt.Errorf("no %s: begins with %q, want %q", f.Name, b[:k], want)
	}
	switch v := b[end]; {
	case v == 0:
		return fmt.Errorf("%s of version 0, want 1 to %d", f.Name, f.Version)
	case v > f.Version:
		return fmt.Errorf("%s of version %d, want at most %d: a newer release wrote it", f.Name, v, f.Version)
	}
	return nil
}

// checkAll checks that the last four bytes of r are the checksum of those before them.
func (f Format) checkAll(r io.ReadSeeker) error {
	end, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in := &summing{r: r}
	if _, err := io.CopyN(io.Discard, in, end-4); err != nil {
		return err
	}
	sum := in.sum
	b, err := ReadFull(in, f.Name, "checksum", 4)
	if err != nil {
		return err
	}
	return compare(binary.LittleEndian.Uint32(b), sum)
}

func compare(got, want uint32) error {
	if got != want {
		return fmt.Errorf("checksum is %08x, want %08x: the file is damaged", got, want)
	}
	return nil
}

// summing counts and sums what is read through it.
type summing struct {
	r   io.Reader
	n   int64
	sum uint32
}

func (s *summing) Read(b []byte) (int, error) {
	k, err := s.r.Read(b)
	s.n += int64(k)
	s.sum = crc32.Update(s.sum, crc32.IEEETable, b[:k])
	return k, err
}
