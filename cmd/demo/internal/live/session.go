package live

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/funcs"
	"example.com/sobolev/train/data"
)

// A Session is two networks that learn the same function from the same samples, starting from the same weights: the
// first from values alone, the second with labels of the setup's order.
type Session struct {
	setup    Setup
	f        funcs.Function
	box      data.Box
	judged   judged
	points   [][2]float64
	learners [2]*learner
	step     int // of the present run
	done     bool
}

// New prepares a session. Unless the setup has points, its samples are drawn uniformly.
func New(s Setup) (*Session, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	f, err := s.function()
	if err != nil {
		return nil, err
	}
	act, err := s.activation()
	if err != nil {
		return nil, err
	}
	n := &Session{setup: s, f: f, box: box(f), points: s.Points}
	n.judged = newJudged(f, n.box)
	if err := n.checkFunction(); err != nil {
		return nil, err
	}
	if len(n.points) == 0 {
		drawn := data.Uniform[float64](n.box, s.Samples, rand.New(rand.NewPCG(s.Seed, 7)))
		for _, x := range pairs(drawn.X) {
			n.points = append(n.points, [2]float64(x))
		}
	}
	d, err := n.label()
	if err != nil {
		return nil, err
	}
	units := data.BoxNormalizer(n.box, d)
	for i, order := range []int{0, s.Order} {
		if n.learners[i], err = newLearner(s, act, order, units); err != nil {
			return nil, err
		}
	}
	return n, n.fit(d)
}

// label computes the samples' values and derivatives.
func (n *Session) label() (*data.Data[float64], error) {
	var xs []float64
	for _, p := range n.points {
		xs = append(xs, p[0], p[1])
	}
	d, err := data.FromFunc(n.f.Any, data.Points[float64]{Dim: 2, X: xs}, n.setup.Order)
	if err != nil && !errors.Is(err, data.ErrNotFinite) { // which is a hole, where nothing was measured
		return nil, err
	}
	return d, n.checkLabels(d)
}

// fit begins a run of both networks on the samples.
func (n *Session) fit(d *data.Data[float64]) error {
	n.step, n.done = 0, false
	for _, l := range n.learners {
		if err := l.fit(d, n.setup); err != nil {
			return explained(err, l.order)
		}
	}
	return nil
}

// Points returns the samples.
func (n *Session) Points() [][2]float64 { return n.points }

// Box returns the domain: from and to of x, from and to of y.
func (n *Session) Box() [4]float64 {
	return [4]float64{n.box.Lo[0], n.box.Hi[0], n.box.Lo[1], n.box.Hi[1]}
}

// Truth samples the function itself.
func (n *Session) Truth() Field { return truth(n.f, n.box) }

// Move puts other samples in place of the present ones, within the domain. The networks go on from the weights that they
// have, in a new run of all steps.
func (n *Session) Move(points [][2]float64) error {
	if len(points) < 1 || len(points) > MaxSamples {
		return fmt.Errorf("live: got %s, want 1 to %d", count.Of(len(points), "sample"), MaxSamples)
	}
	for i, p := range points {
		for k := range p {
			if !(p[k] >= n.box.Lo[k] && p[k] <= n.box.Hi[k]) {
				return fmt.Errorf("live: sample %d is at %v, want a point of the domain, %v to %v", i, p, n.box.Lo, n.box.Hi)
			}
		}
	}
	before := n.points
	n.points = points
	d, err := n.label()
	if err != nil {
		n.points = before
		return err
	}
	return n.fit(d)
}

// Train takes steps, one of each network in turn, for about the given time, at least one, or to the end of the run.
func (n *Session) Train(atMost time.Duration) error {
	for begin := time.Now(); !n.done; {
		for _, l := range n.learners {
			if err := l.step(); err != nil {
				n.done = true
				return explained(err, l.order)
			}
		}
		n.step++
		n.done = n.step == n.setup.Steps
		if time.Since(begin) >= atMost {
			break
		}
	}
	return nil
}

// Done reports whether the run has ended.
func (n *Session) Done() bool { return n.done }

// Close ends the session; there is nothing else to be done with it.
func (n *Session) Close() {
	for _, l := range n.learners {
		l.stop()
	}
}

// A Frame is what there is to see at one moment.
type Frame struct {
	Step   int
	Done   bool
	Errors [2][2]float64 // of values and gradients, of the first and the second network, see [Session.Frame]
	Fields [2]Field
}

// Frame computes the picture of the moment. Errors are root mean squares at held-out points, those of values divided by
// the values' standard deviation, those of gradients by the root mean square of the gradients.
func (n *Session) Frame() Frame {
	f := Frame{Step: n.step, Done: n.done}
	for i, l := range n.learners {
		f.Errors[i][0], f.Errors[i][1] = l.errors(n.judged)
		f.Fields[i] = l.field(n.box)
	}
	return f
}
