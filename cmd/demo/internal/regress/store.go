package regress

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// row is one result as the command prints and keeps it.
type row struct {
	Fn      string  `json:"fn"`
	N       int     `json:"n"`
	Order   int     `json:"order"`
	Net     string  `json:"net,omitempty"`    // if methods are chosen by name
	Method  string  `json:"method,omitempty"` // likewise
	Seed    int     `json:"seed"`
	MSE     float64 `json:"test_mse"`
	GradMSE float64 `json:"test_grad_mse"`
	Seconds float64 `json:"seconds"`
}

// newRow makes a result's row, with the names of network and method if the orders do not say them.
func newRow(r *result, named bool) row {
	out := row{Fn: r.problem.f.Name, N: r.n, Order: r.method.order, Seed: r.seed, MSE: r.mse, GradMSE: r.gradMSE, Seconds: r.seconds}
	if named {
		out.Net, out.Method = r.arch.String(), r.method.name
	}
	return out
}

// kept is a row with what it depends on besides.
type kept struct {
	row
	Epochs int     `json:"epochs"`
	Batch  int     `json:"batch"`
	Rate   float64 `json:"rate"`
}

// key is what makes two results the same.
func (k kept) key() kept {
	k.MSE, k.GradMSE, k.Seconds = 0, 0, 0
	return k
}

// store keeps finished results in a file, so that a run that was cut short can be resumed.
type store struct {
	file  *os.File // nil if nothing is kept
	known map[kept]kept
}

// storeFile is the store's name in the report's directory.
const storeFile = "results.jsonl"

// openStore opens the store in the report's directory, if there is one, with what an earlier run left if it is resumed.
func openStore(o *options) (*store, error) {
	s := &store{known: map[kept]kept{}}
	if o.dir == "" {
		return s, nil
	}
	path := filepath.Join(o.dir, storeFile)
	if o.resume {
		if err := s.read(path); err != nil {
			return nil, err
		}
	}
	err := os.MkdirAll(o.dir, 0o755)
	if err == nil {
		s.file, err = os.Create(path + ".new")
	}
	if err == nil {
		err = os.Rename(path+".new", path) // the old results are in memory, or not wanted any more
	}
	if err != nil {
		return nil, fmt.Errorf("regress: %w", err)
	}
	for _, k := range s.known {
		if err := s.write(k); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// read takes what an earlier run kept. A line that a crash cut short ends it.
func (s *store) read(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("regress: %w", err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	for {
		var k kept
		err := d.Decode(&k)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("regress: %s, after byte %d: %w", path, d.InputOffset(), err)
		}
		s.known[k.key()] = k
	}
}

func (s *store) write(k kept) error {
	if s.file == nil {
		return nil
	}
	if err := json.NewEncoder(s.file).Encode(k); err != nil {
		return fmt.Errorf("regress: keeping results: %w", err)
	}
	return nil
}

// keep adds a finished result.
func (s *store) keep(r *result) error {
	if r.interrupted || r.net == nil {
		return nil
	}
	return s.write(keptOf(r))
}

// keptOf is the form in which a result is kept.
func keptOf(r *result) kept {
	return kept{newRow(r, true), r.budget.epochs, r.budget.batch, r.budget.rate}
}

// find returns the kept result of a job, nil if there is none.
func (s *store) find(j job) *result {
	k, ok := s.known[keptOf(&result{job: j}).key()]
	if !ok {
		return nil
	}
	return &result{job: j, mse: k.MSE, gradMSE: k.GradMSE, seconds: k.Seconds}
}

func (s *store) close() {
	if s.file != nil {
		_ = s.file.Close() // every row has been written and checked
	}
}
