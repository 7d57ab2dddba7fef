package live

import (
	"fmt"
	"math"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/formula"
	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// Limits of a [Setup], beyond which a browser would not keep up.
const (
	MaxSamples = 2000
	MaxWidth   = 256
	MaxLayers  = 6
	MaxSteps   = 100_000
)

// A Setup says what to fit, from what, and with which network.
type Setup struct {
	Function string       `json:"function"` // a name that package funcs knows; empty for the formula
	Formula  string       `json:"formula"`
	Lo       float64      `json:"lo"` // both coordinates of a formula go from here
	Hi       float64      `json:"hi"` // to here
	Samples  int          `json:"samples"`
	Points   [][2]float64 `json:"points"` // the samples, in place of drawn ones; none if empty
	Seed     uint64       `json:"seed"`   // of drawn samples and of the initial weights, which both networks share
	Order    int          `json:"order"`  // of the labels of the second network, 0 to 2
	Act      string       `json:"act"`
	Hidden   []int        `json:"hidden"`
	Rate     float64      `json:"rate"` // Adam's learning rate, lowered to 0 along a cosine
	Steps    int          `json:"steps"`
}

// function looks up or reads what is to be fitted.
func (s Setup) function() (funcs.Function, error) {
	if s.Function != "" {
		f, err := funcs.Lookup(s.Function)
		if err == nil {
			_, err = f.Dimension(2)
		}
		return f, err
	}
	f, err := formula.Parse(s.Formula)
	if err != nil {
		return funcs.Function{}, err
	}
	if !(s.Lo < s.Hi) || math.IsInf(s.Hi-s.Lo, 0) {
		return funcs.Function{}, fmt.Errorf("live: x and y go from %v to %v, want two finite numbers, the larger one last", s.Lo, s.Hi)
	}
	side := funcs.Interval{Lo: s.Lo, Hi: s.Hi}
	return funcs.Function{Name: s.Formula, Dim: 2, Box: []funcs.Interval{side, side}, Forms: funcs.Forms{Any: f}}, nil
}

// box is the domain of a function of two coordinates.
func box(f funcs.Function) data.Box {
	var b data.Box
	for _, side := range f.Domain(2) {
		b.Lo, b.Hi = append(b.Lo, side.Lo), append(b.Hi, side.Hi)
	}
	return b
}

// check reports numbers that make no sense.
func (s Setup) check() error {
	switch n := max(s.Samples, len(s.Points)); {
	case n < 1 || n > MaxSamples:
		return fmt.Errorf("live: got %s, want 1 to %d", count.Of(n, "sample"), MaxSamples)
	case s.Order < 0 || s.Order > 2:
		return fmt.Errorf("live: got labels of order %d, want 0, 1 or 2", s.Order)
	case !(s.Rate > 0) || s.Rate > 1:
		return fmt.Errorf("live: got the learning rate %v, want more than 0 and at most 1", s.Rate)
	case s.Steps < 1 || s.Steps > MaxSteps:
		return fmt.Errorf("live: got %s, want 1 to %d", count.Of(s.Steps, "step"), MaxSteps)
	case len(s.Hidden) < 1 || len(s.Hidden) > MaxLayers:
		return fmt.Errorf("live: got %s, want 1 to %d, such as 64,64", count.Of(len(s.Hidden), "hidden layer"), MaxLayers)
	}
	for _, w := range s.Hidden {
		if w < 1 || w > MaxWidth {
			return fmt.Errorf("live: got a hidden layer of %d units, want 1 to %d", w, MaxWidth)
		}
	}
	return nil
}

// activation looks the activation up and reports one whose derivatives carry no signal at the order of the labels.
func (s Setup) activation() (layers.Activation, error) {
	act, err := layers.ActivationByName(s.Act)
	if err == nil && act.Smoothness != layers.Smooth && s.Order > act.Smoothness+1 {
		return act, fmt.Errorf("live: labels of order %d with %s, whose derivatives of that order are 0 wherever they exist: "+
			"want lower labels or a smooth activation, such as tanh", s.Order, act.Name)
	}
	return act, err
}
