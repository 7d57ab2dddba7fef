package distill

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// row is one result as the command prints it.
type row struct {
	Env          string  `json:"env"`
	Fraction     float64 `json:"fraction"` // of the recorded states, in per cent
	Method       string  `json:"method"`
	Seed         int     `json:"seed"`
	Disagreement float64 `json:"disagreement"` // part of the states that were not trained on
	KL           float64 `json:"kl"`           // mean over them, in nats
	Return       float64 `json:"return"`       // mean over the episodes played
}

func newRow(r *result) row {
	return row{r.domain.name, r.fraction, r.method.String(), r.seed, r.disagreement, r.divergence, r.returned}
}

// kept is a row with what it depends on besides and what tables say besides.
type kept struct {
	row
	Weight      float64 `json:"weight"`
	States      int     `json:"states"`
	Lessons     int     `json:"lessons"`
	LessonSteps int     `json:"lesson_steps"`
	Steps       int     `json:"steps"`
	Batch       int     `json:"batch"`

	Teacher  float64 `json:"teacher_return"`
	Trained  int     `json:"trained"`
	Recorded int     `json:"recorded"`
	Seconds  float64 `json:"seconds"`
}

// keptOf is the form in which a result is kept.
func keptOf(r *result) kept {
	b := r.budget
	return kept{newRow(r), r.weight, b.states, b.lessons, b.lessonSteps, b.steps, b.batch, r.score, r.trained, r.recorded, r.seconds}
}

// key is what makes two results the same: all but what was measured.
func (k kept) key() kept {
	k.Disagreement, k.KL, k.Return, k.Teacher, k.Trained, k.Recorded, k.Seconds = 0, 0, 0, 0, 0, 0, 0
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
	if err != nil {
		return nil, fmt.Errorf("distill: %w", err)
	}
	for _, k := range s.known { // results of other flags stay for other runs
		if err := s.write(k); err != nil {
			return nil, err
		}
	}
	if err := os.Rename(path+".new", path); err != nil {
		return nil, fmt.Errorf("distill: %w", err)
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
		return fmt.Errorf("distill: %w", err)
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
			return fmt.Errorf("distill: %s, after byte %d: %w", path, d.InputOffset(), err)
		}
		s.known[k.key()] = k
	}
}

func (s *store) write(k kept) error {
	if s.file == nil {
		return nil
	}
	if err := json.NewEncoder(s.file).Encode(k); err != nil {
		return fmt.Errorf("distill: keeping results: %w", err)
	}
	return nil
}

// keep adds a finished result, unless it came from the store.
func (s *store) keep(r *result) error {
	k := keptOf(r)
	if _, ok := s.known[k.key()]; ok {
		return nil
	}
	return s.write(k)
}

// find returns the kept result of a job, nil if there is none.
func (s *store) find(j job) *result {
	k, ok := s.known[keptOf(&result{job: j}).key()]
	if !ok {
		return nil
	}
	return &result{job: j, score: k.Teacher, trained: k.Trained, recorded: k.Recorded, disagreement: k.Disagreement,
		divergence: k.KL, returned: k.Return, seconds: k.Seconds}
}

func (s *store) close() {
	if s.file != nil {
		_ = s.file.Close() // every row has been written and checked
	}
}
