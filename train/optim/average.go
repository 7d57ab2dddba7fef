package optim

import "example.com/sobolev/dual"

// MoveAverage moves the exponential average of the parameters by one step: average ← d·average + (1−d)·params. In the
// first steps d is smaller, (1+step)/(10+step), so that the initial parameters are soon forgotten.
func MoveAverage[F dual.Float](average, params []F, decay float64, step int) {
	d := min(decay, float64(1+step)/float64(10+step))
	move := F(1 - d)
	for i, p := range params {
		average[i] += F(move * (p - average[i]))
	}
}
