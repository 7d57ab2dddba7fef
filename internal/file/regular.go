package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Open opens a regular file for reading, through symbolic links. Anything else is an error; a named pipe, which would
// make the reader wait for a writer, too.
func Open(path string) (*os.File, error) {
	if path == "" {
		return nil, errNoPath
	}
	if _, err := regular(path); err != nil {
		return nil, err
	}
	return os.Open(path)
}

// CheckReplaceable reports what stands at path, through symbolic links, and is not a regular file, which [Replace] would refuse. It
// need not be there.
func CheckReplaceable(path string) error {
	if path == "" {
		return errNoPath
	}
	if _, err := regular(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// errNoPath says what an empty path is: it would name files of the directory that the program runs in.
var errNoPath = errors.New("the path is empty, want that of a file")

// regular describes the regular file at path.
func regular(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is %s, want a regular file", path, kind(info.Mode()))
	}
	return info, nil
}

// kind says in words what a file is that is not regular.
func kind(m fs.FileMode) string {
	switch {
	case m&fs.ModeDir != 0:
		return "a directory"
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "an irregular file"
}
