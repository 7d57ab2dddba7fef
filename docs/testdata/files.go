package files

import "math/rand/v2"

// What files.md leaves to its reader's imagination.

var (
	rng  = rand.New(rand.NewPCG(1, 2))
	path = "model.safetensors"
)
