// Package ranks tells commands of the processes of an MPI job that they run on.
package ranks

import (
	"context"

	"example.com/sobolev/train"
)

type key struct{}

// With returns a context that knows of the ranks.
func With(ctx context.Context, g train.Group) context.Context {
	return context.WithValue(ctx, key{}, g)
}

// Of returns the ranks that a context knows of: one, if it knows of none.
func Of(ctx context.Context) train.Group {
	if g, ok := ctx.Value(key{}).(train.Group); ok {
		return g
	}
	return alone{}
}

// alone is the group of one rank.
type alone struct{}

func (alone) Rank() int { return 0 }

func (alone) Size() int { return 1 }

func (alone) SumFloat32([]float32) error { return nil }

func (alone) SumFloat64([]float64) error { return nil }

func (alone) Broadcast([]byte, int) error { return nil }

// Gather returns what every rank brings, in their order. All ranks have to call it.
func Gather(g train.Group, own []byte) ([][]byte, error) {
	lengths := make([]float64, g.Size())
	lengths[g.Rank()] = float64(len(own))
	if err := g.SumFloat64(lengths); err != nil {
		return nil, err
	}
	all := make([][]byte, g.Size())
	for rank, n := range lengths {
		all[rank] = make([]byte, int(n))
		if rank == g.Rank() {
			copy(all[rank], own)
		}
		if err := g.Broadcast(all[rank], rank); err != nil {
			return nil, err
		}
	}
	return all, nil
}
