package layers

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// Eval computes the network on one sample with numbers of any kind, parameters and inputs alike: with duals in
// params it gives derivatives with respect to parameters, with duals in x those with respect to inputs. It is the
// definition that every faster way is tested against, and the right way for tiny models; it allocates.
func Eval[T dual.Scalar[T], F dual.Float](n *Net[F], params, x []T) []T {
	given.Must(n != nil, "layers: Eval", "the network")
	if len(params) != len(n.params) || len(x) != n.In() {
		panic(fmt.Sprintf("layers: Eval: got %d parameters and %d inputs, want %d and %d",
			len(params), len(x), len(n.params), n.In()))
	}
	v := n.layers.Eval(boxAll(params), boxAll(x))
	y := make([]T, len(v))
	for i := range v {
		y[i] = dual.Unbox[T](v[i])
	}
	return y
}

// boxAll wraps every number for the layers' Eval methods, which cannot be generic.
func boxAll[T dual.Scalar[T]](x []T) []dual.Any {
	a := make([]dual.Any, len(x))
	for i := range x {
		a[i] = dual.Box(x[i])
	}
	return a
}
