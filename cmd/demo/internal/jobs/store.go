package jobs

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"example.com/sobolev/cmd/demo/internal/nonfinite"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/train"
)

// A Store keeps finished results in a file, one JSON object a line, each under the name of its job: a text that says
// all the result depends on. It may be used by many goroutines at once.
type Store[R any] struct {
	mutex sync.Mutex
	file  *os.File // nil if nothing is kept
	known map[string]R
}

// entry is one line of the file.
type entry struct {
	Job string `json:"job"`
	nonfinite.Kept
}

// StoreFile is the name of a store's file in its directory, that of the first rank where there are several.
const StoreFile = "results.jsonl"

// fileOf returns the name of a rank's file.
func fileOf(rank int) string {
	if rank == 0 {
		return StoreFile
	}
	return fmt.Sprintf("results-%d.jsonl", rank)
}

// Open opens the store in a directory, which it makes if needed; with resume it knows what an earlier run left there, on
// any number of ranks, otherwise it starts empty. Without a directory it keeps nothing. Each rank of a group keeps its
// results in a file of its own.
func Open[R any](dir string, resume bool, g train.Group) (*Store[R], error) {
	s := &Store[R]{known: map[string]R{}}
	if dir == "" {
		return s, nil
	}
	path := filepath.Join(dir, fileOf(g.Rank()))
	if err := s.takeOver(dir, resume, g); err != nil {
		return nil, err
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		s.file, err = os.Create(path + ".new")
	}
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	for job, r := range s.known {
		if err := s.write(job, r); err != nil {
			return nil, err
		}
	}
	if err := os.Rename(path+".new", path); err != nil { // not before the old results stand in the new file
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return s, nil
}

// takeOver reads the files of an earlier run, or removes those that no rank of this one replaces.
func (s *Store[R]) takeOver(dir string, resume bool, g train.Group) error {
	paths, err := filepath.Glob(filepath.Join(dir, "results*.jsonl"))
	for _, path := range paths {
		switch {
		case err != nil:
		case resume:
			err = s.read(path)
		case g.Rank() == 0 && !isOf(g, path):
			err = os.Remove(path)
		}
	}
	return err
}

// isOf reports whether a file is that of one of the ranks.
func isOf(g train.Group, path string) bool {
	for rank := range g.Size() {
		if fileOf(rank) == filepath.Base(path) {
			return true
		}
	}
	return false
}

// read takes what an earlier run kept. A line that a crash cut short ends it.
func (s *Store[R]) read(path string) error {
	f, err := file.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	for {
		var e entry
		var result R
		err := d.Decode(&e)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err == nil {
			err = e.Restore(&result)
		}
		if err != nil {
			return fmt.Errorf("jobs: %s, after byte %d: %w", path, d.InputOffset(), err)
		}
		s.known[e.Job] = result
	}
}

// write writes a result.
func (s *Store[R]) write(job string, r R) error {
	if s.file == nil {
		return nil
	}
	kept, err := nonfinite.Keep(r)
	if err == nil {
		err = json.NewEncoder(s.file).Encode(entry{job, kept})
	}
	if err != nil {
		return fmt.Errorf("jobs: keeping the result of %s: %w", job, err)
	}
	return nil
}

// Find returns the kept result of a job.
func (s *Store[R]) Find(job string) (r R, ok bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	r, ok = s.known[job]
	return r, ok
}

// Len is the number of results that are known.
func (s *Store[R]) Len() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return len(s.known)
}

// Keep adds a result. It is in the file when Keep returns.
func (s *Store[R]) Keep(job string, r R) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.known[job] = r
	return s.write(job, r)
}

// Close closes the file.
func (s *Store[R]) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
