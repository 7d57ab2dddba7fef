// Package numbertest lists every function of the Scalar constraint once, for tests that hold number types against
// package math and against one another.
package numbertest

import (
	"math"

	"example.com/sobolev/dual"
	mathematics "example.com/sobolev/internal/number" // the tests have numbers of their own
	"example.com/sobolev/internal/series"
)

// A Unary is a function of one number. Math is the function of package math whose values it has, nil if there is
// none. Kinks are the points where its derivatives depend on the seed or jump.
type Unary[T dual.Scalar[T]] struct {
	Name  string
	Op    func(x T) T
	Math  func(x float64) float64
	Kinks []float64
}

// Unaries returns the functions of one number.
func Unaries[T dual.Scalar[T]]() []Unary[T] {
	list := []Unary[T]{
		{"Neg", func(x T) T { return x.Neg() }, func(x float64) float64 { return -x }, nil},
		{"Inv", func(x T) T { return x.Inv() }, func(x float64) float64 { return 1 / x }, nil},
		{"Scale", func(x T) T { return x.Scale(3) }, func(x float64) float64 { return 3 * x }, nil},
		{"Shift", func(x T) T { return x.Shift(-0.5) }, func(x float64) float64 { return x - 0.5 }, nil},
		{"Abs", func(x T) T { return x.Abs() }, math.Abs, []float64{0}},
		{"Clamp", func(x T) T { return x.Clamp(-0.75, 2) },
			func(x float64) float64 { return math.Min(math.Max(x, -0.75), 2) }, []float64{-0.75, 2}},
	}
	ops := operations[T]()
	for _, f := range series.Functions() {
		for _, e := range f.Entries(f.Sampled) {
			if op := ops[e.Name]; op != nil {
				u := Unary[T]{Name: e.Name, Op: op, Math: e.Math}
				if e.Smoothness < series.Smooth {
					u.Kinks = []float64{0}
				}
				list = append(list, u)
			}
		}
	}
	return list
}

// A Binary is a function of two numbers, with the function of package math or the operator whose values it has.
type Binary[T dual.Scalar[T]] struct {
	Name string
	Op   func(x, y T) T
	Math func(x, y float64) float64
}

// Binaries returns the functions of two numbers.
func Binaries[T dual.Scalar[T]]() []Binary[T] {
	return []Binary[T]{
		{"Add", func(x, y T) T { return x.Add(y) }, func(x, y float64) float64 { return x + y }},
		{"Sub", func(x, y T) T { return x.Sub(y) }, func(x, y float64) float64 { return x - y }},
		{"Mul", func(x, y T) T { return x.Mul(y) }, func(x, y float64) float64 { return x * y }},
		{"Div", func(x, y T) T { return x.Div(y) }, func(x, y float64) float64 { return x / y }},
		{"Pow", func(x, y T) T { return x.Pow(y) }, mathematics.Pow},
		{"Hypot", func(x, y T) T { return x.Hypot(y) }, math.Hypot},
		{"Atan2", func(x, y T) T { return x.Atan2(y) }, math.Atan2},
		{"Max", func(x, y T) T { return x.Max(y) }, math.Max},
		{"Min", func(x, y T) T { return x.Min(y) }, math.Min},
	}
}

// SpecialPoints are the values at which functions have their special cases.
func SpecialPoints() []float64 {
	inf := math.Inf(1)
	return []float64{
		0, math.Copysign(0, -1), 1, -1, 2, -2, 0.5, -0.5, 3, -0.75, 1e-300, -1e-300, 5e-324, 1e300, -1e300,
		math.MaxFloat64, 700, -700, 20, -20, math.Nextafter(1, 2), math.Nextafter(1, 0), math.Pi, 1e10,
		inf, -inf, math.NaN(),
	}
}

// RegularPoints are values inside the domains of most functions, away from every kink.
func RegularPoints() []float64 {
	return []float64{-3.7, -1.3, -0.6, -0.11, 0.07, 0.3, 0.8, 1.4, 2.6, 5.2}
}

// Alike reports whether a and b are the same float, the sign of zero included, or both NaN.
func Alike(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Float64bits(a) == math.Float64bits(b)
}

// Close reports whether a and b agree to the tolerance, relative to the larger of 1 and |b|, are the same infinity,
// or both NaN.
func Close(a, b, tolerance float64) bool {
	switch {
	case math.IsNaN(a) || math.IsNaN(b):
		return math.IsNaN(a) && math.IsNaN(b)
	case math.IsInf(a, 0) || math.IsInf(b, 0):
		return a == b
	}
	return math.Abs(a-b) <= tolerance*max(1, math.Abs(b))
}

// TB is the part of testing.TB that Values reports to.
type TB interface {
	Helper()
	Errorf(format string, args ...any)
}

// Values holds the value part of every function of a type against package math, bit for bit.
func Values[T dual.Scalar[T]](t TB, lift func(v, seed float64) T) {
	t.Helper()
	for _, f := range Unaries[T]() {
		reference := f.Math
		if reference == nil {
			for _, r := range Unaries[dual.Real[float64]]() {
				if r.Name == f.Name {
					reference = func(x float64) float64 { return r.Op(dual.Real[float64]{Real: x}).Value() }
				}
			}
		}
		for _, v := range SpecialPoints() {
			for _, seed := range []float64{1, -2, 0} {
				if got, want := f.Op(lift(v, seed)).Value(), reference(v); !Alike(got, want) {
					t.Errorf("%s(%v), seed %v: value %v, want %v", f.Name, v, seed, got, want)
				}
			}
		}
	}
	for _, f := range Binaries[T]() {
		for _, v := range SpecialPoints() {
			for _, w := range SpecialPoints() {
				if got, want := f.Op(lift(v, 1), lift(w, -2)).Value(), f.Math(v, w); !Alike(got, want) {
					t.Errorf("%s(%v, %v): value %v, want %v", f.Name, v, w, got, want)
				}
			}
		}
	}
}
