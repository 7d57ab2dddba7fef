package dataset

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"example.com/sobolev/dual"
)

// Members says what to read from an archive; the zero value stands for all arrays and [MaxBytes].
type Members struct {
	// Names are those of the arrays that are read, nil for all of them. Others are not looked into.
	Names []string

	// MaxBytes bounds memory: the numbers that are read from an archive may take 8 times its size, as bytes do that
	// become float64, and MaxBytes more. A compressed archive can expand a thousand times. 0 stands for [MaxBytes].
	MaxBytes int64
}

// MaxBytes is the bound on an archive's expansion for those who give none: 1 GiB.
const MaxBytes = 1 << 30

// OpenNPZ reads arrays in a .npz file, by their names, see [ReadNPZ].
func OpenNPZ[F dual.Float](path string, m Members) (map[string]*Array[F], error) {
	f, err := os.Open(path)
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
		if arrays[key], err = readMember[F](member, name, size, &room); err != nil {
			return nil, err
		}
	}
	return arrays, nil
}

// readMember reads one array of an archive of the given size into memory that is taken from room. At the array's end
// the ZIP reader verifies the checksum.
func readMember[F dual.Float](member *zip.File, archive string, size int64, room *int64) (*Array[F], error) {
	name := archive + ": " + member.Name
	if len(member.Name) > 40 {
		name = archive + ": " + quote(member.Name)
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
	f, err := member.Open()
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	defer f.Close()
	e := extent{size: int64(member.UncompressedSize64), there: stored, room: *room}
	a, err := readWhole[F](f, name, &e)
	*room = e.room
	return a, err
}

// maxRatio is how much deflated bytes expand at most: a match of 258 bytes may take 2 bits.
const maxRatio = 1032
