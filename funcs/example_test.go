package funcs_test

import (
	"fmt"
	"log"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

func ExampleLookup() {
	f, err := funcs.Lookup("styblinski-tang")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.Name, f.Domain(2))
	for _, m := range f.Minima(2) {
		fmt.Printf("%.4f at %.4f\n", m.Value, m.X)
	}
	// Output:
	// StyblinskiTang [{-5 5} {-5 5}]
	// -78.3323 at [-2.9035 -2.9035]
}

func ExampleLookup_unknown() {
	_, err := funcs.Lookup("boots")
	fmt.Println(err.Error()[:58])
	// Output: funcs: no function is named "boots", want one of Ackley, B
}

func ExampleAll() {
	for _, f := range funcs.All()[:3] {
		fmt.Printf("%s: %s\n", f.Name, f.Note)
	}
	// Output:
	// Ackley: a cone-shaped funnel under a lattice of cosine ripples; few samples alias the ripples, and the tip has no gradient
	// Beale: flat valleys along the axes and walls of degree eight at the corners: values reach 180,000
	// Booth: a plain quadratic bowl with its axes turned by 45 degrees: the easy one
}

// The drivers of package dual choose the number type by themselves.
func ExampleAckley() {
	y, grad := dual.Gradient(funcs.Ackley[dual.Chunk[float64]], []float64{1, 0, 0})
	fmt.Printf("%.4f %.4f\n", y, grad)
	// Output: 2.1811 [2.0576 0.0000 0.0000]
}

func ExampleRosenbrock() {
	x := []dual.Number[float64]{dual.Variable(-1.2), dual.Constant(1.0)}
	fmt.Printf("%.1f\n", funcs.Rosenbrock(x))
	// Output: (24.2-215.6ϵ)
}

func ExampleEval() {
	f, err := funcs.Lookup("Booth")
	if err != nil {
		log.Fatal(err)
	}
	// Twice nested duals: the mixed second derivative of (x + 2y − 7)² + (2x + y − 5)² is 8.
	type number = dual.Nested[dual.Number[float64]]
	x := number{Real: dual.Variable(3.0), Emag: dual.Constant(0.0)}
	y := number{Real: dual.Constant(-1.0), Emag: dual.Constant(1.0)}
	fmt.Println(funcs.Eval(f, []number{x, y}).Emag.Emag)
	// Output: 8
}

func ExampleFunction_Value() {
	f, err := funcs.Lookup("Booth")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f, f.Value([]float64{1, 3}), f.Value([]float64{0, 0}))
	// Output: Booth 0 74
}

func ExampleFunction_Domain() {
	f, err := funcs.Lookup("Rastrigin")
	if err != nil {
		log.Fatal(err)
	}
	for _, side := range f.Domain(3) {
		fmt.Println(side.Lo, side.Hi)
	}
	// Output:
	// -5.12 5.12
	// -5.12 5.12
	// -5.12 5.12
}

func ExampleFunction_Minima() {
	f, err := funcs.Lookup("Himmelblau")
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range f.Minima(2) {
		fmt.Printf("%.4f at %.4f\n", m.Value, m.X)
	}
	// Unordered output:
	// 0.0000 at [3.0000 2.0000]
	// 0.0000 at [-2.8051 3.1313]
	// 0.0000 at [-3.7793 -3.2832]
	// 0.0000 at [3.5844 -1.8481]
}

func ExampleFunction_Dimension() {
	f, err := funcs.Lookup("Rosenbrock")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.Dimension(10))
	fmt.Println(f.Dimension(1))
	// Output:
	// 10 <nil>
	// 0 funcs: Rosenbrock: dimension is 1, want at least 2
}

// A function of one's own joins the others by its form over dual.Any.
func ExampleFunction() {
	f := funcs.Function{
		Forms: funcs.Forms{Any: valley[dual.Any]},
		Name:  "Valley",
		Dim:   2,
		Box:   []funcs.Interval{{Lo: -1, Hi: 1}},
	}
	x := []dual.Number[float64]{dual.Variable(1.0), dual.Constant(3.0)}
	fmt.Println(f.Value([]float64{1, 3}), funcs.Eval(f, x))
	// Output: 4 (4-8ϵ)
}

func valley[T dual.Scalar[T]](x []T) T {
	d := x[1].Sub(x[0].Mul(x[0]))
	return d.Mul(d)
}
