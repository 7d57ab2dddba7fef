// Package tree adds up vectors over the ranks of a job, in the order of a binary tree and with the same bits on all of them,
// and hands on bytes of one rank to the others.
package tree

import (
	"math/bits"
	"unsafe"

	"example.com/sobolev/internal/vec"
)

// A Partner is what a rank exchanges numbers by.
type Partner interface {
	// Exchange sends one slice to the other rank and receives another from it.
	Exchange(send, receive []byte, other int) error
}

// Float is what sums are of.
type Float interface{ float32 | float64 }

// A Summer adds up vectors over a power of two of ranks. In round i every rank has the partner whose number differs in bit
// i: so neighbours are added first.
type Summer[F Float] struct {
	by         Partner
	rank, size int
	scratch    []F
}

// New returns the summer of a rank.
func New[F Float](by Partner, rank, size int) *Summer[F] {
	return &Summer[F]{by: by, rank: rank, size: size}
}

// whole is the number of bytes up to which a vector is exchanged as it is in every round. Longer ones are halved in every
// round, each partner adding up one half, and put together again in as many rounds: that takes twice as many messages, but
// moves no more than two vectors whatever the number of ranks. The bits are the same. The figure is where the two took as
// long over TCP.
const whole = 32 << 10

// Cost returns the messages that every rank sends, one after the other, for a sum of a vector of so many bytes, and the bytes
// in them.
func Cost(bytes, ranks int) (messages, moved float64) {
	rounds := float64(bits.TrailingZeros(uint(ranks)))
	if bytes <= whole {
		return rounds, rounds * float64(bytes)
	}
	return 2 * rounds, 2 * float64(bytes) * float64(ranks-1) / float64(ranks)
}

// Sum replaces x by its sum over the ranks.
func (s *Summer[F]) Sum(x []F) error {
	if s.size == 1 || len(x) == 0 {
		return nil
	}
	if len(x)*int(unsafe.Sizeof(x[0])) <= whole {
		return s.asItIs(x)
	}
	return s.halved(x)
}

// theirs returns memory for n numbers of a partner.
func (s *Summer[F]) theirs(n int) []F {
	if len(s.scratch) < n {
		s.scratch = make([]F, n)
	}
	return s.scratch[:n]
}

// asItIs adds up x by exchanging all of it in every round.
func (s *Summer[F]) asItIs(x []F) error {
	for bit := 1; bit < s.size; bit *= 2 {
		theirs := s.theirs(len(x))
		if err := s.by.Exchange(bytes(x), bytes(theirs), s.rank^bit); err != nil {
			return err
		}
		s.add(x, theirs, bit)
	}
	return nil
}

// halved adds up x by Rabenseifner's algorithm: recursive halving, then doubling.
func (s *Summer[F]) halved(x []F) error {
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
		if err := s.by.Exchange(bytes(x[theirFrom:theirTo]), bytes(theirs), s.rank^bit); err != nil {
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
		if err := s.by.Exchange(bytes(x[from:to]), bytes(theirs), s.rank^bit); err != nil {
			return err
		}
		from, to = all[0], all[1]
	}
	return nil
}

// add adds theirs to x, that of the lower rank first, so that both get the same bits even of what is not a number.
func (s *Summer[F]) add(x, theirs []F, bit int) {
	if s.rank&bit == 0 {
		vec.Add(x, x, theirs)
	} else {
		vec.Add(x, theirs, x)
	}
}

// bytes returns the memory of x.
func bytes[F Float](x []F) []byte {
	if len(x) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), len(x)*int(unsafe.Sizeof(x[0])))
}
