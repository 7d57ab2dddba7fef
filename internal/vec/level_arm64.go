//go:build !purego

package vec

// detect asks nothing: every arm64 processor that Go runs on has NEON.
func detect() []Level { return []Level{Portable, NEON} }
