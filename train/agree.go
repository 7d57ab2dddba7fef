package train

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"

	"example.com/sobolev/internal/vec"
)

// A rankError is what went wrong on another rank.
type rankError struct {
	rank    int
	message string
	cause   error // nil, or the one of causes that it is
}

func (e *rankError) Error() string { return fmt.Sprintf("train: rank %d: %s", e.rank, e.message) }

func (e *rankError) Unwrap() error { return e.cause }

// during says what was being done when something went wrong, in the same order on all ranks: the package, the rank if it is
// another, then this.
func during(what string, err error) error {
	if e, ok := err.(*rankError); ok {
		return &rankError{e.rank, what + ": " + e.message, e.cause}
	}
	return fmt.Errorf("train: %s: %w", what, err)
}

// causes are what callers ask errors for, and so what is told of those of other ranks.
var causes = []error{nil, fs.ErrNotExist, context.Canceled, context.DeadlineExceeded}

// agree returns nil if err is nil on all ranks. Otherwise it returns an error on all of them, that of the first rank with one.
func (r ranks) agree(err error) error {
	if r.group == nil {
		return err
	}
	var message []byte // empty if there is nothing to say
	if err != nil {
		cause := 0
		for i, c := range causes {
			if errors.Is(err, c) {
				cause = i
			}
		}
		message = append([]byte{byte(cause)}, err.Error()...)
	}
	lengths := r.messages
	clear(lengths)
	lengths[r.group.Rank()] = float64(len(message))
	if e := r.group.SumFloat64(lengths); e != nil {
		return e
	}
	for rank, length := range lengths {
		if length == 0 {
			continue
		}
		b := make([]byte, int(length))
		copy(b, message)
		if e := r.group.Broadcast(b, rank); e != nil {
			return e
		}
		if rank == r.group.Rank() {
			return err
		}
		return &rankError{rank, strings.TrimPrefix(string(b[1:]), "train: "), causes[b[0]]}
	}
	return nil
}

// fromFirst returns b of rank 0 on all ranks.
func (r ranks) fromFirst(b []byte) ([]byte, error) {
	length := []float64{0}
	if r.leads() {
		length[0] = float64(len(b))
	}
	if err := r.group.SumFloat64(length); err != nil {
		return nil, err
	}
	if !r.leads() {
		b = make([]byte, int(length[0]))
	}
	return b, r.group.Broadcast(b, 0)
}

// readRun reads the run in the file at path of rank 0, for all ranks.
func (r ranks) readRun(path string) (h runHeader, err error) {
	if r.leads() {
		h, err = readRun(path)
	}
	return r.share(h, err)
}

// share returns the run of rank 0, or its error, on all ranks.
func (r ranks) share(h runHeader, err error) (runHeader, error) {
	if r.group == nil {
		return h, err
	}
	var b []byte
	if r.leads() && err == nil {
		b, err = h.encode()
	}
	if err = r.agree(err); err != nil {
		return h, err
	}
	if b, err = r.fromFirst(b); err != nil || r.leads() {
		return h, err
	}
	return decodeRun(bytes.NewReader(b))
}

// sameAs returns an error on all ranks unless all have the traits of rank 0, under the same names.
func (r ranks) sameAs(what string, describe func() []Trait) error {
	if r.group == nil {
		return nil
	}
	traits := describe()
	b, err := json.Marshal(traits)
	if err = r.agree(err); err != nil {
		return err
	}
	if b, err = r.fromFirst(b); err != nil {
		return err
	}
	var first []Trait
	if err = json.Unmarshal(b, &first); err == nil {
		err = asFirst(cmp.Or(differ(traits, first), onlyOnOne(traits, first)))
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", what, err)
	}
	return r.agree(err)
}

// asFirst says what the wanted traits of an error are.
func asFirst(err error) error {
	if err != nil {
		err = fmt.Errorf("%w, as on rank 0", err)
	}
	return err
}

// startAlike makes sure that all ranks take part in the same run, and starts them from the state of rank 0.
func (t *Trainer[F]) startAlike() error {
	r, o := t.shards.ranks, t.opt
	if r.group == nil {
		return nil
	}
	err := r.sameAs("options", func() []Trait {
		return []Trait{
			{"processor", runtime.GOARCH},
			{"kernels (see SOBOLEV_CPU)", vec.Current().String()},
			{"number of epochs", fmt.Sprint(o.Epochs)},
			{"patience", fmt.Sprint(o.Patience)},
			{"strategy", o.Strategy.String()},
			{"checkpoint", fmt.Sprintf("%t, every %d, resume %t", o.Checkpoint.Path != "", o.Checkpoint.Every, o.Checkpoint.Resume)},
		}
	})
	if err != nil {
		return err
	}
	h, err := r.share(t.state(), nil)
	if err != nil {
		return err
	}
	mine := t.header()
	if err = asFirst(cmp.Or(matches(mine, h), onlyOnOne(mine.Traits, h.Traits))); err == nil {
		err = t.adopt(h)
	}
	return r.agree(err)
}

// endAlike returns an error on all ranks unless their parameters are the same, and the terms what those of rank 0 are: labels
// that were changed on one rank change the gradient of all alike, and leave no other trace.
func (t *Trainer[F]) endAlike() error {
	if err := t.sameParams(); err != nil {
		return err
	}
	t.lost = t.shards.sameAs(atEnd, func() []Trait { return describeTerms(t.terms) })
	return t.lost
}

// atEnd is when ranks are compared once more.
const atEnd = "at the end of the run"
