package data

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/number"
)

// Check reports what keeps the data from being trained on: a part that does not fit the others, or a number that cannot have
// been meant. Labels may be NaN, which says that they were not measured.
func (d *Data[F]) Check() error {
	if err := d.checkShapes(); err != nil {
		return err
	}
	if d.shards != nil && d.shards.lost.err != nil {
		return d.shards.Err()
	}
	if i := number.IndexNonFinite(d.X); i >= 0 {
		return fmt.Errorf("data: point %d: input %d is %v, want a finite number", i/d.In, i%d.In, d.X[i])
	}
	for k := range d.Labels.Alg.Dim() {
		if i := infinite(d.Labels.Plane(k)); i >= 0 {
			return fmt.Errorf("data: point %d: label of output %d, component %d of %v, is %v, want a finite number, or NaN if it was not measured",
				i/d.Out, i%d.Out, k, d.Labels.Alg, d.Labels.Plane(k)[i])
		}
	}
	for i, w := range d.Weights {
		if !(w >= 0) || !number.Finite(w) {
			return fmt.Errorf("data: point %d: weight %v, want a finite number of at least 0", i, w)
		}
	}
	if i := number.IndexNonFinite(d.Directions); i >= 0 {
		return fmt.Errorf("data: point %d: a direction has the coordinate %v, want finite numbers", i/(d.Labels.Alg.Vars()*d.In), d.Directions[i])
	}
	return d.checkProducts()
}

// checkProducts reports a number of the Hessian-vector products that cannot have been meant.
func (d *Data[F]) checkProducts() error {
	h := d.HessianVectors
	if h == nil {
		return nil
	}
	if i := number.IndexNonFinite(h.U); i >= 0 {
		return fmt.Errorf("data: point %d: coordinate %d of the vector is %v, want a finite number", i/d.In, i%d.In, h.U[i])
	}
	if i := infinite(h.H); i >= 0 {
		size := d.Out * d.In
		return fmt.Errorf("data: point %d: number %d of the product with the Hessian is %v, want a finite number, or NaN if it was not measured",
			i/size, i%size, h.H[i])
	}
	return nil
}

// infinite returns the index of the first infinite number, −1 if there is none.
func infinite[F ~float32 | ~float64](x []F) int {
	for i, v := range x {
		if math.IsInf(float64(v), 0) {
			return i
		}
	}
	return -1
}
