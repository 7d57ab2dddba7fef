package train

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
)

// saveEvery saves the run after an epoch if it is time to, or if it was the last.
func (r *run[F]) saveEvery(epoch int) error {
	if c := r.opt.Checkpoint; c.Path == "" || epoch%c.Every != 0 && !r.trainer.over() && !r.outOfPatience() {
		return nil
	}
	return r.save()
}

// saveCancelled saves a run that was cancelled.
func (r *run[F]) saveCancelled() error {
	if r.opt.Checkpoint.Path == "" || !r.trainer.wasCancelled() {
		return nil
	}
	return r.save()
}

// save writes the trainer's state and the run's own.
func (r *run[F]) save() error {
	more := []runSection{newSection("best", r.best), newSection("history", r.history())}
	if err := r.trainer.save(r.opt.Checkpoint.Path, more); err != nil {
		return during("checkpoint", err)
	}
	return nil
}

// resume goes on with the run in the checkpoint, if there is one.
func (r *run[F]) resume() error {
	path := r.opt.Checkpoint.Path
	if err := r.trainer.load(path, r.set); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return during("resume from "+path, err)
	}
	return nil
}

// set takes the state of a run from its file.
func (r *run[F]) set(h runHeader) error {
	if err := matches(h, r.trainer.header()); err != nil { // in words, before sections of another run have other lengths
		return err
	}
	best, err := readAll(h, []named[F]{{"best", r.best}})
	if err != nil {
		return err
	}
	s, err := h.section("history")
	if err != nil {
		return err
	}
	history, err := numbers[float64](s)
	if err != nil {
		return err
	}
	row := r.historyRow()
	if len(history)%row != 1%row {
		return fmt.Errorf("section %q has %d numbers, want 1 and a multiple of %d", s.Name, len(history), row)
	}
	if best, epochs := history[0], float64(len(history)/row); !(best >= 0 && best <= epochs) || best != math.Trunc(best) {
		return fmt.Errorf("section %q: the best epoch is %v, want a whole number from 0 to %v", s.Name, best, epochs)
	}
	if err := r.trainer.adopt(h); err != nil {
		return err
	}
	copy(r.best, best[0])
	r.setHistory(history)
	r.resumed = true
	return nil
}

// historyRow is the number of numbers that an epoch takes in a file.
func (r *run[F]) historyRow() int { return 5 + len(r.result.Parts) }

// history returns the best epoch and all epochs as numbers.
func (r *run[F]) history() []float64 {
	h := []float64{float64(r.result.Best)}
	for _, e := range r.result.Epochs {
		h = append(h, e.Loss, e.Validation, e.LearningRate, e.GradNorm, e.Throughput)
		h = append(h, e.Parts...)
	}
	return h
}

// setHistory is the inverse of history.
func (r *run[F]) setHistory(h []float64) {
	row := r.historyRow()
	r.result.Best, r.result.Epochs = int(h[0]), nil
	for h = h[1:]; len(h) >= row; h = h[row:] {
		r.result.Epochs = append(r.result.Epochs, Epoch{Epoch: len(r.result.Epochs) + 1, Loss: h[0], Validation: h[1],
			LearningRate: h[2], GradNorm: h[3], Throughput: h[4], Parts: append([]float64(nil), h[5:row]...)})
	}
}
