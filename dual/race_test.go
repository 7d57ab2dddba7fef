//go:build race

package dual_test

// The race detector lets a pool forget what is put into it.
const poolForgets = true
