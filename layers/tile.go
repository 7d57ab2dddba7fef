package layers

// What a tile is cut by.
const (
	mostTile  = 48        // samples: enough for flat products to run at speed and for the weights' gradient to be written rarely
	leastTile = 32        // below that products with the weights of dense layers are slow
	nearby    = 192 << 10 // numbers that stay near a processor
)

// Tile returns the number of samples that a sweep should carry at a time in training, 32 to 48: fewer than 48 where the
// features of so many, as those of images, are more numbers than the parameters and more than stay near a processor. It
// depends on the layers alone.
func (n *Net[F]) Tile() int {
	features := n.In()
	n.layers.each(n.In(), func(_ Layer[F], _, out int) { features += out })
	return min(max(max(nearby, len(n.params))/features, leastTile), mostTile)
}
