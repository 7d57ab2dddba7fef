package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace makes b the contents of the file at path. Whoever reads the file, at any time, finds the old contents or the new
// ones whole, also if the process is killed or the disk full: b goes to a temporary file beside the old one, to the disk,
// and takes the name of the old one last. A file that stands there keeps its mode, and a symbolic link stays one and
// leads to the new contents; a new file's mode is 0666 less the umask. What is not a regular file is left alone, with an
// error. Temporary files that killed processes of this machine left beside the file are removed.
func Replace(path string, b []byte) error {
	if path == "" {
		return errNoPath
	}
	if err := replace(path, b); err != nil {
		return fmt.Errorf("replacing %s: %w", path, err)
	}
	return nil
}

func replace(path string, b []byte) error {
	path, err := follow(path)
	if err != nil {
		return err
	}
	old, err := regular(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	dir, base := filepath.Split(path) // which, unlike Dir, leaves ".." after a symbolic link alone
	removeStale(dir, base)
	mode := fs.FileMode(0o666)
	if old != nil {
		mode = old.Mode().Perm()
	}
	f, err := os.OpenFile(dir+temporary(base), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		var e *fs.PathError
		if errors.As(err, &e) { // of a name that nobody has given
			e.Op, e.Path = "writing into", filepath.Clean(dir)
		}
		return err
	}
	if old != nil {
		err = f.Chmod(mode) // what the umask took
	}
	if err == nil {
		_, err = f.Write(b)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// maxLinks is how many symbolic links follow takes for no circle.
const maxLinks = 40

// follow returns the path at the end of the symbolic links that path may be the beginning of. Nothing need stand there.
func follow(path string) (string, error) {
	for range maxLinks {
		link, err := os.Readlink(path)
		if err != nil {
			return path, nil // no link
		}
		if !filepath.IsAbs(link) {
			dir, _ := filepath.Split(path)
			link = dir + link
		}
		path = link
	}
	return "", fmt.Errorf("more than %d symbolic links", maxLinks)
}
