package funcs

import (
	"fmt"
	"slices"
	"strings"

	"example.com/sobolev/dual"
)

// A formula is a function over one number type, with what is known about it.
type formula[T any] struct {
	about Function // without its forms
	at    func(x []T) T
}

// formulas lists the functions over T in the order of [All]: the seven of the Sobolev training paper, then the others by
// name. It is the one place that names them all; a number type instantiates them by instantiating the list.
func formulas[T dual.Scalar[T]]() []formula[T] {
	return []formula[T]{
		{ackley, Ackley[T]},
		{beale, Beale[T]},
		{booth, Booth[T]},
		{bukin, Bukin[T]},
		{mcCormick, McCormick[T]},
		{rosenbrock, Rosenbrock[T]},
		{styblinskiTang, StyblinskiTang[T]},
		{branin, Branin[T]},
		{easom, Easom[T]},
		{franke, Franke[T]},
		{goldsteinPrice, GoldsteinPrice[T]},
		{griewank, Griewank[T]},
		{himmelblau, Himmelblau[T]},
		{levy, Levy[T]},
		{matyas, Matyas[T]},
		{michalewicz, Michalewicz[T]},
		{rastrigin, Rastrigin[T]},
		{sixHumpCamel, SixHumpCamel[T]},
		{zakharov, Zakharov[T]},
	}
}

// collection is every function with its forms.
var collection = collect()

func collect() []Function {
	boxed, values := formulas[dual.Any](), formulas[dual.Real[float64]]()
	numbers, chunks := formulas[dual.Number[float64]](), formulas[dual.Chunk[float64]]()
	fs := make([]Function, len(boxed))
	for i := range fs {
		fs[i] = boxed[i].about
		fs[i].Forms = Forms{Any: boxed[i].at, Real: values[i].at, Dual: numbers[i].at, Chunk: chunks[i].at}
	}
	return fs
}

// All returns the functions of this package: the seven of Czarnecki et al. (2017) first, then the others, both in
// alphabetical order. The slice is the caller's.
func All() []Function { return slices.Clone(collection) }

// Lookup returns the function of the given name. Case, spaces, hyphens, underscores and dots do not matter:
// "StyblinskiTang", "styblinski-tang" and "Styblinski Tang" are the same. The error for an unknown name lists
// those there are.
func Lookup(name string) (Function, error) {
	wanted := plain(name)
	for _, f := range collection {
		if plain(f.Name) == wanted {
			return f, nil
		}
	}
	return Function{}, fmt.Errorf("funcs: no function is named %q, want one of %s", name, strings.Join(names(), ", "))
}

func names() []string {
	list := make([]string, len(collection))
	for i, f := range collection {
		list[i] = f.Name
	}
	return list
}

// plain strips what Lookup ignores.
func plain(name string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "", ".", "", "–", "").Replace(name))
}

// at gives the minima of a function of fixed dimension, all of one value.
func at(value float64, points ...[]float64) func(int) []Minimum {
	return func(int) []Minimum {
		minima := make([]Minimum, len(points))
		for i, p := range points {
			minima[i] = Minimum{X: slices.Clone(p), Value: value}
		}
		return minima
	}
}

// everywhere gives the minimum of a function whose lowest point has all coordinates equal to c, in any dimension.
func everywhere(c, value float64) func(int) []Minimum {
	return func(dim int) []Minimum { return []Minimum{{X: repeat(c, dim), Value: value}} }
}

func repeat(c float64, n int) []float64 { return slices.Repeat([]float64{c}, n) }
