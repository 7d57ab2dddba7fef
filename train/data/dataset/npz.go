package dataset

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
)

// Members says what to read from an archive; the zero value stands for all arrays and [MaxBytes].
type Members struct {
	// Names are those of the arrays that are read, nil for all of them. Others are not looked into.
	Names []string

	// MaxBytes bounds memory: the numbers that are read from an archive may take 8 times its size, as bytes do that
	// become float64, and MaxBytes more. A compressed archive can expand a thousand times. 0 stands for [MaxBytes].
	MaxBytes int64

	// Rows says which rows of their first axes are read, nil for all. Memory is taken for these alone, and where members are not
	// compressed nothing else is read of them, so that their checksums are not verified.
	Rows Rows
}

// MaxBytes is the bound on an archive's expansion for those who give none: 1 GiB.
const MaxBytes = 1 << 30

// OpenNPZ reads arrays in a .npz file, by their names, see [ReadNPZ].
func OpenNPZ[F dual.Float](path string, m Members) (map[string]*Array[F], error) {
	f, err := file.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	return ReadNPZ[F](f, info.Size(), path, m)
}

// ReadNPZ reads arrays in an archive as NumPy's savez and savez_compressed write it, by their names: a ZIP file with a
// .npy file for each, see [ReadNPY]. The name stands in errors. Offsets in errors are those within the member. A name of
// m that the archive does not have is no error: it is missing in the result too.
func ReadNPZ[F dual.Float](r io.ReaderAt, size int64, name string, m Members) (map[string]*Array[F], error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %d bytes, want a ZIP archive: %w", name, size, err)
	}
	switch {
	case m.MaxBytes < 0:
		return nil, fmt.Errorf("dataset: %s: MaxBytes %d, want at least 0", name, m.MaxBytes)
	case m.MaxBytes == 0:
		m.MaxBytes = MaxBytes
	}
	room := m.MaxBytes + min(8*size, math.MaxInt64-m.MaxBytes)
	arrays, seen := map[string]*Array[F]{}, map[string]bool{}
	for _, member := range z.File {
		key, ok := strings.CutSuffix(member.Name, ".npy")
		if !ok {
			return nil, fmt.Errorf("dataset: %s: member %s, want .npy files alone", name, quote(member.Name))
		}
		if seen[key] {
			return nil, fmt.Errorf("dataset: %s: a second member %s, want one of each name", name, quote(member.Name))
		}
		seen[key] = true
		if m.Names != nil && !slices.Contains(m.Names, key) {
			continue
		}
		if arrays[key], err = readMember[F](member, container{r, size, name, m.Rows}, &room); err != nil {
			return nil, err
		}
	}
	return arrays, nil
}

// container is the file that members are in.
type container struct {
	r    io.ReaderAt
	size int64
	name string
	rows Rows
}

// open returns a member's bytes. Those of a whole one the ZIP reader checks by their checksum at the end.
func (c container) open(member *zip.File) (io.ReadCloser, error) {
	if c.rows == nil || member.Method != zip.Store {
		return member.Open()
	}
	offset, err := member.DataOffset()
	section := io.NewSectionReader(c.r, offset, int64(member.UncompressedSize64))
	return struct {
		io.ReadSeeker
		io.Closer
	}{section, io.NopCloser(section)}, err
}

// readMember reads one array of an archive into memory that is taken from room.
func readMember[F dual.Float](member *zip.File, in container, room *int64) (*Array[F], error) {
	name, size := in.name+": "+member.Name, in.size
	if len(member.Name) > 40 {
		name = in.name + ": " + quote(member.Name)
	}
	stored := member.Method == zip.Store
	const encrypted = 1
	switch {
	case member.Flags&encrypted != 0:
		return nil, fmt.Errorf("dataset: %s: an encrypted member, want one without a password", name)
	case !stored && member.Method != zip.Deflate:
		return nil, fmt.Errorf("dataset: %s: compression method %d, want 0 (stored) or 8 (deflated)", name, member.Method)
	case member.CompressedSize64 > uint64(size):
		return nil, fmt.Errorf("dataset: %s: %d bytes in an archive of %d, want at most those", name,
			member.CompressedSize64, size)
	case stored && member.CompressedSize64 != member.UncompressedSize64:
		return nil, fmt.Errorf("dataset: %s: a stored member of %d bytes in %d, want the same", name,
			member.UncompressedSize64, member.CompressedSize64)
	case member.UncompressedSize64/maxRatio > member.CompressedSize64:
		return nil, fmt.Errorf("dataset: %s: %d bytes out of %d, want at most %d times as many", name,
			member.UncompressedSize64, member.CompressedSize64, maxRatio)
	}
	f, err := in.open(member)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	defer f.Close()
	e := extent{size: int64(member.UncompressedSize64), there: stored, room: *room, rows: in.rows}
	a, err := readWhole[F](f, name, &e)
	*room = e.room
	return a, err
}

// maxRatio is how much deflated bytes expand at most: a match of 258 bytes may take 2 bits.
const maxRatio = 1032
