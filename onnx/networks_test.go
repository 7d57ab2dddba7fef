package onnx_test

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// networks are those that the tests export, by name.
func networks[F dual.Float]() map[string]func(*testing.T) *layers.Net[F] {
	list := map[string]func(*testing.T) *layers.Net[F]{
		"mlp": network(3, layers.Dense[F](5, nil), layers.Activate[F](layers.Tanh), layers.Dense[F](4, nil),
			layers.Activate[F](layers.SiLU), layers.Dense[F](2, nil)),
		"dense": network(2, layers.Dense[F](3, nil)),
		"skip": network(3, layers.Dense[F](4, nil), layers.Skip(layers.Dense[F](5, nil), layers.Activate[F](layers.Tanh),
			layers.Sequential[F]{layers.Dense[F](4, nil), layers.Skip(layers.Activate[F](layers.Sigmoid))}), layers.Dense[F](1, nil)),
		"siren": network(2, layers.Dense[F](6, nil), layers.Activate[F](layers.Sine(30)), layers.Dense[F](1, nil)),
	}
	for _, a := range append(layers.Activations(), layers.ELU(0.7), layers.LeakyReLU(-0.2)) {
		list[a.Name] = network(2, layers.Dense[F](4, nil), layers.Activate[F](a), layers.Dense[F](2, nil))
	}
	return list
}

// network returns a function that makes a network with parameters that are the same numbers on every platform and in both
// precisions: multiples of 1/256 below 1.
func network[F dual.Float](in int, list ...layers.Layer[F]) func(*testing.T) *layers.Net[F] {
	return func(t *testing.T) *layers.Net[F] {
		t.Helper()
		net, err := layers.New(in, rand.New(rand.NewPCG(1, 2)), list...)
		if err != nil {
			t.Fatal(err)
		}
		draw(net.Params())
		return net
	}
}

// draw fills v with multiples of 1/256 in [−1, 1).
func draw[F dual.Float](v []F) {
	rng := rand.New(rand.NewPCG(3, uint64(len(v))))
	for i := range v {
		v[i] = F(rng.IntN(512)-256) / 256
	}
}

// points returns five points for the network, the second of which is 0.
func points[F dual.Float](net *layers.Net[F]) []F {
	x := make([]F, 5*net.In())
	draw(x)
	for i := range x {
		x[i] *= 4
	}
	clear(x[net.In() : 2*net.In()])
	return x
}
