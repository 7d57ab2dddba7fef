package layers

import (
	"math"
	"testing"
)

// TestMemo: rows are kept while there is room, points are told apart by their bits, and what does not fit is not kept.
func TestMemo(t *testing.T) {
	m := newMemo[float64](2, 3)
	if want := memoBytes / 8 / 5; m.left != want {
		t.Errorf("room for %d rows, want %d", m.left, want)
	}
	m.left = 2
	points := [][]float64{{0, math.NaN()}, {math.Copysign(0, -1), math.NaN()}, {1, 2}}
	for i, x := range points {
		row, known := m.row(x)
		if known || (row == nil) != (i == 2) {
			t.Fatalf("point %d: known %v, row %v", i, known, row)
		}
		for j := range row {
			row[j] = float64(10*i + j)
		}
	}
	for i, x := range points[:2] {
		if row, known := m.row(x); !known || row[0] != float64(10*i) || row[2] != float64(10*i+2) {
			t.Errorf("point %d again: known %v, row %v", i, known, row)
		}
	}
	if row, known := m.row(points[2]); known || row != nil {
		t.Errorf("a point beyond the room: known %v, row %v", known, row)
	}
	m.rows[hash([]float64{3, 4})] = m.rows[hash(points[0])] // as if both had one hash
	if row, known := m.row([]float64{3, 4}); known || row != nil {
		t.Errorf("another point of a hash: known %v, row %v", known, row)
	}
	if n := newMemo[float32](2, 3).left; n != memoBytes/4/5 {
		t.Errorf("room for %d rows of float32, want %d", n, memoBytes/4/5)
	}
}
