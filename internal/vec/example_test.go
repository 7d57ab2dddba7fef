package vec_test

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/vec"
)

// A layer's forward product, its input cotangent and its weight gradient, all with the weights as they are.
func ExampleMatMul() {
	x := []float64{1, 2, 3, 4}       // 2 samples × 2 inputs
	w := []float64{1, 0, 1, 0, 1, 1} // 2 inputs × 3 outputs
	y := make([]float64, 6)
	vec.MatMulBias(y, 3, x, 2, 1, w, 3, 2, 3, 2, []float64{10, 20, 30})
	fmt.Println(y)

	xbar := make([]float64, 4) // y·Wᵀ
	vec.MatMulT(xbar, 2, y, 3, 1, w, 3, 2, 2, 3, false)
	fmt.Println(xbar)

	wbar := make([]float64, 6) // xᵀ·y, added
	vec.MatMul(wbar, 3, x, 1, 2, y, 3, 2, 3, 2, true)
	fmt.Println(wbar)
	// Output:
	// [11 22 33 13 24 37]
	// [44 55 50 61]
	// [50 94 144 74 140 214]
}

// Weights that many rows are multiplied by are packed once.
func ExampleMulPacked() {
	w := []float32{1, 4, 2, 5, 3, 6} // 3×2
	x := []float32{1, 10}
	var p vec.Packed[float32]
	p.PackTransposed(w, 2, 3, 2) // 2×3
	y := make([]float32, 3)
	vec.MulPacked(y, 3, x, 2, 1, &p, 1, false)
	fmt.Println(y)

	y = []float32{0.5, 0, 0}
	vec.MulPacked(y, 3, x, 2, 1, &p, 1, true)
	fmt.Println(y)
	// Output:
	// [41 52 63]
	// [41.5 52 63]
}

// The value of an activation and the derivatives that are wanted, in one pass.
func ExampleTanhJet() {
	z := []float64{0, 0.5, 20}
	y, d1, d2 := make([]float64, 3), make([]float64, 3), make([]float64, 3)
	vec.TanhJet(y, d1, d2, nil, z)
	fmt.Printf("%.4f\n%.4g\n%.4g\n", y, d1, d2)
	// Output:
	// [0.0000 0.4621 1.0000]
	// [1 0.7864 1.699e-17]
	// [-0 -0.7269 -3.399e-17]
}

func ExampleSinCos() {
	x := []float64{0, 1, 1e10}
	sin, cos := make([]float64, 3), make([]float64, 3)
	vec.SinCos(sin, cos, x)
	fmt.Printf("%.6f %.6f\n", sin, cos)
	// Output: [0.000000 0.841471 -0.487506] [1.000000 0.540302 0.873120]
}

// Elementwise kernels and reductions.
func ExampleMulAdd() {
	a, b := []float64{1, 2, 3}, []float64{4, 5, 6}
	dst := []float64{100, 100, 100}
	vec.MulAdd(dst, a, b)
	vec.Axpy(dst, 0.5, a)
	fmt.Println(dst, vec.Dot(a, b))

	sums := make([]float64, 2)
	vec.ColumnSums(sums, []float64{1, 2, 10, 20, 100, 200}, 2, 3)
	fmt.Println(sums)
	// Output:
	// [104.5 111 119.5] 32
	// [111 222]
}

// The Hessian's share of a layer of three units with two tangents, and what a cotangent R of it sends back.
func ExampleGram() {
	t := []float64{1, 2, 3, 0, 1, 0} // two planes
	curvature := []float64{1, 1, 2}
	h := make([]float64, 4)
	vec.Gram(h, curvature, t, 3, 2)
	fmt.Println(h)

	r := []float64{1, 2, 2, 0}
	form := make([]float64, 3)
	vec.Quad(form, r, t, 3, 2)
	fmt.Println(form, vec.Dot(form, curvature))

	tbar := make([]float64, 6)
	vec.MulSmall(tbar, 3, curvature, r, t, 3, 2)
	fmt.Println(tbar)
	// Output:
	// [23 2 2 1]
	// [1 12 9] 31
	// [1 4 6 2 4 12]
}

// A cotangent through an activation with one tangent: by hand 3·0.5 + 2·(4·0.25), and 0.25·0.5.
func ExampleActivationAdjoint() {
	zbar, tbar := []float64{3}, []float64{0.25}
	t, phi1, phi2 := []float64{4}, []float64{0.5}, []float64{2}
	vec.ActivationAdjoint(zbar, tbar, t, 1, 1, phi1, phi2, nil, nil, nil, nil)
	fmt.Println(zbar, tbar)
	// Output: [3.5] [0.125]
}

// Two rows of three elements, each divided by its length.
func ExampleRowDots() {
	x := []float64{3, 0, 4, 1, 2, 2}
	r := make([]float64, 2)
	vec.RowDots(r, x, x, 3)
	for i := range r {
		r[i] = 1 / math.Sqrt(r[i])
	}
	vec.CombineRows(x, []float64{1}, [][]float64{r, x}, 3)
	fmt.Printf("%.3f\n", x)
	// Output: [0.600 0.000 0.800 0.333 0.667 0.667]
}

// The first three coefficients of the square of a power series, for two series at once, whose coefficients 0, 1 and 2 are
// in the planes of the same numbers.
func ExampleProgram() {
	square := vec.NewProgram[float64](
		[]vec.Move{{Plane: 0, Slot: 0}, {Plane: 1, Slot: 1}, {Plane: 2, Slot: 2}},
		[]vec.Statement{
			{Dst: 3, Scale: 1, Pairs: [][2]int{{0, 0}}},
			{Dst: 4, Scale: 2, Pairs: [][2]int{{0, 1}}},
			{Dst: 5, Scale: 1, Pairs: [][2]int{{0, 2}, {1, 1}, {2, 0}}},
		},
		[]vec.Move{{Plane: 0, Slot: 3}, {Plane: 1, Slot: 4}, {Plane: 2, Slot: 5}})
	planes := [][]float64{{1, 3}, {1, 0}, {0, 2}} // 1 + t and 3 + 2t²
	square.Run(planes)
	fmt.Println(planes)
	// Output: [[1 9] [2 0] [1 12]]
}

// The coefficients of tanh at ½ up to order 5.
func ExampleTaylor() {
	phi := make([][]float64, 6)
	for k := range phi {
		phi[k] = make([]float64, 1)
	}
	vec.TanhTaylor[float64](6).Coefficients(phi, []float64{0.5})
	fmt.Printf("%.4f\n", phi)
	// Output: [[0.4621] [0.7864] [-0.3634] [-0.0942] [0.1647] [-0.0272]]
}

// Three steps of Adam down the parabola (p−1)²/2.
func ExampleAdam() {
	p, m, v, g := []float64{0}, []float64{0}, []float64{0}, []float64{0}
	b1, b2 := 1.0, 1.0
	for range 3 {
		g[0] = p[0] - 1
		b1, b2 = b1*0.9, b2*0.999
		vec.Adam(p, m, v, g, &vec.AdamStep{Rate: 0.1, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correct1: 1 / (1 - b1), Correct2: 1 / (1 - b2)})
		fmt.Printf("%.4f ", p[0])
	}
	// Output: 0.1000 0.1996 0.2984
}

func ExampleSGD() {
	p, v := []float64{0}, []float64{0}
	for range 3 {
		vec.SGD(p, v, []float64{p[0] - 1}, 0.1, 0.9, 0, false)
		fmt.Printf("%.4f ", p[0])
	}
	// Output: 0.1000 0.2800 0.5140
}

// The same kernel on every path that the machine has.
func ExampleForce() {
	for _, level := range vec.Levels() {
		restore := vec.Force(level)
		y := make([]float32, 4)
		vec.Exp(y, []float32{0, 1, 2, 3})
		if fmt.Sprintf("%.4f", y) != "[1.0000 2.7183 7.3891 20.0855]" {
			fmt.Println(vec.Current(), y)
		}
		restore()
	}
	// Output:
}
