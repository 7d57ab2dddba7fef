package dataset

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strings"
)

// OpenNPZ reads the arrays in a .npz file, by their names.
func OpenNPZ(path string) (map[string]*Array, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	return ReadNPZ(f, info.Size(), path)
}

// ReadNPZ reads the arrays in an archive as NumPy's savez and savez_compressed write it, by their names: a ZIP file with
// a .npy file for each. The name stands in errors. Offsets in errors are those within the member.
func ReadNPZ(r io.ReaderAt, size int64, name string) (map[string]*Array, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %d bytes, want a ZIP archive: %w", name, size, err)
	}
	arrays := map[string]*Array{}
	for _, member := range z.File {
		key, ok := strings.CutSuffix(member.Name, ".npy")
		if !ok {
			return nil, fmt.Errorf("dataset: %s: member %q, want .npy files alone", name, member.Name)
		}
		if arrays[key] != nil {
			return nil, fmt.Errorf("dataset: %s: a second member %q, want one of each name", name, member.Name)
		}
		if arrays[key], err = readMember(member, name+": "+member.Name); err != nil {
			return nil, err
		}
	}
	return arrays, nil
}

// readMember reads one array of an archive. At its end the ZIP reader verifies the checksum.
func readMember(member *zip.File, name string) (*Array, error) {
	f, err := member.Open()
	if err != nil {
		return nil, fmt.Errorf("dataset: %s: %w", name, err)
	}
	defer f.Close()
	return readWhole(f, name)
}
