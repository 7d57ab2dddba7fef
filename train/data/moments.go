package data

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// moments returns the mean and deviation of every column of the measured numbers of all points of the data, on all ranks;
// every point has the same number of rows. Infinite numbers do not count, so that they alone are infinite in other units, where
// [Data.Check] names them.
func moments[F dual.Float](d *Data[F], rows []F, columns int) (mean, deviation []float64) {
	each := len(rows) / max(1, d.Len())
	largest := columnsLargest(d, rows, columns)
	units := make([]float64, columns)
	for c, a := range largest {
		units[c] = number.Unit(a)
	}
	all := d.Gather(3*columns, func(numbers []float64, from, to int) {
		for c := range columns {
			m := &moment{}
			for i := from*each + c; i < to*each; i += columns {
				if v := float64(rows[i]) * units[c]; number.Finite(v) {
					m.add(v)
				}
			}
			copy(numbers[3*c:], []float64{m.count, m.mean, m.squares})
		}
	})
	mean, deviation = make([]float64, columns), make([]float64, columns)
	for c := range columns {
		m := &moment{}
		for i := 3 * c; i < len(all); i += 3 * columns {
			m.join(moment{all[i], all[i+1], all[i+2]})
		}
		mean[c], deviation[c] = m.mean/units[c], 1
		if v := math.Sqrt(m.squares / m.count); v > rounding[F]()*largest[c]*units[c] {
			deviation[c] = v / units[c]
		}
	}
	return mean, deviation
}

// columnsLargest returns the largest finite magnitude in every column.
func columnsLargest[F dual.Float](d *Data[F], rows []F, columns int) []float64 {
	each := len(rows) / max(1, d.Len())
	all := d.Gather(columns, func(numbers []float64, from, to int) {
		for i := from * each; i < to*each; i++ {
			if a := math.Abs(float64(rows[i])); a > numbers[i%columns] && number.Finite(a) {
				numbers[i%columns] = a
			}
		}
	})
	for i, a := range all[columns:] {
		all[i%columns] = max(all[i%columns], a)
	}
	return all[:columns]
}

// moment is the number of some numbers, their mean, and the sum of their squared distances from it.
type moment struct{ count, mean, squares float64 }

// add adds a number (Welford 1962).
func (m *moment) add(v float64) {
	m.count++
	delta := v - m.mean
	m.mean += delta / m.count
	m.squares += float64(delta * (v - m.mean))
}

// join adds other numbers (Chan, Golub and LeVeque 1979).
func (m *moment) join(o moment) {
	if m.count == 0 || o.count == 0 {
		if m.count == 0 {
			*m = o
		}
		return
	}
	count, delta := m.count+o.count, o.mean-m.mean
	m.mean += float64(delta * (o.count / count))
	m.squares += o.squares + float64(delta*delta*(m.count*(o.count/count)))
	m.count = count
}

// rounding is the deviation, relative to the largest of some numbers, that rounding alone may give them.
func rounding[F dual.Float]() float64 {
	epsilon := 0x1p-52
	if F(1+epsilon) == 1 {
		epsilon = 0x1p-23
	}
	return 4 * epsilon
}
