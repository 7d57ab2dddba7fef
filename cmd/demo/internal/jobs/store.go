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
)

// A Store keeps finished results in a file, one JSON object a line, each under the name of its job: a text that says
// all the result depends on. It may be used by many goroutines at once.
type Store[R any] struct {
	mutex sync.Mutex
	file  *os.File // nil if nothing is kept
	known map[string]R
}

// entry is one line of the file.
type entry[R any] struct {
	Job    string `json:"job"`
	Result R      `json:"result"`
}

// StoreFile is the name of a store's file in its directory.
const StoreFile = "results.jsonl"

// Open opens the store in a directory, which it makes if needed; with resume it knows what an earlier run left there,
// otherwise it starts empty. Without a directory it keeps nothing.
func Open[R any](dir string, resume bool) (*Store[R], error) {
	s := &Store[R]{known: map[string]R{}}
	if dir == "" {
		return s, nil
	}
	path := filepath.Join(dir, StoreFile)
	if resume {
		if err := s.read(path); err != nil {
			return nil, err
		}
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

// read takes what an earlier run kept. A line that a crash cut short ends it.
func (s *Store[R]) read(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	for {
		var e entry[R]
		err := d.Decode(&e)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("jobs: %s, after byte %d: %w", path, d.InputOffset(), err)
		}
		s.known[e.Job] = e.Result
	}
}

func (s *Store[R]) write(job string, r R) error {
	if s.file == nil {
		return nil
	}
	if err := json.NewEncoder(s.file).Encode(entry[R]{job, r}); err != nil {
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
