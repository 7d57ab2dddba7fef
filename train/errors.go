package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// Errors are a network's errors in the derivatives of one order, over all points and outputs and all entries of the tensor of
// derivatives, in the units of the labels. What was not measured does not count.
type Errors struct {
	Order    int
	Count    int     // entries that were measured
	MAE      float64 // mean absolute error
	RMSE     float64 // root of the mean squared error
	Max      float64 // largest absolute error
	Relative float64 // root of the sum of squared errors over that of squared labels

	// Entries holds the root of the mean squared error of each component of the order, see [jet.Algebra.Components], and in
	// it of each output: (components × outputs). It is NaN where nothing was measured.
	Entries []float64
}

// String gives the order and its errors.
func (e Errors) String() string {
	return fmt.Sprintf("order %d: MAE %.3g, RMSE %.3g, largest %.3g, relative %.3g of %d labels", e.Order, e.MAE, e.RMSE, e.Max, e.Relative, e.Count)
}

// Compare returns the network's errors on the data, for values and each order of derivatives that it has labels of, one after
// the other. Weights of points do not matter, and Hessian-vector products are not compared. Of data that ranks share, see
// [data.Sharding], every rank compares its own points.
func Compare[F dual.Float](net *layers.Net[F], d *data.Data[F]) ([]Errors, error) {
	if err := checkData(d, net); err != nil {
		return nil, err
	}
	alg := d.Labels.Alg
	if err := net.Require(alg.Order()); err != nil {
		return nil, err
	}
	seeds := d.Directions == nil
	sweep, x := net.NewForward(alg, seeds, scoreTile), jet.NewBatch[F](alg, scoreTile, d.In)
	sweep.Prepare(net.Params(), d.Len())
	all := make([]comparison, alg.Dim()*d.Out)
	points := make([]int, 0, scoreTile)
	for first := 0; first < d.Len(); first += scoreTile {
		points = points[:0]
		for p := first; p < min(first+scoreTile, d.Len()); p++ {
			points = append(points, p)
		}
		x.Reshape(len(points), d.In)
		d.Load(x, points)
		y := sweep.Forward(x)
		for k := range alg.Dim() {
			factorial, labels := alg.Factorial(k), d.Labels.Plane(k)[first*d.Out:]
			for i, v := range y.Plane(k) {
				all[k*d.Out+i%d.Out].add(float64(v)*factorial, float64(labels[i]))
			}
		}
	}
	var errors []Errors
	for order := range alg.Order() + 1 {
		from, to := alg.Components(order)
		errors = append(errors, summarize(alg, order, all[from*d.Out:to*d.Out], d.Out))
	}
	return errors, nil
}

// A comparison holds the errors of one component of one output, and its labels, where they were measured.
type comparison struct{ off, size []float64 }

func (c *comparison) add(got, want float64) {
	if math.IsNaN(want) {
		return
	}
	c.off, c.size = append(c.off, got-want), append(c.size, want)
}

// summarize makes the errors of an order of those of its components. A component counts as often as it stands in the tensor.
// Neither squares nor sums leave the range of the numbers: all are of errors times a power of two.
func summarize(alg *jet.Algebra, order int, all []comparison, outputs int) Errors {
	e := Errors{Order: order}
	first, _ := alg.Components(order)
	var largest, largestSize []float64
	for _, c := range all {
		largest, largestSize = append(largest, linalg.MaxAbs(c.off)), append(largestSize, linalg.MaxAbs(c.size))
	}
	top, topSize := linalg.Exponent(largest), linalg.Exponent(largestSize)
	var count, absolute, squares, size float64
	for i, c := range all {
		times, n := alg.Multiplicity(first+i/outputs), float64(len(c.off))
		own := linalg.Exponent(c.off)
		norm := linalg.Norm(scaledBy(c.off, -own))
		e.Entries = append(e.Entries, math.Ldexp(norm/math.Sqrt(n), own))
		norm = math.Ldexp(norm, own-top)
		squares += float64(times * norm * norm)
		norm = linalg.Norm(scaledBy(c.size, -topSize))
		size += float64(times * norm * norm)
		count += times * n
		for _, v := range scaledBy(c.off, -top) {
			absolute += float64(times * math.Abs(v))
		}
	}
	e.Count, e.Max = int(count), linalg.MaxAbs(largest) // NaN is the largest error
	e.MAE, e.RMSE = math.Ldexp(absolute/count, top), math.Ldexp(math.Sqrt(squares/count), top)
	e.Relative = math.Ldexp(math.Sqrt(squares/size), top-topSize)
	return e
}

// scaledBy returns 2ᵉ·x.
func scaledBy(x []float64, e int) []float64 {
	scaled := make([]float64, len(x))
	for i, v := range x {
		scaled[i] = math.Ldexp(v, e)
	}
	return scaled
}
