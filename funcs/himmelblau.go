package funcs

import "example.com/sobolev/dual"

// Himmelblau returns (x² + y − 11)² + (x + y² − 7)² (Himmelblau 1972). It is 0 at four points.
func Himmelblau[T dual.Scalar[T]](x []T) T {
	a := x[0].Mul(x[0]).Add(x[1]).Shift(-11)
	b := x[1].Mul(x[1]).Add(x[0]).Shift(-7)
	return a.Mul(a).Add(b.Mul(b))
}

var himmelblau = Function{
	Name: "Himmelblau",
	Dim:  2,
	Note: "four minima of equal depth around one maximum",
	Box:  []Interval{{-5, 5}},
	Lowest: at(0,
		[]float64{3, 2},
		[]float64{-2.8051180869527449, 3.1313125182505730},
		[]float64{-3.7793102533777469, -3.2831859912861694},
		[]float64{3.5844283403304917, -1.8481265269644036}),
}
