package series

import "math"

// An Entry describes one rule of the table, with its parameter fixed where it has one.
type Entry struct {
	Name       string
	Rule       Rule
	Smoothness int     // the number of continuous derivatives inside the domain, poles apart; [Smooth] for all
	Lo, Hi     float64 // the closed interval that the domain is, poles apart
}

// All returns the table of rules, in the order of the files of this package.
func All() []Entry {
	inf := math.Inf(1)
	return []Entry{
		{"Exp", Exp, Smooth, -inf, inf},
		{"Expm1", Expm1, Smooth, -inf, inf},
		{"Exp2", Exp2, Smooth, -inf, inf},
		{"Log", Log, Smooth, 0, inf},
		{"Log1p", Log1p, Smooth, -1, inf},
		{"Log2", Log2, Smooth, 0, inf},
		{"Log10", Log10, Smooth, 0, inf},
		{"Sqrt", Sqrt, Smooth, 0, inf},
		{"Cbrt", Cbrt, Smooth, -inf, inf},
		{"Pow(3)", func(c []float64, a float64) { Pow(c, a, 3) }, Smooth, -inf, inf},
		{"Pow(-2)", func(c []float64, a float64) { Pow(c, a, -2) }, Smooth, -inf, inf},
		{"Pow(2.5)", func(c []float64, a float64) { Pow(c, a, 2.5) }, Smooth, 0, inf},
		{"Sin", Sin, Smooth, -inf, inf},
		{"Cos", Cos, Smooth, -inf, inf},
		{"Tan", Tan, Smooth, -inf, inf},
		{"Asin", Asin, Smooth, -1, 1},
		{"Acos", Acos, Smooth, -1, 1},
		{"Atan", Atan, Smooth, -inf, inf},
		{"Sinh", Sinh, Smooth, -inf, inf},
		{"Cosh", Cosh, Smooth, -inf, inf},
		{"Tanh", Tanh, Smooth, -inf, inf},
		{"Asinh", Asinh, Smooth, -inf, inf},
		{"Acosh", Acosh, Smooth, 1, inf},
		{"Atanh", Atanh, Smooth, -1, 1},
		{"Erf", Erf, Smooth, -inf, inf},
		{"Erfc", Erfc, Smooth, -inf, inf},
		{"Lgamma", Lgamma, Smooth, -inf, inf},
		{"Digamma", Digamma, Smooth, -inf, inf},
		{"Sigmoid", Sigmoid, Smooth, -inf, inf},
		{"Softplus", Softplus, Smooth, -inf, inf},
		{"LogSigmoid", LogSigmoid, Smooth, -inf, inf},
		{"SiLU", SiLU, Smooth, -inf, inf},
		{"GELU", GELU, Smooth, -inf, inf},
		{"GELUTanh", GELUTanh, Smooth, -inf, inf},
		{"ReLU", ReLU, 0, -inf, inf},
		{"LeakyReLU(0.01)", func(c []float64, a float64) { LeakyReLU(c, a, 0.01) }, 0, -inf, inf},
		{"Abs", Abs, 0, -inf, inf},
		{"ELU(1)", func(c []float64, a float64) { ELU(c, a, 1) }, 1, -inf, inf},
		{"ELU(0.5)", func(c []float64, a float64) { ELU(c, a, 0.5) }, 0, -inf, inf},
		{"Sinc", Sinc, Smooth, -inf, inf},
	}
}
