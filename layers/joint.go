package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// A joint holds what stands between two steps of the half-order sweeps, for the current tile of samples. What there is
// for each output of the network stands one output below the other: sample i of output o is row o·samples + i.
type joint[F dual.Float] struct {
	a    jet.Batch[F] // ã, jets of order n
	s    jet.Batch[F] // cotangents of g̃, for each output; they run forward
	abar jet.Batch[F] // ā, cotangents of ã
	g    jet.Batch[F] // g̃, jets of order m, for each output

	// How ã and g̃ move where the parameters do; of a [halfTangents] alone.
	adot, gdot jet.Batch[F]

	// Products take all rows of ã and s, or of ā and g̃, in one: each pair shares one piece of memory. Without a way
	// back there are no s and ā.
	up, down []F
	both     bool

	// Whether the network's inputs stand here.
	inputs bool

	// Of these, where their jets are exact, g̃ is not wanted and s is zero.
	exact bool
}

// newJoint allocates the joint of so many features for tiles of up to samples; backward says whether there are s and ā.
func newJoint[F dual.Float](h *halfOrder[F], features, samples int, backward bool) *joint[F] {
	j := &joint[F]{both: backward}
	j.a.Alg, j.abar.Alg, j.s.Alg, j.g.Alg = h.low, h.low, h.adjoints, h.adjoints
	j.a.Features, j.abar.Features, j.s.Features, j.g.Features = features, features, features, features
	jets, adjoints := h.low.Dim()*samples*features, h.adjoints.Dim()*h.outs*samples*features
	if backward {
		j.up, j.down = make([]F, jets+adjoints), make([]F, jets+adjoints)
	} else {
		j.up, j.down = make([]F, jets), make([]F, adjoints)
	}
	return j
}

// besides returns a joint whose ā and g̃ are those of j.
func (j *joint[F]) besides(h *halfOrder[F], samples int) *joint[F] {
	f := newJoint(h, j.a.Features, samples, j.both)
	f.down = j.down
	return f
}

// reshape lays the joint out for a tile of samples.
func (j *joint[F]) reshape(samples, outs int) {
	up, down := place(&j.a, j.up, samples), j.down
	if j.both {
		place(&j.s, up, outs*samples)
		down = place(&j.abar, down, samples)
	}
	place(&j.g, down, outs*samples)
}

// place puts a batch of the given number of samples into the memory and returns what remains of that.
func place[F dual.Float](b *jet.Batch[F], mem []F, samples int) (rest []F) {
	n := b.Alg.Dim() * samples * b.Features
	b.Samples, b.Data = samples, mem[:n:n]
	return mem[n:]
}

// A branch is where a skip connection begins: the adjoints of its sum reach what enters as well.
type branch[F dual.Float] struct{ in, to *joint[F] }

func (b *branch[F]) prepare([]F, int) {}

func (b *branch[F]) forward() {}

func (b *branch[F]) adjoint() {
	if !b.in.exact {
		vec.Add(b.in.g.Data, b.in.g.Data, b.to.g.Data)
	}
}

func (b *branch[F]) direction() {}

func (b *branch[F]) backward(_ []F, inputs bool) {
	if inputs {
		vec.Add(b.in.abar.Data, b.in.abar.Data, b.to.abar.Data)
	}
}

// A union is where a skip connection ends. Its adjoints are those of both that are added: f shares them.
type union[F dual.Float] struct{ in, f, to *joint[F] }

func (s *union[F]) prepare([]F, int) {}

func (s *union[F]) forward() { vec.Add(s.to.a.Data, s.in.a.Data, s.f.a.Data) }

func (s *union[F]) adjoint() {}

func (s *union[F]) direction() { vec.Add(s.to.s.Data, s.in.s.Data, s.f.s.Data) }

func (s *union[F]) backward([]F, bool) {}
