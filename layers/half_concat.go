package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// concat adds the steps of branches side by side. All see the same ã and s, and their ā and g̃ are added up.
func (b builder[F]) concat(l concat[F], in, out *joint[F], from int) {
	outs, offs := l.mustShapes(in.a.Features / b.groups)
	fan := &fan[F]{in: in}
	join := &columns[F]{to: out, width: outs[len(l.branches)], outs: outs}
	b.add(fan, in, 0, 0)
	for i, f := range l.branches {
		enters, leaves := in.sharing(b.sweep, b.samples), b.joint(outs[i+1]-outs[i])
		b.sweep.joints = append(b.sweep.joints, enters)
		fan.branches, join.branches = append(fan.branches, enters), append(join.branches, leaves)
		b.layer(f, enters, leaves, from+offs[i], from+offs[i+1])
	}
	b.add(join, in, 0, 0)
}

// sharing returns a joint whose ã and s are those of j.
func (j *joint[F]) sharing(h *halfOrder[F], samples int) *joint[F] {
	f := newJoint(h, j.a.Features, samples, j.both)
	f.up, f.exact, f.inputs = j.up, j.exact, j.inputs
	return f
}

// A fan is where branches begin.
type fan[F dual.Float] struct {
	in       *joint[F]
	branches []*joint[F]
}

func (s *fan[F]) prepare([]F, int) {}

func (s *fan[F]) forward() {}

func (s *fan[F]) adjoint() {
	if s.in.exact {
		return
	}
	copy(s.in.g.Data, s.branches[0].g.Data)
	for _, b := range s.branches[1:] {
		vec.Add(s.in.g.Data, s.in.g.Data, b.g.Data)
	}
}

func (s *fan[F]) direction() {}

func (s *fan[F]) backward(_ []F, inputs bool) {
	if !inputs {
		return
	}
	copy(s.in.abar.Data, s.branches[0].abar.Data)
	for _, b := range s.branches[1:] {
		vec.Add(s.in.abar.Data, s.in.abar.Data, b.abar.Data)
	}
}

// columns is where branches end: what leaves each of them takes some columns of the joint, in every group.
type columns[F dual.Float] struct {
	to       *joint[F]
	branches []*joint[F]
	width    int   // of a group
	outs     []int // where the columns of each branch begin
}

func (s *columns[F]) prepare([]F, int) {}

func (s *columns[F]) forward() {
	for i, b := range s.branches {
		toColumns(s.to.a.Data, s.width, s.outs[i], b.a.Data, s.outs[i+1]-s.outs[i])
	}
}

func (s *columns[F]) adjoint() {
	for i, b := range s.branches {
		fromColumns(b.g.Data, s.outs[i+1]-s.outs[i], s.to.g.Data, s.width, s.outs[i])
	}
}

func (s *columns[F]) direction() {
	for i, b := range s.branches {
		toColumns(s.to.s.Data, s.width, s.outs[i], b.s.Data, s.outs[i+1]-s.outs[i])
	}
}

func (s *columns[F]) backward([]F, bool) {
	for i, b := range s.branches {
		fromColumns(b.abar.Data, s.outs[i+1]-s.outs[i], s.to.abar.Data, s.width, s.outs[i])
	}
}
