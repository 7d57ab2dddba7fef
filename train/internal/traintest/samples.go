package traintest

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// Target is a function with derivatives of all orders, no two alike, for any number of inputs and outputs.
func Target[T dual.Scalar[T]](outputs int) func(x []T) []T {
	return func(x []T) []T {
		y := make([]T, outputs)
		for o := range y {
			a, b := x[0].Lift(0), x[0].Lift(0.2*float64(o+1))
			for i, v := range x {
				a = a.Add(v.Scale(0.7 + 0.3*float64(i+o)))
				b = b.Add(v.Mul(v).Scale(0.5 - 0.2*float64(i)))
			}
			y[o] = a.Sin().Add(b.Exp().Scale(0.3)).Add(a.Mul(b).Scale(0.5))
		}
		return y
	}
}

// Small returns a little network with all parameters non-zero, so little that every parameter can be seeded in turn.
func Small(t *testing.T, in, out int, act layers.Activation) *layers.Net[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(10*in+out), 3))
	net, err := layers.NewMLP[float64](in, []int{4, 3}, out, act, rng)
	if err != nil {
		t.Fatal(err)
	}
	for i := range net.Params() {
		net.Params()[i] = 0.7 * rng.NormFloat64()
	}
	return net
}

// Labelled returns data of [Target] with all derivatives up to the order at three points.
func Labelled(t *testing.T, in, out, order int) *data.Data[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(in), uint64(order)))
	p := data.Points[float64]{Dim: in, X: make([]float64, 3*in)}
	for i := range p.X {
		p.X[i] = rng.NormFloat64()
	}
	d, err := data.FromVectorFunc(Target[dual.Any](out), p, order)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Tuples returns all index tuples of length q in n dimensions.
func Tuples(n, q int) [][]int {
	all := [][]int{nil}
	for range q {
		var next [][]int
		for _, t := range all {
			for i := range n {
				next = append(next, append(append([]int(nil), t...), i))
			}
		}
		all = next
	}
	return all
}

// Component returns the component of ∂ over the indices, and its factorial.
func Component(alg *jet.Algebra, indices []int) (k int, factorial float64) {
	alpha := make([]int, alg.Vars())
	for _, i := range indices {
		alpha[i]++
	}
	k = alg.Index(alpha...)
	return k, alg.Factorial(k)
}
