package jet_test

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
	"example.com/sobolev/jet"
)

// number is short for this page.
type number = jet.Number[float64]

func Example() {
	f := func(x number) number { return x.Exp().Mul(x) }
	fmt.Println(jet.Derivatives(f, 0, 5))
	// Output: [0 1 2 3 4 5]
}

func ExampleDerivatives() {
	// A removable singularity: the driver pays for the orders that the division loses.
	f := func(x number) number { return x.Exp().Shift(-1).Div(x) } // (eˣ − 1)/x
	fmt.Printf("%.4f\n", jet.Derivatives(f, 0, 4))
	// Output: [1.0000 0.5000 0.3333 0.2500 0.2000]
}

func ExampleDerivativesInto() {
	d := make([]float64, 4)
	jet.DerivativesInto(d, func(x number) number { return x.PowReal(3) }, 2)
	fmt.Println(d)
	// Output: [8 12 12 6]
}

// saddle is x²y − y³ over any number type.
func saddle[T dual.Scalar[T]](x []T) T {
	return x[0].PowReal(2).Mul(x[1]).Sub(x[1].PowReal(3))
}

func ExampleDirectional() {
	fmt.Println(jet.Directional(saddle[number], []float64{1, 2}, []float64{1, 1}, 3))
	// Output: [-6 -7 -4 0]
}

func ExampleDirectionalInto() {
	d := make([]float64, 2)
	jet.DirectionalInto(d, saddle[number], []float64{1, 2}, []float64{1, 0})
	fmt.Println(d)
	// Output: [-6 4]
}

func ExamplePartials() {
	p := jet.Partials(saddle[number], []float64{1, 2}, 3)
	fmt.Println(p.At(0, 0), p.At(1, 0), p.At(1, 1), p.At(2, 1), p.At(0, 3))
	for alpha, d := range p.All() {
		if d != 0 && alpha[0] == 2 {
			fmt.Println(alpha, d)
		}
	}
	// Output:
	// -6 4 2 2 -6
	// [2 0] 4
	// [2 1] 2
}

func ExamplePartialsInto() {
	p := jet.PartialDerivatives[float64]{Alg: jet.Full(2, 2)} // made once, for any number of points
	p.Values = make([]float64, p.Alg.Dim())
	for _, x := range [][]float64{{1, 2}, {0, 1}} {
		jet.PartialsInto(p, saddle[number], x)
		fmt.Println(p.Values)
	}
	// Output:
	// [-6 4 -11 4 2 -12]
	// [-1 0 -3 2 0 -6]
}

func ExamplePartialDerivatives_At() {
	p := jet.Partials(saddle[number], []float64{1, 2}, 3)
	fmt.Println(p.At(2, 1)) // ∂³f/∂x²∂y
	// Output: 2
}

func ExamplePartialDerivatives_All() {
	for alpha, d := range jet.Partials(saddle[number], []float64{1, 2}, 1).All() {
		fmt.Println(alpha, d)
	}
	// Output:
	// [0 0] -6
	// [1 0] 4
	// [0 1] -11
}

func ExampleLaplacian() {
	y, grad, lap := jet.Laplacian(saddle[number], []float64{1, 2})
	fmt.Println(y, grad, lap)
	_, _, wave := jet.Laplacian(saddle[number], []float64{1, 2}, 1, -1) // ∂²f/∂x² − ∂²f/∂y²
	fmt.Println(wave)
	// Output:
	// -6 [4 -11] -8
	// 16
}

func ExampleLaplacianInto() {
	grad := make([]float64, 2)
	y, lap := jet.LaplacianInto(grad, saddle[number], []float64{1, 2})
	fmt.Println(y, grad, lap)
	// Output: -6 [4 -11] -8
}

func ExamplePure() {
	y, pure := jet.Pure(saddle[number], []float64{1, 2}, 2)
	fmt.Println("value", y, "gradient", pure[:2], "diagonal of the Hessian", pure[2:])
	// Output: value -6 gradient [4 -11] diagonal of the Hessian [4 -12]
}

func ExamplePureInto() {
	pure := make([]float64, 2)
	fmt.Println(jet.PureInto(pure, saddle[number], []float64{1, 2}, 1), pure)
	// Output: -6 [4 -11]
}

func ExampleMixed() {
	fmt.Println(jet.Mixed(saddle[number], []float64{1, 2}, 2, 1)) // ∂³f/∂x²∂y
	// Output: 2
}

func ExampleNew() {
	x := jet.New(jet.HyperDual(), 2.0, 1, 1, 0)
	fmt.Println(x.Mul(x).Mul(x))
	// Output: (8+12ϵ₁+12ϵ₂+12ϵ₁ϵ₂)
}

func ExampleVariable() {
	alg := jet.Full(2, 2)
	x, y := jet.Variable(alg, 3.0, 0), jet.Variable(alg, 5.0, 1)
	fmt.Println(x.Mul(y))
	// Output: (15+5ϵ₁+3ϵ₂+0ϵ₁²+1ϵ₁ϵ₂+0ϵ₂²)
}

func ExampleConstant() {
	x := jet.Variable(jet.Taylor(2), 3.0, 0)
	fmt.Println(jet.Constant(2.0).Div(x.Shift(-1)))
	// Output: (1-0.5ϵ+0.25ϵ²)
}

func ExampleNumber_Apply() {
	cube := func(c []float64, a float64) { // φ⁽ᵏ⁾(a)/k!
		clear(c)
		copy(c, []float64{a * a * a, 3 * a * a, 3 * a, 1})
	}
	fmt.Println(jet.Variable(jet.Taylor(4), 2.0, 0).Apply(cube))
	fmt.Println(jet.New(jet.Dual(2), 2.0, 1, 10).Apply(cube))
	// Output:
	// (8+12ϵ+6ϵ²+1ϵ³+0ϵ⁴)
	// (8+12ϵ₁+120ϵ₂)
}

func ExampleNumber_Div() {
	x := jet.Variable(jet.Taylor(4), 0.0, 0)
	sinc := x.Sin().Div(x) // known to one order less
	fmt.Println(sinc.Algebra())
	fmt.Printf("%.4f\n", sinc)
	// Output:
	// Taylor(3)
	// (1.0000+0.0000ϵ-0.1667ϵ²+0.0000ϵ³)
}

func ExampleAlgebra() {
	alg := jet.Taylor(3)
	x, z := make([]float64, alg.Dim()), make([]float64, alg.Dim())
	alg.Variable(x, 2, 0)
	alg.Mul(z, x, x)
	alg.Inv(z, z) // in place
	alg.Derivatives(z, z)
	fmt.Println(z) // 1/x² and three derivatives at 2
	// Output: [0.25 -0.25 0.375 -0.75]
}

func ExampleAlgebra_Terms() {
	for _, t := range jet.Laplace(2, 1, -1).Terms() {
		if t.Z == 3 {
			fmt.Printf("%+v\n", t)
		}
	}
	// Output:
	// {Z:3 X:0 Y:3 C:1}
	// {Z:3 X:1 Y:1 C:1}
	// {Z:3 X:2 Y:2 C:-1}
	// {Z:3 X:3 Y:0 C:1}
}

func ExampleAlgebra_Index() {
	alg := jet.Full(3, 2)
	k := alg.Index(1, 0, 1)
	fmt.Println(k, alg.Exponents(k), alg.Index(2, 1, 0))
	// Output: 6 [1 0 1] -1
}

func ExampleAlgebra_Factorial() {
	alg := jet.Full(2, 3)
	fmt.Println(alg.Factorial(alg.Index(2, 1)), jet.Laplace(2).Factorial(3))
	// Output: 2 2
}

func ExampleAlgebra_Derivatives() {
	alg := jet.Taylor(3)
	d := make([]float64, 4)
	alg.Derivatives(d, []float64{1, 1, 0.5, 0.5})
	fmt.Println(d)
	// Output: [1 1 1 3]
}

func ExampleAlgebra_Coefficients() {
	alg := jet.Taylor(3)
	c := make([]float64, 4)
	alg.Coefficients(c, []float64{1, 1, 1, 3})
	fmt.Println(c)
	// Output: [1 1 0.5 0.5]
}

func ExampleAlgebra_Apply() {
	alg := jet.Dual(2)
	z := make([]float64, 3)
	alg.Apply(z, []float64{0, 1, -2}, series.Exp)
	fmt.Println(z)
	// Output: [1 1 -2]
}

func ExampleAlgebra_Compose() {
	alg := jet.Taylor(2)
	z := make([]float64, 3)
	alg.Compose(z, []float64{3, 1, 1}, []float64{9, 6, 1}) // x² and its coefficients at 3
	fmt.Println(z)
	// Output: [9 6 7]
}

func ExampleAlgebra_MulAdjoint() {
	alg := jet.Dual(1)
	x, cotangent, z := []float64{2, 3}, []float64{5, 7}, []float64{0, 0}
	alg.MulAdjoint(z, x, cotangent)
	fmt.Println(z)
	// Output: [31 14]
}

func ExampleAlgebra_Div() {
	alg := jet.Taylor(3)
	z := make([]float64, 4)
	known := alg.Div(z, []float64{0, 2, 4, 6}, []float64{0, 1, 0, 0})
	fmt.Println(known, z)
	// Output: 2 [2 4 6 NaN]
}

func ExampleAlgebra_Sqrt() {
	alg := jet.Taylor(3)
	z := make([]float64, 4)
	known := alg.Sqrt(z, []float64{0, 0, 9, 0}) // √(9x²) = 3|x| along the seed
	fmt.Println(known, z)
	// Output: 2 [0 3 0 NaN]
}

func ExampleDiagonal() {
	alg := jet.Diagonal(2, 3)
	x := jet.New(alg, 1.0, 1, -1, 0, 0, 0, 0) // forwards and backwards at once
	fmt.Printf("%.3f\n", x.Log())
	// Output: (0.000+1.000ϵ₁-1.000ϵ₂-0.500ϵ₁²-0.500ϵ₂²+0.333ϵ₁³-0.333ϵ₂³)
}

func ExampleBatch() {
	// The product of the two features of every sample, with gradient and Hessian.
	x := jet.NewBatch[float64](jet.Full(2, 2), 3, 2)
	x.Seed([]float64{
		1, 2,
		3, 4,
		5, 6,
	})
	left, right := jet.NewBatch[float64](x.Alg, 3, 1), jet.NewBatch[float64](x.Alg, 3, 1)
	for k := range x.Alg.Dim() {
		for s := range x.Samples {
			left.Plane(k)[s], right.Plane(k)[s] = x.Plane(k)[2*s], x.Plane(k)[2*s+1]
		}
	}
	left.Mul(left, right)
	fmt.Println("values", left.Plane(0))
	fmt.Println("∂x", left.Plane(1), "∂y", left.Plane(2))
	fmt.Println("∂x∂y", left.Plane(x.Alg.Index(1, 1)))
	// Output:
	// values [2 12 30]
	// ∂x [2 4 6] ∂y [1 3 5]
	// ∂x∂y [1 1 1]
}

func ExampleBatch_SeedDirections() {
	x := jet.NewBatch[float64](jet.Taylor(2), 2, 1)
	x.SeedDirections([]float64{1, 2}, []float64{10, 20}) // a direction for each sample
	fmt.Println(x.Number(0, 0), x.Number(1, 0))
	// Output: (1+10ϵ+0ϵ²) (2+20ϵ+0ϵ²)
}

func ExampleBatch_Compose() {
	alg := jet.Taylor(1)
	x, y, xbar := jet.NewBatch[float64](alg, 1, 2), jet.NewBatch[float64](alg, 1, 2), jet.NewBatch[float64](alg, 1, 2)
	x.SeedDirections([]float64{3, 4}, []float64{1, 1})
	// φ(x) = x²: its Taylor coefficients at the primals, one order more than the algebra has for the adjoint.
	phi := [][]float64{{9, 16}, {6, 8}, {1, 1}}
	scratch := jet.NewScratch[float64](alg, 2)
	y.Compose(x, phi, scratch)
	fmt.Println(y.Data)
	copy(y.Data, []float64{0, 0, 1, 1}) // the cotangent of the slopes
	xbar.ComposeAdjoint(x, phi, y, scratch)
	fmt.Println(xbar.Data)
	// Output:
	// [9 16 6 8]
	// [2 2 6 8]
}

// Second derivatives of x² along a line, for the last of two samples, from jets that end at order 1.
func ExampleBatch_ComposeRows() {
	x, xbar := jet.NewBatch[float64](jet.Taylor(1), 2, 1), jet.NewBatch[float64](jet.Taylor(1), 2, 1)
	x.SeedDirections([]float64{3, 4}, []float64{1, 1})
	y, scratch := jet.NewBatch[float64](jet.Taylor(2), 1, 1), jet.NewScratch[float64](jet.Taylor(2), 1)
	y.ComposeRows(x, 1, [][]float64{{9, 16}, {6, 8}, {1, 1}}, scratch)
	fmt.Println(y.Data)
	copy(y.Data, []float64{0, 0, 1}) // the cotangent of the last coefficient
	xbar.ComposeAdjointRows(x, 1, [][]float64{{6, 8}, {2, 2}, {0, 0}}, y, scratch)
	fmt.Println(xbar.Data)
	// Output:
	// [16 8 1]
	// [0 0 0 2]
}

func ExampleBatch_ComposeAdjointRows() {
	x, xbar := jet.NewBatch[float64](jet.Real(), 1, 1), jet.NewBatch[float64](jet.Real(), 1, 1)
	x.Data[0] = 3
	ybar, scratch := jet.NewBatch[float64](jet.Dual(1), 1, 1), jet.NewScratch[float64](jet.Dual(1), 1)
	ybar.Data[0] = 10
	xbar.ComposeAdjointRows(x, 0, [][]float64{{6}, {2}}, ybar, scratch) // of φ(x) = x², whose slope is 2x
	fmt.Println(xbar.Data)
	// Output: [60]
}
