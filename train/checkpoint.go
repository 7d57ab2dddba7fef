package train

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/train/optim"
)

// Save writes the state of the run to a file: parameters, what the optimiser remembers, and where the run stands. It
// may be called between any two steps. An error leaves an old file as it was. All ranks of a group have to call it, and rank 0
// writes the file.
func (t *Trainer[F]) Save(path string) error {
	if err := t.save(path, nil); err != nil {
		return during("Save", err)
	}
	return nil
}

// Load reads the state of a run that [Trainer.Save] or [Fit] wrote for the same network, terms and options: the steps
// that follow are, bit for bit, those that would have followed then. If the run is another one, or anything is wrong, the
// error says what, and the trainer and its network are left as they were. Options.Epochs, Workers and Patience may differ.
// So may the group: all its ranks have to call Load, and rank 0 reads the file for them.
func (t *Trainer[F]) Load(path string) error {
	if err := t.load(path, t.set); err != nil {
		return during("Load "+path, err)
	}
	return nil
}

// load gives the contents of a run file to set, on all ranks, which agree on what came of it.
func (t *Trainer[F]) load(path string, set func(runHeader) error) error {
	h, err := t.shards.readRun(path)
	if err != nil {
		return err
	}
	return t.shards.agree(set(h))
}

// header describes the run.
func (t *Trainer[F]) header() runHeader {
	h := runHeader{Optimizer: t.opt.Optimizer.String(), Seed: t.opt.Seed, Traits: t.describe()}
	for k, term := range t.terms {
		h.Parts = append(h.Parts, term.Parts()...)
		h.Points = append(h.Points, t.supply[k].points)
		h.Batches = append(h.Batches, t.supply[k].batch)
	}
	return h
}

// save writes the trainer's sections and others.
func (t *Trainer[F]) save(path string, more []runSection) error {
	if !t.shards.leads() {
		return t.shards.agree(nil)
	}
	h := t.state()
	h.Sections = append(h.Sections, more...)
	b, err := h.encode()
	if err == nil {
		err = file.Replace(path, b)
	}
	return t.shards.agree(err)
}

// state returns the trainer's header and sections.
func (t *Trainer[F]) state() runHeader {
	h := t.header()
	for _, v := range t.vectors() {
		h.Sections = append(h.Sections, newSection(v.name, v.x))
	}
	for _, v := range t.numbers() {
		h.Sections = append(h.Sections, newSection(v.name, v.x))
	}
	h.Sections = append(h.Sections, newSection("counters", t.counters()))
	return h
}

// named is a vector of a run that goes to its file.
type named[F dual.Float] struct {
	name string
	x    []F
}

// vectors returns what there is in the parameters' precision.
func (t *Trainer[F]) vectors() []named[F] {
	v := []named[F]{{"params", t.net.Params()}, {"last", t.last}, {"average", t.average}}
	for i, x := range t.rule().State() {
		v = append(v, named[F]{fmt.Sprintf("optimizer %d", i), x})
	}
	return v
}

// numbers returns what there is in double precision.
func (t *Trainer[F]) numbers() []named[float64] {
	v := []named[float64]{{"epoch sums", t.epoch.sums}, {"epoch parts", t.epoch.parts}}
	for i, term := range t.terms {
		if e, ok := term.(EpochTerm); ok {
			v = append(v, named[float64]{fmt.Sprintf("term %d", i), e.State()})
		}
	}
	return v
}

// counters returns where the run stands.
func (t *Trainer[F]) counters() []float64 {
	stopped := 0.0
	if t.stopped {
		stopped = 1
	}
	return []float64{float64(t.step.Step), float64(t.step.Epoch), float64(t.taken), stopped, float64(t.epoch.steps),
		t.plateau.Scale, t.plateau.Best, float64(t.plateau.Since)}
}

// setCounters is the inverse of counters.
func (t *Trainer[F]) setCounters(c []float64) {
	t.step.Step, t.step.Epoch, t.taken, t.stopped = int(c[0]), int(c[1]), int(c[2]), c[3] != 0
	t.epoch.steps = int(c[4])
	t.plateau = optim.PlateauState{Scale: c[5], Best: c[6], Since: int(c[7])}
}

// checkCounters checks that counters are some: a checksum says that a file is as it was written, not that it makes sense.
func (t *Trainer[F]) checkCounters(c []float64) error {
	const most = min(1<<53, math.MaxInt)
	for i, name := range []string{"steps", "epochs", "steps taken", "", "steps of the epoch", "", "", "epochs without progress"} {
		if name != "" && (!(c[i] >= 0 && c[i] <= most) || c[i] != math.Trunc(c[i])) {
			return fmt.Errorf("section %q: %v %s, want a whole number from 0 on", "counters", c[i], name)
		}
	}
	if c[2] > c[0] || c[1] > c[0] || c[4] > float64(t.stepsPerEpoch()) {
		return fmt.Errorf("section %q: %v steps taken of %v, %v epochs, %v steps of an epoch of %d, want no part larger than the whole",
			"counters", c[2], c[0], c[1], c[4], t.stepsPerEpoch())
	}
	if scale := c[5]; !(scale >= 0 && scale <= 1) {
		return fmt.Errorf("section %q: the plateau scales the rate by %v, want from 0 to 1", "counters", scale)
	}
	if math.IsNaN(c[6]) {
		return fmt.Errorf("section %q: the best loss is NaN, want a number", "counters")
	}
	return nil
}

// set takes the state of a run from its file.
func (t *Trainer[F]) set(h runHeader) error {
	if err := matches(h, t.header()); err != nil {
		return err
	}
	return t.adopt(h)
}

// adopt takes the state of a run that matches.
func (t *Trainer[F]) adopt(h runHeader) error {
	vectors, err := readAll(h, t.vectors())
	if err != nil {
		return err
	}
	numbers, err := readAll(h, t.numbers())
	if err != nil {
		return err
	}
	counters, err := readAll(h, []named[float64]{{"counters", t.counters()}})
	if err != nil {
		return err
	}
	if err := t.checkCounters(counters[0]); err != nil {
		return err
	}
	for i, v := range vectors[:3] { // parameters, those of the last finite step, and their average
		if at := number.IndexNonFinite(v); at >= 0 {
			return fmt.Errorf("section %q: number %d is %v, want a finite number", t.vectors()[i].name, at, v[at])
		}
	}
	before, oldNumbers := t.counters(), cloneAll(t.numbers())
	if err := t.place(counters[0], numbers); err != nil {
		return errors.Join(err, t.place(before, oldNumbers))
	}
	copyAll(t.vectors(), vectors)
	t.fresh = false
	return nil
}

// place puts the run where the counters and the numbers say. In the middle of an epoch the terms are told of it once more, and
// then get back what they had made of it.
func (t *Trainer[F]) place(counters []float64, numbers [][]float64) (err error) {
	t.setCounters(counters)
	copyAll(t.numbers(), numbers)
	if t.taken%t.stepsPerEpoch() != 0 {
		t.taken -= t.taken % t.stepsPerEpoch()
		err = t.beginEpoch()
		t.setCounters(counters)
		copyAll(t.numbers(), numbers)
	}
	return err
}

// matches reports how a run differs from the wanted one.
func matches(got, want runHeader) error {
	switch {
	case got.Optimizer != want.Optimizer:
		return fmt.Errorf("a run with optimiser %s, want %s", file.Shown(got.Optimizer), want.Optimizer)
	case !slices.Equal(got.Parts, want.Parts):
		return fmt.Errorf("a run with losses %q, want %q", got.Parts, want.Parts)
	case !slices.Equal(got.Points, want.Points) || !slices.Equal(got.Batches, want.Batches):
		return fmt.Errorf("a run with batches of %d of %d points, want %d of %d", got.Batches, got.Points, want.Batches, want.Points)
	case got.Seed != want.Seed:
		return fmt.Errorf("a run with seed %d, want %d", got.Seed, want.Seed)
	}
	return differ(got.Traits, want.Traits)
}

// readAll reads the sections for the vectors, of the same lengths.
func readAll[F dual.Float](h runHeader, vectors []named[F]) ([][]F, error) {
	var all [][]F
	for _, v := range vectors {
		s, err := h.section(v.name)
		if err != nil {
			return nil, err
		}
		if s.Count != len(v.x) {
			return nil, fmt.Errorf("section %q has %d numbers, want %d", v.name, s.Count, len(v.x))
		}
		x, err := numbers[F](s)
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

// cloneAll returns copies of the vectors.
func cloneAll[F dual.Float](vectors []named[F]) (all [][]F) {
	for _, v := range vectors {
		all = append(all, slices.Clone(v.x))
	}
	return all
}

func copyAll[F dual.Float](dst []named[F], src [][]F) {
	for i, v := range dst {
		copy(v.x, src[i])
	}
}
