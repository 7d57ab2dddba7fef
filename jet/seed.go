package jet

import "fmt"

// Seed sets the primals to the points x (Samples × Features) and makes feature i of every sample the variable of
// εᵢ, so that what is computed from the batch carries the derivatives in all features. The algebra must have one
// variable for each feature, or none at all.
func (b *Batch[F]) Seed(x []F) {
	vars := b.Alg.Vars()
	if vars != 0 && vars != b.Features {
		panic(fmt.Sprintf("jet: Batch.Seed: %d features, want the %d variables of %v", b.Features, vars, b.Alg))
	}
	b.primals("Seed", x)
	if b.Alg.Order() == 0 {
		return
	}
	for i := range vars {
		p := b.Plane(1 + i)
		for at := i; at < len(p); at += b.Features {
			p[at] = 1
		}
	}
}

// SeedDirections sets the primals to the points x (Samples × Features) and the coefficients of εᵢ to the directions
// v[i], of the same shape: every sample has directions of its own, one for each variable of the algebra.
func (b *Batch[F]) SeedDirections(x []F, v ...[]F) {
	if len(v) != b.Alg.Vars() {
		panic(fmt.Sprintf("jet: Batch.SeedDirections: got %d directions, want %d for %v", len(v), b.Alg.Vars(), b.Alg))
	}
	b.primals("SeedDirections", x)
	for i, v := range v {
		if len(v) != len(x) {
			panic(fmt.Sprintf("jet: Batch.SeedDirections: v[%d] has %d values, want %d", i, len(v), len(x)))
		}
		if b.Alg.Order() > 0 {
			copy(b.Plane(1+i), v)
		}
	}
}

// primals sets the batch to the constants x.
func (b *Batch[F]) primals(op string, x []F) {
	n := b.Samples * b.Features
	if len(x) != n {
		panic(fmt.Sprintf("jet: Batch.%s: x has %d values, want %d × %d", op, len(x), b.Samples, b.Features))
	}
	copy(b.Data, x)
	clear(b.Data[n:])
}
