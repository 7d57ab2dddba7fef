package pde

import (
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/dual"
)

// A Field is what a residual sees at one point: the coordinates, and the solution u with its derivatives there, as numbers
// of any kind. A residual is a function of these that is zero where a differential equation holds, written once:
//
//	// heat is u_t − 0.1·Δu for the coordinates (x, y, t).
//	func heat[T dual.Scalar[T]](p pde.Field[T]) T {
//		return p.D(2).Sub(p.Laplacian(0, 1).Scale(0.1))
//	}
//
// The library differentiates it itself. A residual that does more than arithmetic with its arguments, such as one made
// for a coefficient, names the type: func(p pde.Point) pde.Num { … }.
//
// Which derivatives a residual reads decides how they are computed; it should read the same ones at every point. Ask for
// second derivatives by [Field.Laplacian] or [Field.Second] where they occur in a fixed sum: one of those alone is much
// cheaper than a Hessian.
type Field[T dual.Scalar[T]] struct {
	x      []T
	u      []T // derivatives, as the form numbers them
	data   []float64
	output int
	form   *form
	used   *usage // nil but while a residual is tried out
	gap    *gap   // otherwise what is noted of reads that there is no number for
}

// Num is the number with which [Residual] evaluates residuals and takes their derivatives.
type Num = dual.Chunk[float64]

// Point is a [Field] of such numbers.
type Point = Field[Num]

// X returns coordinate i.
func (p Field[T]) X(i int) T {
	if i < 0 || i >= len(p.x) {
		panic(fmt.Sprintf("pde: Field: coordinate %d, want 0 to %d", i, len(p.x)-1))
	}
	return p.x[i]
}

// Coordinates returns all coordinates, to read.
func (p Field[T]) Coordinates() []T { return p.x }

// Output returns the same point with u the network's output o instead of the first.
func (p Field[T]) Output(o int) Field[T] {
	if o < 0 {
		panic(fmt.Sprintf("pde: Field: output %d, want at least 0", o))
	}
	p.output = o
	return p
}

// Data returns the number in column c of the collocation's data at the point, see [Collocation]: a constant, such as a
// measurement that the solution is to come near.
func (p Field[T]) Data(c int) T {
	if c < 0 {
		panic(fmt.Sprintf("pde: Field: column %d of the data at a point, want at least 0", c))
	}
	if p.used != nil {
		p.used.columns = max(p.used.columns, c+1)
		if c >= len(p.data) {
			return p.tryOut()
		}
	}
	if c >= len(p.data) {
		p.gap.data(c)
		return p.missing()
	}
	return p.x[0].Lift(p.data[c])
}

// Param returns unknown coefficient i of the equation: one of those in the last layer of the network, see
// [layers.Coefficients], which are found together with the solution.
func (p Field[T]) Param(i int) T {
	if i < 0 {
		panic(fmt.Sprintf("pde: Field: unknown coefficient %d, want at least 0", i))
	}
	if p.used != nil {
		p.used.unknowns = max(p.used.unknowns, i+1)
		return p.Output(p.used.solutions + i).U()
	}
	if p.form.slot(p.form.solutions+i, 0) < 0 {
		p.gap.coefficient(i, p.form.solutions+i)
		return p.missing()
	}
	return p.Output(p.form.solutions + i).U()
}

// U returns the solution itself.
func (p Field[T]) U() T { return p.D() }

// D returns the partial derivative of u along the given coordinates: D(0) is ∂u/∂x₀, D(0, 0) and D(0, 1) are second
// derivatives.
func (p Field[T]) D(along ...int) T {
	for _, i := range along {
		if i < 0 || i >= len(p.x) {
			panic(fmt.Sprintf("pde: Field: derivative along coordinate %d, want 0 to %d", i, len(p.x)-1))
		}
	}
	if p.used != nil {
		p.used.partial(p.output, along)
		return p.tryOut()
	}
	return p.read(p.form.partial(along), along)
}

// Laplacian returns the sum of the second derivatives along the given coordinates, or along all if none are given.
func (p Field[T]) Laplacian(along ...int) T {
	var buffer [16]float64
	w := weightsBuffer(&buffer, len(p.x))
	if len(along) == 0 {
		for i := range w {
			w[i] = 1
		}
	}
	for _, i := range along {
		if i < 0 || i >= len(p.x) {
			panic(fmt.Sprintf("pde: Field: Laplacian along coordinate %d, want 0 to %d", i, len(p.x)-1))
		}
		w[i]++
	}
	return p.Second(w...)
}

// Second returns Σ wᵢ ∂²u/∂xᵢ², with a weight for every coordinate: Second(−1, 1) is u_tt − u_xx with a minus sign for
// coordinates (t, x).
func (p Field[T]) Second(w ...float64) T {
	if len(w) != len(p.x) {
		panic(fmt.Sprintf("pde: Field: Second: %d weights, want one for each of %d coordinates", len(w), len(p.x)))
	}
	if p.used != nil {
		p.used.second(p.output, w)
		return p.tryOut()
	}
	if p.form.omega >= 0 && slices.Equal(w, p.form.alg.Weights()) {
		return p.read(p.form.omega, nil)
	}
	sum := p.x[0].Lift(0)
	for i, w := range w {
		if w != 0 {
			twice := [2]int{i, i}
			sum = sum.Add(p.read(p.form.partial(twice[:]), twice[:]).Scale(w))
		}
	}
	return sum
}

// read returns the derivative that component k of the form's algebra holds, that along the given coordinates. One that is not
// computed is NaN, and noted.
func (p Field[T]) read(k int, along []int) T {
	slot := -1
	if k >= 0 {
		slot = p.form.slot(p.output, k)
	}
	if slot < 0 {
		p.gap.derivative(p.output, along)
		return p.missing()
	}
	return p.u[slot]
}

// missing returns the number for what there is none for.
func (p Field[T]) missing() T { return p.x[0].Lift(math.NaN()) }

// tryOut returns some number for a derivative, while it is only found out which ones a residual reads.
func (p Field[T]) tryOut() T { return p.x[0].Lift(p.used.number()) }

// weightsBuffer returns a slice of n zeros, in the buffer if that is large enough.
func weightsBuffer(buffer *[16]float64, n int) []float64 {
	if n <= len(buffer) {
		return buffer[:n]
	}
	return make([]float64, n)
}
