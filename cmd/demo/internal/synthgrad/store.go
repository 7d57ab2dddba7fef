package synthgrad

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

// row is one result as the command prints it.
type row struct {
	Data     string  `json:"data"`
	Method   string  `json:"method"`
	Seed     int     `json:"seed"`
	Accuracy float64 `json:"accuracy"`
	Steps    int     `json:"steps"`
}

// kept is a row with what it depends on besides, and with what the report shows.
type kept struct {
	row
	Setup   string    `json:"setup"`
	Seconds float64   `json:"seconds"`
	Cosines []float64 `json:"cosines,omitempty"`
	Curve   []reading `json:"curve"`
}

// key is what makes two results the same.
type key struct {
	row
	setup string
}

func (k kept) key() key {
	k.Accuracy = 0
	return key{k.row, k.Setup}
}

// store keeps finished results in a file, so that a run that was cut short can be resumed. Jobs may use it at the same
// time.
type store struct {
	s     *setup
	known map[key]kept

	mu   sync.Mutex
	file *os.File // nil if nothing is kept
}

// storeFile is the store's name in the report's directory.
const storeFile = "results.jsonl"

// openStore opens the store in a directory, if one is named, with what an earlier run left if it is resumed.
func openStore(s *setup, dir string, resume bool) (*store, error) {
	st := &store{s: s, known: map[key]kept{}}
	if dir == "" {
		return st, nil
	}
	path := filepath.Join(dir, storeFile)
	var old []kept
	if resume {
		var err error
		if old, err = readStore(path); err != nil {
			return nil, err
		}
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		st.file, err = os.Create(path + ".new")
	}
	if err != nil {
		return nil, fmt.Errorf("synthgrad: %w", err)
	}
	for _, k := range old {
		if _, again := st.known[k.key()]; again {
			continue
		}
		st.known[k.key()] = k
		if err := st.write(k); err != nil {
			return nil, err
		}
	}
	if err := os.Rename(path+".new", path); err != nil { // the old results are in the new file, or not wanted any more
		return nil, fmt.Errorf("synthgrad: %w", err)
	}
	return st, nil
}

// readStore returns what an earlier run kept. A line that a crash cut short ends it.
func readStore(path string) ([]kept, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("synthgrad: %w", err)
	}
	defer f.Close()
	var old []kept
	d := json.NewDecoder(f)
	for {
		var k kept
		err := d.Decode(&k)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return old, nil
		}
		if err != nil {
			return nil, fmt.Errorf("synthgrad: %s, after byte %d: %w", path, d.InputOffset(), err)
		}
		old = append(old, k)
	}
}

// keep adds a finished result.
func (st *store) keep(r *result) error {
	return st.write(kept{st.row(r), st.s.String(), r.seconds, r.cosines, r.curve})
}

func (st *store) write(k kept) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.file == nil {
		return nil
	}
	if err := json.NewEncoder(st.file).Encode(k); err != nil {
		return fmt.Errorf("synthgrad: keeping results: %w", err)
	}
	return nil
}

// row makes a result's row.
func (st *store) row(r *result) row {
	return row{st.s.data.name, r.method.name, r.seed, r.accuracy, st.s.steps}
}

// find returns the kept result of a job, nil if there is none.
func (st *store) find(j job) *result {
	k, ok := st.known[key{st.row(&result{job: j}), st.s.String()}]
	if !ok {
		return nil
	}
	return &result{job: j, accuracy: k.Accuracy, seconds: k.Seconds, cosines: k.Cosines, curve: k.Curve}
}

func (st *store) close() {
	if st.file != nil {
		_ = st.file.Close() // every row has been written and checked
	}
}
