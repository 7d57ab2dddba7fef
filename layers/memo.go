package layers

import (
	"math"

	"example.com/sobolev/dual"
)

// memoBytes is the most that a memo keeps.
const memoBytes = 64 << 20

// A memo keeps rows of numbers that belong to points, as many as fit. Points are told apart by their bits.
type memo[F dual.Float] struct {
	in, size int // of a point, and of a row
	rows     map[uint64][]F
	free     []F // memory for the next ones
	left     int // how many more may be kept
}

func newMemo[F dual.Float](in, size int) *memo[F] {
	var f F
	bytes := 8
	if _, narrow := any(f).(float32); narrow {
		bytes = 4
	}
	return &memo[F]{in: in, size: size, rows: map[uint64][]F{}, left: memoBytes / bytes / (in + size)}
}

// row returns the row of the point x, and whether it is filled in: one that is not has to be filled in by the caller. It
// returns nil if there is no place for it.
func (m *memo[F]) row(x []F) (row []F, known bool) {
	key := hash(x)
	if e, ok := m.rows[key]; ok {
		for i, v := range x {
			if math.Float64bits(float64(v)) != math.Float64bits(float64(e[i])) {
				return nil, false // two points of one hash: the second one is not kept
			}
		}
		return e[m.in:], true
	}
	if m.left == 0 {
		return nil, false
	}
	m.left--
	n := m.in + m.size
	if len(m.free) < n {
		m.free = make([]F, n*max(1, min(64, m.left+1)))
	}
	e := m.free[:n:n]
	m.free = m.free[n:]
	copy(e, x)
	m.rows[key] = e
	return e[m.in:], false
}

// hash returns a hash of the bits of x.
func hash[F dual.Float](x []F) uint64 {
	const prime = 0x9e3779b97f4a7c15
	h := uint64(len(x))
	for _, v := range x {
		h = (h ^ math.Float64bits(float64(v))) * prime
		h ^= h >> 29
	}
	return h
}
