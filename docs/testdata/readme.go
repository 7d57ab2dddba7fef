package readme

import (
	"context"

	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// What README.md leaves to its reader's imagination.

var (
	ctx = context.Background()
	box = data.Box{Lo: []float64{-5, -5}, Hi: []float64{5, 5}}
	x   = []float64{0.7, 2}
)

func g(x jet.Number[float64]) jet.Number[float64] { return x.Sin().Exp() }
