package data_test

import (
	"fmt"

	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// The function x³ at 2: its derivatives are 8, 12, 12 and 6, its Taylor coefficients 8, 12, 6 and 1.
func ExampleLabels() {
	alg := jet.Taylor(3)
	x := jet.Variable(alg, 2.0, 0)
	y := jet.NewBatch[float64](alg, 1, 1)
	y.SetNumber(0, 0, x.Mul(x).Mul(x))

	labels := data.NewLabels[float64](alg, 1, 1)
	labels.SetJets(0, y)
	fmt.Println("derivatives: ", labels.Data)
	labels.Jets(y, 0)
	fmt.Println("coefficients:", y.Data)
	// Output:
	// derivatives:  [8 12 12 6]
	// coefficients: [8 12 6 1]
}

// Labels serve for data in pieces of several sizes.
func ExampleLabels_Reshape() {
	labels := data.NewLabels[float64](jet.Dual(2), 100, 1)
	fmt.Println(labels.Points, len(labels.Plane(1)))
	labels.Reshape(40, 2)
	fmt.Println(labels.Points, len(labels.Plane(1)))
	// Output:
	// 100 100
	// 40 80
}
