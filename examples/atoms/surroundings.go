package main

import (
	"math"

	"example.com/sobolev/dual"
)

const (
	atoms, elements = 9, 3
	cutoff          = 5.5 // Å
	features        = elements + elements*9 + elements*(elements+1)/2*9
)

var (
	element = [atoms]int{0, 0, 1, 2, 2, 2, 2, 2, 2} // C C O H H H H H H
	shells  = [...]float64{0.95, 1.1, 1.4, 1.7, 2, 2.3, 2.7, 3.2, 3.8}
	sizes   = [...]float64{1.2, 1.9, 2.6}
)

// bell is e^(−width·(r−centre)²).
func bell[T dual.Scalar[T]](r T, centre, width float64) T {
	d := r.Shift(-centre)
	return d.Mul(d).Scale(-width).Exp()
}

// add adds x to y[i].
func add[T dual.Scalar[T]](y []T, i int, x T) { y[i] = y[i].Add(x) }

// surroundings describes every atom: its element, how many atoms of each element are how far, and what angles pairs of
// elements make there.
func surroundings[T dual.Scalar[T]](x []T) []T {
	var d [atoms][atoms][3]T // from j to i
	var r, weight [atoms][atoms]T
	for i := range atoms {
		for j := range atoms {
			if i == j {
				continue
			}
			for k := range 3 {
				d[i][j][k] = x[3*i+k].Sub(x[3*j+k])
			}
			v := d[i][j]
			r[i][j] = v[0].Mul(v[0]).Add(v[1].Mul(v[1])).Add(v[2].Mul(v[2])).Sqrt()
			weight[i][j] = r[i][j].Scale(math.Pi / cutoff).Cos().Shift(1).Scale(0.5)
		}
	}
	y := make([]T, atoms*features)
	for i := range y {
		y[i] = x[0].Lift(0)
	}
	for i := range atoms {
		own := y[i*features : (i+1)*features]
		own[element[i]] = x[0].Lift(1)
		radial := own[elements:]
		angular := radial[elements*len(shells):]
		for j := range atoms {
			if j == i {
				continue
			}
			for s, c := range shells {
				add(radial, element[j]*len(shells)+s, bell(r[i][j], c, 12).Mul(weight[i][j]))
			}
			for k := range j {
				if k == i {
					continue
				}
				u, v := d[i][j], d[i][k]
				cos := u[0].Mul(v[0]).Add(u[1].Mul(v[1])).Add(u[2].Mul(v[2])).Div(r[i][j].Mul(r[i][k]))
				up, down := cos.Shift(1).Scale(0.5), cos.Neg().Shift(1).Scale(0.5)
				both, mean := weight[i][j].Mul(weight[i][k]), r[i][j].Add(r[i][k]).Scale(0.5)
				a, b := min(element[j], element[k]), max(element[j], element[k])
				for s, c := range sizes {
					at, g := (b*(b+1)/2+a)*9+3*s, bell(mean, c, 4).Mul(both)
					add(angular, at, g.Mul(up).Mul(up))
					add(angular, at+1, g.Mul(down).Mul(down))
					add(angular, at+2, g.Mul(up).Mul(down))
				}
			}
		}
	}
	return y
}
