package funcs

import (
	"fmt"
	"slices"
	"strings"

	"example.com/sobolev/dual"
)

// collection is the order of [All]: the seven functions of the Sobolev training paper, then the others by name.
var collection = []Function{
	ackley, beale, booth, bukin, mcCormick, rosenbrock, styblinskiTang,
	branin, easom, franke, goldsteinPrice, griewank, himmelblau, levy, matyas, michalewicz, rastrigin, sixHumpCamel,
	zakharov,
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

// written collects the instances of one generic function. Its parameters make the compiler instantiate the name
// given for each, so that a row of the collection names the function and no type.
func written(
	boxed func([]dual.Any) dual.Any,
	real func([]dual.Real[float64]) dual.Real[float64],
	number func([]dual.Number[float64]) dual.Number[float64],
	chunk func([]dual.Chunk[float64]) dual.Chunk[float64],
) Forms {
	return Forms{Any: boxed, Real: real, Dual: number, Chunk: chunk}
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
