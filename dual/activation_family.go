package dual

import (
	"math"
	"sync/atomic"
)

// A family is a rule with a parameter. A rule bound to a value of it is an allocation, which a network would make once
// a neuron for one and the same value; so the last few are kept.
type family struct {
	of   func(c []float64, a, p float64)
	kept [8]atomic.Pointer[member]
}

// A member is a rule of a family with the parameter p. It is never written to, so that a number may hold on to it.
type member struct {
	p    float64
	rule Rule
}

// rule returns the rule with the parameter p.
func (f *family) rule(p float64) Rule {
	bits := math.Float64bits(p)
	slot := &f.kept[bits*0x9e3779b97f4a7c15>>61] // the upper bits of the product hang on all bits of p
	m := slot.Load()
	if m == nil || math.Float64bits(m.p) != bits {
		m = &member{p, func(c []float64, a float64) { f.of(c, a, p) }}
		slot.Store(m)
	}
	return m.rule
}
