package data

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
)

// Subset returns a copy of the points with the given numbers, in their order; a number may stand there several times. Of data
// that ranks share, see [Sharding], the numbers are those of this rank's points, in the order of their shards.
func (d *Data[F]) Subset(points []int) *Data[F] {
	for _, p := range points {
		if p < 0 || p >= d.Len() {
			panic(fmt.Sprintf("data: Data.Subset: point %d, want 0 to %d", p, d.Len()-1))
		}
	}
	s := &Data[F]{In: d.In, Out: d.Out, X: rows(d.X, d.In, points), Labels: NewLabels[F](d.Labels.Alg, len(points), d.Out),
		lazy: d.lazy, moved: d.moved, shards: d.shards.subset(points)}
	for k := range d.Labels.Alg.Dim() {
		copy(s.Labels.Plane(k), rows(d.Labels.Plane(k), d.Out, points))
	}
	s.Weights = rows(d.Weights, 1, points)
	s.Directions = rows(d.Directions, d.Labels.Alg.Vars()*d.In, points)
	if h := d.HessianVectors; h != nil {
		s.HessianVectors = &HessianVectors[F]{rows(h.U, d.In, points), rows(h.H, d.Out*d.In, points)}
	}
	return s
}

// rows returns a copy of some rows of a matrix with the given number of columns, nil if there is no matrix.
func rows[F dual.Float](m []F, columns int, points []int) []F {
	if m == nil {
		return nil
	}
	r := make([]F, 0, len(points)*columns)
	for _, p := range points {
		r = append(r, m[p*columns:(p+1)*columns]...)
	}
	return r
}

// Slice returns a copy of the points from up to, not including, to: of measurements in time, say, those of a period.
func (d *Data[F]) Slice(from, to int) *Data[F] {
	if from < 0 || to < from || to > d.Len() {
		panic(fmt.Sprintf("data: Data.Slice: points %d to %d, want a range within %d", from, to, d.Len()))
	}
	points := make([]int, to-from)
	for i := range points {
		points[i] = from + i
	}
	return d.Subset(points)
}

// Shuffle returns a copy of the points in an order drawn from rng: to be split by [Data.Split], where those that follow one
// another are alike. The points of a shard stay in it.
func (d *Data[F]) Shuffle(rng *rand.Rand) *Data[F] {
	wantSource("Data.Shuffle", rng)
	if d.shards != nil {
		return d.Subset(d.shards.shuffled(rng))
	}
	return d.Subset(rng.Perm(d.Len()))
}

// Split returns the first share of the points, from 0 to 1, and the rest: say, for training and validation. Every shard is
// split. It panics with a share that is none.
func (d *Data[F]) Split(share float64) (first, rest *Data[F]) {
	if !(share >= 0 && share <= 1) {
		panic(fmt.Sprintf("data: Data.Split: share %v, want a number from 0 to 1", share))
	}
	if d.shards != nil {
		return d.splitShards(share)
	}
	n := int(share*float64(d.Len()) + 0.5)
	return d.Slice(0, n), d.Slice(n, d.Len())
}

func (d *Data[F]) splitShards(share float64) (first, rest *Data[F]) {
	isFirst := make([]bool, d.Len())
	for i := range d.shards.Len() {
		from, to := d.shards.Points(i)
		n := from + int(share*float64(to-from)+0.5)
		for p := from; p < to; p++ {
			isFirst[p] = p < n
		}
	}
	return d.part(func(point int) bool { return isFirst[point] })
}

// part returns the points that are chosen, and the others, in their order.
func (d *Data[F]) part(chosen func(point int) bool) (those, rest *Data[F]) {
	var points [2][]int
	for p := range d.Len() {
		side := 1
		if chosen(p) {
			side = 0
		}
		points[side] = append(points[side], p)
	}
	return d.Subset(points[0]), d.Subset(points[1])
}

// SplitAt returns the points whose input is below the value, and the others, in their order: what was known before some time,
// say, and what came later, since what follows shortly on a sample that was learned says little about a model's errors. It panics
// if there is no such input, or if the value is NaN.
func (d *Data[F]) SplitAt(input int, value F) (below, rest *Data[F]) {
	if input < 0 || input >= d.In {
		panic(fmt.Sprintf("data: Data.SplitAt: input %d, want 0 to %d", input, d.In-1))
	}
	if value != value {
		panic("data: Data.SplitAt: value NaN, want a number")
	}
	return d.part(func(point int) bool { return d.X[point*d.In+input] < value })
}
