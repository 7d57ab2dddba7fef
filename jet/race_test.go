//go:build race

package jet

// The race detector lets a pool forget what is put into it.
const poolForgets = true
