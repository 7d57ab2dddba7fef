package formula

import (
	"math"
	"strings"

	"example.com/sobolev/dual"
)

// variables are the names of the coordinates.
var variables = map[string]int{"x": 0, "x1": 0, "y": 1, "x2": 1}

// constants are the names of numbers.
var constants = map[string]float64{"pi": math.Pi, "π": math.Pi, "e": math.E}

// unary holds the functions of one number; a test compares them with the methods that numbers have.
var unary = map[string]func(dual.Any) dual.Any{
	"abs": dual.Any.Abs, "neg": dual.Any.Neg, "inv": dual.Any.Inv,
	"exp": dual.Any.Exp, "expm1": dual.Any.Expm1, "exp2": dual.Any.Exp2,
	"log": dual.Any.Log, "ln": dual.Any.Log, "log1p": dual.Any.Log1p, "log2": dual.Any.Log2, "log10": dual.Any.Log10,
	"sqrt": dual.Any.Sqrt, "cbrt": dual.Any.Cbrt,
	"sin": dual.Any.Sin, "cos": dual.Any.Cos, "tan": dual.Any.Tan,
	"asin": dual.Any.Asin, "acos": dual.Any.Acos, "atan": dual.Any.Atan,
	"sinh": dual.Any.Sinh, "cosh": dual.Any.Cosh, "tanh": dual.Any.Tanh,
	"asinh": dual.Any.Asinh, "acosh": dual.Any.Acosh, "atanh": dual.Any.Atanh,
	"sinc": dual.Any.Sinc, "erf": dual.Any.Erf, "erfc": dual.Any.Erfc,
	"lgamma": dual.Any.Lgamma, "digamma": dual.Any.Digamma,
}

// binary holds the functions of two numbers.
var binary = map[string]func(a, b dual.Any) dual.Any{
	"min": dual.Any.Min, "max": dual.Any.Max, "hypot": dual.Any.Hypot, "atan2": dual.Any.Atan2, "pow": dual.Any.Pow,
}

// ascii writes the signs of typeset formulas as people type them.
var ascii = strings.NewReplacer("−", "-", "–", "-", "·", "*", "×", "*", "÷", "/", "**", "^", "²", "^2", "³", "^3",
	"x₁", "x", "x₂", "y")
