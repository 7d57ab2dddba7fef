package funcs_test

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

func ExampleBeale() {
	y, grad := dual.Gradient(funcs.Beale[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 178.3084 [-352.6578 587.1993]
}

func ExampleBooth() {
	y, grad := dual.Gradient(funcs.Booth[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 38.5156 [-27.5000 -24.2500]
}

func ExampleBranin() {
	y, grad := dual.Gradient(funcs.Branin[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 46.8570 [-13.1584 -11.6326]
}

func ExampleBukin() {
	y, grad := dual.Gradient(funcs.Bukin[dual.Chunk[float64]], []float64{-6.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 140.9053 [4.4468 35.4943]
}

func ExampleEasom() {
	y, grad := dual.Gradient(funcs.Easom[dual.Chunk[float64]], []float64{2.25, 3.875})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: -0.1231 [-0.3719 0.2914]
}

func ExampleFranke() {
	y, grad := dual.Gradient(funcs.Franke[dual.Chunk[float64]], []float64{0.21875, 0.6875})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 0.3131 [-0.3911 -0.4765]
}

func ExampleGoldsteinPrice() {
	y, grad := dual.Gradient(funcs.GoldsteinPrice[dual.Chunk[float64]], []float64{-1.25, 0.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 2357.4574 [8443.6133 18601.1937]
}

func ExampleGriewank() {
	y, grad := dual.Gradient(funcs.Griewank[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 1.0360 [0.1022 0.2228]
}

func ExampleHimmelblau() {
	y, grad := dual.Gradient(funcs.Himmelblau[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 56.6877 [30.0938 -38.9141]
}

func ExampleLevy() {
	y, grad := dual.Gradient(funcs.Levy[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 3.0025 [-3.8190 0.1192]
}

func ExampleMatyas() {
	y, grad := dual.Gradient(funcs.Matyas[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 3.2978 [-1.7900 1.8350]
}

func ExampleMcCormick() {
	y, grad := dual.Gradient(funcs.McCormick[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 22.8554 [-8.3188 10.1812]
}

func ExampleMichalewicz() {
	y, grad := dual.Gradient(funcs.Michalewicz[dual.Chunk[float64]], []float64{2.25, 1.5})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: -1.5884 [1.5096 -4.4378]
}

func ExampleRastrigin() {
	y, grad := dual.Gradient(funcs.Rastrigin[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 34.2742 [-65.3319 49.1788]
}

func ExampleSixHumpCamel() {
	y, grad := dual.Gradient(funcs.SixHumpCamel[dual.Chunk[float64]], []float64{-1.25, 0.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 1.4425 [0.6777 -3.4062]
}

func ExampleStyblinskiTang() {
	y, grad := dual.Gradient(funcs.StyblinskiTang[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: -37.6835 [18.5938 -8.7070]
}

func ExampleZakharov() {
	y, grad := dual.Gradient(funcs.Zakharov[dual.Chunk[float64]], []float64{-1.25, 2.375})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 19.6445 [9.9688 29.6875]
}
