package mpi

import (
	"unsafe"

	"example.com/sobolev/internal/vec"
)

// A partner is what a rank exchanges numbers by.
type partner interface {
	// exchange sends one slice to the other rank and receives another from it.
	exchange(send, receive []byte, other int) error
}

// float is what sums are of.
type float interface{ float32 | float64 }

// summer adds up vectors over the ranks, in the order that train.Group asks for. In round i every rank has the partner
// whose number differs in bit i: so neighbours are added first.
type summer[F float] struct {
	by         partner
	rank, size int
	scratch    []F
}

// wholeBytes is the size up to which a vector is exchanged as a whole in every round. Longer ones are halved in every
// round, each partner adding up one half, and put together again in as many rounds: that takes twice as many messages, but no
// more than two vectors' worth of numbers whatever the number of ranks. The bits are the same.
const wholeBytes = 4096

// sum replaces x by its sum over the ranks.
func (s *summer[F]) sum(x []F) error {
	if s.size == 1 || len(x) == 0 {
		return nil
	}
	if len(x)*int(unsafe.Sizeof(x[0])) <= wholeBytes {
		return s.whole(x)
	}
	return s.halved(x)
}

// theirs returns memory for n numbers of a partner.
func (s *summer[F]) theirs(n int) []F {
	if len(s.scratch) < n {
		s.scratch = make([]F, n)
	}
	return s.scratch[:n]
}

// whole adds up x by exchanging all of it in every round.
func (s *summer[F]) whole(x []F) error {
	for bit := 1; bit < s.size; bit *= 2 {
		theirs := s.theirs(len(x))
		if err := s.by.exchange(bytes(x), bytes(theirs), s.rank^bit); err != nil {
			return err
		}
		s.add(x, theirs, bit)
	}
	return nil
}

// halved adds up x by Rabenseifner's algorithm: recursive halving, then doubling.
func (s *summer[F]) halved(x []F) error {
	var parts [64][2]int // from, to: what this rank adds up in each round
	from, to, round := 0, len(x), 0
	for bit := 1; bit < s.size; bit *= 2 {
		parts[round] = [2]int{from, to}
		round++
		mid := from + (to-from)/2
		theirFrom, theirTo := mid, to
		if s.rank&bit == 0 {
			to = mid
		} else {
			from, theirFrom, theirTo = mid, from, mid
		}
		theirs := s.theirs(to - from)
		if err := s.by.exchange(bytes(x[theirFrom:theirTo]), bytes(theirs), s.rank^bit); err != nil {
			return err
		}
		s.add(x[from:to], theirs, bit)
	}
	for bit := s.size / 2; bit > 0; bit /= 2 {
		round--
		all := parts[round]
		theirs := x[to:all[1]]
		if s.rank&bit != 0 {
			theirs = x[all[0]:from]
		}
		if err := s.by.exchange(bytes(x[from:to]), bytes(theirs), s.rank^bit); err != nil {
			return err
		}
		from, to = all[0], all[1]
	}
	return nil
}

// add adds theirs to x, that of the lower rank first, so that both get the same bits even of what is not a number.
func (s *summer[F]) add(x, theirs []F, bit int) {
	if s.rank&bit == 0 {
		vec.Add(x, x, theirs)
	} else {
		vec.Add(x, theirs, x)
	}
}

// bytes returns the memory of x.
func bytes[F float](x []F) []byte {
	if len(x) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), len(x)*int(unsafe.Sizeof(x[0])))
}
